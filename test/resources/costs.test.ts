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
	checkClicks: false,
	startDate: '={{ $json.start }}',
	endDate: '={{ $json.end }}',
	timezone: '={{ $json.zone }}',
	cost: '={{ $json.cost }}',
	currency: '={{ $json.currency }}',
	additionalFields: {
		onlyCampaignUniques: '={{ $json.uniques }}',
		filters: { filters: [{ name: '={{ $json.filter }}', value: '={{ $json.value }}' }] },
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
		expect(data).toEqual(
			items.map((item) => ({
				success: true,
				campaign_ids: item.campaigns.split(',').map(Number),
				...costOf(item),
				cost: item.cost,
				...(item.uniques ? { only_campaign_uniques: true } : {}),
			})),
		);
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
	const form = { startDate, endDate, cost, currency, checkClicks: false };
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

describe('check clicks', () => {
	const day = (at: number) => `2026-11-${String(10 + at)}`;
	const click = (campaign_id: number, at: string, more: object = {}) =>
		bench.tracker.store.addClick({ campaign_id, at: Date.parse(`${at}Z`), unique: true, ...more });
	beforeEach(() => {
		bench.tracker.store.clicks = [];
		bench.tracker.settings.asyncDelay = 0;
	});

	// Which names a tracker knows is found out when it is first met, by a request more.
	beforeAll(async () => {
		click(1, `${day(0)}T10:00:00`);
		await update([item()]);
	});

	const item = (more: IDataObject = {}) => ({ campaigns: '1', start: day(0), end: day(0), cost: 10, ...more });
	const update = async (items: IDataObject[], parameters: INodeParameters = {}, options = {}) =>
		await bench.run(
			'updateCosts',
			{
				campaignIds: '={{ $json.campaigns }}',
				startDate: '={{ $json.start }}',
				endDate: '={{ $json.end }}',
				timezone: '={{ $json.zone ?? "UTC" }}',
				cost: '={{ $json.cost }}',
				currency: 'USD',
				...parameters,
			},
			{ items, ...options },
		);
	const reports = () => bench.sent().filter((request) => request === 'POST /report/build').length;
	const ofAds = { additionalFields: { filters: { filters: [{ name: 'sub_id_1', value: '={{ $json.ads }}' }] } } };

	it('says what was sent, how many clicks it meets, and what each of them costs', async () => {
		for (const at of ['00:00:00', '12:00:00', '23:59:59']) click(1, `${day(0)}T${at}`);
		click(1, `${day(1)}T00:00:00`);
		click(2, `${day(0)}T10:00:00`);
		const { data, hints } = await update([item({ campaigns: '1, 2' })]);
		expect(data).toEqual([
			{
				success: true,
				campaign_ids: [1, 2],
				start_date: `${day(0)} 00:00:00`,
				end_date: `${day(0)} 23:59:59`,
				timezone: 'UTC',
				cost: 10,
				currency: 'USD',
				clicks: 4,
				cost_per_click: 2.5,
			},
		]);
		expect(hints).toEqual([]);
	});

	it.each<[string, IDataObject[], INodeParameters, (number | null)[], number]>([
		['one report for all days and campaigns', [item(), item({ start: day(1), end: day(2) }), item({ campaigns: '2' })], {}, [2, 1, 1], 1],
		[
			'hours',
			[item({ start: `${day(0)} 10:00`, end: `${day(0)} 10:59:59` }), item({ start: `${day(0)} 11:00`, end: `${day(1)} 23:59:59` })],
			{},
			[1, 2],
			1,
		],
		[
			'any moment',
			[item({ start: `${day(0)} 10:00`, end: `${day(0)} 10:30` }), item({ start: `${day(0)} 10:31`, end: `${day(1)} 23:00` })],
			{},
			[1, 2],
			2,
		],
		[
			'a part of an hour',
			[item({ start: `${day(0)} 10:00`, end: `${day(0)} 10:10` }), item({ start: `${day(0)} 10:10`, end: `${day(0)} 10:59:59` })],
			{},
			[0, 1],
			2,
		],
		[
			'a moment and the end of an hour',
			[item({ start: `${day(0)} 10:20`, end: `${day(0)} 10:59:59` }), item({ start: `${day(0)} 10:00`, end: `${day(0)} 10:14` })],
			{},
			[0, 0],
			2,
		],
		['zones of their own', [item(), item({ zone: 'Asia/Tokyo' })], {}, [2, 1], 2],
		['values of the clicks', [item({ ads: 'a' }), item({ ads: ['b', 'c'] }), item({ ads: 'd' })], ofAds, [1, 1, 0], 1],
		['unique clicks', [item()], { additionalFields: { onlyCampaignUniques: true } }, [1], 1],
		['more than a report knows', [item()], { additionalFields: { filters: { filters: [{ name: 'currency', value: 'USD' }] } } }, [null], 1],
	])('counts by %s', async (_, items, parameters, counts, requests) => {
		click(1, `${day(0)}T10:15:00`, { extra: { sub_id_1: 'a' } });
		click(1, `${day(0)}T16:00:00`, { extra: { sub_id_1: 'b' }, unique: false });
		click(1, `${day(1)}T20:00:00`, { extra: { sub_id_1: 'a' } });
		click(2, `${day(0)}T20:00:00`);
		const { data, error } = await update(items, parameters);
		expect(error).toBeUndefined();
		expect(data.map(({ clicks }) => clicks)).toEqual(counts);
		expect(reports()).toBe(requests);
	});

	it('names what meets no click, in the item and once for the run, and sends it', async () => {
		click(1, `${day(0)}T10:00:00`);
		const { data, hints } = await update([
			item(),
			item({ start: day(5), end: day(5) }),
			item({ campaigns: '1,2' }),
			item({ campaigns: '2', cost: 0 }),
		]);
		expect(data.map(({ clicks, cost_per_click, campaigns_without_clicks }) => [clicks, cost_per_click, campaigns_without_clicks])).toEqual([
			[1, 10, undefined],
			[0, null, [1]],
			[1, 10, [2]],
			[0, null, [2]],
		]);
		expect(hints.map(({ message }) => message)).toEqual([
			`These costs met no click, so they show nowhere in the tracker: 10 USD of campaign 1, ${day(5)} 00:00:00 to ${day(5)} 23:59:59.`,
		]);
		expect(bench.bodies('POST').filter((body) => 'costs' in body)).not.toHaveLength(0);
	});

	it.each(['click', 'campaign'])('refuses a campaign that there is not before anything is sent (%s)', async (resource) => {
		click(1, `${day(0)}T10:00:00`);
		const parameters = { resource, campaignId: { __rl: true, mode: 'id', value: '={{ $json.campaigns }}' } };
		const items = [item(), item({ campaigns: '99' })];
		const { error } = await update(items, parameters);
		expect(error?.message).toBe('The tracker lists no campaign with the ID 99');
		expect([...new Set(bench.sent())]).toEqual(['POST /report/build', 'GET /campaigns']);
		const { items: output } = await update(items, parameters, { settings: { onError: 'continueRegularOutput' } });
		expect(output.map(({ json }) => [json.success, json.error])).toEqual([
			[true, undefined],
			[undefined, 'The tracker lists no campaign with the ID 99'],
		]);
		expect(bench.sent().filter((request) => request.endsWith('update_costs'))).toHaveLength(1);
	});

	it("is one report for all items of a campaign's own costs, too", async () => {
		click(1, `${day(0)}T10:00:00`);
		click(2, `${day(0)}T10:00:00`);
		const parameters = { resource: 'campaign', campaignId: { __rl: true, mode: 'id', value: '={{ $json.campaigns }}' } };
		const { data } = await update([item(), item({ campaigns: '2' }), item()], parameters);
		expect(data.map(({ clicks, campaign_ids }) => [campaign_ids, clicks])).toEqual([
			[[1], 1],
			[[2], 1],
			[[1], 1],
		]);
		expect(bench.sent()).toEqual(['POST /report/build', ...[1, 2, 1].map((id) => `POST /campaigns/${id}/update_costs`)]);
	});

	it('where the report fails, the costs are sent and the doubt is told', async () => {
		bench.tracker.fault({ kind: 'status', status: 403, path: '/report/build' });
		const { data, hints } = await update([item()]);
		expect(data[0]).not.toHaveProperty('clicks');
		expect(hints.map(({ message }) => message)).toEqual([
			expect.stringMatching(/^The costs were sent, but how many clicks they meet could not be counted: .*\(HTTP 403\)\.$/),
		]);
	});

	it('can be turned off', async () => {
		const { data } = await update([item({ campaigns: '99' })], { checkClicks: false });
		expect(data[0]).not.toHaveProperty('clicks');
		expect(reports()).toBe(0);
	});
});

it.each([
	['={{ ["Shoes, red", "Hats"] }}', /Values: the value "Shoes, red" holds a comma, at which Keitaro would split it in two$/],
	['={{ "Shoes, red" }}', /Values: the value "Shoes, red" holds a comma/],
	['= {{ "a,b" }} ', /holds a comma/],
	['={{ "a" }},{{ "b" }}', undefined],
	['={{ ["a", "b"] }}', undefined],
	['a,b', undefined],
	['={{ ["a", ""] }}', /must be a text or a list of texts, but is \["a",""\]$/],
	['={{ [{}] }}', /must be a text or a list of texts, but is \[{}\]$/],
])('of the values %s none is split in two', async (value, refused) => {
	const more = { additionalFields: { filters: { filters: [{ name: 'keyword', value }] } } };
	const { error } = await bench.run('updateCosts', { campaignIds: '1', ...FORM, ...more }, { items: [USUAL] });
	if (refused) expect(error?.message).toMatch(refused);
	else expect((bench.bodies('POST')[0].costs as IDataObject[])[0].filters).toEqual({ keyword: 'a,b' });
	expect(bench.sent()).toHaveLength(refused ? 0 : 1);
});

it.each(['={{ 1 / 0 }}', '={{ NaN }}', '={{ true }}', '={{ [5] }}', '={{ { cost: 5 } }}'])('the cost %s is none', async (cost) => {
	const { error } = await bench.run('updateCosts', { campaignIds: '1', ...FORM, cost }, { items: [USUAL] });
	expect(error?.message).toMatch(/^Cost must be a number/);
	expect(bench.sent()).toEqual([]);
});

it.each([
	['currency', 'Currency is empty', /^Choose it: Currency of the cost, usually that of the ad account/],
	['cost', 'Cost is empty', /^Enter it: What the clicks of the range cost together/],
])('where %s is missing, the error says what it is', async (name, message, advice) => {
	const { error } = await bench.run('updateCosts', { campaignIds: '1', ...FORM, [name]: '' }, { items: [USUAL], typeVersion: 1 });
	expect(error?.message).toBe(message);
	expect(error?.description).toMatch(advice);
	expect(error?.description).toMatch(/If an expression gives it, look at what that gives for this item\.$/);
});
