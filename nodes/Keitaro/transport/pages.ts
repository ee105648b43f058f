import type { IDataObject } from 'n8n-workflow';
import { TrackerError } from './errors';
import type { Call, SentRequest, Tracker } from './request';

export interface Rows {
	/** The (last) request that brought them. */
	request: SentRequest;
	rows: IDataObject[];
}

/** Rows asked for at once where the tracker pages. */
const PAGE = 1000;

/**
 * Reads a list that the tracker answers as a bare array: all of it, or the first `limit` rows.
 *
 * Only `GET /campaigns` pages, and older trackers ignore its limit and offset and answer with everything each time (seen live). So
 * pages are read until one brings nothing new, whatever its length; no tracker can make this loop.
 */
export async function readRows(tracker: Tracker, call: Call, { limit = Infinity, paged = false } = {}): Promise<Rows> {
	if (!paged) {
		const { request, data } = await tracker.request(call);
		return { request, rows: rowsOf(data, request).slice(0, limit) };
	}
	const rows: IDataObject[] = [];
	const known = new Set<unknown>();
	for (;;) {
		const size = Math.min(PAGE, limit - rows.length);
		const { request, data } = await tracker.request({ ...call, query: { ...call.query, limit: size, offset: known.size } });
		const page = rowsOf(data, request);
		const before = known.size;
		for (const row of page) {
			if (known.has(row.id)) continue;
			known.add(row.id);
			if (rows.length < limit) rows.push(row);
		}
		if (known.size === before || rows.length >= limit || page.length > size) return { request, rows };
	}
}

/**
 * The rows of a list answer; Facebook integrations come inside `data` (spec). Anything but a list is refused: an empty result must mean
 * that there is nothing.
 */
export function rowsOf(data: unknown, request: SentRequest): IDataObject[] {
	const rows = typeof data === 'object' && data !== null && 'data' in data ? data.data : data;
	if (Array.isArray(rows)) return rows as IDataObject[];
	throw new TrackerError({
		message: 'The tracker answered with something else than a list',
		advice: 'Check that the address in the credential is that of the tracker panel and that the tracker is up to date.',
		request: { url: request.url, method: request.method },
	});
}
