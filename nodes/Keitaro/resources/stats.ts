import type { INodeProperties } from 'n8n-workflow';
import type { Findings } from '../api/received';
import { customMeasures, dimensions, idsOf, measures, numbers } from '../api/columns';
import { collectionOf, boolean, ids, json, texts } from '../fields/field';
import { readAlone, readCollection } from '../fields/groups';
import { EmptyField, isExpression } from '../transport/given';
import { limitFields, readLimit } from '../fields/limit';
import { dataOf } from '../values/scalars';
import { rangeFields, readRange } from '../fields/range';
import { filters, measuresUsed, picker, sort } from '../fields/report';
import type { ItemContext } from '../transport/itemContext';
import { unsupported, type Outcome, type Resource } from '../operation';
import { toNumbers } from '../api/unwrap';
import { InputError } from '../values/errors';
import { readReport, type ReportBody } from '../api/report';

const names = { ...dimensions, ...measures };

const picked = [
	picker('dimensions', 'Dimensions', 'What the rows stand for, such as a row for each campaign and day. None: a single row.', dimensions, [
		'campaign',
	]),
	picker('measures', 'Measures', 'The figures of each row', measures, ['clicks', 'conversions', 'revenue', 'cost', 'profit']),
];

const ordered = [
	filters('Only what matches all of these is counted. A filter on a measure leaves out rows instead.', names, 'campaign_id'),
	sort('Which rows come first. Several rules: the first decides, the next where it leaves a tie.', names, 'clicks'),
];

/** Two things may have one name, and the next node asks for the ID. Saved workflows of version 1 get what they did. */
const withIds = boolean(
	'include_ids',
	'Include IDs',
	'Whether rows of campaigns, flows, offers, landing pages, traffic sources and groups come with their IDs, by which other operations find them; those of one name then have a row each',
	{ default: true, displayOptions: { show: { '@version': [2] } } },
);

const more = [
	boolean(
		'include_totals',
		'Include Totals',
		'Whether to add the figures of all rows together, from a second report without dimensions. The data is then an object with rows and totals. Filters on measures hold for the totals themselves.',
	),
	texts('other_dimensions', 'Other Dimensions', 'Dimensions that the list does not have, separated by commas'),
	texts('other_measures', 'Other Measures', 'Measures that the list does not have, separated by commas', { placeholder: 'e.g. deposits' }),
	ids(
		'custom_conversions',
		'Custom Conversions',
		'Conversion types of your own by their number, such as 7, 8: each gives custom_conversion_7 and custom_conversion_7_revenue, where the tracker has it',
	),
	{
		...json('other_fields', 'Other Fields (JSON)', 'What your tracker takes besides all this, as a JSON object', {
			placeholder: '{ "columns": ["campaign_id"] }',
		}),
		read: (entered: unknown, _context: ItemContext, label: string) => dataOf(entered, label),
	},
];

const fields: INodeProperties[] = [
	...rangeFields('today'),
	...picked.map(({ property }) => property),
	withIds.property,
	...limitFields,
	...ordered.map(({ property }) => property),
	collectionOf(more),
];

/** The original showed these fields under operations that Keitaro does not have. */
const statsId: INodeProperties = {
	displayName: 'Statistics ID',
	name: 'statsId',
	type: 'string',
	default: '',
	description: 'Not used: a report has no ID (ID Статистики)',
};

const statsData: INodeProperties = {
	displayName: 'Data (JSON)',
	name: 'statsData',
	type: 'json',
	default: '',
	description: 'Not used: Keitaro counts by itself (Данные Статистики)',
};

