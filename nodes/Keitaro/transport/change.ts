import type { IDataObject } from 'n8n-workflow';
import { single } from './answers';
import { Refusal } from './refusal';
import type { SentRequest, Tracker } from './request';

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

/** The last change of each record in a run. */
const turns = new WeakMap<Tracker, Map<string, Promise<unknown>>>();

const AGAIN = 'Run it again: it then starts from what the tracker holds now.';

/**
 * Changes one list of a record (the offers or filters of a flow, the postbacks of a campaign) and leaves the rest of it alone.
 *
 * Keitaro's PUT is partial, but replaces a list as a whole (seen live), so the list is read, changed and written back. It is read
 * again right before it is written: if somebody changed it meanwhile, nothing is written. Items of one run that change the same record
 * wait for each other. Afterwards the tracker's own answer is checked. There is no change stamp to rely on, so what happens in the
 * instant between the second reading and the writing is not seen.
 * @throws {Refusal} when somebody else changed the list, or the tracker did not keep what was written.
 */
export async function changeList(tracker: Tracker, change: Change): Promise<Changed> {
	const last = turns.get(tracker) ?? new Map<string, Promise<unknown>>();
	turns.set(tracker, last);
	const changed = (last.get(change.path) ?? Promise.resolve()).then(() => changeNow(tracker, change));
	last.set(
		change.path,
		changed.catch(() => undefined),
	);
	return await changed;
}

async function changeNow(tracker: Tracker, { path, key, change }: Change): Promise<Changed> {
	const read = async () => single((await tracker.request({ method: 'GET', path })).data) as IDataObject;
	const first = await read();
	const wanted = await change(listIn(first, key), first);
	const second = await read();
	if (!same(listIn(first, key), listIn(second, key))) {
		throw new Refusal(`The ${key} were changed by somebody else at the same time, so nothing was written`, AGAIN);
	}
	const { request, data } = await tracker.request({ method: 'PUT', path, body: { [key]: wanted }, expects: 'done' });
	const answered = single(data) as IDataObject | null;
	const record = answered && Array.isArray(answered[key]) ? answered : await read();
	const list = inOrderOf(wanted, listIn(record, key));
	if (list === undefined) {
		throw new Refusal(
			`The tracker did not keep the ${key} as they were sent`,
			`Look at them in the tracker: somebody may have changed them at the same time. ${AGAIN}`,
		);
	}
	return { request, record, list };
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

/** The stored entry for each one sent; `undefined` unless they are the same entries. The tracker may sort them. */
function inOrderOf(sent: IDataObject[], stored: IDataObject[]): IDataObject[] | undefined {
	const left = [...stored];
	const found: IDataObject[] = [];
	for (const entry of sent) {
		const fitting = left.filter((one) => keeps(one, entry));
		const match = fitting.find(({ id }) => id === entry.id) ?? fitting[0];
		if (match === undefined) return undefined;
		left.splice(left.indexOf(match), 1);
		found.push(match);
	}
	return left.length === 0 ? found : undefined;
}

/** Whether a stored entry holds all that was sent of it; but for its ID, since the tracker may write the whole list anew. */
const keeps = (stored: IDataObject, { id: _id, ...sent }: IDataObject): boolean =>
	Object.entries(sent).every(([name, value]) => alike(stored[name], value));

/** Trackers are lax with types (numbers as texts, nothing as an empty list), and complete objects. */
function alike(stored: unknown, sent: unknown): boolean {
	if (Array.isArray(sent) && sent.length > 0) {
		return Array.isArray(stored) && stored.length === sent.length && sent.every((one, at) => alike(stored[at], one));
	}
	if (typeof sent === 'object' && sent !== null) {
		const of = typeof stored === 'object' && stored !== null ? (stored as IDataObject) : {};
		return Object.entries(sent).every(([name, value]) => alike(of[name], value));
	}
	return textOf(stored) === textOf(sent);
}

const textOf = (value: unknown): string =>
	typeof value === 'object'
		? Object.values(value ?? {})
				.map(textOf)
				.join()
		: String({ true: 1, false: 0 }[String(value)] ?? value ?? '');
