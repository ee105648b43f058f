/** Lists and logs that come in pages; the tracker is a function here, so that each oddity of a live one can be had alone. */
import type { IDataObject } from 'n8n-workflow';
import { readPages, readRows, type Page } from '../../nodes/Keitaro/api/pages';
import { CLICKS, CONVERSIONS, readLog, type Log } from '../../nodes/Keitaro/api/log';
import type { Call, Tracker } from '../../nodes/Keitaro/transport/request';

function trackerThat(answer: (call: Call, at: number) => unknown) {
	const calls: Call[] = [];
	const request = async (call: Call) => {
		calls.push(call);
		return await Promise.resolve({ request: { url: call.path, method: call.method, headers: {} }, data: answer(call, calls.length - 1) });
	};
	return { tracker: { request } as unknown as Tracker, calls };
}

const many = (count: number, from = 0): IDataObject[] => Array.from({ length: count }, (_, at) => ({ id: from + at + 1 }));
const CALL: Call = { method: 'GET', path: '/campaigns' };
const asked = (calls: Call[]) => calls.map(({ query }) => [query?.limit, query?.offset]);

describe('a list', () => {
	it.each([
		[Infinity, 3],
		[2, 2],
		[5, 3],
		[0, 0],
	])('without pages, to the limit %d', async (limit, count) => {
		const { tracker, calls } = trackerThat(() => many(3));
		expect((await readRows(tracker, CALL, { limit })).rows).toEqual(many(count));
		expect(calls).toEqual([{ ...CALL, expects: 'list' }]);
	});

	it.each<[number, number, Array<[number, number]>]>([
		[
			2500,
			Infinity,
			[
				[1000, 0],
				[1000, 1000],
				[1000, 2000],
				[1000, 2500],
			],
		],
		[
			2000,
			Infinity,
			[
				[1000, 0],
				[1000, 1000],
				[1000, 2000],
			],
		],
		[2500, 1000, [[1000, 0]]],
		[
			2500,
			1001,
			[
				[1000, 0],
				[1, 1000],
			],
		],
		[2500, 7, [[7, 0]]],
		[0, Infinity, [[1000, 0]]],
		[
			3,
			Infinity,
			[
				[1000, 0],
				[1000, 3],
			],
		],
	])('of %i in pages, to the limit %d', async (count, limit, pages) => {
		const all = many(count);
		const { tracker, calls } = trackerThat(({ query }) => all.slice(Number(query!.offset), Number(query!.offset) + Number(query!.limit)));
		expect((await readRows(tracker, CALL, { limit, paged: true })).rows).toEqual(all.slice(0, limit));
		expect(asked(calls)).toEqual(pages);
	});

	it.each([
		[Infinity, 2500],
		[40, 40],
	])('of a tracker that gives all of it each time, to the limit %d', async (limit, count) => {
		const { tracker, calls } = trackerThat(() => many(2500));
		expect((await readRows(tracker, CALL, { limit, paged: true })).rows).toEqual(many(count));
		expect(calls).toHaveLength(1);
	});

	it('whose rows shift while it is read has each once', async () => {
		const pages = [many(1000), many(1000, 990), many(5, 1990)];
		const { tracker } = trackerThat((_, at) => pages[at] ?? []);
		expect((await readRows(tracker, CALL, { paged: true })).rows).toEqual(many(1995));
	});

	it.each([
		['text', (id: unknown) => String(id)],
		['no', () => undefined],
		['odd', (id: unknown) => ({ odd: id })],
	])('with %s IDs ends, and has each row once', async (_, idOf) => {
		const rows = many(3).map(({ id }) => ({ id: idOf(id) as string, name: `row ${String(id)}` }));
		const { tracker, calls } = trackerThat((__, at) => (at < 5 ? rows : []));
		expect((await readRows(tracker, CALL, { paged: true })).rows).toEqual(rows);
		expect(calls).toHaveLength(2);
	});

	it('inside data', async () => {
		const { tracker } = trackerThat(() => ({ data: many(2) }));
		expect((await readRows(tracker, CALL)).rows).toEqual(many(2));
	});
});

