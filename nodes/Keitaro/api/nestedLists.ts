import { ConflictError, ConnectionError, UnexpectedAnswerError, KeitaroError, requestOf, TrackerError } from '../values/errors';
import type { IDataObject } from 'n8n-workflow';
import { inOrderOf, isLost, matching } from '../values/lists';
import { unwrap } from './unwrap';
import { UNSURE } from '../transport/errors';

import type { SentRequest, Tracker } from '../transport/request';
import { inTurn } from './turns';

/** What became of a record one of whose lists was changed. */
export interface Changed {
	/** The request that wrote the list. */
	request: SentRequest;
	/** The record as the tracker has it now. */
	record: IDataObject;
	/** Its list as the tracker has it now, in the order in which it was written. */
	list: IDataObject[];
}

/** The list of a record that is to be changed. */
export interface Change {
	path: `/${string}`;
	key: string;
	change(list: IDataObject[], record: IDataObject): IDataObject[] | Promise<IDataObject[]>;
}

/** How often a change is made before the others that change the same record are told to be too many. */
const MOST_TRIES = 8;
/** Milliseconds between writing and looking again: twice what the writing took, which is what another process needs between its reading and its writing. */
const [SHORTEST_LOOK, LONGEST_LOOK] = [50, 3000];
/** Milliseconds between two tries, more with each, so that others are not met again. */
const TRY_PAUSE = 150;

const AGAIN = 'Run it again: it then starts from what the tracker holds now.';

/**
 * Changes one list of a record (the offers or filters of a flow, the postbacks of a campaign) and leaves the rest of it alone.
 *
 * Keitaro's PUT is partial, but replaces a list as a whole (seen live), so the list is read, changed and written back, and there is no
 * change stamp to rely on. Within this process all changes of a record take turns. Another process, or a person in the panel, may write
 * over it what it read before: so the list is read again a moment later, and where the change is gone, it is made once more on what the
 * list is by then.
 * @throws {InputError} when the tracker did not keep what was written, or others changed the list each time.
 */
export async function changeList(tracker: Tracker, change: Change): Promise<Changed> {
	return await inTurn(tracker, change.path, async () => await changeNow(tracker, change));
}

async function changeNow(tracker: Tracker, change: Change): Promise<Changed> {
	for (let tries = 1; ; tries++) {
		const { changed, now, request } = await tryOnce(tracker, change, tries);
		if (changed) return changed;
		if (tries === MOST_TRIES) throw conflict(change.key, now, request);
		await tracker.wait(TRY_PAUSE * tries * (0.5 + Math.random()));
	}
}

/** Makes the change, and looks a moment later whether it is still there: `now` is what the list holds by then. */
async function tryOnce(
	tracker: Tracker,
	{ path, key, change }: Change,
	tries: number,
): Promise<{ changed?: Changed; now: IDataObject[]; request: SentRequest }> {
	const get = async () => await tracker.request({ method: 'GET', path });
	const read = await get();
	const first = unwrap(read.data) as IDataObject;
	const before = listIn(first, key);
	const wanted = await wantedOf(change, before, first).catch((error: Error) => {
		// What was right at first, others have taken the ground from.
		if (tries > 1) throw conflict(key, before, read.request);
		throw error instanceof KeitaroError ? error.with({ request: requestOf(read.request), ...error.failure }) : error;
	});
	const writtenAt = Date.now();
	const written = await tracker.request({ method: 'PUT', path, body: { [key]: wanted }, expects: 'done' }).catch((error: Error) => error);
	if (written instanceof Error) {
		if (!mayBeDone(written)) throw written;
	} else {
		const answered = unwrap(written.data) as IDataObject | null;
		// The answer to the writing itself: nobody else can have been in between.
		if (answered && Array.isArray(answered[key]) && !inOrderOf(wanted, listIn(answered, key))) throw notKept(key, written.request);
	}

	await tracker.wait(Math.min(Math.max(2 * (Date.now() - writtenAt), SHORTEST_LOOK), LONGEST_LOOK));
	const seen = await get().catch((error: Error) => {
		throw written instanceof Error ? written.with({ advice: UNSURE }) : error;
	});
	const record = unwrap(seen.data) as IDataObject;
	const now = listIn(record, key);
	const list = inOrderOf(wanted, now);
	const request = written instanceof Error ? { ...seen.request, method: 'PUT' } : written.request;
	if (list === undefined && isLost(before, wanted, now)) {
		if (written instanceof Error)
			throw written.with({ advice: `Nothing was written: the ${key} are as they were. Try again in a moment.` });
		if (same(before, now) && tries > 1) throw notKept(key, request);
		return { now, request };
	}
	return { changed: { request, record, list: list ?? matching(wanted, now).map((one, at) => one ?? wanted[at]) }, now, request };
}

