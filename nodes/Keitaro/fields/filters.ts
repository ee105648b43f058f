import type { IDataObject } from 'n8n-workflow';
import { choice, dynamicChoice, type Field } from './field';
import { groups } from './groups';
import { wholeNumber } from '../records/id';
import { listOf, objectOf } from '../values/scalars';

/** The ID of an entry that a record already has: with it, the entry is changed instead of made anew. */
export const entryId = (what: string): Field => ({
	key: 'id',
	property: {
		displayName: 'ID',
		name: 'id',
		type: 'string',
		default: '',
		placeholder: 'e.g. 15',
		description: `The ID of the ${what} if the flow already has it; leave empty for a new one`,
	},
	read: (entered, _context, label) => wholeNumber(entered, label),
});

const payload: Field = {
	key: 'payload',
	property: {
		displayName: 'Values',
		name: 'payload',
		type: 'string',
		typeOptions: { rows: 3 },
		default: '',
		placeholder: 'e.g. US, CA',
		description:
			'One a line or separated by commas, or a list by expression. Some filters take a JSON object instead, such as {"per_hour": 0, "per_day": 100, "total": 1000} for limit; some, such as bot, take nothing. A value that itself begins with { or [ goes into a JSON list: ["{sub1}"].',
	},
	empty: null,
	read: (entered, _context, label) => payloadOf(entered, label),
};

/** A filter of a flow: the tracker itself tells which there are (`GET /stream_filters`). */
export const filterFields: Field[] = [
	dynamicChoice('name', 'Filter', 'What is looked at', 'getStreamFilters', { required: true }),
	choice(
		'mode',
		'Mode',
		'What becomes of visitors that match. Filters with modes of their own (IMKLO: black, white) take them by expression.',
		{ accept: 'Accept', reject: 'Reject' },
		{ open: true },
	),
	payload,
];

/** All filters of a flow. `known` offers the IDs of those it already has. */
export function filters({ known }: { known: boolean }): Field {
	const description = `Which visitors the flow takes${known ? '. They replace all filters that the flow has.' : ''}`;
	const field = groups('filters', 'Filters', description, 'Filter', known ? [...filterFields, entryId('filter')] : filterFields);
	return {
		...field,
		// Filters without values have null for them (seen live).
		read: async (entered, context, label, written) =>
			(await field.read(entered, context, label, written)).map((filter) => ({ payload: null, ...filter })),
	};
}

/** The values of a filter: a list of texts, an object, or null for none. */
export function payloadOf(entered: unknown, label: string): string[] | IDataObject | null {
	const given = typeof entered === 'string' && /^\s*[[{]/.test(entered) ? objectOf(entered, label) : entered;
	if (typeof given === 'object' && given !== null && !Array.isArray(given)) return given as IDataObject;
	const values = listOf(given, label).map(String);
	return values.length === 0 ? null : values;
}
