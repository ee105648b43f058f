import type { INodeProperties } from 'n8n-workflow';
import type { Part } from '../api/pages';
import type { LogBody } from '../api/log';
import { InputError } from '../values/errors';
import { collectionOf, texts } from './field';
import { type Choices } from '../values/choice';
import { readAlone, readCollection } from './groups';
import { limitFields, offset, readLimit, returnsAll } from './limit';
import { rangeFields, readRange } from './range';
import { filters, picker, sort } from './report';
import type { ItemContext } from '../transport/itemContext';

/** The fields of a log of single events (clicks, conversions), and how they are read. */
export interface LogFields {
	/** For many rows. */
	many: INodeProperties[];
	/** For one that is named otherwise. */
	one: INodeProperties[];
	readMany(context: ItemContext): Promise<{ body: LogBody; part: Part }>;
	readColumns(context: ItemContext): Promise<string[] | undefined>;
}

const otherColumns = texts('other_columns', 'Other Columns', 'Columns that the list does not have, separated by commas');

export function logFields({
	columns,
	usual,
	russian,
	limits = limitFields,
	blank,
}: {
	columns: Choices;
	/** The columns chosen at first. */
	usual: string[];
	/** What the original node called its filters. */
	russian: string;
	limits?: INodeProperties[];
	/** What an empty Limit means when there is no range either. */
	blank?: number;
}): LogFields {
	const columnPicker = picker(
		'columns',
		'Columns',
		"What is known of each row. None: the tracker's own choice, which differs between versions.",
		columns,
		usual,
	);
	const chosen = [
		filters(`Only what matches all of these (${russian})`, columns, 'campaign_id'),
		sort('Which rows come first. Without a rule the newest, or with Return All the oldest.', columns, 'datetime'),
	];
	const readColumns = async (context: ItemContext) => {
		const { columns: picked } = await readAlone([columnPicker], context);
		const { other_columns: other = [] } = await readCollection([otherColumns], 'additionalFields', context);
		const all = [...new Set([...picked, ...other])];
		return all.length > 0 ? all : undefined;
	};
	return {
		many: [
			...rangeFields('all_time'),
			columnPicker.property,
			...limits,
			...chosen.map(({ property }) => property),
			collectionOf([offset, otherColumns]),
		],
		one: [columnPicker.property, collectionOf([otherColumns])],
		readColumns,
		readMany: async (context) => {
			const range = readRange(context);
			const limit = readLogLimit(context, range.interval === 'all_time' ? blank : Infinity);
			const { offset: start } = await readCollection([offset], 'additionalFields', context);
			const selected = await readAlone(chosen, context);
			return { body: { range, columns: await readColumns(context), ...selected }, part: { limit, offset: start } };
		},
	};
}

/** The limit, which may be left empty when a range bounds the rows. */
function readLogLimit(context: ItemContext, blank: number | undefined): number {
	const entered = context.parameter('limit');
	const isBlank = entered === undefined || entered === null || entered === '';
	if (returnsAll(context) || !isBlank) return readLimit(context);
	if (blank !== undefined) return blank;
	throw new InputError('There is neither a date range nor a limit', 'Choose a Date Range, enter a Limit, or turn on Return All.');
}
