import type { IDataObject } from 'n8n-workflow';
import { spareIn } from '../../api/conversions';
import { UnexpectedAnswerError } from '../../values/errors';
import { quoted, requestColumns, UnknownColumns } from '../../api/unknownColumns';
import { pageOf, type Page } from '../../api/pages';
import type { Call, Tracker } from '../../transport/request';
import { timestampOf, stampOf } from './timestamps';

/** What a version of Keitaro calls the parts of a conversion by which changes are recognised. */
export interface Dialect {
	id: string;
	/** The moment of the last postback, by which the log is ordered and cut. */
	stamp: string;
	/** All of them. */
	columns: string[];
	/** Columns that users are given to choose and that the tracker does not know. */
	without?: string[];
}

export const NEWER: Dialect = {
	id: 'event_id',
	stamp: 'datetime',
	columns: ['event_id', 'datetime', 'status', 'conversion_type', 'version', 'status_history'],
};
const OLDER: Dialect = {
	id: 'conversion_id',
	stamp: 'postback_datetime',
	columns: ['conversion_id', 'postback_datetime', 'status', 'previous_status'],
};

/** Which of them a tracker speaks, by its address, and without the columns that it does not have. */
const spoken = new Map<string, Dialect>();

/** Rows asked for at once; the most that clients of live trackers are known to ask for. */
const PAGE = 10_000;
/** No tracker is known to give fewer rows at once than this while there are more. */
const SHORT = 100;
const YEAR = 366 * 86_400_000;

/** What is wanted of the log. */
export interface LogColumns {
	columns: string[];
	/** Columns without which it cannot be told what is wanted. */
	needed: string[];
}

interface LogQuery {
	/** The first moment; without it, from the beginning. */
	from?: number;
	/** The present. Clocks differ, so the log is asked for well beyond it. */
	now: number;
	order: 'ASC' | 'DESC';
	/** What the order goes by, if not the moment. */
	by?: 'id';
	limit: number;
	offset?: number;
}

export interface LogPage extends Page {
	dialect: Dialect;
	/** The present by the clock of the tracker, in milliseconds, where it tells. */
	answeredAt?: number;
}

/** Trackers of this poll that gave nothing in either of the two. */
const silent = new WeakSet<Tracker>();

/** The rows of one answer, in the tracker's own words for them. An empty answer does not tell which those are: it is asked for in both. */
export async function askLog(tracker: Tracker, asked: LogColumns, part: LogQuery): Promise<LogPage> {
	const page = await askInAny(tracker, asked, part);
	const lacking = asked.needed.filter((name) => page.rows.some((row) => row[name] === undefined));
	if (lacking.length === 0) return page;
	throw new UnexpectedAnswerError({
		message: `The log of conversions has rows without ${quoted(lacking)}, by which those wanted are told from others`,
		advice: 'Choose no campaigns and no offers here, and filter the items in the workflow instead.',
		request: { url: page.request.url, method: page.request.method },
	});
}

async function askInAny(tracker: Tracker, asked: LogColumns, part: LogQuery): Promise<LogPage> {
	const first = await askFrom(spoken.get(tracker.base) ?? NEWER, tracker, asked, part);
	if (first.rows.length > 0 || spoken.has(tracker.base) || silent.has(tracker)) return first;
	const other = await askIn(tracker, otherThan(first.dialect), asked, part).catch(() => undefined);
	if (other && other.rows.length > 0 && isUnderstood(other, otherThan(first.dialect)))
		return remembered(tracker, { ...other, dialect: otherThan(first.dialect) });
	silent.add(tracker);
	return first;
}

/** Only rows tell that a dialect is the tracker's own. */
function remembered(tracker: Tracker, page: LogPage): LogPage {
	if (page.rows.length > 0) spoken.set(tracker.base, page.dialect);
	return page;
}

async function askFrom(usual: Dialect, tracker: Tracker, asked: LogColumns, part: LogQuery): Promise<LogPage> {
	const refused: Dialect[] = [];
	for (let dialect = usual; ;) {
		const page = await askIn(tracker, dialect, asked, part).catch((error: Error) => error);
		const other = page instanceof Error ? simpler(page, dialect, asked) : isUnderstood(page, dialect) ? undefined : otherThan(dialect);
		if (other === undefined || refused.some((one) => one.id === other.id && sizeOf(one) <= sizeOf(other))) {
			if (page instanceof Error) throw page;
			if (!isUnderstood(page, dialect)) throw unusable(page, dialect);
			return remembered(tracker, { ...page, dialect });
		}
		refused.push(dialect);
		dialect = other;
	}
}

async function askIn(tracker: Tracker, dialect: Dialect, asked: LogColumns, part: LogQuery): Promise<Omit<LogPage, 'dialect'>> {
	const { from, now, order, by = 'stamp', limit, offset = 0 } = part;
	const chosen = columnsIn(dialect, asked.columns).filter((name) => !dialect.without?.includes(name));
	const columns = [...new Set([...chosen, ...asked.needed, ...dialect.columns])];
	const range = from === undefined ? { interval: 'all_time' } : { from: stampOf(from), to: stampOf(now + YEAR) };
	// Two conversions of the same second need an order as well, or pages do not fit together.
	const sort = [...new Set([dialect[by], 'sub_id', 'tid'])].map((name) => ({ name, order }));
	const body = { range: { ...range, timezone: 'UTC' }, columns, filters: [], sort, limit, offset };
	const names = [...columns, 'sub_id', 'tid'];
	const call: Call = { method: 'POST', path: '/conversions/log', body, idempotent: true, expects: 'rows' };
	const { request, data, answeredAt } = await requestColumns(tracker, call, names);
	return { ...pageOf(data, request), answeredAt };
}