describe('pages with a total', () => {
	const page = (rows: IDataObject[], total?: number): Page => ({ request: { url: 'u', method: 'POST', headers: {} }, rows, total });
	/** Reads what `pages` gives, and tells what was asked for. */
	async function reading(pages: Page[], part: { limit: number; offset?: number } = { limit: Infinity }, most = 10) {
		const sizes: Array<[number, number]> = [];
		const { rows } = await readPages(
			async (size, offset) => {
				sizes.push([size, offset]);
				return await Promise.resolve(pages[sizes.length - 1] ?? page([]));
			},
			part,
			most,
		);
		return { ids: rows.map(({ id }) => id), sizes };
	}
	const ids = (count: number) => many(count).map(({ id }) => id);

	it.each<[string, Page[], { limit: number; offset?: number } | undefined, number, Array<[number, number]>]>([
		['one that is all', [page(many(4), 4)], undefined, 4, [[10, 0]]],
		[
			'full ones and the rest',
			[page(many(10), 23), page(many(10, 10), 23), page(many(3, 20), 23)],
			undefined,
			23,
			[
				[10, 0],
				[10, 10],
				[10, 20],
			],
		],
		[
			'without a total: until one is empty',
			[page(many(10)), page(many(3, 10))],
			undefined,
			13,
			[
				[10, 0],
				[10, 10],
				[10, 13],
			],
		],
		[
			'a total that is that of each page',
			[page(many(10), 10), page(many(2, 10), 2)],
			undefined,
			12,
			[
				[10, 0],
				[10, 10],
			],
		],
		[
			'shorter than asked for',
			[page(many(5), 12), page(many(5, 5), 12), page(many(2, 10), 12)],
			undefined,
			12,
			[
				[10, 0],
				[10, 5],
				[10, 10],
			],
		],
		[
			'to a limit',
			[page(many(10), 50), page(many(2, 10), 50)],
			{ limit: 12 },
			12,
			[
				[10, 0],
				[2, 10],
			],
		],
		['from an offset', [page(many(3), 33)], { limit: 3, offset: 30 }, 3, [[3, 30]]],
		['more than asked for', [page(many(40))], undefined, 40, [[10, 0]]],
		['more than the limit', [page(many(40))], { limit: 7 }, 7, [[7, 0]]],
		['none', [page([], 0)], undefined, 0, [[10, 0]]],
	])('%s', async (_, pages, part, count, sizes) => {
		expect(await reading(pages, part)).toEqual({ ids: ids(count), sizes });
	});

	it('rows that the page before had are left out', async () => {
		expect((await reading([page(many(10), 18), page(many(10, 8), 18)])).ids).toEqual(ids(18));
	});

	it('that begin again are an error while there are more, and the end where all are there', async () => {
		await expect(reading([page(many(10), 30), page(many(10), 30)])).rejects.toThrow(
			'The tracker gives the first 10 rows again instead of those after them',
		);
		await expect(reading([page(many(10)), page(many(10))])).rejects.toThrow('The tracker gives the first 10 rows again');
		// A short page without a total is the last that there is.
		expect((await reading([page(many(10)), page(many(4))])).ids).toEqual(ids(10));
	});
});

