/** Costs are money: each of the facts that make one up reaches the request, alone and beside every other. */
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { harness } from './harness';

const bench = harness('click');

interface Item extends IDataObject {
	campaigns: string;
	start: string;
	end: string;
	zone: string;
	cost: number | string;
	currency: string;
	uniques: boolean;
	filter: string;
	value: string;
}

const USUAL: Item = {
	campaigns: '1',
	start: '2026-11-20',
	end: '2026-11-21',
	zone: 'UTC',
	cost: 10,
	currency: 'USD',
	uniques: false,
	filter: 'keyword',
	value: 'a',
};

/** Another value for each fact. */
const OTHER: Partial<Item> = {
	campaigns: '2',
	start: '2026-11-19',
	end: '2026-11-22',
	zone: 'Europe/Berlin',
	cost: 11,
	currency: 'EUR',
	uniques: true,
	filter: 'source',
	value: 'b',
};
const facts = Object.keys(OTHER) as Array<keyof Item>;

const FORM: INodeParameters = {
	startDate: '={{ $json.start }}',
	endDate: '={{ $json.end }}',
	timezone: '={{ $json.zone }}',
	cost: '={{ $json.cost }}',
	currency: '={{ $json.currency }}',
	additionalFields: {
		onlyCampaignUniques: '={{ $json.uniques }}',
		filters: { entries: [{ name: '={{ $json.filter }}', value: '={{ $json.value }}' }] },
	},
};

const costOf = ({ start, end, zone, cost, currency, filter, value }: Item) => ({
	start_date: `${start} 00:00:00`,
	end_date: `${end} 23:59:59`,
	timezone: zone,
	cost: String(cost),
	currency,
	filters: { [filter]: value },
});

/** What the requests of a run say of each campaign: the costs in their order, and whether only unique clicks get them. */
const told = () =>
	bench
		.bodies('POST')
		.flatMap((body) =>
			(body.campaign_ids as number[]).flatMap((campaign) =>
				(body.costs as IDataObject[]).map((cost) => ({ campaign, uniques: body.only_campaign_uniques === 1, ...cost })),
			),
		);

const due = (items: Item[]) =>
	items.flatMap((item) =>
		item.campaigns.split(',').map((campaign) => ({ campaign: Number(campaign), uniques: item.uniques, ...costOf(item) })),
	);

const byCampaign = (rows: Array<{ campaign: number }>, campaign: number) => rows.filter((row) => row.campaign === campaign);

const updateAll = async (items: Item[]) => await bench.run('updateCosts', { campaignIds: '={{ $json.campaigns }}', ...FORM }, { items });

describe.each(facts)('two costs that differ in %s', (fact) => {
	it.each(facts.filter((other) => other !== fact))('reach the tracker as they are, also beside one of another %s', async (second) => {
		const items = [USUAL, { ...USUAL, [fact]: OTHER[fact] }, { ...USUAL, [second]: OTHER[second] }, USUAL];
		const { error, data } = await updateAll(items);
		expect(error).toBeUndefined();
		expect(data).toEqual(items.map(() => ({ success: true })));
		for (const campaign of [1, 2]) expect(byCampaign(told(), campaign)).toEqual(byCampaign(due(items), campaign));
	});

	it('of one campaign: each fact is in the request', async () => {
		const items = [USUAL, { ...USUAL, [fact]: OTHER[fact] }];
		const { error } = await bench.run(
			'updateCosts',
			{ resource: 'campaign', campaignId: { __rl: true, mode: 'id', value: '={{ $json.campaigns }}' }, ...FORM },
			{ items },
		);
		expect(error).toBeUndefined();
		expect(bench.sent()).toEqual(items.map(({ campaigns }) => `POST /campaigns/${campaigns}/update_costs`));
		expect(bench.bodies('POST')).toEqual(items.map((item) => ({ ...costOf(item), only_campaign_uniques: item.uniques })));
	});
});

it('what nobody chose is not sent', async () => {
	const { startDate, endDate, cost, currency } = FORM;
	const form = { startDate, endDate, cost, currency };
	await bench.run('updateCosts', { campaignIds: '1', ...form }, { items: [USUAL], timezone: 'Europe/Kyiv' });
	await bench.run('updateCosts', { resource: 'campaign', campaignId: 1, ...form }, { items: [USUAL], timezone: 'Europe/Kyiv' });
	const { filters: _, ...sent } = { ...costOf(USUAL), timezone: 'Europe/Kyiv' };
	expect(bench.bodies('POST')).toEqual([{ campaign_ids: [1], costs: [sent] }, sent]);
});

it.each<[string[], number[][]]>([
	[['1', '1', '1'], [[1]]],
	[['2,1', '1,2', '1,2,2'], [[1, 2]]],
	[
		['1', '2', '1'],
		[[1], [2]],
	],
	// The later cost of a campaign must not overtake one in between that touches it, too.
	[
		['1', '1,2', '1'],
		[[1], [1, 2], [1]],
	],
	[
		['1,2', '2,3', '1,2'],
		[
			[1, 2],
			[2, 3],
			[1, 2],
		],
	],
	[
		['1', '2,3', '1', '2,3'],
		[[1], [2, 3]],
	],
])('costs of the campaigns %j are sent for %j', async (campaigns, sets) => {
	const items = campaigns.map((ids, at) => ({ ...USUAL, campaigns: ids, cost: at + 1 }));
	const { items: output } = await updateAll(items);
	expect(bench.bodies('POST').map(({ campaign_ids: ids }) => ids)).toEqual(sets);
	expect(output.map(({ pairedItem }) => pairedItem)).toEqual(items.map((_, item) => ({ item })));
	for (const campaign of [1, 2, 3]) {
		const costs = (rows: object[]) => byCampaign(rows as Array<{ campaign: number }>, campaign).map((row) => (row as unknown as Item).cost);
		const unique = due(items.map((item) => ({ ...item, campaigns: [...new Set(item.campaigns.split(','))].join() })));
		expect(costs(told())).toEqual(costs(unique));
	}
});

it.each([
	[500, [500]],
	[501, [500, 1]],
	[1000, [500, 500]],
])('%i costs of one campaign are sent as %j', async (count, sizes) => {
	await updateAll(Array.from({ length: count }, (_, at) => ({ ...USUAL, cost: at })));
	expect(bench.bodies('POST').map(({ costs }) => (costs as unknown[]).length)).toEqual(sizes);
	expect(told().map((row) => Number((row as unknown as Item).cost))).toEqual(Array.from({ length: count }, (_, at) => at));
});

it.each([
	[0, '0'],
	[0.1 + 0.2, '0.3'],
	[1e-7, '0.0000001'],
	[1234567.89, '1234567.89'],
	['19.20', '19.2'],
	[100, '100'],
])('the cost %j is sent as %s', async (cost, sent) => {
	await updateAll([{ ...USUAL, cost }]);
	expect(told()).toEqual([{ campaign: 1, uniques: false, ...costOf(USUAL), cost: sent }]);
});

it('a cost below nothing is refused before any request', async () => {
	expect((await updateAll([USUAL, { ...USUAL, cost: -0.01 }])).error?.message).toBe('Cost must not be below 0, but is -0.01');
	expect(bench.sent()).toEqual([]);
});
