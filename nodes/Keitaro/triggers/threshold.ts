import type { IDataObject } from 'n8n-workflow';
import { dimensions, measures, numbers } from '../api/columns';
import { choice, boolean, number, required } from '../fields/field';
import { readAlone } from '../fields/groups';
import { wallClock } from '../fields/dates';
import { rangeFields, readRange } from '../fields/range';
import { filters, measuresUsed, picker } from '../fields/report';
import type { ItemContext } from '../transport/itemContext';
import { toNumbers } from '../api/unwrap';
import { quoted } from '../api/unknownColumns';
import { InputError } from '../values/errors';
import { readReport, type ReportBody } from '../api/report';
import { FINGERPRINT, fingerprint } from '../values/fingerprint';
import type { TriggerEvent } from './triggerEvent';

/** The most rows that a sample shows. */
const SHOWN = 5;

const CLICKS = 'clicks';

const byName = Object.fromEntries(Object.entries(measures).sort(([, one], [, other]) => one.localeCompare(other)));

const fields = [
	picker(
		'dimensions',
		'For Each',
		'What the figure is looked at for: each campaign, each offer and so on. None: all together.',
		dimensions,
		['campaign_id', 'campaign'],
	),
	choice('measure', 'Measure', "The figure that is looked at. An expression may give another of the tracker's measures.", byName, {
		open: true,
		default: 'roi',
	}),
	choice('condition', 'Condition', 'When it is told. It is told once, and again only after it was not so any more.', {
		below: 'Falls Below',
		above: 'Rises Above',
	}),
	required(number('threshold', 'Threshold', 'The value that it falls below or rises above; rates such as ROI and CR are in percent')),
	number('min_clicks', 'Minimum Clicks', 'Only with at least so many clicks: before, figures jump', {
		default: 100,
		typeOptions: { minValue: 0 },
	}),
	picker('other_measures', 'Also Show', 'Further figures in the result', measures, ['cost', 'profit', 'revenue']),
	filters('Only what matches all of these is counted', dimensions, 'campaign_id'),
	boolean(
		'tell_present',
		'First Run Tells Present',
		'Whether to tell, when the workflow is activated for the first time, what is so by then',
	),
];

/** Which rows met the condition at the last look: their fingerprints, one after the other; and of which period the figures were. */
interface State {
	met: string;
	period?: string;
}

/** What a range that begins anew stands for at a moment of the zone, such as a day. Others go on without a break. */
function periodOf({ interval }: IDataObject, now: string): string {
	if (interval === 'today' || interval === 'yesterday') return now.slice(0, 10);
	if (interval === 'first_day_of_this_month') return now.slice(0, 7);
	if (interval === 'first_day_of_this_year') return now.slice(0, 4);
	if (interval !== 'first_day_of_this_week') return '';
	// Weeks begin on Mondays; the first of 1970 was a Thursday.
	return String(Math.floor((Date.parse(`${now.slice(0, 10)}T00:00:00Z`) / 86_400_000 + 3) / 7));
}

/** Without what it looks at, the event would never happen: the names that the tracker has instead, by asking for all that are known. */
async function lacking(context: ItemContext, body: ReportBody, missing: string[], came: string[]): Promise<Error> {
	const all = await readReport(context.tracker, { ...body, filters: [], measures: Object.keys(measures) }, 1).catch(() => undefined);
	const given = (all?.findings?.came ?? came).filter((name) => !body.dimensions.includes(name));
	return new InputError(
		`The tracker does not give ${quoted(missing)}`,
		`Names differ between trackers. This one gives ${given.length > 0 ? given.join(', ') : 'none of those that are known'}.`,
	);
}

export const thresholdCrossed: TriggerEvent = {
	value: 'thresholdCrossed',
	name: 'Metric Threshold Crossed',
	description: 'A figure of the report, such as the ROI of a campaign, fell below or rose above a value',
	fields: [...rangeFields('today'), ...fields.map(({ property }) => property)],
	prepare: async (context) => {
		const range = readRange(context);
		const entered = await readAlone(fields, context);
		const { dimensions: by, measure, condition, threshold, min_clicks: minClicks, tell_present: tellsPresent } = entered;
		const shown = [...new Set([CLICKS, measure, ...entered.other_measures])];
		const body = { range, dimensions: by, measures: shown, filters: entered.filters };

		const read = async () => {
			const { rows, findings } = await readReport(context.tracker, body, Infinity, measuresUsed(body));
			const needed = [measure, ...(minClicks > 0 ? [CLICKS] : []), ...by];
			const missing = needed.filter((name) => findings?.missing.includes(name));
			if (missing.length > 0) throw await lacking(context, body, missing, findings?.came ?? []);
			return toNumbers(rows, [...shown, ...by.filter((name) => numbers.has(name))]);
		};
		const isMet = ({ [measure]: value, [CLICKS]: clicks }: IDataObject) =>
			typeof value === 'number' && Number(clicks) >= minClicks && (condition === 'below' ? value < threshold : value > threshold);
		const eventOf = (row: IDataObject) => ({ ...row, alert: { measure, value: row[measure], condition, threshold } });
		const printOf = (row: IDataObject) => fingerprint(JSON.stringify(by.map((name) => row[name])));

		return {
			scope: [range, by, measure, condition, threshold, minClicks, entered.filters],
			look: async (state, clock) => {
				const { met: last = '', period: of } = (state ?? {}) as Partial<State>;
				const period = periodOf(range, wallClock(new Date(clock.now()), String(range.timezone)));
				const before = new Set(of === undefined || of === period ? last.match(new RegExp(`.{${FINGERPRINT}}`, 'g')) : []);
				const rows = await read();
				const met = rows.filter(isMet);
				const events = state || tellsPresent ? met.filter((row) => !before.has(printOf(row))).map(eventOf) : [];
				// A row that is not there says nothing: a tracker that starts again answers with none for a while.
				const there = new Set(rows.map(printOf));
				const missing = [...before].filter((print) => !there.has(print));
				return { events, state: { met: [...new Set([...met.map(printOf), ...missing])].join(''), period } satisfies State };
			},
			sample: async () => {
				const rows = await read();
				const met = rows.filter(isMet);
				return (met.length > 0 ? met : rows).slice(0, SHOWN).map(eventOf);
			},
		};
	},
};
