import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { InputError } from '../values/errors';
import { isNothing } from '../values/nothing';
import { collectionOf, parameterName, type Field, type More, type Values } from './field';
import { EmptyField, emptyOf, fateOf, isExpression } from '../transport/given';
import type { ItemContext } from '../transport/itemContext';

/** A group of values that are sent as one object. */
export const group = <K extends string>(
	key: K,
	displayName: string,
	description: string,
	fields: Field[],
	more: More = {},
): Field<K, IDataObject> => ({
	key,
	property: { ...collectionOf(fields, parameterName(key), displayName), ...more, description },
	read: async (entered, context, label, written) =>
		await readFields(fields, (entered ?? {}) as IDataObject, (written ?? {}) as IDataObject, context, label),
});

/**
 * Repeated groups of values, sent as a list of objects. n8n makes the name of a model's argument from the group's name and the label of
 * the field, so a group is called what it holds. n8n drops an expression in place of all groups and leaves them empty; a list
 * that comes from JSON can be read too, with Keitaro's names in it, so that an answer of the tracker fits.
 */
export const groups = <K extends string>(
	key: K,
	displayName: string,
	description: string,
	one: string,
	fields: Field[],
	more: More = {},
): Field<K, IDataObject[]> => ({
	key,
	empty: [],
	property: {
		displayName,
		name: parameterName(key),
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		default: {},
		placeholder: `Add ${one}`,
		...more,
		description,
		options: [{ name: parameterName(key), displayName: one, values: fields.map((field) => field.property) }],
	},
	read: async (entered, context, label, written) => {
		const entries = entriesOf(entered, parameterName(key));
		const expressions = entriesOf(written, parameterName(key));
		const sent: IDataObject[] = [];
		for (const [at, entry] of entries.entries())
			sent.push(await readEntry(fields, entry, expressions[at] ?? {}, context, `${label} ${at + 1}`));
		return sent;
	},
});

/** The entries of a group, which n8n holds under its name. */
export const entriesOf = (held: unknown, name: string): IDataObject[] => {
	const entries = Array.isArray(held) ? (held as unknown[]) : (held as IDataObject | null | undefined)?.[name];
	return Array.isArray(entries) ? (entries as IDataObject[]) : [];
};

/** Named values sent as one object, e.g. a parameter's name -> what is known of it. */
export const map = <K extends string>(field: Field<K, IDataObject[]>, key: string): Field<K, IDataObject> => ({
	...field,
	empty: {},
	read: async (entered, context, label, written) => {
		const entries = await field.read(entered, context, label, written);
		const names = entries.map(({ [key]: name }) => String(name));
		const double = names.find((name, at) => names.indexOf(name) < at);
		if (double !== undefined) throw new InputError(`${label}: "${double}" is there twice`, 'Put both into one entry, or take one out.');
		return Object.fromEntries(entries.map(({ [key]: name, ...rest }) => [String(name), 'value' in rest ? rest.value : rest]));
	},
});

/** The values of a collection: those the user added, and that their expressions give. `written` holds the expressions. */
async function readFields(
	fields: readonly Field[],
	entered: IDataObject,
	written: IDataObject,
	context: ItemContext,
	label = '',
): Promise<IDataObject> {
	const sent: IDataObject = {};
	for (const { key, property: shownAs, empty, read } of fields) {
		const { name } = shownAs;
		if (!Object.hasOwn(entered, name)) continue;
		const called = label === '' ? shownAs.displayName : `${label}: ${shownAs.displayName}`;
		// What is read may be nothing although what was entered is not, such as the list in ",".
		const fate = (value: unknown) => fateOf(value, written[name], context.emptyValues, name, called);
		let becomes = fate(entered[name]);
		let value: unknown;
		if (becomes === 'read') {
			value = await read(entered[name], context, called, written[name]);
			becomes = fate(value ?? entered[name]);
		}
		// A group of which nothing is left says nothing.
		if (becomes === 'leave' || (shownAs.type === 'collection' && becomes === 'read' && isNothing(value))) continue;
		sent[key] = (becomes === 'clear' ? emptyOf(empty, name, called) : value) as IDataObject;
	}
	return sent;
}

/** The values of the collection in a parameter: of the fields that the user added. */
export const readCollection = async <F extends readonly Field[]>(
	fields: F,
	name: string,
	context: ItemContext,
): Promise<Partial<Values<F>>> =>
	(await readFields(fields, (context.parameter(name) ?? {}) as IDataObject, (context.raw(name) ?? {}) as IDataObject, context)) as Partial<
		Values<F>
	>;

/**
 * The values of fields that stand on their own. All are there, but for those of a change that the user wants left as they are.
 * @throws {InputError} when a required one is empty
 */
export async function readAlone<F extends readonly Field[]>(fields: F, context: ItemContext): Promise<Values<F>> {
	const all = (value: (name: string) => unknown) =>
		Object.fromEntries(fields.map(({ property: { name } }) => [name, value(name)])) as IDataObject;
	const entered = all(context.parameter);
	const empty = fields.find(({ property: { name, required } }) => required && !Array.isArray(entered[name]) && isNothing(entered[name]));
	if (empty) {
		const { name, displayName } = empty.property;
		throw new EmptyField(name, `${displayName} is empty`, whereToFind(empty.property));
	}
	return (await readFields(fields, entered, all(context.raw), context)) as Values<F>;
}

/** What to do about a must-field that is empty: what it holds is in its description. */
const whereToFind = ({ description = '', type }: INodeProperties): string =>
	`${/options/i.test(type) ? 'Choose' : 'Enter'} it: ${description.split(' Choose from the list, or specify ')[0].replace(/\.$/, '')}. If an expression gives it, look at what that gives for this item.`;

/** An entry of a repeated group: n8n fills in every field of it, so what is empty was not entered. */
async function readEntry(
	fields: readonly Field[],
	entry: IDataObject,
	written: IDataObject,
	context: ItemContext,
	label: string,
): Promise<IDataObject> {
	const given: IDataObject = {};
	for (const { key, property: shownAs } of fields) {
		const value = entry?.[shownAs.name] ?? entry?.[key];
		const byExpression = isExpression(written[shownAs.name]);
		const isEmpty = byExpression ? isNothing(value) : (value ?? '') === '' || isBlankLocator(value);
		if (isEmpty && shownAs.required)
			throw new InputError(`${label}: ${shownAs.displayName} is empty`, 'Fill it in, or take this entry out.');
		if (!isEmpty || byExpression) given[shownAs.name] = value;
	}
	return await readFields(fields, given, written, context, label);
}

const isBlankLocator = (value: unknown): boolean =>
	typeof value === 'object' && value !== null && 'mode' in value && (value as IDataObject).value === '';
