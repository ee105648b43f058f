import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { InputError } from '../values/errors';
import { choiceOf, type Choices } from '../values/choice';
import { readSpan, readTimezone } from './dates';
import { quote } from '../values/quote';
import type { ItemContext } from '../transport/itemContext';

/** The nine intervals of Keitaro; trackers refuse any other word (seen live). */
const intervals = {
	today: 'Today',
	yesterday: 'Yesterday',
	first_day_of_this_week: 'This Week',
	'7_days_ago': 'Last 7 Days and Today',
	first_day_of_this_month: 'This Month',
	'1_month_ago': 'Last Month up to Today',
	first_day_of_this_year: 'This Year',
	'1_year_ago': 'Last Year up to Today',
	all_time: 'All Time',
} satisfies Choices;

const CUSTOM = 'custom';

/** What stands between two dates in a text. */
const BETWEEN = / (?:to|until|till|through|[-–—]) | ?(?:\.{2,3}|[–—]) ?/i;

/** The range of a report or log: an interval, or two dates, in a time zone. */
export const rangeFields = (usual: keyof typeof intervals): INodeProperties[] => [
	{
		displayName: 'Date Range',
		name: 'interval',
		type: 'options',
		// From short to long, not by their letters.
		options: Object.entries({ ...intervals, [CUSTOM]: 'Custom Dates' }).map(([value, name]) => ({ name, value })),
		default: usual,
		description:
			'From when to when. The tracker counts the days in the time zone below. An expression may give two dates, such as 2026-11-01 to 2026-11-10.',
	},
	...[
		{
			displayName: 'From',
			name: 'from',
			description: 'The first day. An expression may give a moment instead; a day begins with its first second.',
		},
		{ displayName: 'To', name: 'to', description: 'The last day, the whole of it. An expression may give a moment instead.' },
	].map((end): INodeProperties => ({
		...end,
		type: 'dateTime',
		typeOptions: { dateOnly: true },
		default: '',
		required: true,
		displayOptions: { show: { interval: [CUSTOM] } },
	})),
	{
		displayName: 'Time Zone',
		name: 'timezone',
		type: 'string',
		default: '',
		placeholder: 'e.g. Europe/Berlin',
		description: "Time zone of the range and of the dates in the result. Empty: the workflow's own time zone.",
	},
];

/** The `range` of a request. The zone is always sent: without it the tracker's own decides where a day begins. */
export function readRange(context: ItemContext): IDataObject {
	const timezone = readTimezone(context.parameter('timezone'), context.timezone);
	const entered = context.parameter('interval');
	const interval = choiceOf(entered, { ...intervals, [CUSTOM]: 'Custom Dates' });
	if (interval === CUSTOM) {
		const [from, to] = readSpan(context.parameter('from'), context.parameter('to'), timezone, ['From', 'To']);
		return { from, to, timezone };
	}
	if (interval !== undefined) return { interval, timezone };
	const ends = typeof entered === 'string' && /\d{4}/.test(entered) ? entered.trim().replace(/\s+/g, ' ').split(BETWEEN) : [];
	if (ends.length === 1 || ends.length === 2) {
		const [from, to] = readSpan(ends[0], ends[ends.length - 1], timezone, ['Date Range: the start', 'Date Range: the end']);
		return { from, to, timezone };
	}
	throw new InputError(
		`Date Range must be one of ${Object.keys(intervals).join(', ')} or ${CUSTOM}, but is ${quote(entered)}`,
		'For any other range choose Custom Dates and enter both. An expression may give two dates, such as 2026-11-01 to 2026-11-10.',
	);
}
