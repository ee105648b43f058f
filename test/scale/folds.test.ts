/** Items that share requests: how many there are, and that each item still gets its own true outcome. */
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { harness } from '../resources/harness';

const CONTINUE = { settings: { onError: 'continueRegularOutput' as const } };
const many = <T>(count: number, make: (at: number) => T): T[] => Array.from({ length: count }, (_, at) => make(at));
const address = (at: number) => `10.${at >> 16}.${(at >> 8) & 255}.${at & 255}`;
const servedWith = ({ json }: { json: IDataObject }) => (json.request as IDataObject).items;

/** What became of each item: done with so many others in one request, or why not. */
const outcomes = (items: Array<{ json: IDataObject }>) => items.map((item) => item.json.error ?? servedWith(item) ?? 1);

describe('the bot list', () => {
	const bench = harness('bot');
	const { run, sent, bodies } = bench;
	const tracker = () => bench.tracker;
	const valuesSent = () => bodies('POST').map(({ value }) => String(value).split('\n'));

	/** A tracker that takes no blocks. */
	const refuseBlocks = () =>
		tracker().onRequest(({ path, json }) => {
			const value = String((json as IDataObject | undefined)?.value);
			tracker().clearFaults();
			if (value.includes('/'))
				tracker().fault({ path: path.replace('/admin_api/v1', ''), kind: 'status', status: 422, body: '{"value":["a block"]}' });
		});

	it('six thousand deletions, some of them double, are two requests', async () => {
		const items = many(6000, (at) => ({ ip: address(at % 5500) }));
		many(5500, (at) => tracker().store.bots.add(address(at)));
		const { items: output } = await run('delete', { botId: '={{ $json.ip }}' }, { items });
		expect(sent()).toEqual(['POST /botlist/exclude', 'POST /botlist/exclude']);
		expect(new Set(outcomes(output))).toEqual(new Set([5500, 500]));
		expect(tracker().store.bots.has(address(5499))).toBe(false);
	});

	it('one item may bring two hundred thousand entries', async () => {
		const { items } = await run('create', {
			botData: '={{ Array.from({ length: 200000 }, (_, at) => `10.${Math.floor(at / 65536)}.${Math.floor(at / 256) % 256}.${at % 256}`) }}',
		});
		expect(items).toHaveLength(1);
		expect(sent()).toHaveLength(40);
		expect(tracker().store.bots.has(address(199_999))).toBe(true);
	});

	it('and all of them can be read again, an item each', async () => {
		tracker().store.bots = new Set(many(200_000, address));
		const { items } = await run('getAll', { returnAll: true, output: 'data' });
		expect(items).toHaveLength(200_000);
		expect(items[199_999]).toEqual({ json: { value: address(199_999) }, pairedItem: { item: 0 } });
		expect(sent()).toEqual(['GET /botlist']);
	});

	it('three thousand questions about a list of a hundred thousand are one request, each with its own answer', async () => {
		tracker().store.bots = new Set([...many(100_000, (at) => address(at * 2)), '198.51.0.0/16', '198.51.100.0/24']);
		const { data } = await run(
			'get',
			{ botId: '={{ $json.ip }}' },
			{ items: many(3000, (at) => ({ ip: at % 3 === 0 ? `198.51.100.${at % 256}` : address(at) })) },
		);
		expect(sent()).toEqual(['GET /botlist']);
		data.forEach(({ listed, entry }, at) => {
			const expected = at % 3 === 0 ? '198.51.100.0/24' : at % 2 === 0 ? address(at) : null;
			expect([listed, entry]).toEqual([expected !== null, expected]);
		});
	});

	it('what the tracker refuses is found among the rest, which is sent', async () => {
		refuseBlocks();
		tracker().store.bots.clear();
		const items = many(1000, (at) => ({ ip: at === 321 ? '198.51.100.0/24' : address(at) }));
		const { items: output } = await run('create', { botData: '={{ $json.ip }}' }, { items, ...CONTINUE });
		expect(output.filter(({ json }) => json.error).map(({ json, pairedItem }) => [json.error, pairedItem])).toEqual([
			[expect.stringMatching(/value: a block \(HTTP 422\)/), { item: 321 }],
		]);
		expect(tracker().store.bots.size).toBe(999);
		expect(sent().length).toBeLessThan(25);
		// Each item tells the request that carried it in the end.
		const carried = valuesSent();
		for (const at of [0, 320, 322, 999]) {
			const own = carried.filter((values) => values.includes(address(at))).at(-1);
			expect(servedWith(output[at]) ?? 1).toBe(own?.length);
		}
	});

	it('a tracker that refuses everything is not asked for each entry', async () => {
		tracker().fault({ kind: 'status', status: 400, body: '{"error":"Not here"}' });
		const items = many(3000, (at) => ({ ip: address(at) }));
		const { items: output } = await run('create', { botData: '={{ $json.ip }}' }, { items, ...CONTINUE });
		expect(output).toHaveLength(3000);
		expect(output.every(({ json }) => /Not here/.test(String(json.error)))).toBe(true);
		expect(sent().length).toBeLessThan(250);
	});

	it.each([401, 403, 404, 500])('nor is one whose answer has nothing to do with the entries (%d)', async (status) => {
		tracker().fault({ kind: 'status', status });
		const { items } = await run('create', { botData: '={{ $json.ip }}' }, { items: many(10, (at) => ({ ip: address(at) })), ...CONTINUE });
		expect(items.filter(({ json }) => json.error)).toHaveLength(10);
		expect(sent()).toHaveLength(1);
	});

	it('a thousand replacements are one list, one addition, one removal', async () => {
		tracker().store.bots = new Set(many(1000, address));
		const items = many(1001, (at) => ({ from: address(at), to: `172.16.${at >> 8}.${at & 255}` }));
		const parameters = { botId: '={{ $json.from }}', botData: '={{ $json.to }}' };
		const { items: output } = await run('update', parameters, { items, ...CONTINUE });
		expect(sent()).toEqual(['GET /botlist', 'POST /botlist/add', 'POST /botlist/exclude']);
		expect(new Set(outcomes(output.slice(0, 1000)))).toEqual(new Set([1000]));
		expect(output[1000].json.error).toBe(`${address(1000)} is not an entry of the bot list`);
		expect(tracker().store.bots.size).toBe(1000);
	});
});

