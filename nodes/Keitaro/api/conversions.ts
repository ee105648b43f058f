import type { IDataObject } from 'n8n-workflow';
import { withNumbers } from './columns';
import type { ItemContext } from '../transport/itemContext';
import { UnknownColumns } from './unknownColumns';
import { type Part, type Rows } from './pages';
import { CONVERSIONS, readLog, type LogBody } from './log';
import type { Tracker } from '../transport/request';

/** What is read of a conversion to find and to recognise it. */
export const usualColumns = ['event_id', 'sub_id', 'tid', 'status', 'revenue', 'datetime', 'campaign_id', 'offer_id'];

/** What is chosen at first besides, and can be done without: trackers that do not know it are asked again without it. */
const SPARE = ['campaign', 'campaign_id', 'country_code', 'offer', 'offer_id'];

/** Those of the columns that can be done without: not what it is filtered or sorted by, and not where nothing else was asked for. */
export function spareIn(columns: string[], used: IDataObject[]): string[] {
	const spare = columns.filter((name) => SPARE.includes(name));
	return spare.length === columns.length ? [] : spare.filter((name) => !used.some((one) => one.name === name));
}

/** What older trackers call the parts of a conversion; newer ones take these words and leave them out of the answer (seen live). */
const OLDER: Record<string, string> = { event_id: 'conversion_id', datetime: 'postback_datetime' };

/**
 * Whether a tracker uses the older words, by its address; known once it has given a conversion in one of the two. An update may bring the
 * newer ones, so the older alone are not believed that there is nothing.
 */
const older = new Map<string, boolean>();
/** Trackers of this run that gave none in either. */
const silent = new WeakSet<Tracker>();
/** The spare columns that trackers of this run do not know. */
const unknown = new WeakMap<Tracker, string[]>();

/** Reads the log of conversions, in the words of the tracker: in the newer, and, where it does not know them or gives nothing, in the older. */
export async function readConversions(tracker: Tracker, body: LogBody, part: Part): Promise<Rows> {
	const read = async (isOlder: boolean) => await readKnown(tracker, isOlder, body, part).catch((error: Error) => error);
	const settled = (rows: Rows | Error, isOlder: boolean): Rows => {
		if (rows instanceof Error) throw rows;
		if (rows.rows.length > 0 && isIn(rows, isOlder, body)) older.set(tracker.base, isOlder);
		return rows;
	};
	const known = older.get(tracker.base);
	const usual = known ?? false;
	const first = await read(usual);
	if (isAnswer(first, usual, body, known === false || silent.has(tracker))) return settled(first, usual);
	const second = await read(!usual);
	if (!(second instanceof Error) && (first instanceof Error || (second.rows.length > 0 && isIn(second, !usual, body))))
		return settled(second, !usual);
	silent.add(tracker);
	return settled(first instanceof Error && second instanceof Error && !(second instanceof UnknownColumns) ? second : first, usual);
}

/** Whether it is the last word, and the tracker need not be asked in other words. */
function isAnswer(rows: Rows | Error, isOlder: boolean, body: LogBody, isSettled: boolean): boolean {
	if (rows instanceof Error) return !(rows instanceof UnknownColumns) || !rows.names.some((name) => wordsOf(isOlder).includes(name));
	return rows.rows.length === 0 ? isSettled : isIn(rows, isOlder, body);
}

/** Whether rows are told in these words. Without columns the tracker chooses, and there is nothing to tell it by. */
function isIn({ findings }: Rows, isOlder: boolean, { columns }: LogBody): boolean {
	if (columns === undefined) return true;
	const needed = Object.keys(OLDER).filter((name) => name === 'datetime' || columns.includes(name));
	return needed.every((name) => findings?.came.includes(isOlder ? old(name) : name));
}

const wordsOf = (isOlder: boolean): string[] => (isOlder ? Object.values(OLDER) : Object.keys(OLDER));

/** Reads it without the spare columns that the tracker does not know; they are named as missing. */
async function readKnown(tracker: Tracker, isOlder: boolean, body: LogBody, part: Part): Promise<Rows> {
	const spare = spareIn(body.columns ?? [], [...(body.filters ?? []), ...(body.sort ?? [])]);
	const lacking = spare.filter((name) => unknown.get(tracker)?.includes(name));
	const known = { ...body, columns: body.columns?.filter((name) => !lacking.includes(name)) };
	const rows = await readIn(tracker, isOlder, known, part).catch((error: Error) => error);
	if (!(rows instanceof Error))
		return { ...rows, findings: rows.findings && { ...rows.findings, missing: [...rows.findings.missing, ...lacking] } };
	if (!(rows instanceof UnknownColumns)) throw rows;
	const refused = rows.names.filter((name) => spare.includes(name));
	unknown.set(tracker, [...(unknown.get(tracker) ?? []), ...refused]);
	if (refused.length < rows.names.length) throw rows;
	return await readKnown(tracker, isOlder, body, part);
}

async function readIn(tracker: Tracker, isOlder: boolean, body: LogBody, part: Part): Promise<Rows> {
	if (!isOlder) return await readLog(tracker, CONVERSIONS, body, part);
	const { columns, filters = [], sort = [], ...rest } = body;
	const named = (entries: IDataObject[]) => entries.map((entry) => ({ ...entry, name: old(entry.name) }));
	const asked = { ...rest, columns: columns && [...new Set(columns.map(old))], filters: named(filters), sort: named(sort) };
	const rows = await readLog(tracker, { ...CONVERSIONS, identity: CONVERSIONS.identity.map(old) }, asked, part);
	// What was asked for in a word that the tracker has another for is not in the rows.
	const renamed = rows.rows.length > 0 ? (columns ?? []).filter((name) => Object.hasOwn(OLDER, name)) : [];
	return { ...rows, findings: rows.findings && { ...rows.findings, missing: [...renamed, ...rows.findings.missing] } };
}

const old = (name: unknown): string => (Object.hasOwn(OLDER, String(name)) ? OLDER[String(name)] : String(name));

/** The conversion of a click with this transaction ID, if there is one. `more`: what is read of it besides. */
export async function conversionOf(
	context: ItemContext,
	subid: unknown,
	tid: unknown,
	more: string[] = [],
): Promise<IDataObject | undefined> {
	const filter = { name: 'sub_id', operator: 'EQUALS', expression: String(subid) };
	const { rows } = await readConversions(
		context.tracker,
		{ range: ever(context), columns: [...usualColumns, ...more], filters: [filter] },
		{ limit: 1000 },
	);
	return withNumbers(rows).find((row) => String(row.tid ?? '') === String(tid ?? ''));
}

/** The whole log. */
export const ever = ({ timezone }: ItemContext): IDataObject => ({ interval: 'all_time', timezone });
