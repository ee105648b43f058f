import { error, refuse } from '../answers';
import type { Tracker } from '../types';
import { isZone, local, moment, parseStamp } from '../zone';

export interface RangeBody {
	from?: string;
	to?: string;
	timezone?: string;
	interval?: string | null;
}

export interface Range {
	from: number;
	to: number;
	zone: string;
}

const DAY = 86_400_000;

/** The first day of an interval, given today; days are UTC midnights standing for local dates. */
const FIRST_DAY: Record<string, (today: Date) => number> = {
	today: (today) => today.getTime(),
	yesterday: (today) => today.getTime() - DAY,
	// one day more than seven, today being in it
	'7_days_ago': (today) => today.getTime() - 7 * DAY,
	first_day_of_this_week: (today) => today.getTime() - ((today.getUTCDay() + 6) % 7) * DAY,
	'1_month_ago': (today) => Date.UTC(today.getUTCFullYear(), today.getUTCMonth() - 1, today.getUTCDate()),
	first_day_of_this_month: (today) => Date.UTC(today.getUTCFullYear(), today.getUTCMonth(), 1),
	'1_year_ago': (today) => Date.UTC(today.getUTCFullYear() - 1, today.getUTCMonth(), today.getUTCDate()),
	first_day_of_this_year: (today) => Date.UTC(today.getUTCFullYear(), 0, 1),
};

export function resolveRange(tracker: Tracker, range: RangeBody | undefined): Range {
	const zone = range?.timezone ?? tracker.settings.timezone;
	if (!isZone(zone)) refuse(error(400, `Unknown timezone "${zone}"`));
	if (range === undefined || range.interval === 'all_time') return { from: -Infinity, to: Infinity, zone };
	const { from, to, interval } = range;
	if (interval && (from !== undefined || to !== undefined)) refuse(error(400, 'Range takes either interval or from and to'));
	if (interval) {
		const today = new Date(Math.floor(local(tracker.now(), zone).getTime() / DAY) * DAY);
		const last = interval === 'yesterday' ? today.getTime() : today.getTime() + DAY;
		return { from: moment(FIRST_DAY[interval](today), zone), to: moment(last, zone) - 1, zone };
	}
	if (from === undefined || to === undefined) refuse(error(400, 'Range needs interval or both from and to'));
	return {
		from: parseStamp(from, zone) ?? refuse(error(400, `Date "${from}" is invalid`)),
		to: parseStamp(to, zone, 'end') ?? refuse(error(400, `Date "${to}" is invalid`)),
		zone,
	};
}
