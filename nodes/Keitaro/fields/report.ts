import type { IDataObject } from 'n8n-workflow';
import { namesUsed } from '../api/log';
import { InputError } from '../values/errors';
import type { ReportBody } from '../api/report';
import { isMeasure, numbers } from '../api/columns';
import { choice, choices, text, type Field, type Value } from './field';
import { type Choices } from '../values/choice';
import { entriesOf, groups } from './groups';
import { quote } from '../values/quote';
import { listOf, numberIn, objectOf } from '../values/scalars';

/** What an operator compares with. */
type Takes = 'number' | 'text' | 'list' | 'pair' | 'label' | 'nothing';

/** In the order in which people need them. */
const operators: Record<string, [label: string, takes: Takes]> = {
	EQUALS: ['Equals', 'number'],
	NOT_EQUAL: ['Equals Not', 'number'],
	IN_LIST: ['In List', 'list'],
	NOT_IN_LIST: ['Not in List', 'list'],
	GREATER_THAN: ['Greater Than', 'number'],
	EQUALS_OR_GREATER_THAN: ['Greater Than or Equal', 'number'],
	LESS_THAN: ['Less Than', 'number'],
	EQUALS_OR_LESS_THAN: ['Less Than or Equal', 'number'],
	BETWEEN: ['Between', 'pair'],
	CONTAINS: ['Contains', 'text'],
	NOT_CONTAIN: ['Does Not Contain', 'text'],
	BEGINS_WITH: ['Begins With', 'text'],
	ENDS_WITH: ['Ends With', 'text'],
	IS_SET: ['Is Set', 'nothing'],
	IS_NOT_SET: ['Is Not Set', 'nothing'],
	IS_TRUE: ['Is True', 'nothing'],
	IS_FALSE: ['Is False', 'nothing'],
	MATCH_REGEXP: ['Matches Regular Expression', 'text'],
	NOT_MATCH_REGEXP: ['Does Not Match Regular Expression', 'text'],
	HAS_LABEL: ['Has Label', 'label'],
	NOT_HAS_LABEL: ['Has Not Label', 'label'],
};

const withoutValue = Object.keys(operators).filter((operator) => operators[operator][1] === 'nothing');

const labels = Object.fromEntries(Object.entries(operators).map(([operator, [label]]) => [operator, label]));

/** What an operator is called in the panel. */
export const operatorName = (operator: string): string => (Object.hasOwn(labels, operator) ? labels[operator] : operator);

/** Names to pick from a list; what the list does not have goes into a field beside it, or comes by expression. */
export const picker = <K extends string>(
	key: K,
	displayName: string,
	description: string,
	among: Choices,
	usual: string[],
): Field<K, string[]> => choices(key, displayName, description, among, { open: true, default: usual });

/**
 * The filters of a report or log. Their parameter is not simply called `filters`: n8n takes what stands under such a name for the
 * filters in the Additional Fields of other operations, too, and misses the values that those require.
 */
export function filters(description: string, names: Choices, usual: string): Field<'filters', IDataObject[]> {
	const name = choice('name', 'Name', 'What is compared. An expression may give a name that the list does not have.', names, {
		open: true,
		required: true,
		default: usual,
	});
	const operator = choice('operator', 'Operator', 'How it is compared', labels, {
		options: Object.entries(labels).map(([value, name]) => ({ name, value })),
	});
	const value: Field<'expression'> = {
		...text(
			'expression',
			'Value',
			'What it is compared with. For lists several values, separated by commas or as a list by expression; for Between two; for labels whitelist or blacklist. Left empty, Equals and Equals Not compare with the empty text; Is Not Set and Is Set also take 0 for nothing. Regular expressions stand bare, without slashes, and mind capital letters: (?i) before one ignores them.',
			{ displayOptions: { hide: { operator: withoutValue } } },
		),
		read: (entered) => entered as Value,
	};
	const field = groups('filters', 'Filters', description, 'Filter', [name, operator, value], { name: 'reportFilters' });
	return {
		...field,
		read: async (entered, context, label) => {
			const given = entriesOf(entered, 'filters');
			const read = await field.read(entered, context, label);
			return read.map((filter, at) => filterOf({ ...empty(given[at]), ...filter }, `${label} ${at + 1}`));
		},
	};
}

