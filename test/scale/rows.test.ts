/** Long lists: in pages, whole, and each read once for all items that need it. */
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { readPages } from '../../nodes/Keitaro/api/pages';
import { harness } from '../resources/harness';

const many = <T>(count: number, make: (at: number) => T): T[] => Array.from({ length: count }, (_, at) => make(at));
const named = (value: string) => ({ __rl: true, mode: 'name', value });
const byId = (value: string | number) => ({ __rl: true, mode: 'id', value });

describe('two hundred thousand clicks', () => {
	const bench = harness('click');
	const COUNT = 200_000;
	const parameters: INodeParameters = { returnAll: true, output: 'data', columns: ['campaign_id', 'country_code'] };

	it('are read in pages', async () => {
		bench.tracker.store.clicks = [];
		bench.tracker.store.generateClicks(COUNT);
		const { items, error } = await bench.run('getAll', parameters);
		expect(error).toBeUndefined();
		expect(items).toHaveLength(COUNT);
		const countries = bench.tracker.store.clicks.map(({ campaign_id, country_code }) => `${campaign_id} ${country_code}`);
		expect(items.map(({ json }) => Object.values(json).join(' ')).join()).toBe(countries.join());
		expect(Object.keys(items[COUNT - 1].json)).toEqual(['campaign_id', 'country_code']);
		expect(bench.bodies('POST').map(({ limit, offset }) => [limit, offset])).toEqual(many(20, (at) => [10_000, at * 10_000]));
	}, 120_000);

	it('come whole from a tracker that knows no pages', async () => {
		bench.tracker.store.clicks = [];
		bench.tracker.store.generateClicks(COUNT);
		bench.tracker.onRequest(({ json }) => void delete (json as IDataObject).limit);
		const { items, error } = await bench.run('getAll', parameters);
		expect(error).toBeUndefined();
		expect(items).toHaveLength(COUNT);
		expect(bench.sent()).toEqual(['POST /clicks/log']);
	});
});

describe('columns that were only needed to tell rows apart', () => {
	const bench = harness('click');

	it.each<[string, (row: IDataObject) => IDataObject]>([
		['at the end of a row', (row) => row],
		['at its beginning', ({ campaign_id, ...rest }) => ({ ...rest, campaign_id })],
		['in the middle', ({ sub_id, campaign_id, datetime }) => ({ sub_id, campaign_id, datetime })],
	])('are taken off, wherever the tracker puts them: %s', async (_, order) => {
		const rows = many(3, (at) => order({ campaign_id: at, datetime: '2026-01-01 00:00:00', sub_id: `s${at}` }));
		bench.tracker.fault({ path: '/clicks/log', kind: 'body', body: JSON.stringify({ rows, total: 3 }) });
		const { items } = await bench.run('getAll', { output: 'data', columns: ['campaign_id'], limit: 3 });
		expect(items.map(({ json }) => json)).toEqual([{ campaign_id: 0 }, { campaign_id: 1 }, { campaign_id: 2 }]);
	});
});

it('rows are shaped page by page, and known again as they came', async () => {
	const shaped: number[] = [];
	const all = many(25, (id) => ({ id }));
	const seen: number[] = [];
	const { rows } = await readPages(
		async (size, offset) => {
			seen.push(shaped.length);
			// One row came in meanwhile: the last of the page before is the first of this one.
			const from = offset === 0 ? 0 : offset - 1;
			return { request: { url: '', method: 'POST', headers: {} }, rows: all.slice(from, from + size), total: 27 };
		},
		{ limit: Infinity },
		10,
		{
			shaped: (row) => {
				shaped.push(row.id as number);
				return { name: `row ${String(row.id)}` };
			},
		},
	);
	expect(rows).toEqual(many(25, (id) => ({ name: `row ${id}` })));
	expect(shaped).toEqual(many(25, (id) => id));
	expect(seen.slice(0, 3)).toEqual([0, 10, 19]);
});

describe('three hundred items that need the same list read it once', () => {
	const offers = harness('offer');
	const groups = harness('group');
	const streams = harness('stream');
	const items = many(300, (at) => ({ at, name: ['Slim US', 'Slim DE'][at % 2] }));
	const lists = (calls: string[], list: string) => calls.filter((call) => call === list).length;

	it('offers by name', async () => {
		const { data } = await offers.run('get', { offerId: named('={{ $json.name }}') }, { items });
		expect(data.map(({ name }) => name)).toEqual(items.map(({ name }) => name));
		expect(lists(offers.sent(), 'GET /offers')).toBe(1);
		expect(offers.sent()).toHaveLength(301);
	});

	it('offers by name, when the first reading of the list fails', async () => {
		offers.tracker.fault({ path: '/offers', kind: 'status', status: 403, times: 1 });
		const { items: output } = await offers.run(
			'get',
			{ offerId: named('={{ $json.name }}'), options: { concurrentRequests: 1 } },
			{ items, settings: { onError: 'continueRegularOutput' } },
		);
		expect(output.map(({ json }) => json.success ?? false)).toEqual(many(300, (at) => at > 0));
		expect(lists(offers.sent(), 'GET /offers')).toBe(2);
	});

	it('groups, by name and by ID', async () => {
		for (const groupId of [named('Nutra'), byId('={{ 3 }}')]) {
			groups.tracker.requests.length = 0;
			const { data } = await groups.run('get', { groupType: 'offers', groupId }, { items });
			expect(data.map(({ id }) => id)).toEqual(items.map(() => 3));
			expect(groups.sent()).toEqual(['GET /groups']);
		}
	});

	it('the offers of new flows', async () => {
		const offers = [{ offerId: byId('={{ $json.at % 2 + 1 }}'), share: 100, state: 'active' }];
		const { data } = await streams.run(
			'create',
			{ campaignId: byId(1), name: '={{ "Flow " + $json.at }}', schema: 'landings', offers: { offers } },
			{ items },
		);
		expect(data).toHaveLength(300);
		expect(lists(streams.sent(), 'GET /offers')).toBe(1);
		expect(lists(streams.sent(), 'POST /streams')).toBe(300);
	});
});
