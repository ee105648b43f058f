import type { IDataObject } from 'n8n-workflow';
import type { Findings } from './received';
import { requestOf, UnexpectedAnswerError } from '../values/errors';
import type { Call, SentRequest, Tracker } from '../transport/request';

export interface Rows {
	/** The (last) request that brought them. */
	request: SentRequest;
	rows: IDataObject[];
	/** What the rows show of how the tracker took the request; of reports and logs. */
	findings?: Findings;
	/** More came in while they were read, and is not among them. */
	grew?: true;
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
		const { request, data } = await tracker.request({ ...call, expects: 'list' });
		return { request, rows: rowsOf(data, request).slice(0, limit) };
	}
	const rows: IDataObject[] = [];
	const known = new Set<number | string>();
	for (;;) {
		const size = Math.min(PAGE, limit - rows.length);
		const { request, data } = await tracker.request({
			...call,
			expects: 'list',
			query: { ...call.query, limit: size, offset: known.size },
		});
		const page = rowsOf(data, request);
		const before = known.size;
		for (const row of page) {
			const key = typeof row.id === 'number' || typeof row.id === 'string' ? row.id : JSON.stringify(row);
			if (known.has(key)) continue;
			known.add(key);
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
	throw new UnexpectedAnswerError({
		message: 'The tracker answered with something else than a list',
		advice: 'Check that the address in the credential is that of the tracker panel and that the tracker is up to date.',
		request: { url: request.url, method: request.method },
	});
}

/** What part of a list is wanted. */
export interface Part {
	/** How many rows; `Infinity` for all. */
	limit: number;
	/** Rows to leave out before them. */
	offset?: number;
}

/** A page of a list, and how many rows the whole list has, where the tracker tells. */
export interface Page extends Rows {
	total?: number;
}

/** The page in an answer of the form `{rows, total, …}`. */
export function pageOf(data: unknown, request: SentRequest): Page {
	const { rows, total } = (data ?? {}) as { rows?: unknown; total?: unknown };
	const known = (typeof total === 'string' && total !== '') || typeof total === 'number';
	return { request, rows: rowsOf(rows ?? data, request), total: known ? Number(total) : undefined };
}

/**
 * Reads a list page by page, until all of it, or `limit` rows, are there.
 *
 * Trackers may give less than they are asked for, and may leave `total` out (seen live), so a short page is no end. Rows that the page
 * before had already are left out: rows that came in meanwhile shift the pages. Each row is `shaped` as soon as its page is there, so
 * that a long list is not held twice; one that is not wanted after all is shaped to nothing (`leavesOut`).
 * @throws {UnexpectedAnswerError} when a tracker begins again instead of going on while there are more rows.
 */
export async function readPages(
	read: (size: number, offset: number) => Promise<Page>,
	part: Part,
	most: number,
	shaping: Shaping = {},
): Promise<Rows> {
	const reading = new Reading(part, most, shaping);
	for (;;) {
		const size = reading.size();
		const page = await read(size, reading.at);
		const step = reading.take(page, size);
		if (reading.isDone(step)) return reading.result(page, step);
		if (step.fresh > page.rows.length / 2) continue;
		// It begins again: that is the end where it gave all that there is.
		if (page.total === undefined ? !step.isFull : reading.fetched >= page.total) return { request: page.request, rows: reading.rows };
		throw new UnexpectedAnswerError({
			message: `The tracker gives the first ${reading.fetched} rows again instead of those after them`,
			advice: 'Ask for less at once: a shorter date range, more filters, or a limit.',
			request: requestOf(page.request),
		});
	}
}

/** What a page came to. */
interface Step {
	/** Rows that the page before did not have. */
	fresh: number;
	/** It has as many rows as were asked for. */
	isFull: boolean;
	/** How many rows there are in all, where that is certain. */
	all?: number;
	isLast: boolean;
}

/** How far a list has been read. */
class Reading {
	readonly rows: IDataObject[] = [];
	/** The place of the next page. */
	at: number;
	/** Rows read, without those that were read twice. */
	fetched = 0;
	/** The rows of the page before, as text. */
	private known?: Set<string>;
	/** What there was at the start, and the rows read twice: a log that grows faster than it is read has an end all the same. */
	private atStart = Infinity;
	private repeated = 0;

	constructor(
		private readonly part: Part,
		private readonly most: number,
		private readonly shaping: Shaping,
	) {
		this.at = part.offset ?? 0;
	}

	/** How many rows to ask for. Where rows are left out, nobody knows how many more are needed. */
	size(): number {
		const missing = this.part.limit - this.rows.length;
		return this.fetched > this.rows.length || missing <= 0 ? this.most : Math.min(this.most, missing);
	}

	take({ rows: page, total }: Page, size: number): Step {
		this.at += page.length;
		const texts = this.known ? textsOf(page) : undefined;
		const fresh = texts ? page.filter((_, place) => !this.known?.has(texts[place])) : page;
		this.repeated += page.length - fresh.length;
		this.fetched += fresh.length;
		const isFull = page.length === size;
		// A full page whose total is its own length: the total may be that of the page.
		const all = isFull && total === page.length ? undefined : total;
		const isLast = page.length === 0 || page.length > size || this.hasAll(all);
		if (!isLast && this.goesOn(fresh.length)) this.known = new Set(texts ?? textsOf(page));
		this.keep(fresh);
		return { fresh: fresh.length, isFull, all, isLast };
	}

	/** Whether all that there was when the reading began has been read. */
	private hasAll(all: number | undefined): boolean {
		if (all === undefined) return false;
		if (this.atStart === Infinity) this.atStart = all;
		return this.at >= Math.min(all, this.atStart + this.repeated);
	}

	/** Whether another page may be needed after so many rows. */
	private goesOn(fresh: number): boolean {
		const { leavesOut = false, needsAll } = this.shaping;
		return leavesOut || needsAll !== undefined || this.rows.length + fresh < this.part.limit;
	}

	private keep(fresh: IDataObject[]): void {
		const { shaped = (row: IDataObject) => row, needsAll } = this.shaping;
		for (const row of fresh) {
			if (this.rows.length === this.part.limit && !needsAll) break;
			const one = shaped(row);
			if (one) this.rows.push(one);
		}
	}

	isDone({ isLast }: Step): boolean {
		return isLast || (this.rows.length >= this.part.limit && this.shaping.needsAll?.() !== true);
	}

	result({ request }: Page, { isLast, all }: Step): Rows {
		const hasGrown = isLast && all !== undefined && all > this.at;
		return { request, rows: this.rows, ...(hasGrown ? { grew: true as const } : {}) };
	}
}

/** What becomes of each row. */
interface Shaping {
	shaped?(row: IDataObject): IDataObject | undefined;
	/** Whether it may come to nothing. */
	leavesOut?: boolean;
	/** Rows beyond the limit are kept; where this says so, all of them are read: only then it is known which are the first. */
	needsAll?(): boolean;
}

const textsOf = (rows: IDataObject[]): string[] => rows.map((row) => JSON.stringify(row));
