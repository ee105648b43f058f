import { allStatuses } from '../../values/statuses';
import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { conversionColumns, withNumbers } from '../../api/columns';
import { readTimezone, wallClock } from '../../fields/dates';
import { choices, number, recordIds, texts, type Field } from '../../fields/field';
import { type Choices } from '../../values/choice';
import { readAlone, readCollection } from '../../fields/groups';
import { picker } from '../../fields/report';
import type { ItemContext } from '../../transport/itemContext';
import { InputError } from '../../values/errors';
import type { TriggerEvent, PreparedEvent } from '../triggerEvent';
import { isLogOf, lookAhead, type Cursor, type LogWatch } from './cursor';
import { newConversion, statusChanged, type Find, type ConversionEvent } from './conversionEvent';
import { askLog, columnsIn, type Dialect } from './log';
import { restamped } from './timestamps';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const LONGEST = 10 * 365 * 24 * HOUR;

/** Conversions that a sample is chosen from, and the most it shows. */
const SAMPLED = 1000;
const SHOWN = 5;

/** Parts of the date: they come without a time zone that they could be converted to. */
const CALENDAR = ['day', 'day_hour', 'hour', 'month', 'week', 'weekday', 'year'];

const columns: Choices = Object.fromEntries(Object.entries(conversionColumns).filter(([name]) => !CALENDAR.includes(name)));

/** Columns that hold moments. */
const MOMENTS = Object.keys(columns).filter((name) => name.endsWith('datetime') || name === 'status_history');

const USUAL = [
	'event_id',
	'sub_id',
	'tid',
	'status',
	'revenue',
	'datetime',
	'campaign_id',
	'campaign',
	'offer_id',
	'offer',
	'country_code',
];

const LATE =
	'It came in later than Look Back allows for, with a time before what was told already. If that goes on, see whether the clock of the tracker was set back, or look back longer.';

const statuses = (displayName: string, description: string): Field<'statuses', string[]> =>
	choices('statuses', displayName, `${description}. None: any. An expression may give statuses of your own.`, allStatuses, { open: true });

const chosen = [
	recordIds('campaign_id', 'campaign', 'Only conversions of these campaigns; none: of all', { name: 'campaigns' }),
	recordIds('offer_id', 'offer', 'Only conversions of these offers; none: of all', { name: 'offers' }),
];

const columnPicker = picker('columns', 'Columns', 'What is told of each conversion', columns, USUAL);

const timezone: INodeProperties = {
	displayName: 'Time Zone',
	name: 'timezone',
	type: 'string',
	default: '',
	placeholder: 'e.g. Europe/Berlin',
	description: "Time zone of the dates in the result. Empty: the workflow's own time zone.",
};

const options = [
	number(
		'first_hours',
		'First Run Tells Last (Hours)',
		'When the workflow is activated for the first time, also tell what happened in so many hours before. Otherwise it begins with what comes after.',
		{ typeOptions: { minValue: 0 } },
	),
	number(
		'look_back',
		'Look Back (Minutes)',
		'How late the tracker may write a conversion: with a time up to so many minutes before that of the newest one, it is still found, within ten minutes. More is slower.',
		{ default: 120, typeOptions: { minValue: 0 } },
	),
	texts('other_columns', 'Other Columns', 'Columns that the list does not have, separated by commas'),
];

const fieldsWith = (status: Field<'statuses', string[]>): INodeProperties[] => [
	...chosen.map(({ property }) => property),
	status.property,
	columnPicker.property,
	timezone,
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: options.map(({ property }) => property),
	},
];

async function prepare(context: ItemContext, find: Find, status: Field<'statuses', string[]>): Promise<PreparedEvent> {
	const zone = readTimezone(context.parameter('timezone'), context.timezone);
	const { columns: picked, statuses: wanted } = await readAlone([status, columnPicker], context);
	const ids = await readAlone(chosen, context);
	const more = await readCollection(options, 'options', context);
	const { first_hours: firstHours = 0, look_back: lookBack = 120, other_columns: other = [] } = more;
	if ([firstHours * HOUR, lookBack * MINUTE].some((time) => time < 0 || time > LONGEST))
		throw new InputError('First Run Tells Last and Look Back must be between 0 and ten years', 'Mind the units: hours and minutes.');
	const names = [...new Set([...picked, ...other])];
	const chosenIds = Object.entries(ids).filter(([, list]) => list.length > 0);
	const isWanted = (row: IDataObject) => chosenIds.every(([name, list]) => list.includes(Number(row[name])));
	const watched: LogWatch = {
		columns: { columns: names.length > 0 ? names : USUAL, needed: chosenIds.map(([name]) => name) },
		find,
		statuses: wanted.map((name) => name.toLowerCase()),
		isWanted,
		lookBack: lookBack * MINUTE,
		tellsFirst: firstHours * HOUR,
	};
	const told = (row: IDataObject, dialect: Dialect, happening: ConversionEvent) =>
		itemOf(row, dialect, watched.columns.columns, zone, happening);
	return {
		recognises: async (state, clock) => await isLogOf(context.tracker, watched, state as unknown as Cursor, clock),
		look: async (state, clock) => {
			const { found, cursor } = await lookAhead(context.tracker, watched, state as Cursor | undefined, clock);
			return {
				events: found.map(({ row, dialect, isLate, ...happening }) => ({
					...told(row, dialect, happening),
					...(isLate ? { hint: LATE } : {}),
				})),
				state: cursor as unknown as IDataObject,
			};
		},
		sample: async () => {
			const { rows, dialect } = await askLog(context.tracker, watched.columns, { now: Date.now(), order: 'DESC', limit: SAMPLED });
			const found = rows.filter(isWanted).map((row) => ({ row, ...find(row, dialect, watched.statuses, false) }));
			const shown = found.filter(({ happening }) => happening !== undefined).slice(0, SHOWN);
			return shown.map(({ row, happening }) => told(row, dialect, happening!));
		},
	};
}

/** What is told of a conversion: the columns that the user chose, their moments in the user's time zone. */
function itemOf(row: IDataObject, dialect: Dialect, names: string[], zone: string, { before }: ConversionEvent): IDataObject {
	const item: IDataObject = {};
	for (const name of columnsIn(dialect, names)) {
		const value = row[name];
		if (value === undefined) continue;
		item[name] = MOMENTS.includes(name) && typeof value === 'string' ? restamped(value, (at) => wallClock(new Date(at), zone)) : value;
	}
	if (before !== undefined) item.previous_status = before;
	return withNumbers([item])[0];
}

const anyOf = statuses('Statuses', 'Only conversions with one of these statuses: each once, when it first has one of them');
const to = statuses('New Statuses', 'Only changes to one of these statuses');

export const conversionEvents: TriggerEvent[] = [
	{
		value: 'newConversion',
		name: 'New Conversion',
		description: 'A conversion came in. Each is told once, however often it changes.',
		fields: fieldsWith(anyOf),
		prepare: async (context) => await prepare(context, newConversion, anyOf),
	},
	{
		value: 'statusChanged',
		name: 'Conversion Status Changed',
		description: 'A conversion got another status, for example Sale after Lead',
		fields: fieldsWith(to),
		prepare: async (context) => await prepare(context, statusChanged, to),
	},
];
