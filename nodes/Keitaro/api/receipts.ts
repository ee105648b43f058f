import type { IDataObject } from 'n8n-workflow';
import { unwrap } from './unwrap';
import { differences, isObject, type Difference } from '../values/alike';

/** What a tracker kept otherwise, by the request that sent it. So an operation has it without doing anything for it. */
const receipts = new WeakMap<object, Difference[]>();

/** Compares what a request sent with the record that came back; that of a Facebook integration comes inside `data` (spec). */
export function keepReceipt(request: object, sent: IDataObject, answer: unknown): void {
	const record = unwrap(answer);
	if (!isObject(record)) return;
	addReceipt(request, differences(sent, isObject(record.data) && record.id === undefined ? record.data : record));
}

export function addReceipt(request: object, more: Difference[]): void {
	if (more.length > 0) receipts.set(request, [...receiptOf(request), ...more]);
}

/** What the tracker kept otherwise than it was sent with a request. */
export const receiptOf = (request: object): Difference[] => receipts.get(request) ?? [];