describe('a log', () => {
	const bodyOf = ({ calls }: { calls: Call[] }) => calls[0].body as IDataObject;
	const read = async (body: IDataObject, limit = 5, log: Log = CLICKS, rows: IDataObject[] = []) => {
		const made = trackerThat(() => ({ rows: structuredClone(rows), total: rows.length }));
		const { rows: found } = await readLog(made.tracker, log, { range: {}, ...body }, { limit });
		return { ...made, found };
	};

	it.each<[IDataObject, number, string[]]>([
		[{}, 5, ['datetime DESC', 'sub_id DESC']],
		[{}, Infinity, ['datetime ASC', 'sub_id ASC']],
		[{ sort: [{ name: 'ip', order: 'DESC' }] }, 5, ['ip DESC', 'datetime ASC', 'sub_id ASC']],
		[{ sort: [{ name: 'datetime', order: 'DESC' }] }, Infinity, ['datetime DESC', 'sub_id ASC']],
	])('of %j to the limit %d is sorted so that nothing is left open', async (body, limit, order) => {
		expect((bodyOf(await read(body, limit)).sort as IDataObject[]).map(({ name, order: by }) => `${String(name)} ${String(by)}`)).toEqual(
			order,
		);
	});

	it('of conversions tells them apart by their transaction', async () => {
		const made = await read({ columns: ['revenue'] }, 5, CONVERSIONS);
		expect(bodyOf(made)).toMatchObject({ columns: ['revenue', 'datetime', 'sub_id', 'tid'], limit: 5, offset: 0, filters: [] });
		expect(made.calls[0]).toMatchObject({ method: 'POST', path: '/conversions/log', idempotent: true, expects: 'rows' });
	});

	it.each<[string[], IDataObject, IDataObject]>([
		[['ip'], { ip: 1, datetime: 2, sub_id: 3 }, { ip: 1 }],
		[['ip'], { datetime: 2, ip: 1, sub_id: 3 }, { ip: 1 }],
		[['ip', 'sub_id'], { ip: 1, sub_id: 3, datetime: 2 }, { ip: 1, sub_id: 3 }],
		[['sub_id', 'datetime'], { sub_id: 3, datetime: 2 }, { sub_id: 3, datetime: 2 }],
		[['ip'], { datetime: 2, sub_id: 3 }, {}],
		[['ip'], { ip: 1, extra: 4 }, { ip: 1, extra: 4 }],
	])('with the columns %j gives of %j only %j', async (columns, row, kept) => {
		expect((await read({ columns }, 5, CLICKS, [row])).found).toEqual([kept]);
	});

	it('without columns keeps what comes', async () => {
		const made = await read({}, 5, CLICKS, [{ a: 1, datetime: 2 }]);
		expect(made.found).toEqual([{ a: 1, datetime: 2 }]);
		expect(bodyOf(made)).not.toHaveProperty('columns');
	});

	it.each([
		['7', 7],
		[7, 7],
		['', undefined],
		[null, undefined],
		[{}, undefined],
	])('whose total is %j has %j rows', async (total, known) => {
		const made = trackerThat((_, at) => ({ rows: at < 4 ? many(2, at * 2) : [], total }));
		const { rows } = await readLog(made.tracker, CLICKS, { range: {} }, { limit: Infinity });
		expect(rows).toHaveLength(8);
		expect(made.calls).toHaveLength(known === undefined ? 5 : 4);
	});
});

it('rows that a filter leaves out are made up for, and none of the page before comes twice', async () => {
	const row = (id: number, ad: string) => ({ datetime: `2026-11-0${id} 10:00:00`, sub_id: `c${id}`, sub_id_1: ad });
	const rows = [row(1, 'b'), row(2, 'a'), row(3, 'a'), row(4, 'a')];
	// The second page begins with the last row of the first: one came in meanwhile.
	const { tracker } = trackerThat((_, at) => ({ rows: at === 0 ? rows.slice(0, 2) : rows.slice(1), total: 4 }));
	const filters = [{ name: 'sub_id_1', operator: 'EQUALS', expression: 'a' }];
	const columns = ['datetime', 'sub_id', 'sub_id_1'];
	const { rows: found } = await readLog(tracker, CLICKS, { range: {}, columns, filters }, { limit: 2 });
	expect(found.map(({ sub_id }) => sub_id)).toEqual(['c2', 'c3']);
});

it('a log that grows faster than it is read has an end: what there was at the start', async () => {
	let total = 3000;
	const row = (id: number) => ({ datetime: '2026-11-01 10:00:00', sub_id: `c${id}` });
	const { tracker, calls } = trackerThat(({ body }) => {
		const { limit, offset } = body as { limit: number; offset: number };
		total += 20_000;
		return { rows: Array.from({ length: Math.min(limit, total - offset) }, (_, at) => row(offset + at)), total };
	});
	const { rows, findings } = await readLog(tracker, CLICKS, { range: {}, columns: ['datetime', 'sub_id'] }, { limit: Infinity });
	expect(findings?.grew).toBe(true);
	expect(calls.length).toBeLessThan(5);
	expect(rows.length).toBeGreaterThanOrEqual(23_000);
});
