import { trimmed } from '../values/entered';
import { loadMethod, referenceOf, type ReferenceKind } from '../records/references';
import type { IDataObject, INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { InputError } from '../values/errors';
import { choiceOf, type Choices } from '../values/choice';
import { resolveId, resolveIds, wholeNumber } from '../records/id';
import { quote } from '../values/quote';
import { locator } from '../records/locator';
import { flagIn, listOf, numberIn, objectOf } from '../values/scalars';
import type { ItemContext } from '../transport/itemContext';

/** Whatever JSON can hold. */
export type Value = IDataObject[string];

/** One value of a request: how the user enters it, and what is sent for it. */
export interface Field<K extends string = string, V = Value> {
	/** Keitaro's own name of the value. */
	key: K;
	/** How n8n shows it. */
	property: INodeProperties;
	/** What Keitaro takes for none, where the value may be emptied. */
	empty?: unknown;
	/**
	 * What Keitaro takes for what the user entered.
	 * @param written the same with its expressions as they were written
	 * @throws {InputError} where that is nothing it could take
	 */
	read(entered: unknown, context: ItemContext, label: string, written?: unknown): V | Promise<V>;
}

/** What is read of fields, by their keys. */
export type Values<F extends readonly Field[]> = {
	[One in F[number] as One['key']]: Awaited<ReturnType<One['read']>>;
};

/** Parts of n8n's property that differ from a kind's own. */
export type More = Partial<INodeProperties>;

/** Keitaro's names are snake_case, parameters of n8n camelCase: `sub_id_1` is `subId1`. */
export const parameterName = (key: string): string => key.replace(/_+(\w)/g, (_, letter: string) => letter.toUpperCase());

const property = (
	key: string,
	displayName: string,
	description: string,
	more: More & Pick<INodeProperties, 'type' | 'default'>,
): INodeProperties => ({
	displayName,
	name: parameterName(key),
	...more,
	description,
});

/** A field that must be filled in. */
export const required = <K extends string, V>(field: Field<K, V>): Field<K, V> => ({
	...field,
	empty: undefined,
	property: { ...field.property, required: true },
});

/** A field that may be left out, such as one that is offered for a change. */
export const optional = <K extends string, V>({ property: { required: _required, ...shownAs }, ...field }: Field<K, V>): Field<K, V> => ({
	...field,
	property: shownAs,
});

/** A text. */
export const text = <K extends string>(key: K, displayName: string, description: string, more: More = {}): Field<K, string> => ({
	key,
	empty: '',
	property: property(key, displayName, description, { type: 'string', default: '', ...more }),
	read: (entered, _context, label) => {
		if (entered === null || entered === undefined) return '';
		if (typeof entered === 'object')
			throw new InputError(`${label} must be a text, but is ${quote(entered)}`, 'An expression must give a single text or number here.');
		return String(entered);
	},
});

/** A text of several lines. */
export const multiline = <K extends string>(key: K, displayName: string, description: string, more: More = {}): Field<K, string> =>
	text(key, displayName, description, { typeOptions: { rows: 3 }, ...more });

/** A secret: not shown while it is typed. */
export const secret = <K extends string>(key: K, displayName: string, description: string, more: More = {}): Field<K, string> =>
	text(key, displayName, description, { typeOptions: { password: true }, ...more });

/** A number. `whole` refuses fractions. */
export const number = <K extends string>(
	key: K,
	displayName: string,
	description: string,
	{ whole = false, ...more }: More & { whole?: boolean } = {},
): Field<K, number> => ({
	key,
	property: property(key, displayName, description, { type: 'number', default: 0, ...more }),
	read: (entered, _context, label) => {
		const value = typeof entered === 'string' ? numberIn(entered, label) : entered;
		if (typeof value !== 'number' || !Number.isFinite(value) || (whole && !Number.isInteger(value))) {
			throw new InputError(
				`${label} must be a ${whole ? 'whole ' : ''}number, but is ${quote(entered)}`,
				`Enter digits, such as ${whole ? '12' : '12.5'}.`,
			);
		}
		return value;
	},
});

/** Yes or no. Its description begins with "Whether". */
export const boolean = <K extends string>(key: K, displayName: string, description: string, more: More = {}): Field<K, boolean> => ({
	key,
	property: property(key, displayName, description, { type: 'boolean', default: false, ...more }),
	read: (entered, _context, label) => flagIn(entered, label),
});

/** The order of labels in a dropdown: "Sub ID 2" stands before "Sub ID 10". */
const alphabetically = new Intl.Collator('en', { numeric: true }).compare;

/** A few stay as they are written; of many, each is found by its letters. */
export function options(choices: Choices): INodePropertyOptions[] {
	const all = Object.entries(choices).map(([value, name]) => ({ name, value }));
	return all.length < 5 ? all : all.sort((a, b) => alphabetically(a.name, b.name));
}

/** One of a fixed set of values; an expression may give another, for trackers newer than this list, if `open`. */
export const choice = <K extends string>(
	key: K,
	displayName: string,
	description: string,
	choices: Choices,
	{ open = false, ...more }: More & { open?: boolean } = {},
): Field<K, string> => ({
	key,
	property: property(key, displayName, description, {
		type: 'options',
		options: options(choices),
		default: Object.keys(choices)[0],
		...more,
	}),
	read: (entered, _context, label) => oneOf(entered, choices, label, open),
});

/** Several of a fixed set of values. */
export const choices = <K extends string>(
	key: K,
	displayName: string,
	description: string,
	among: Choices,
	{ open = false, ...more }: More & { open?: boolean } = {},
): Field<K, string[]> => ({
	key,
	empty: [],
	property: property(key, displayName, description, { type: 'multiOptions', options: options(among), default: [], ...more }),
	read: (entered, _context, label) => listOf(entered, label).map((one) => oneOf(one, among, label, open)),
});

/** One of the values that the tracker itself lists, by a method of `loadOptions`. */
export const dynamicChoice = <K extends string>(
	key: K,
	displayName: string,
	description: string,
	loadOptionsMethod: string,
	more: More = {},
): Field<K, string> => ({
	key,
	property: property(
		key,
		`${displayName} Name or ID`,
		`${description}. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.`,
		{
			type: 'options',
			typeOptions: { loadOptionsMethod },
			default: '',
			...more,
		},
	),
	read: (entered, _context, label) => filled(entered, label),
});

/** Several texts: one a line, separated by commas, or a list by expression. */
export const texts = <K extends string>(key: K, displayName: string, description: string, more: More = {}): Field<K, string[]> => ({
	key,
	empty: [],
	property: property(key, displayName, description, { type: 'string', default: '', ...more }),
	read: (entered, _context, label) => listOf(entered, label).map(String),
});

/** Several IDs: separated by commas, or a list by expression. */
export const ids = <K extends string>(key: K, displayName: string, description: string, more: More = {}): Field<K, number[]> => ({
	key,
	empty: [],
	property: property(key, displayName, description, { type: 'string', default: '', placeholder: 'e.g. 15, 16', ...more }),
	read: (entered, _context, label) => listOf(entered, label).map((id) => wholeNumber(id, label)),
});

/** Several records of the tracker, picked from a list that the tracker fills; IDs, aliases and names by expression. */
export const recordIds = <K extends string>(key: K, kind: ReferenceKind, description: string, more: More = {}): Field<K, number[]> => ({
	key,
	empty: [],
	property: property(
		key,
		`${referenceOf(kind).label} Names or IDs`,
		`${description}. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.`,
		{ type: 'multiOptions', typeOptions: { loadOptionsMethod: loadMethod(kind) }, default: [], ...more },
	),
	read: async (entered, context, label) => await resolveIds(context, entered, kind, label),
});

/** Another record of the tracker; 0 says "none", unless it is required. */
export const reference = <K extends string>(
	key: K,
	kind: ReferenceKind,
	displayName: string,
	description: string,
	more: More = {},
): Field<K, number> => ({
	key,
	empty: more.required === true ? undefined : 0,
	property: locator(kind, parameterName(key), displayName, description, more),
	read: async (entered, context, label) => await resolveId(context, entered, kind, label, more.required !== true),
});

/** A JSON object, list or value, as Keitaro takes it. */
export const json = <K extends string>(key: K, displayName: string, description: string, more: More = {}): Field<K> => ({
	key,
	empty: {},
	property: property(key, displayName, description, { type: 'json', default: '', ...more }),
	read: (entered, _context, label) => objectOf(entered, label) as Value,
});

/** A collection that offers fields: those the user adds are sent. */
export const collectionOf = (fields: Field[], name = 'additionalFields', displayName = 'Additional Fields'): INodeProperties => ({
	displayName,
	name,
	type: 'collection',
	placeholder: 'Add Field',
	default: {},
	options: fields.map(({ property: shownAs }) => shownAs).sort((a, b) => alphabetically(a.displayName, b.displayName)),
});

function oneOf(entered: unknown, among: Choices, label: string, open: boolean): string {
	const value = filled(entered, label);
	const known = open ? value : choiceOf(value, among);
	if (known !== undefined) return known;
	throw new InputError(`${label} must be one of ${Object.keys(among).join(', ')}, but is ${quote(entered)}`, 'Choose one of these values.');
}

function filled(entered: unknown, label: string): string {
	const value = trimmed(entered);
	if (value === '') throw new InputError(`${label} is empty`, 'Choose a value.');
	return value;
}
