/** Moments and the local times that the tracker writes and reads (`YYYY-MM-DD HH:MM:SS`, no zone). */
import { IANAZone } from 'luxon';

const QUARTER = 900_000;
const offsets = new Map<string, Map<number, number>>();

export const isZone = (zone: string) => /^[A-Za-z]/.test(zone) && IANAZone.isValidZone(zone);

/** Milliseconds that the zone is ahead of UTC; looked up once per quarter of an hour, since asking is slow. */
function offset(at: number, zone: string): number {
	if (zone === 'UTC') return 0;
	const quarter = Math.floor(at / QUARTER);
	const known = offsets.get(zone) ?? new Map<number, number>();
	offsets.set(zone, known);
	let value = known.get(quarter);
	if (value === undefined) {
		value = IANAZone.create(zone).offset(quarter * QUARTER) * 60_000;
		known.set(quarter, value);
	}
	return value;
}

/** A date whose UTC fields are the local ones of the zone. */
export const local = (at: number, zone: string) => new Date(at + offset(at, zone));

export const stamp = (at: number, zone: string) => local(at, zone).toISOString().slice(0, 19).replace('T', ' ');

/** The moment of a local time. */
export function moment(localTime: number, zone: string): number {
	const guess = localTime - offset(localTime, zone);
	return localTime - offset(guess, zone);
}

const DATE = /^(\d{4})-(\d{2})-(\d{2})(?:[ T](\d{2}):(\d{2})(?::(\d{2}))?)?$/;

/** First or last millisecond of what the text names (a day, a minute, a second); undefined when it is no date. */
export function parseStamp(value: string, zone: string, edge: 'start' | 'end' = 'start'): number | undefined {
	const match = DATE.exec(value.trim());
	if (!match) return undefined;
	const [, year, month, day, hour = '00', minute = '00', second = '00'] = match;
	const time = Date.UTC(+year, +month - 1, +day, +hour, +minute, +second);
	const date = new Date(time);
	if (date.getUTCDate() !== +day || date.getUTCHours() !== +hour || date.getUTCMinutes() !== +minute) return undefined;
	if (edge === 'start') return moment(time, zone);
	const length = match[4] === undefined ? 86_400_000 : match[6] === undefined ? 60_000 : 1000;
	return moment(time + length, zone) - 1;
}