const wantedOf = async (change: Change['change'], list: IDataObject[], record: IDataObject): Promise<IDataObject[]> =>
	await change(list, record);

/** What the tracker refused, and what never arrived, was not carried out. */
const mayBeDone = (error: Error): error is KeitaroError =>
	error instanceof ConnectionError ||
	error instanceof UnexpectedAnswerError ||
	(error instanceof TrackerError && (error.status ?? 0) >= 500);

const notKept = (key: string, request: SentRequest): ConflictError =>
	new ConflictError({
		message: `The tracker did not keep the ${key} as they were sent`,
		advice: `Look at them in the tracker: somebody may have changed them at the same time. ${AGAIN}`,
		request: requestOf(request),
	});

/** What the list holds is told, since nobody can know which of the changes it is. */
function conflict(key: string, now: IDataObject[], request: SentRequest): ConflictError {
	const entries = now.slice(0, 10).map((entry) => String(entry.name ?? entry.url ?? entry.offer_id ?? entry.landing_id ?? entry.id));
	const held =
		now.length === 0 ? 'none' : `${entries.join(', ')}${now.length > entries.length ? ` and ${now.length - entries.length} more` : ''}`;
	return new ConflictError({
		message: `The ${key} are being changed by others at the same time, and the change did not last`,
		advice: `The tracker holds now: ${held}. ${AGAIN}`,
		request: requestOf(request),
	});
}

/** A list of a record whose entries are changed one by one. */
export interface EntryList {
	path: `/${string}`;
	key: string;
	/** What Keitaro takes of an entry that it gave. */
	written(entry: IDataObject): IDataObject;
}

/**
 * Changes one entry of a record's list: the one at `place`, or, without it, a new one. `next` makes what is to be of it; nothing takes
 * it out. Returns the entry as it is now, or as it was when it is gone, and its place.
 */
export async function changeEntry(
	tracker: Tracker,
	{ path, key, written }: EntryList,
	next: (entry: IDataObject) => IDataObject | undefined,
	place: (list: IDataObject[]) => number = (list) => list.length,
): Promise<{ request: SentRequest; data: IDataObject; at: number }> {
	let at = 0;
	let gone: IDataObject | undefined;
	const { request, list } = await changeList(tracker, {
		path,
		key,
		change: (entries) => {
			at = place(entries);
			const entry = next(entries[at] ?? {});
			if (entry === undefined) gone = entries[at];
			return [...entries.slice(0, at), ...(entry ? [entry] : []), ...entries.slice(at + 1)].map(written);
		},
	});
	return { request, data: gone ?? list[at], at };
}

const listIn = (record: IDataObject, key: string): IDataObject[] => (Array.isArray(record[key]) ? (record[key] as IDataObject[]) : []);

/** Whether two lists hold the same entries; the tracker may give them in another order each time. */
const same = (one: IDataObject[], other: IDataObject[]): boolean => textsOf(one) === textsOf(other);

const textsOf = (list: IDataObject[]): string =>
	list
		.map((entry) => JSON.stringify(entry))
		.sort()
		.join('\n');