/** The columns the user chose, as the tracker calls them: ID and moment have other names on older ones, some of which know no others. */
export const columnsIn = ({ id, stamp }: Dialect, chosen: string[]): string[] => [
	...new Set(chosen.map((name) => (name === NEWER.id || name === OLDER.id ? id : name === NEWER.stamp ? stamp : name))),
];

const otherThan = ({ id }: Dialect): Dialect => (id === NEWER.id ? OLDER : NEWER);

/** How to ask a tracker that does not know some names: as an older one, or without what can be done without. */
function simpler(error: Error, dialect: Dialect, { columns: chosen, needed }: LogColumns): Dialect | undefined {
	if (!(error instanceof UnknownColumns)) return undefined;
	const { names } = error;
	if (names.includes(dialect.id) || names.includes(dialect.stamp)) return otherThan(dialect);
	const spare = spareIn(
		chosen,
		needed.map((name) => ({ name })),
	).filter((name) => names.includes(name));
	const own = names.filter((name) => dialect.columns.includes(name) && name !== 'status' && !chosen.includes(name));
	if (spare.length + own.length < names.length) return undefined;
	return { ...dialect, columns: dialect.columns.filter((name) => !own.includes(name)), without: [...(dialect.without ?? []), ...spare] };
}

/** How much of the log it asks for. */
const sizeOf = ({ columns, without = [] }: Dialect): number => columns.length - without.length;

/** Newer trackers take the old names and leave them out of the answer (seen live). */
const isUnderstood = ({ rows }: Page, dialect: Dialect): boolean => rows.every((row) => lackingIn(row, dialect).length === 0);

/** What a row lacks of that without which changes cannot be recognised. */
const lackingIn = (row: IDataObject, { id, stamp }: Dialect): string[] => [
	...(isId(row[id]) ? [] : [id]),
	...(timestampOf(row[stamp]) === undefined ? [stamp] : []),
	...(row.status === undefined && row.conversion_type === undefined ? ['status'] : []),
];

const isId = (value: unknown): boolean => (typeof value === 'string' && value !== '') || typeof value === 'number';

/** Told in those of the tracker's words in which the least is lacking. */
function unusable({ request, rows }: Page, dialect: Dialect): UnexpectedAnswerError {
	const row = rows.find((one) => lackingIn(one, dialect).length > 0) ?? {};
	const [lacking] = [NEWER, OLDER].map((words) => lackingIn(row, words)).sort((one, other) => one.length - other.length);
	return new UnexpectedAnswerError({
		message: `The log of conversions has rows without ${quoted(lacking)}, by which new conversions and changes are told`,
		advice: `Names differ between trackers; the rows of this one have ${Object.keys(row).join(', ')}. Use the Keitaro Postback Trigger instead, which does not need them.`,
		request: { url: request.url, method: request.method },
	});
}

/** A piece of the log. */
export interface Piece {
	rows: IDataObject[];
	dialect: Dialect;
	/** The moment up to which, this one included, the log may not have been read yet: where to go on. */
	next: number;
	/** Whether the log ends here. */
	isLast: boolean;
	/** The present by the clock of the tracker, in milliseconds, where it tells. */
	answeredAt?: number;
}

/**
 * Reads the log from a moment on, oldest first.
 *
 * A conversion that changes moves to the end of the log, and all behind it move up. So a page does not begin at the number of rows read,
 * where one could be skipped, but at the moment of the last row, whose second is read again. Only within a second that is longer than a
 * page are rows counted, and half of them read again.
 */
export async function* readSince(tracker: Tracker, asked: LogColumns, from: number | undefined, now: number): AsyncGenerator<Piece> {
	let longest = 0;
	let before = '';
	for (let at = from, offset = 0; ;) {
		const page = await askLog(tracker, asked, { from: at, now, order: 'ASC', limit: PAGE, offset });
		const { rows, total, dialect, request, answeredAt } = page;
		const last = timestampOf(rows.at(-1)?.[dialect.stamp]);
		const isRepeated = offset > 0 && JSON.stringify(rows) === before;
		// A tracker that ignores the offset gives a short page again: there is no more.
		const isLast = rows.length === 0 || (isRepeated && rows.length < SHORT) || isEnd(rows.length, offset, longest, total);
		yield { rows, dialect, next: Math.max(last ?? 0, at ?? 0), isLast, answeredAt };
		if (isLast) return;

		longest = Math.max(longest, rows.length);
		if (last !== undefined && (at === undefined || last > at)) {
			at = last;
			offset = 0;
			before = '';
			continue;
		}
		if (isRepeated) throw repeated(request, rows.length);
		before = JSON.stringify(rows);
		offset += Math.ceil(rows.length / 2);
	}
}

/** A total that is the length of a full page may be that of the page; without one, only a page shorter than another is no full one. */
function isEnd(length: number, offset: number, longest: number, total: number | undefined): boolean {
	if (total !== undefined && !(length === PAGE && total === PAGE)) return offset + length >= total;
	return length < longest;
}

const repeated = ({ url, method }: Page['request'], length: number): UnexpectedAnswerError =>
	new UnexpectedAnswerError({
		message: `The tracker gives the same ${length} conversions of one second again instead of those after them`,
		advice: 'Choose single campaigns or offers, so that it has less to give.',
		request: { url, method },
	});
