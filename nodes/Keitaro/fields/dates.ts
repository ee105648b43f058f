import { Refusal } from '../transport/refusal';
import { shown } from './id';

const HOW = 'Use a date such as 2026-11-23, or a date and time such as 2026-11-23 18:30.';

/** Date, time and zone of what n8n's date picker, a Luxon or JavaScript date, or a person gives. */
const MOMENT = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(?::(\d{2}))?(?:\.\d+)?\s*(Z|[+-]\d{2}:?\d{2})?)?$/;

/**
 * A moment as Keitaro takes it: `YYYY-MM-DD HH:MM:SS`, wall-clock time of `timezone` (IANA name). What carries its own zone is
 * converted; what does not is meant in `timezone`. A date alone becomes its first second, or, with `end`, its last.
 * @throws {Refusal} for anything that is no date, or a zone that does not exist.
 */
export function readMoment(entered: unknown, timezone: string, label: string, end = false): string {
	const text = entered instanceof Date ? dateText(entered) : String(isoOf(entered) ?? '').trim();
	if (text === '') throw new Refusal(`${label} is empty`, HOW);
	const parts = MOMENT.exec(text);
	if (!parts) throw new Refusal(`${label} is not a date: ${shown(entered)}`, HOW);
	const [, date, time, seconds, zone] = parts;
	const wall = time === undefined ? `${date} ${end ? '23:59:59' : '00:00:00'}` : `${date} ${time}:${seconds ?? '00'}`;
	const instant = new Date(`${wall.replace(' ', 'T')}${zone?.replace(/^([+-]\d{2})(\d{2})$/, '$1:$2') ?? 'Z'}`);
	// A day that the calendar does not have (2026-02-30) is invalid, or moved to another day, depending on its form.
	if (Number.isNaN(instant.getTime()) || (zone === undefined && dateText(instant).slice(0, 10) !== date))
		throw new Refusal(`${label} is not a date: ${shown(entered)}`, HOW);
	return zone === undefined ? wall : wallClock(instant, timezone);
}

/** Two moments in their order. @throws {Refusal} when the end lies before the start. */
export function readSpan(from: unknown, to: unknown, timezone: string, labels: [string, string]): [string, string] {
	const span: [string, string] = [readMoment(from, timezone, labels[0]), readMoment(to, timezone, labels[1], true)];
	if (span[1] < span[0])
		throw new Refusal(`${labels[1]} (${span[1]}) lies before ${labels[0]} (${span[0]})`, 'Swap the two, or correct one of them.');
	return span;
}

/** An IANA time zone. Blank means the workflow's own. */
export function readTimezone(entered: unknown, workflow: string): string {
	const zone = typeof entered === 'string' && entered.trim() !== '' ? entered.trim() : workflow;
	if (isTimezone(zone)) return zone;
	throw new Refusal(`Time Zone: ${shown(entered)} is not known`, 'Use a name such as Europe/Berlin, or UTC.');
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
		return entered.toISO() as unknown;
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
