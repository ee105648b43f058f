/** A list of a record is read, changed, written and looked at again; the tracker is a function here. */
import type { IDataObject } from 'n8n-workflow';
import { changeEntry, changeList } from '../../nodes/Keitaro/api/nestedLists';
import type { Call, Tracker } from '../../nodes/Keitaro/transport/request';

let trackers = 0;

/** A tracker with one record, that keeps lists as `keep` does, and answers a PUT with the record unless `silent`. */
function trackerWith(list: unknown, { keep = (sent: IDataObject[]) => sent, silent = false, meanwhile = () => {} } = {}) {
	const record: IDataObject = { id: 1, name: 'x', filters: list as IDataObject[] };
	const calls: Call[] = [];
	const tracker = {
		base: `https://${++trackers}.example.com`,
		wait: async () => await Promise.resolve(),
		request: async (call: Call) => {
			calls.push(call);
			if (call.method === 'PUT') record.filters = keep((call.body as IDataObject).filters as IDataObject[]);
			const data = call.method === 'PUT' && silent ? null : structuredClone(record);
			if (call.method === 'GET') meanwhile();
			return await Promise.resolve({ request: { url: call.path, method: call.method, headers: {} }, data });
		},
	} as unknown as Tracker;
	return { tracker, calls, record };
}

const PATH = '/streams/1';
const add = (entry: IDataObject) => ({ path: PATH, key: 'filters', change: (entries: IDataObject[]) => [...entries, entry] }) as const;

const NOT_KEPT = 'The tracker did not keep the filters as they were sent';

it.each<[string, IDataObject, (sent: IDataObject[]) => IDataObject[]]>([
	['as it is', { name: 'a', mode: 'accept', payload: ['x', 'y'] }, (sent) => sent],
	['with an ID', { name: 'a' }, (sent) => sent.map((entry, at) => ({ id: at + 7, ...entry }))],
	['with another ID', { id: 5, name: 'a' }, (sent) => sent.map((entry) => ({ ...entry, id: 99 }))],
	[
		'with more of its own',
		{ name: 'a', payload: { a: 1 } },
		(sent) => sent.map((entry) => ({ ...entry, payload: { a: 1, b: 2 }, oid: 3 })),
	],
	['in another order', { name: 'z' }, (sent) => [...sent].reverse()],
	['numbers as texts', { share: 50 }, (sent) => sent.map((entry) => ({ ...entry, share: '50' }))],
	['truths as numbers', { on: true, off: false }, (sent) => sent.map((entry) => ({ ...entry, on: 1, off: '0' }))],
	['nothing as an empty list', { payload: null }, (sent) => sent.map((entry) => ({ ...entry, payload: [] }))],
	['nothing as an empty object', { payload: null }, (sent) => sent.map((entry) => ({ ...entry, payload: {} }))],
	['an empty list as nothing', { payload: [] }, (sent) => sent.map((entry) => ({ ...entry, payload: null }))],
	['an empty text left out', { pattern: '' }, (sent) => sent.map(({ pattern: _, ...entry }) => entry)],
])('an entry that the tracker keeps %s is kept', async (_, entry, keep) => {
	for (const silent of [false, true]) {
		const { tracker, calls } = trackerWith([{ name: 'old' }], { keep, silent });
		const { list, record } = await changeList(tracker, add(entry));
		expect(list).toHaveLength(2);
		expect(list[1]).toMatchObject({ ...('name' in entry ? { name: entry.name } : {}) });
		expect(record.id).toBe(1);
		expect(calls.map(({ method }) => method)).toEqual(['GET', 'PUT', 'GET']);
		expect(calls[1].body).toEqual({ filters: [{ name: 'old' }, entry] });
	}
});