describe('costs', () => {
	const { run, sent, bodies } = harness('click');
	const ZONES = ['Europe/Berlin', 'America/New_York'];
	const parameters: INodeParameters = {
		campaignIds: '={{ $json.campaigns }}',
		startDate: '={{ $json.day }}',
		endDate: '={{ $json.day }}',
		timezone: '={{ $json.zone }}',
		cost: '={{ $json.cost }}',
		currency: '={{ $json.currency }}',
		checkClicks: false,
		additionalFields: { filters: { filters: [{ name: 'sub_id_1', value: '={{ $json.ad }}' }] } },
	};
	/** The least that names everything an item says. */
	const row = (at: number): Record<string, string | number> => ({
		campaigns: (at % 20) + 1,
		day: `2026-01-${String((at % 28) + 1).padStart(2, '0')}`,
		zone: ZONES[at % 3 === 0 ? 1 : 0],
		cost: at + 1,
		currency: at % 7 === 0 ? 'EUR' : 'USD',
		ad: `ad${at}`,
	});

	it('two thousand of twenty campaigns are twenty requests, and no row is mixed with another', async () => {
		const items = many(2000, row);
		const { items: output } = await run('updateCosts', parameters, { items });
		const asked = bodies('POST') as Array<{ campaign_ids: number[]; costs: IDataObject[] }>;
		expect(asked).toHaveLength(20);
		const told: IDataObject[] = asked.flatMap(({ campaign_ids, costs }) => costs.map((cost) => ({ campaign_ids, ...cost })));
		const expected = items.map(({ campaigns, day, zone, cost, currency, ad }) => ({
			campaign_ids: [campaigns],
			start_date: `${day} 00:00:00`,
			end_date: `${day} 23:59:59`,
			timezone: zone,
			cost: String(cost),
			currency,
			filters: { sub_id_1: ad },
		}));
		const byCost = (one: IDataObject, other: IDataObject) => Number(one.cost) - Number(other.cost);
		expect(told.sort(byCost)).toEqual(expected);
		expect(new Set(outcomes(output))).toEqual(new Set([100]));
	});

	it('of two thousand items the clicks are counted with a report for each zone', async () => {
		const items = many(2000, (at) => ({ ...row(at), campaigns: (at % 3) + 1 }));
		const { items: output, hints } = await run('updateCosts', { ...parameters, checkClicks: true }, { items });
		// The first that is empty is asked for in both dialects.
		expect(sent().filter((request) => request === 'POST /report/build')).toHaveLength(ZONES.length + 1);
		expect(output.map(({ json }) => (json.data as IDataObject).clicks)).toEqual(items.map(() => 0));
		expect(hints[0].message).toMatch(/^These costs met no click.* and 1995 more\.$/);
	});

	it('three that the tracker refuses are found among five hundred', async () => {
		const bad = [7, 8, 400];
		const items = many(500, (at) => ({ ...row(at), campaigns: 1, ...(bad.includes(at) ? { currency: 'XXX' } : {}) }));
		const { items: output } = await run('updateCosts', parameters, { items, ...CONTINUE });
		const failed = output.flatMap(({ json }, at) => (json.error ? [at] : []));
		expect(failed).toEqual(bad);
		// Those in the requests that the tracker took are the others, each once, in their order.
		const costs = (bodies('POST') as Array<{ costs: IDataObject[] }>)
			.map((body) => body.costs)
			.filter((list) => !list.some(({ currency }) => currency === 'XXX'));
		expect(costs.flatMap((list) => list.map(({ cost }) => Number(cost) - 1))).toEqual(
			many(500, (at) => at).filter((at) => !bad.includes(at)),
		);
		expect(sent().length).toBeLessThan(60);
		// An item tells how many others its request carried.
		const sizes = new Map(costs.flatMap((list) => list.map(({ cost }) => [Number(cost) - 1, list.length])));
		output.forEach((item, at) => expect(item.json.error ? undefined : (servedWith(item) ?? 1)).toBe(sizes.get(at)));
	});

	it('are not sent one by one where the tracker takes none', async () => {
		const items = many(1500, (at) => ({ ...row(at), currency: 'XXX' }));
		const { items: output } = await run('updateCosts', parameters, { items, ...CONTINUE });
		expect(output.every(({ json }) => /Unknown currency "XXX"/.test(String(json.error)))).toBe(true);
		expect(sent().length).toBeLessThan(250);
	});
});

describe('labels', () => {
	const { run, sent } = harness('blacklist');

	it('six hundred values of two campaigns are two requests', async () => {
		const items = many(600, (at) => ({ campaign: (at % 2) + 1, value: `site${at}.com` }));
		const { items: output } = await run(
			'create',
			{
				dataMode: 'fields',
				campaignId: { __rl: true, mode: 'id', value: '={{ $json.campaign }}' },
				refName: 'source',
				values: '={{ $json.value }}',
				label: 'blacklist',
			},
			{ items },
		);
		expect(sent()).toEqual(['POST /report/labels', 'POST /report/labels']);
		expect(new Set(outcomes(output))).toEqual(new Set([300]));
		expect(output[599].json.data).toEqual({ campaign_id: 2, ref_name: 'source', items: { 'site599.com': 'blacklist' } });
	});
});
