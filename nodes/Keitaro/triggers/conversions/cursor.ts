import type { IDataObject } from 'n8n-workflow';
import type { Tracker } from '../../transport/request';
import type { Clock } from '../watch';
import type { Find, Happening } from './happening';
import { Known, pieceStart, type StoredKnown } from './known';
import { askLog, NEWER, readSince, type Asked, type Dialect } from './log';
import { momentOf } from './moments';

/** How far the log of conversions has been read. Moments are those of the log: the clock of the tracker, in milliseconds UTC. */
export interface Cursor {
	/** What happened before is settled, and forgotten. All that was told of what happened since is known. */
	horizon: number;
	/** The moment of the newest change of a conversion. */
	newest: number;
	/** The ID of the newest conversion, by which those can be told that came in since, even if their history cannot be read. */
	newestId: string;
	known: StoredKnown;
	/** What the tracker calls the ID of a conversion: after an update of the tracker, conversions may have other IDs. */
	id?: string;
	/** Only what happened since is told, until the log has been read through for the first time. */
	tellsSince?: number;
	/** And, whatever its moment, a conversion that came in since. */
	tellsNew?: true;
	/** When, by n8n's clock, all of the time to look back was last read. */
	swept?: number;
	/** Where a reading that was broken off goes on, and when, by n8n's clock, it was first broken off. */
	next?: number;
	brokenOff?: number;
	/** The ID of the newest conversion, of those read since then. */
	nextId?: string;
}

/** What is watched. */
export interface Watched {
	asked: Asked;
	find: Find;
	/** In small letters; none: any. */
	statuses: string[];
	/** Milliseconds before the newest conversion, within which a conversion may still come in late. */
	lookBack: number;
	/** Milliseconds before the first look, of which it tells already. */
	tellsFirst: number;
	/** The most that is remembered. */
	mostKnown?: number;
}

/** Something that happened, and the row of the conversion. */
export interface Found extends Happening {
	row: IDataObject;
	dialect: Dialect;
}

/** The log knows no parts of it. */
const SECOND = 1000;

/** Milliseconds. So often, all of the time to look back is read; in between, only so much of it. */
const SWEEP = 600_000;

/** So many at once are enough for one start of a workflow; the next look goes on from there. */
const ENOUGH = 10_000;

/** Reads the log from where the last look left it, and tells what happened since: each thing once, in its order. */
export async function lookAhead(
	tracker: Tracker,
	watched: Watched,
	before: Cursor | undefined,
	clock: Clock,
): Promise<{ found: Found[]; cursor: Cursor }> {
	const start = before ?? (await firstCursor(tracker, watched, clock));
	const { horizon, tellsSince = -Infinity, tellsNew, newestId } = start;
	const known = new Known(start.known, watched.mostKnown);
	const found = new Map<string, Found>();
	const cursor: Cursor = { ...start };
	const first = clock.now();
	const from = start.next ?? (isSwept(start, first) ? Math.max(horizon, start.newest - SWEEP) : horizon);
	let newest = start.newest;
	let slowest = 0;
	let began = first;

	for await (const { rows, dialect, next, isLast } of readSince(tracker, watched.asked, from || undefined, began)) {
		if (rows.length > 0 && dialect.id !== (cursor.id ??= dialect.id)) return await lookAhead(tracker, watched, undefined, clock);
		for (const row of rows) {
			newest = Math.max(newest, Math.min(momentOf(row[dialect.stamp]) ?? 0, began));
			const id = String(row[dialect.id]);
			if (isLater(id, cursor.nextId ?? newestId)) cursor.nextId = id;
			const isFresh = isLater(id, newestId);
			const happening = watched.find(row, dialect, watched.statuses, isFresh);
			if (happening === undefined || happening.at < horizon) continue;
			const isNew = known.add(happening.key, happening.at);
			if (happening.at < tellsSince && !(tellsNew && isFresh)) continue;
			// A conversion that changes while pages are read comes twice: told is how it is now.
			if (isNew || found.has(happening.key)) found.set(happening.key, { ...happening, row, dialect });
		}
		if (!isLast) {
			slowest = Math.max(slowest, clock.now() - began);
			cursor.next = next;
			if (next > from && (found.size >= ENOUGH || !clock.fits(slowest))) {
				cursor.brokenOff ??= clock.now();
				break;
			}
			began = clock.now();
			continue;
		}
		// What came in late, behind the place where the reading was broken off, is found by the next, which reads all.
		const lookBack = watched.lookBack + SWEEP + Math.max(0, clock.now() - (start.brokenOff ?? Infinity));
		cursor.horizon = Math.max(horizon, pieceStart(newest - lookBack));
		cursor.newest = newest;
		cursor.newestId = cursor.nextId ?? newestId;
		if (start.brokenOff !== undefined) delete cursor.swept;
		else if (from === horizon) cursor.swept = first;
		for (const name of ['next', 'nextId', 'brokenOff', 'tellsSince', 'tellsNew'] as const) delete cursor[name];
	}
	cursor.horizon = known.forget(cursor.horizon);
	cursor.known = known.stored();
	return { found: [...found.values()].sort((one, other) => one.at - other.at), cursor };
}

/** Whether enough is read with the newest part of the log. Older trackers cannot tell all of what came in late and then changed. */
const isSwept = ({ swept, id }: Cursor, now: number): boolean =>
	id === NEWER.id && swept !== undefined && now >= swept && now < swept + SWEEP;

/**
 * The cursor before the first look. What is in the log by then is taken for known, but for what the user wants to be told of; nothing in
 * it is later than its newest conversion, which so gives the time by the clock of the tracker, however wrong that of n8n is.
 */
async function firstCursor(tracker: Tracker, { asked, lookBack, tellsFirst }: Watched, clock: Clock): Promise<Cursor> {
	const now = clock.now();
	const since = tellsFirst > 0 ? now - tellsFirst : Infinity;
	const { rows, dialect } = await askLog(tracker, asked, { now, order: 'DESC', limit: 1 });
	if (rows.length === 0) return { horizon: 0, newest: 0, newestId: '', known: {} };
	const byId = await askLog(tracker, asked, { now, order: 'DESC', by: 'id', limit: 1 });
	const last = momentOf(rows[0][dialect.stamp]) ?? 0;
	const newest = Math.min(last, now);
	const tellsSince = Math.min(last + SECOND, since);
	return {
		horizon: pieceStart(Math.min(newest - lookBack, tellsSince)),
		newest,
		newestId: String(byId.rows[0]?.[dialect.id] ?? ''),
		known: {},
		tellsSince,
	};
}

/** The cursor for other filters: what matches them by now and was there at the last look is taken for known, and the rest is told. */
export const goneOn = ({ swept: _swept, ...cursor }: Cursor): Cursor => ({
	...cursor,
	tellsSince: cursor.tellsSince ?? cursor.newest + SECOND,
	tellsNew: true,
});

/** The cursor with what was told lately, and with no more than that behind it. */
export function digestOf(cursor: Cursor): Cursor {
	const horizon = Math.max(cursor.horizon, pieceStart(cursor.newest - SWEEP));
	const known = Object.fromEntries(Object.entries(cursor.known).filter(([piece]) => Number(piece) >= horizon));
	return { ...cursor, horizon, known };
}

/** Whether an ID was given out later. Old trackers count them, newer ones begin them with the time (UUID version 7). */
function isLater(id: string, than: string): boolean {
	if (/^\d+$/.test(id) && /^\d*$/.test(than)) return Number(id) > Number(than);
	return /^[\da-f]{8}-[\da-f]{4}-7/.test(id) && id > than;
}
