import { InputError } from '../values/errors';
import { quote } from '../values/quote';

const HOW = 'Use a date such as 2026-11-23, or a date and time such as 2026-11-23 18:30.';

/** Date, time and zone of what n8n's date picker, a Luxon or JavaScript date, or a person gives. */
const MOMENT = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(?::(\d{2}))?(?:\.\d+)?\s*(Z|[+-]\d{2}:?\d{2})?)?$/;
/** Seconds or milliseconds since 1970, as sheets and other APIs give them: of the years from 2001 on. */
const EPOCH = /^\d{10}(\d{3})?$/;
/** `26.11.2026` or `11/26/2026`, with a time behind it or not. */
const LOCAL = /^(\d{1,2})[./](\d{1,2})[./](\d{4})(?=[ T]|$)/;

/** A moment as Keitaro takes it, `YYYY-MM-DD HH:MM:SS`, and which instant it is where what was entered says so. */
interface Moment {
	wall: string;
	instant?: number;
}

/**
 * A moment as Keitaro takes it: `YYYY-MM-DD HH:MM:SS`, wall-clock time of `timezone` (IANA name). What carries its own zone is a moment, and
 * is converted; what does not is meant in `timezone`. A date alone becomes its first second, or, with `end`, its last; so does midnight
 * without a zone, which is how n8n's picker writes a day.
 * @throws {InputError} for anything that is no date, or a zone that does not exist.
 */
export const readMoment = (entered: unknown, timezone: string, label: string, end = false): string =>
	momentOf(entered, timezone, label, end).wall;

function momentOf(entered: unknown, timezone: string, label: string, end: boolean): Moment {
	const text = entered instanceof Date ? dateText(entered) : isoIn(String(isoOf(entered) ?? '').trim(), label);
	if (text === '') throw new InputError(`${label} is empty`, HOW);
	const parts = MOMENT.exec(text);
	if (!parts) throw new InputError(`${label} is not a date: ${quote(entered)}`, HOW);
	const [, date, time, seconds = '00', zone] = parts;
	const isDay = time === undefined || (zone === undefined && time === '00:00' && seconds === '00');
	const wall = isDay ? `${date} ${end ? '23:59:59' : '00:00:00'}` : `${date} ${time}:${seconds}`;
	const instant = new Date(`${wall.replace(' ', 'T')}${zone?.replace(/^([+-]\d{2})(\d{2})$/, '$1:$2') ?? 'Z'}`);
	// A day that the calendar does not have (2026-02-30) is invalid, or moved to another day, depending on its form.
	if (Number.isNaN(instant.getTime()) || (zone === undefined && dateText(instant).slice(0, 10) !== date))
		throw new InputError(`${label} is not a date: ${quote(entered)}`, HOW);
	return zone === undefined ? { wall } : { wall: wallClock(instant, timezone), instant: instant.getTime() };
}

/** Other ways to write a moment, in the form with the year first. */
function isoIn(text: string, label: string): string {
	if (EPOCH.test(text)) return new Date(Number(text.padEnd(13, '0'))).toISOString();
	const [whole, one, other, year] = LOCAL.exec(text) ?? [];
	if (whole === undefined) return text;
	const two = (part: string) => part.padStart(2, '0');
	const [dayFirst, monthFirst] = [`${year}-${two(other)}-${two(one)}`, `${year}-${two(one)}-${two(other)}`];
	if (Number(one) <= 12 && Number(other) <= 12 && dayFirst !== monthFirst)
		throw new InputError(
			`${label}: ${quote(text)} can be ${dayFirst} or ${monthFirst}`,
			'Write the year first, then the month and the day.',
		);
	return `${Number(other) > 12 ? monthFirst : dayFirst}${text.slice(whole.length)}`;
}

/** Two moments in their order. @throws {InputError} when the end does not lie after the start. */
export function readSpan(from: unknown, to: unknown, timezone: string, labels: [string, string]): [string, string] {
	const [start, end] = [momentOf(from, timezone, labels[0], false), momentOf(to, timezone, labels[1], true)];
	if (end.wall > start.wall) return [start.wall, end.wall];
	const both = `${labels[1]} (read as ${end.wall}) does not lie after ${labels[0]} (read as ${start.wall}), in ${timezone}`;
	const areInOrder = start.instant !== undefined && end.instant !== undefined && end.instant > start.instant;
	throw new InputError(
		both,
		areInOrder
			? 'Both lie in the hour that the change of clocks repeats there. Set Time Zone to UTC.'
			: 'Correct one of the two. A date without a time means the whole day.',
	);
}

/** An IANA time zone. Blank means the workflow's own. */
export function readTimezone(entered: unknown, workflow: string): string {
	const zone = typeof entered === 'string' && entered.trim() !== '' ? entered.trim() : workflow;
	if (isTimezone(zone)) return zone;
	throw new InputError(`Time Zone: ${quote(entered)} is not known`, 'Use a name such as Europe/Berlin, or UTC.');
}

function isTimezone(zone: string): boolean {
	try {
		return clockOf(zone) !== undefined;
	} catch {
		return false;
	}
}

/** Luxon dates, which n8n's expressions give, know their ISO form. */
function isoOf(entered: unknown): unknown {
	if (typeof entered === 'object' && entered !== null && 'toISO' in entered && typeof entered.toISO === 'function')
		return (entered.toISO as () => unknown)();
	return typeof entered === 'string' || typeof entered === 'number' ? entered : '';
}

const dateText = (date: Date): string => (Number.isNaN(date.getTime()) ? '' : date.toISOString());

/** The wall-clock time of an instant in a zone. */
export const wallClock = (instant: Date, timezone: string): string => clockOf(timezone).format(instant);

/** Clocks are slow to make, and are needed for every date of many rows. */
const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(zone: string): Intl.DateTimeFormat {
	// Swedish dates are written YYYY-MM-DD HH:MM:SS.
	const clock = clocks.get(zone) ?? new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' });
	clocks.set(zone, clock);
	return clock;
}