it.each<[string, IDataObject, (sent: IDataObject[]) => IDataObject[]]>([
	['not at all', { name: 'a' }, (sent) => sent.slice(0, 1)],
	['twice', { name: 'a' }, (sent) => [...sent, sent[1]]],
	['in place of another', { name: 'a' }, (sent) => sent.slice(1)],
	['with another value', { name: 'a', mode: 'accept' }, (sent) => sent.map((entry) => ({ ...entry, mode: 'reject' }))],
	['without a value', { name: 'a', mode: 'accept' }, (sent) => sent.map(({ mode: _, ...entry }) => entry)],
	['with one other place of a list', { payload: ['x', 'y'] }, (sent) => sent.map((entry) => ({ ...entry, payload: ['x', 'z'] }))],
	['with another first place of a list', { payload: ['x', 'y'] }, (sent) => sent.map((entry) => ({ ...entry, payload: ['z', 'y'] }))],
	['with a longer list', { payload: ['x'] }, (sent) => sent.map((entry) => ({ ...entry, payload: ['x', 'y'] }))],
	['with a text in place of a list', { payload: ['x'] }, (sent) => sent.map((entry) => ({ ...entry, payload: 'x' }))],
	['with another part of an object', { payload: { a: 1, b: 2 } }, (sent) => sent.map((entry) => ({ ...entry, payload: { a: 1, b: 3 } }))],
	['with the other part of an object', { payload: { a: 1, b: 2 } }, (sent) => sent.map((entry) => ({ ...entry, payload: { a: 2, b: 2 } }))],
	['without an object', { payload: { a: 1 } }, (sent) => sent.map((entry) => ({ ...entry, payload: null }))],
	['true as false', { on: true }, (sent) => sent.map((entry) => ({ ...entry, on: false }))],
])('an entry that the tracker keeps %s is not kept', async (_, entry, keep) => {
	const { tracker } = trackerWith([{ name: 'old' }], { keep });
	await expect(changeList(tracker, add(entry))).rejects.toThrow(NOT_KEPT);
});

it.each([undefined, null, {}, 'x', 5])('a list that is %j is an empty one', async (list) => {
	const { tracker, calls } = trackerWith(list);
	expect((await changeList(tracker, add({ name: 'a' }))).list).toEqual([{ name: 'a' }]);
	expect(calls[1].body).toEqual({ filters: [{ name: 'a' }] });
});

it('changes of one record wait for each other, also after one that failed; those of others do not', async () => {
	const { tracker, calls, record } = trackerWith([]);
	const broken = { path: PATH, key: 'filters', change: () => Promise.reject(new Error('broken')) } as const;
	const changes = [add({ name: 'a' }), broken, add({ name: 'b' }), { ...broken, path: '/streams/2' } as const];
	const results = await Promise.allSettled(changes.map(async (change) => await changeList(tracker, change)));
	expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'rejected']);
	expect(record.filters).toEqual(expect.arrayContaining([{ name: 'a' }, { name: 'b' }]));
	const own = calls.filter(({ path }) => path === PATH).map(({ method }) => method);
	expect(own).toEqual(['GET', 'PUT', 'GET', 'GET', 'GET', 'PUT', 'GET']);
	// The other record is asked for before the first is written.
	expect(calls.findIndex(({ path }) => path === '/streams/2')).toBeLessThan(calls.findIndex(({ method }) => method === 'PUT'));
});

describe('one entry', () => {
	const list = { path: PATH, key: 'filters', written: ({ oid: _, ...entry }: IDataObject) => entry } as const;

	it('is added at the end, and given as it is stored', async () => {
		const { tracker, calls } = trackerWith([{ id: 1, oid: 9, name: 'a' }], {
			keep: (sent) => sent.map((entry, at) => ({ id: at + 1, ...entry })),
		});
		const { data, at } = await changeEntry(tracker, list, (entry) => ({ ...entry, name: 'b' }));
		expect([data, at]).toEqual([{ id: 2, name: 'b' }, 1]);
		expect(calls[1].body).toEqual({ filters: [{ id: 1, name: 'a' }, { name: 'b' }] });
	});

	it('is changed in its place', async () => {
		const { tracker, calls } = trackerWith([{ name: 'a' }, { name: 'b', oid: 9, mode: 'accept' }, { name: 'c' }]);
		const { data, at } = await changeEntry(
			tracker,
			list,
			(entry) => ({ ...entry, mode: 'reject' }),
			() => 1,
		);
		expect([data, at]).toEqual([{ name: 'b', mode: 'reject' }, 1]);
		expect(calls[1].body).toEqual({ filters: [{ name: 'a' }, { name: 'b', mode: 'reject' }, { name: 'c' }] });
	});

	it('is taken out, and given as it was', async () => {
		const { tracker, record } = trackerWith([{ name: 'a' }, { name: 'b', oid: 9 }]);
		const { data, at } = await changeEntry(
			tracker,
			list,
			() => undefined,
			() => 1,
		);
		expect([data, at]).toEqual([{ name: 'b', oid: 9 }, 1]);
		expect(record.filters).toEqual([{ name: 'a' }]);
	});
});
