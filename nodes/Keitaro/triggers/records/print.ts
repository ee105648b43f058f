import type { IDataObject } from 'n8n-workflow';
import { measures } from '../../api/columns';
import { fingerprint } from '../../values/fingerprint';

/** Characters of the print of a whole record, and of one of its fields: six bits each. */
const WHOLE = 6;
const FIELD = 1;

/** What changes by itself: dates of changes and checks, counts, places of files, and what the checks of a domain say (an event of its own). */
const VOLATILE =
	/(^|_)(at|count|paths?|retries)$|^(archive|error_description|error_solution|key_count|keyCount|network_status|position|ssl_data|ssl_status|status)$/;

/** In a flow, the place decides which one takes a click. */
const PLACED = ['stream'];

/** Lists whose entries have an order of their own. */
const byId = (one: unknown, other: unknown): number => idIn(one) - idIn(other);
const idIn = (entry: unknown): number => Number((entry as { id?: unknown } | null)?.id ?? 0);

/** What a person set in a record: without figures, dates, and the names of other records whose ID is there. */
export function settingsOf(kind: string, row: IDataObject): IDataObject {
	const isKept = (name: string) =>
		(!VOLATILE.test(name) || (name === 'position' && PLACED.includes(kind))) &&
		!Object.hasOwn(measures, name) &&
		row[`${name}_id`] === undefined;
	const names = Object.keys(row).filter(isKept).sort();
	return Object.fromEntries(names.map((name) => [name, settled(row[name])])) as IDataObject;
}

/** In one order, and without the dates of entries. */
function settled(value: unknown): unknown {
	if (!Array.isArray(value)) return value ?? null;
	const entries = (value as unknown[]).map((entry) => {
		if (typeof entry !== 'object' || entry === null) return entry;
		return Object.fromEntries(Object.entries(entry).filter(([name]) => !/_at$|^stream_id$|^campaign_id$/.test(name)));
	});
	return entries.every((entry) => typeof entry === 'string') ? [...entries].sort() : entries.sort(byId);
}

const textOf = (value: unknown): string => JSON.stringify(value ?? null);

/** The part of the settings that is in these fields. */
const partOf = (settings: IDataObject, fields: string[]): IDataObject =>
	Object.fromEntries(fields.filter((name) => settings[name] !== undefined).map((name) => [name, settings[name]]));

const wholeOf = (settings: IDataObject, fields: string[]): string => fingerprint(textOf(partOf(settings, fields))).slice(0, WHOLE);

/** A short stand-in for a record, and for each of its fields, in the order of `fields`. */
export const printOf = (settings: IDataObject, fields: string[]): string =>
	wholeOf(settings, fields) +
	fields.map((name) => (settings[name] === undefined ? ' ' : fingerprint(textOf(settings[name])).slice(0, FIELD))).join('');

/** Whether it is as in the print, which knows of these fields: a tracker that was updated may have more. */
export const isSame = (print: string, settings: IDataObject, fields: string[]): boolean =>
	print.slice(0, WHOLE) === wholeOf(settings, fields);

/** The fields that have other values than in the print. Of a hundred changed ones, some two are not told from what they were. */
export function changedSince(print: string, settings: IDataObject, fields: string[]): string[] {
	const now = printOf(settings, fields);
	return fields.filter((_, at) => (print.charAt(WHOLE + at) || ' ') !== now.charAt(WHOLE + at));
}

/** Those of the fields that differ. */
export const changedBetween = (before: IDataObject, now: IDataObject, fields: string[]): string[] =>
	fields.filter((name) => textOf(before[name]) !== textOf(now[name]));
