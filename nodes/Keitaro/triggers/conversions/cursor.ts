import type { IDataObject } from 'n8n-workflow';
import type { Tracker } from '../../transport/request';
import type { Clock } from '../triggerEvent';
import type { Find, ConversionEvent } from './conversionEvent';
import { SeenKeys, pieceStart, type StoredKeys } from './seenKeys';
import { askLog, NEWER, readSince, type LogColumns, type Dialect } from './log';
import { timestampOf } from './timestamps';

/**
 * How far the log of conversions has been read. It is of the whole log, whatever is wanted of it. Moments are those of the log: the clock
 * of the tracker, in milliseconds UTC.
 */
export interface Cursor {
	/** What happened before is settled, and forgotten. All that was seen of what happened since is known. */
	horizon: number;
	/** The moment of the newest change of a conversion. */
	newest: number;
	/** The present at the last look, where the tracker tells: earlier than what was newest, if its clock was set back. */
	present?: number;
	/** The ID of the newest conversion, by which those can be told that came in since, even if their history cannot be read. */
	newestId: string;
	seen: StoredKeys;
	/** What the tracker calls the ID of a conversion: after an update of the tracker, conversions may have other IDs. */
	id?: string;
	/** Only what happened since is told, until the log has been read through for the first time. */
	tellsSince?: number;
	/** When, by n8n's clock, all since the horizon was last read. */
	swept?: number;
	/** Where a reading that was broken off goes on, and when, by n8n's clock, it was first broken off. */
	next?: number;
	brokenOff?: number;
	/** The ID of the newest conversion, of those read since then. */
	nextId?: string;
}

/** What is watched. */
export interface LogWatch {
	columns: LogColumns;
	find: Find;
	/** In small letters; none: any. */
	statuses: string[];
	/** Whether a conversion is of those that are wanted. */
	isWanted(row: IDataObject): boolean;
	/** Milliseconds before the newest conversion, within which a conversion may still come in late. */
	lookBack: number;
	/** Milliseconds before the first look, of which it tells already. */
	tellsFirst: number;
	/** The most that is remembered. */
	mostSeen?: number;
}

/** Something that happened, and the row of the conversion. */
export interface FoundEvent extends ConversionEvent {
	row: IDataObject;
	dialect: Dialect;
	/** It came in with a time before which everything should have been in. */
	isLate: boolean;
}

/** The log knows no parts of it. */
const SECOND = 1000;

const HOUR = 3_600_000;

/** Milliseconds. So often, all since the horizon is read; in between, only so much of it. */
const SWEEP = 600_000;

/** Milliseconds. So much is remembered if it is not too much: a day, and what clocks and time zones can make of it. */
const REMEMBERED = 26 * HOUR;

/** Milliseconds that clocks are changed by for the summer. */
const ROUGHLY = HOUR;

/** So many at once are enough for one start of a workflow; the next look goes on from there. */
const ENOUGH = 10_000;

/** Reads the log from where the last look left it, and tells what happened since: each thing once, in its order. */
export async function lookAhead(
	tracker: Tracker,
	watched: LogWatch,
	before: Cursor | undefined,
	clock: Clock,
): Promise<{ found: FoundEvent[]; cursor: Cursor }> {
	const start = before ?? (await firstCursor(tracker, watched, clock));
	const reading = new Reading(watched, start);
	const cursor: Cursor = { ...start };
	const first = clock.now();
	const from = start.next ?? beginOf(start, watched, first);
	let settled = cursor.horizon;
	let slowest = 0;
	let began = first;

	for await (const { rows, dialect, next, isLast, answeredAt } of readSince(tracker, watched.columns, from || undefined, began)) {
		if (rows.length > 0 && dialect.id !== (cursor.id ??= dialect.id)) return await lookAhead(tracker, watched, undefined, clock);
		if (answeredAt !== undefined) cursor.present = answeredAt;
		for (const row of rows) reading.read(row, dialect, answeredAt ?? began);
		cursor.nextId = reading.nextId;
		if (isLast) {
			settled = readThrough(cursor, reading, watched, clock);
			if (start.brokenOff !== undefined) delete cursor.swept;
			else if (from === start.horizon) cursor.swept = first;
			break;
		}
		slowest = Math.max(slowest, clock.now() - began);
		cursor.next = next;
		if (next > from && (reading.found.size >= ENOUGH || !clock.fits(slowest))) {
			cursor.brokenOff ??= clock.now();
			break;
		}
		began = clock.now();
	}
	cursor.horizon = reading.seenKeys.forget(cursor.horizon, settled);
	cursor.seen = reading.seenKeys.stored();
	return { found: [...reading.found.values()].sort((one, other) => one.at - other.at), cursor };
}

/** The log has been read to its end: what there is to go on from. @returns the moment before which nothing more should come in. */
function readThrough(cursor: Cursor, reading: Reading, watched: LogWatch, clock: Clock): number {
	const settled = settledBy(reading, watched, cursor, clock);
	cursor.horizon = Math.max(cursor.horizon, Math.min(settled, pieceStart(presentOf(reading.newest, cursor) - REMEMBERED)));
	cursor.newest = reading.newest;
	cursor.newestId = reading.nextId ?? cursor.newestId;
	for (const name of ['next', 'nextId', 'brokenOff'] as const) delete cursor[name];
	// An empty answer does not tell that the log has been read.
	if (!reading.isEmpty) delete cursor.tellsSince;
	return settled;
}

