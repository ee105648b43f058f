import type { INodeProperties } from 'n8n-workflow';
import { InputError } from '../values/errors';
import { readNumber } from '../values/number';
import { number, type Field } from './field';
import { wholeNumber } from '../records/id';
import { plainText } from '../values/quote';
import { flagIn } from '../values/scalars';
import type { ItemContext } from '../transport/itemContext';

/** The two fields under every list. */
export const limitFields: INodeProperties[] = [
	{
		displayName: 'Return All',
		name: 'returnAll',
		type: 'boolean',
		default: false,
		description: 'Whether to return all results or only up to a given limit',
	},
	{
		displayName: 'Limit',
		name: 'limit',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 50,
		description: 'Max number of results to return',
		displayOptions: { show: { returnAll: [false] } },
	},
];

/** Whether the user wants all rows. @throws {InputError} when an expression gives neither yes nor no. */
export function returnsAll(context: ItemContext): boolean {
	const entered = context.parameter('returnAll');
	return entered !== undefined && entered !== null && entered !== '' && flagIn(entered, 'Return All');
}

/** How many rows the user wants; `Infinity` for all. */
export function readLimit(context: ItemContext): number {
	if (returnsAll(context)) return Infinity;
	const limit = readNumber(plainText(context.parameter('limit'))).value ?? NaN;
	if (!Number.isSafeInteger(limit) || limit < 1)
		throw new InputError('Limit must be a whole number above 0', 'Enter how many results you want, or turn on Return All.');
	return limit;
}

/** The limit that stands in every new node. */
const USUAL = 50;

/** Whether a list may have been cut without the user wanting it: it has as many rows as the limit that nobody changed. */
export const mayBeCut = (context: ItemContext, rows: number): boolean =>
	rows === USUAL && !returnsAll(context) && Number(plainText(context.parameter('limit'))) === USUAL;

export const CUT = `These are the first ${USUAL} results, and there may be more. Turn on Return All to get all of them, or set another Limit.`;

/** Where a list begins, for trackers' lists that can be read from any row. */
export const offset: Field<'offset', number> = {
	...number('offset', 'Offset', 'How many rows to leave out at the beginning', { typeOptions: { minValue: 0 } }),
	read: (entered, _context, label) => wholeNumber(entered, label, true),
};
