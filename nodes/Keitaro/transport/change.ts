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
	/** Its list as the tracker has it now. */
	list: IDataObject[];
}

const AGAIN = 'Run it again: it then starts from what the tracker holds now.';

/**
 * Changes one list of a record (the offers or filters of a flow, the postbacks of a campaign) and leaves the rest of it alone.
 *
 * Keitaro's PUT is partial, but replaces a list as a whole (seen live), so the list is read, changed and written back. It is read
 * again right before it is written: if somebody changed it meanwhile, nothing is written. Afterwards the tracker's own answer is
 * checked. There is no change stamp to rely on, so what happens in the instant between the second reading and the writing is not seen.
 * @throws {Refusal} when somebody else changed the list, or the tracker did not keep what was written.
 */
export async function changeList(
	tracker: Tracker,
	{
		path,
		key,
		change,
	}: { path: `/${string}`; key: string; change(list: IDataObject[], record: IDataObject): IDataObject[] | Promise<IDataObject[]> },
): Promise<Changed> {
	const read = async () => single((await tracker.request({ method: 'GET', path })).data) as IDataObject;
	const first = await read();
	const wanted = await change(listIn(first, key), first);
	const second = await read();
	if (!same(listIn(first, key), listIn(second, key))) {
		throw new Refusal(`The ${key} were changed by somebody else at the same time, so nothing was written`, AGAIN);
	}
	const { request, data } = await tracker.request({ method: 'PUT', path, body: { [key]: wanted } });
	const answered = single(data) as IDataObject | null;
	const record = answered && Array.isArray(answered[key]) ? answered : await read();
	const list = listIn(record, key);
	if (list.length !== wanted.length || !wanted.every((entry, at) => keeps(list[at], entry))) {
		throw new Refusal(
			`The tracker did not keep the ${key} as they were sent`,
			`Look at them in the tracker: somebody may have changed them at the same time. ${AGAIN}`,
		);
	}
	return { request, record, list };
}

const listIn = (record: IDataObject, key: string): IDataObject[] => (Array.isArray(record[key]) ? (record[key] as IDataObject[]) : []);

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** Whether a stored entry holds all that was sent of it. Trackers are lax with types, so texts are compared. */
function keeps(stored: IDataObject | undefined, sent: IDataObject): boolean {
	const textOf = (value: unknown) => (typeof value === 'object' ? JSON.stringify(value) : String(value));
	return stored !== undefined && Object.entries(sent).every(([name, value]) => textOf(stored[name]) === textOf(value));
}