/** What is seen while the log is read. */
class Reading {
	readonly seenKeys: SeenKeys;
	readonly found = new Map<string, FoundEvent>();
	/** The moment of the newest change. */
	newest: number;
	/** The ID of the newest conversion. */
	nextId?: string;
	isEmpty = true;
	/** Before, nothing more should have come in. */
	private readonly settled: number;

	constructor(
		private readonly watched: LogWatch,
		private readonly start: Cursor,
	) {
		this.seenKeys = new SeenKeys(start.seen, watched.mostSeen);
		this.newest = start.newest;
		this.nextId = start.nextId;
		this.settled = start.newest - watched.lookBack - SWEEP;
	}

	/** @param present Milliseconds; what is dated later is not believed. */
	read(row: IDataObject, dialect: Dialect, present: number): void {
		const { watched, start, seenKeys: known, found } = this;
		this.isEmpty = false;
		this.newest = Math.max(this.newest, Math.min(timestampOf(row[dialect.stamp]) ?? 0, present));
		const id = String(row[dialect.id]);
		if (isLater(id, this.nextId ?? start.newestId)) this.nextId = id;
		const { marks, happening } = watched.find(row, dialect, watched.statuses, isLater(id, start.newestId));
		const wasBefore = happening?.unless?.some((key) => known.has(key));
		const remembered = marks.filter(({ at, isRough }) => at >= start.horizon + (isRough ? ROUGHLY : 0));
		const fresh = remembered.filter(({ key, at }) => known.add(key, at));
		if (happening === undefined || wasBefore || !remembered.some(({ key }) => key === happening.key) || !watched.isWanted(row)) return;
		if (happening.at < (start.tellsSince ?? -Infinity)) return;
		// A conversion that changes while pages are read comes twice: told is how it is now.
		if (!fresh.some(({ key }) => key === happening.key) && !found.has(happening.key)) return;
		found.set(happening.key, { ...happening, row, dialect, isLate: start.tellsSince === undefined && happening.at < this.settled });
	}
}

/** The moment from which the log is read. Older trackers cannot tell all of what came in late and then changed: of them, more is. */
function beginOf(cursor: Cursor, { lookBack }: LogWatch, now: number): number {
	const { horizon, newest, swept, id } = cursor;
	if (swept === undefined || now < swept || now >= swept + SWEEP) return horizon;
	return Math.max(horizon, presentOf(newest, cursor) - SWEEP - (id === NEWER.id ? 0 : lookBack));
}

/** The moment before which nothing more should come in, when the log has been read through. */
function settledBy({ newest }: Reading, { lookBack }: LogWatch, cursor: Cursor, clock: Clock): number {
	// What came in late, behind the place where the reading was broken off, is found by the next, which reads all.
	const takenLong = Math.max(0, clock.now() - (cursor.brokenOff ?? Infinity));
	return pieceStart(presentOf(newest, cursor) - lookBack - SWEEP - takenLong);
}

/** The present by the tracker's clock, as far as it is known: that of what came in last, unless the clock was set back since. */
const presentOf = (newest: number, { present = Infinity }: Cursor): number => Math.min(newest, present);

/**
 * The cursor before the first look. What is in the log by then is taken for known, but for what the user wants to be told of; nothing in
 * it is later than its newest conversion, which so gives the time by the clock of the tracker, however wrong that of n8n is. An empty
 * answer is no proof that there is nothing: then the tracker's answer gives it.
 */
async function firstCursor(tracker: Tracker, { columns: asked, lookBack, tellsFirst }: LogWatch, clock: Clock): Promise<Cursor> {
	const now = clock.now();
	const { rows, dialect, answeredAt } = await askLog(tracker, asked, { now, order: 'DESC', limit: 1 });
	const present = answeredAt ?? now;
	const byId = rows.length === 0 ? undefined : await askLog(tracker, asked, { now, order: 'DESC', by: 'id', limit: 1 });
	const last = rows.length === 0 ? present : (timestampOf(rows[0][dialect.stamp]) ?? 0);
	const newest = Math.min(last, present);
	const tellsSince = Math.min(rows.length === 0 ? last : last + SECOND, tellsFirst > 0 ? present - tellsFirst : Infinity);
	return {
		horizon: pieceStart(Math.min(newest - Math.max(lookBack, REMEMBERED), tellsSince) - ROUGHLY),
		newest,
		present: answeredAt,
		newestId: String(byId?.rows[0]?.[dialect.id] ?? ''),
		seen: {},
		tellsSince,
	};
}

/**
 * Whether the tracker is the one whose log was read, by the newest conversion that was read: its ID is one that no other tracker gives.
 * Older trackers count their conversions, which proves nothing.
 */
export async function isLogOf(
	tracker: Tracker,
	{ columns: asked }: LogWatch,
	{ newest, newestId }: Cursor,
	clock: Clock,
): Promise<boolean> {
	if (!UNIQUE.test(newestId)) return false;
	const { rows, dialect } = await askLog(tracker, asked, { from: newest - REMEMBERED, now: clock.now(), order: 'ASC', limit: ENOUGH });
	return rows.some((row) => row[dialect.id] === newestId);
}

/** UUID version 7: it begins with the time. */
const UNIQUE = /^[\da-f]{8}-[\da-f]{4}-7/;

/** Whether an ID was given out later. Old trackers count them, newer ones begin them with the time. */
function isLater(id: string, than: string): boolean {
	if (/^\d+$/.test(id) && /^\d*$/.test(than)) return Number(id) > Number(than);
	return UNIQUE.test(id) && id > than;
}