/** Equal to nothing, or not: the empty text, which clients of live trackers send. An expression that gives no value at all is a mistake. */
const empty = ({ operator, expression }: IDataObject): IDataObject =>
	expression === '' && (operator === 'EQUALS' || operator === 'NOT_EQUAL') ? { expression } : {};

function filterOf({ name, operator, expression }: IDataObject, label: string): IDataObject {
	if (operator === undefined) throw new InputError(`${label}: Operator is empty`, 'Choose how it is compared.');
	const [shownAs, takes] = operators[String(operator)];
	if (takes === 'nothing') return { name, operator };
	const value = `${label}: Value`;
	if (expression === undefined) {
		throw new InputError(`${value} is empty`, `"${shownAs}" needs one. To find what is empty, use "Is Not Set"; for the rest, "Is Set".`);
	}
	const isNumber = isMeasure(String(name)) || numbers.has(String(name));
	return { name, operator, expression: expressionOf(expression, takes, value, isNumber ? asNumber : numeric) };
}

/** How a value is read that may be a number. */
type Read = (value: string | number, label: string) => string | number;

/** The value of what is a number, read as the numbers of other fields are. */
const asNumber: Read = (value, label) => {
	if (typeof value === 'number') return value;
	const text = value.trim();
	if (text === '') return text;
	const number = numberIn(text, label);
	if (number !== undefined) return number;
	throw new InputError(
		`${label} must be a number, but is ${quote(value)}`,
		'What it is compared with is a number: enter digits, such as 12.5.',
	);
};

function expressionOf(entered: unknown, takes: Takes, label: string, read: Read): string | number | Array<string | number> {
	if (takes === 'list' || takes === 'pair') {
		const list = listOf(typeof entered === 'string' && /^\s*\[/.test(entered) ? objectOf(entered, label) : entered, label);
		if (list.length === 0) throw new InputError(`${label} is empty`, 'Enter at least one value.');
		if (takes === 'list') return read === asNumber ? list.map((one) => read(one, label)) : list;
		if (list.length === 2) return list.map((one) => read(one, label));
		throw new InputError(`${label} must be two values, but these are ${list.length}`, 'For example: 10, 20');
	}
	if (typeof entered === 'object')
		throw new InputError(`${label} must be a single value, but is ${quote(entered)}`, 'For several use "In List".');
	const value = typeof entered === 'boolean' ? Number(entered) : (entered as string | number);
	if (takes === 'label' && value !== 'whitelist' && value !== 'blacklist')
		throw new InputError(`${label} must be whitelist or blacklist, but is ${quote(entered)}`, 'Those are the two labels that Keitaro has.');
	return takes === 'number' ? read(value, label) : value;
}

/** A number for a text that is written exactly as one; `007`, long digits and `Infinity` stay as they are. */
const numeric: Read = (value) =>
	typeof value === 'string' && /^-?\d/.test(value) && String(Number(value)) === value ? Number(value) : value;

/** Figures that a report is only filtered or sorted by. */
export const measuresUsed = ({ dimensions, measures, filters = [], sort = [] }: ReportBody): string[] =>
	namesUsed(filters, sort).filter((name) => isMeasure(name) && ![...dimensions, ...measures].includes(name));

/** The order of a report or log. */
export const sort = (description: string, names: Choices, usual: string): Field<'sort', IDataObject[]> =>
	groups('sort', 'Sort', description, 'Sort Rule', [
		choice('name', 'Name', 'What decides. An expression may give a name that the list does not have.', names, {
			open: true,
			required: true,
			default: usual,
		}),
		choice('order', 'Order', 'Which end comes first', { DESC: 'Descending', ASC: 'Ascending' }),
	]);