async function build(context: ItemContext): Promise<Outcome> {
	const limit = readLimit(context);
	const range = readRange(context);
	const chosen = await readAlone([...picked, ...ordered], context);
	if (chosen.dimensions.length === 0 && isExpression(context.raw('dimensions')))
		throw new EmptyField(
			'dimensions',
			'Dimensions gives nothing for this item',
			'A report without them is a single row of everything. If that is wanted, take the expression out; else correct it.',
		);
	const {
		include_totals: withTotals,
		other_dimensions: otherDimensions = [],
		other_measures: otherMeasures = [],
		custom_conversions: customConversions = [],
		other_fields: otherFields = {},
	} = await readCollection(more, 'additionalFields', context);
	const by = [...new Set([...chosen.dimensions, ...otherDimensions])];
	const entered = context.parameter('includeIds');
	const isWithIds = entered !== undefined && (await withIds.read(entered, context, 'Include IDs')) === true;
	const ids = isWithIds ? idsOf(by).filter((name) => !by.includes(name)) : [];
	const body: ReportBody = {
		...otherFields,
		range,
		...chosen,
		dimensions: [...by, ...ids],
		measures: [...new Set([...chosen.measures, ...otherMeasures, ...customConversions.flatMap(customMeasures)])],
	};
	if (body.measures.length === 0) throw new InputError('Measures is empty', 'Choose at least one figure for the rows of the report.');

	const numeric = [...body.measures, ...body.dimensions.filter((name) => numbers.has(name))];
	const { request, rows, findings: found } = await readReport(context.tracker, body, limit, measuresUsed(body));
	const findings = found && { ...found, missing: found.missing.filter((name) => !ids.includes(name)) };
	if (!withTotals) return { request, data: toNumbers(rows, numeric), list: true, findings };
	const overall = { ...body, dimensions: [], sort: [] };
	const { rows: all, findings: ofTotals } = await readReport(context.tracker, overall, 1, measuresUsed(overall));
	// Without any traffic there is no row to take them from.
	const none = Object.fromEntries(body.measures.map((name) => [name, 0]));
	return {
		request,
		data: { rows: toNumbers(rows, numeric), totals: toNumbers(all, numeric)[0] ?? none },
		findings: together(findings, ofTotals),
	};
}

/** What the rows or the totals lack. */
const together = (findings?: Findings, { missing = [] }: Partial<Findings> = {}): Findings | undefined =>
	findings && { ...findings, missing: [...new Set([...findings.missing, ...missing])] };

const NOT_STORED = 'Keitaro counts statistics itself, so';
const INSTEAD =
	'For a report use Get Many. To correct figures use the resource Click (Update Costs, Clean) or Conversion (Create, Update, Delete).';

export const stats: Resource = {
	value: 'stats',
	name: 'Report',
	description: 'Statistics: clicks, conversions, money and rates by whatever you choose (Статистика)',
	operations: [
		{
			value: 'getAll',
			name: 'Get Many',
			action: 'Get many rows of a report',
			description: 'A report by dimensions and measures (Получить Все)',
			reads: true,
			heavy: true,
			fields,
			run: build,
		},
		{
			value: 'get',
			name: 'Get',
			action: 'Get statistics by ID',
			description: 'Not possible in Keitaro: Get Many makes a report (Получить)',
			fields: [statsId],
			run: unsupported('A report has no ID in Keitaro, so it cannot be read by one', 'Use Get Many and describe the report.'),
		},
		{
			value: 'create',
			name: 'Create',
			action: 'Create statistics',
			description: 'Not possible in Keitaro: use Update Costs of Click, or Create of Conversion (Создать)',
			fields: [statsData],
			run: unsupported(`${NOT_STORED} none can be created`, INSTEAD),
		},
		{
			value: 'update',
			name: 'Update',
			action: 'Update statistics',
			description: 'Not possible in Keitaro: use Update Costs of Click, or Update of Conversion (Обновить)',
			fields: [statsId, statsData],
			run: unsupported(`${NOT_STORED} they cannot be changed directly`, INSTEAD),
		},
		{
			value: 'delete',
			name: 'Delete',
			action: 'Delete statistics',
			description: 'Not possible in Keitaro: use Clean of Click (Удалить)',
			fields: [statsId],
			run: unsupported('Statistics have no ID in Keitaro, so they cannot be deleted by one', 'Use the resource Click, operation Clean.'),
		},
	],
};
