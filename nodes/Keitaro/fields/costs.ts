import type { Cost } from '../api/clicksMet';
import type { INodeProperties } from 'n8n-workflow';
import { InputError } from '../values/errors';
import { currency } from './currency';
import { readSpan, readTimezone } from './dates';
import { collectionOf, choice, boolean, number, text, type Field } from './field';
import { groups, map, readAlone, readCollection } from './groups';
import { isExpression } from '../transport/given';
import { quote } from '../values/quote';
import { clickParameters } from './parameters';
import type { ItemContext } from '../transport/itemContext';

const always = [
	number('cost', 'Cost', 'What the clicks of the range cost together; the tracker spreads it over them evenly', {
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. 19.22',
	}),
	currency('currency', 'Currency', 'Currency of the cost, usually that of the ad account', { required: true }),
];

const values: Field<'value', string> = {
	...text('value', 'Values', 'One value, or several separated by commas: clicks with any of them count', {
		placeholder: 'e.g. 120201,120202',
		required: true,
	}),
	read: (entered, _context, label, written) => {
		if (typeof entered === 'string' && entered.includes(',') && isOneValue(written)) refuseSplit(entered, label);
		const list = (Array.isArray(entered) ? (entered as unknown[]) : [entered]).map((one) => (isScalar(one) ? String(one).trim() : ''));
		const split = Array.isArray(entered) ? list.find((one) => one.includes(',')) : undefined;
		if (split !== undefined) refuseSplit(split, label);
		if (list.length > 0 && !list.includes('')) return list.join(',');
		throw new InputError(
			`${label} must be a text or a list of texts, but is ${quote(entered)}`,
			'Enter the values to compare with, separated by commas.',
		);
	},
};

/** Keitaro takes values separated by commas, and knows no way to write one that holds a comma. */
function refuseSplit(value: string, label: string): never {
	throw new InputError(
		`${label}: the value ${quote(value)} holds a comma, at which Keitaro would split it in two`,
		'For several values, have the expression give a list of them. If it is one, choose the clicks by another parameter.',
	);
}

/** The text of a single expression is one value, whatever is in it. Commas that somebody typed stand between values. */
const isOneValue = (written: unknown): boolean =>
	typeof written === 'string' && isExpression(written) && !outsideBraces(written).includes(',');

/** What stands in a text besides its expressions. */
const outsideBraces = (written: string): string =>
	written
		.split('}}')
		.map((part, at, parts) => (at < parts.length - 1 ? part.split('{{')[0] : part))
		.join('');

const isScalar = (value: unknown): boolean => typeof value === 'string' || typeof value === 'number';

const added = [
	map(
		groups('filters', 'Filters', 'Only clicks that match all of these get the cost', 'Filter', [
			choice('name', 'Parameter', 'The value of the click that is compared', clickParameters, { open: true, required: true }),
			values,
		]),
		'name',
	),
	boolean('only_campaign_uniques', 'Unique Clicks Only', 'Whether only clicks that are unique in the campaign get the cost'),
];

/** The fields of a cost update. */
export const costFields: INodeProperties[] = [
	{
		displayName: 'Start Date',
		name: 'startDate',
		type: 'dateTime',
		typeOptions: { dateOnly: true },
		default: '',
		required: true,
		description: 'The first day of the clicks that the cost is for. An expression may give a moment instead.',
	},
	{
		displayName: 'End Date',
		name: 'endDate',
		type: 'dateTime',
		typeOptions: { dateOnly: true },
		default: '',
		required: true,
		description: 'The last day of the clicks that the cost is for, the whole of it. An expression may give a moment instead.',
	},
	{
		displayName: 'Time Zone',
		name: 'timezone',
		type: 'string',
		default: '',
		placeholder: 'e.g. Europe/Berlin',
		description: "Time zone of both dates, best that of the ad account. Empty: the workflow's own time zone.",
	},
	...always.map(({ property }) => property),
	{
		displayName: 'Check Clicks',
		name: 'checkClicks',
		type: 'boolean',
		default: true,
		description:
			'Whether to count, with one report for all items, the clicks that each cost meets. Keitaro takes a cost that meets none without a word, and the money shows nowhere. Campaigns that the tracker does not have are refused.',
	},
	collectionOf(added),
];

/** The cost that an item asks for, and whether only unique clicks get it. Everything is checked before anything is sent. */
export async function readCost(context: ItemContext): Promise<{ cost: Cost; onlyUniques?: boolean }> {
	const timezone = readTimezone(context.parameter('timezone'), context.timezone);
	const [start_date, end_date] = readSpan(context.parameter('startDate'), context.parameter('endDate'), timezone, [
		'Start Date',
		'End Date',
	]);
	const { cost: total, currency: code } = await readAlone(always, context);
	if (total < 0) throw new InputError(`Cost must not be below 0, but is ${total}`, 'Enter what the clicks cost, or 0 for nothing.');
	const { filters = {}, only_campaign_uniques: onlyUniques } = await readCollection(added, 'additionalFields', context);
	return {
		cost: { start_date, end_date, timezone, cost: decimal(total), currency: code, ...(Object.keys(filters).length > 0 ? { filters } : {}) },
		onlyUniques,
	};
}

/** Without exponent, and without the crumbs of sums such as 0.1 + 0.2. */
const decimal = (value: number): string =>
	value
		.toFixed(8)
		.replace(/0{1,8}$/, '')
		.replace(/\.$/, '');
