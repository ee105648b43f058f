import type { IDataObject } from 'n8n-workflow';
import { Received, type Wanted } from './received';
import { isProvable, type Filter } from '../values/filter';
import { requestColumns } from './unknownColumns';
import type { Call, Tracker } from '../transport/request';
import { pageOf, readPages, type Page, type Part, type Rows } from './pages';

/** Rows of a log or report asked for at once: they are small, and it is the most that clients of live trackers are known to ask for. */
const LARGE_PAGE = 10_000;

/** What is asked of a log. */
export interface LogBody extends IDataObject {
	range: IDataObject;
	/** Without them the tracker chooses. */
	columns?: string[];
	filters?: IDataObject[];
	sort?: IDataObject[];
}

/** The columns that tell the rows of a log apart, in the order in which they sort them. */
export const CLICKS = { path: '/clicks/log', identity: ['datetime', 'sub_id'] } as const;
export const CONVERSIONS = { path: '/conversions/log', identity: ['datetime', 'sub_id', 'tid'] } as const;

export interface Log {
	path: `/${string}`;
	identity: readonly string[];
}

/**
 * Reads the log of clicks or of conversions. Rows have the columns asked for and no others.
 *
 * Pages only fit together if the rows have an order that leaves nothing open: so the columns that tell them apart end every sorting.
 * Without one, the newest come first; when all are wanted, the oldest, since what comes in meanwhile then follows at the end.
 */
export async function readLog(tracker: Tracker, { path, identity }: Log, body: LogBody, part: Part): Promise<Rows> {
	const { columns, sort = [], filters = [], range } = body;
	const used = namesUsed(filters, sort);
	const lacking = (names: unknown[], among: readonly string[]) => among.filter((name) => !names.includes(name));
	// What it is filtered and sorted by is asked for too, so that it can be seen whether the tracker did so.
	const added = columns ? lacking(columns, [...new Set([...sort.map(({ name }) => String(name)), ...used, ...identity])]) : [];
	const order = sort.length > 0 ? 'ASC' : part.limit === Infinity ? 'ASC' : 'DESC';
	const own = lacking(
		sort.map(({ name }) => name),
		identity,
	);
	const sorted = [...sort, ...own.map((name) => ({ name, order }))];
	const wanted = { range, filters, sort: sorted, ...(columns ? { columns: [...columns, ...added] } : {}) };
	const names = [...new Set([...(columns ?? []), ...added, ...[...filters, ...sorted].map(({ name }) => String(name))])];

	return await readReceived(
		async (limit, offset) => {
			const call: Call = { method: 'POST', path, body: { ...wanted, limit, offset }, idempotent: true, expects: 'rows' };
			const answer = await requestColumns(tracker, call, names);
			return pageOf(answer.data, answer.request);
		},
		part,
		LARGE_PAGE,
		{ names: columns ? [...new Set([...columns, ...used])] : [], filters, sort },
		added,
	);
}

/** What rows are filtered and sorted by, as far as rows can show it. */
export const namesUsed = (filters: IDataObject[] = [], sort: IDataObject[] = []): string[] => [
	...new Set([...filters.filter((filter) => isProvable(filter as unknown as Filter)), ...sort].map(({ name }) => String(name))),
];

/**
 * Reads pages whose rows are held against what was asked for. `added` are names that nobody but the node wanted: they are taken out.
 * `isWhole`: the tracker gives everything at once, and so the first rows can be known, however it sorts them.
 */
export async function readReceived(
	read: (size: number, offset: number) => Promise<Page>,
	part: Part,
	most: number,
	wanted: Wanted,
	added: string[],
	isWhole = false,
): Promise<Rows> {
	const received = new Received(wanted);
	const sorting = (wanted.sort ?? []).map(({ name }) => name);
	// What the rows are sorted by is needed until all are there.
	const [late, early] = [added.filter((name) => sorting.includes(name)), added.filter((name) => !sorting.includes(name))];
	const { request, rows, grew } = await readPages(read, part, most, {
		shaped: (row) => received.take(row, (one) => without(one, early)),
		leavesOut: (wanted.filters ?? []).length > 0 || wanted.days !== undefined,
		...(isWhole ? { needsAll: () => received.isUnordered } : {}),
	});
	const { rows: settled, findings } = received.settle(rows);
	return {
		request,
		rows: late.length > 0 ? settled.map((row) => without(row, late)) : settled,
		findings: grew ? { ...findings, grew } : findings,
	};
}

/** A row without columns that were only asked for to tell the rows apart. They are the last of it where trackers keep the order. */
function without(row: IDataObject, names: string[]): IDataObject {
	if (names.length === 0) return row;
	const keys = Object.keys(row);
	// What was added last goes without a trace; taking out anything before would make the row several times as big.
	for (let last = keys.pop(); last !== undefined && names.includes(last); last = keys.pop()) delete row[last];
	if (!names.some((name) => Object.hasOwn(row, name))) return row;
	const kept: IDataObject = {};
	for (const name of Object.keys(row)) if (!names.includes(name)) kept[name] = row[name];
	return kept;
}
