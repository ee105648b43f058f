import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { shown } from '../../fields/id';
import { withNumbers } from '../../fields/log';
import type { Task } from '../../fields/task';
import { UnknownNames } from '../../transport/names';
import { readLog, type LogBody, type Part, type Rows } from '../../transport/pages';
import { Refusal } from '../../transport/refusal';
import type { SentRequest, Tracker } from '../../transport/request';

/** What is read of a conversion to find and to recognise it. */
export const usualColumns = ['event_id', 'sub_id', 'tid', 'status', 'revenue', 'datetime', 'campaign_id', 'offer_id'];

export const conversionId: INodeProperties = {
	displayName: 'Conversion ID',
	name: 'conversionId',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. 019f36c1-7a40-7002-8e3c-5d2f00000001',
	description: 'The ID of the conversion: event_id in its log, on older trackers conversion_id (ID Конверсии)',
};

/** Trackers of this run whose conversions have a conversion_id instead of an event_id. */
const older = new WeakSet<Tracker>();

/** Reads the log of conversions; where the tracker has no event_id yet, with its old name. Newer ones take the old name and leave it out. */
export async function readConversions(tracker: Tracker, body: LogBody, part: Part): Promise<Rows> {
	const read = async (asked: LogBody) => await readLog(tracker, '/conversions/log', asked, part);
	if (older.has(tracker)) return await read(inOldNames(body));
	const rows = await read(body).catch((error: Error) => error);
	if (!(rows instanceof Error)) return rows;
	if (!(rows instanceof UnknownNames) || !rows.names.includes('event_id')) throw rows;
	older.add(tracker);
	return await read(inOldNames(body));
}

function inOldNames({ columns, filters = [], sort = [], ...rest }: LogBody): LogBody {
	const old = (name: unknown): string => (name === 'event_id' ? 'conversion_id' : String(name));
	const named = (entries: IDataObject[]) => entries.map((entry) => ({ ...entry, name: old(entry.name) }));
	return { ...rest, columns: columns && [...new Set(columns.map(old))], filters: named(filters), sort: named(sort) };
}

/** The conversion that the item names. @throws {Refusal} when there is none. */
export async function findConversion(task: Task, columns?: string[]): Promise<{ request: SentRequest; row: IDataObject }> {
	const entered = task.parameter('conversionId');
	const id = typeof entered === 'string' || typeof entered === 'number' ? String(entered).trim() : '';
	const WHERE = 'Get Many lists conversions with their ID in the column event_id, on older trackers conversion_id.';
	if (id === '') throw new Refusal('Conversion ID is empty', WHERE);
	const filter = { name: 'event_id', operator: 'EQUALS', expression: id };
	const { request, rows } = await readConversions(task.tracker, { range: ever(task), columns, filters: [filter] }, { limit: 1 });
	if (rows.length === 0) throw new Refusal(`No conversion has the ID ${shown(id)}`, WHERE);
	return { request, row: withNumbers(rows)[0] };
}

/** The conversion of a click with this transaction ID, if there is one. */
export async function conversionOf(task: Task, subid: unknown, tid: unknown): Promise<IDataObject | undefined> {
	const filter = { name: 'sub_id', operator: 'EQUALS', expression: String(subid) };
	const { rows } = await readConversions(task.tracker, { range: ever(task), columns: usualColumns, filters: [filter] }, { limit: 1000 });
	return withNumbers(rows).find((row) => String(row.tid ?? '') === String(tid ?? ''));
}

const ever = ({ timezone }: Task): IDataObject => ({ interval: 'all_time', timezone });
