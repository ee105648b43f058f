import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { harness } from './harness';

const bench = harness('click');
const { bodies, id, sent } = bench;
const run: typeof bench.run = async (operation, parameters, options) =>
	await bench.run(operation, parameters, { timezone: 'UTC', ...options });

const rowsOf = async (parameters: INodeParameters) => {
	const { items, error } = await run('getAll', parameters);
	expect(error).toBeUndefined();
	return items[0].json.data as IDataObject[];
};
const pages = () => bodies('POST').map(({ limit, offset }) => [limit, offset]);
const subIdsOf = (rows: IDataObject[]) => rows.map((row) => row.sub_id);
const clicks = () => bench.tracker.store.clicks;
const LOG = { method: 'POST', path: '/clicks/log' } as const;

/** Some trackers take no notice of the offset. */
const ignoreOffset = () => bench.tracker.onRequest(({ json }) => void delete (json as IDataObject | null)?.offset);

describe('get many', () => {
	it('gives the newest first, with the columns asked for and no others', async () => {
		const rows = await rowsOf({ columns: ['campaign_id', 'ip'], limit: 3 });
		expect(rows).toEqual(
			clicks()
				.slice(-3)
				.reverse()
				.map(({ campaign_id, ip }) => ({ campaign_id, ip })),
		);
		expect(bodies('POST')).toEqual([
			{
				range: { interval: 'all_time', timezone: 'UTC' },
				columns: ['campaign_id', 'ip', 'datetime', 'sub_id'],
				filters: [],
				sort: [
					{ name: 'datetime', order: 'DESC' },
					{ name: 'sub_id', order: 'DESC' },
				],
				limit: 3,
				offset: 0,
			},
		]);
	});

	it('has columns that trackers of every version know', async () => {
		bench.tracker.settings.oldColumns = true;
		const [row] = await rowsOf({});
		expect(row).toMatchObject({ campaign: 'Facebook US', cost: 0.1, revenue: expect.any(Number) as number });
	});

	it.each<[string, IDataObject[], IDataObject[]]>([
		[
			'an order of its own',
			[{ name: 'ip', order: 'ASC' }],
			[
				{ name: 'datetime', order: 'ASC' },
				{ name: 'sub_id', order: 'ASC' },
			],
		],
		['the usual order reversed', [{ name: 'datetime', order: 'ASC' }], [{ name: 'sub_id', order: 'ASC' }]],
	])('ends %s so that it leaves nothing open', async (_, entries, added) => {
		await rowsOf({ sort: { sort: entries as INodeParameters[] } });
		expect(bodies('POST')[0].sort).toEqual([...entries, ...added]);
	});

	it.each([
		['as they come', {}, 3],
		['cut by the tracker', { pageCap: 4000 }, 7],
		['without a total', { totals: false }, 4],
		['cut and without a total', { totals: false, pageCap: 8000 }, 5],
	])('reads 25,000 clicks in pages %s, each once', async (_, settings, requests) => {
		bench.tracker.store.clicks = [];
		bench.tracker.store.generateClicks(25_000);
		Object.assign(bench.tracker.settings, settings);
		const rows = await rowsOf({ returnAll: true, columns: ['sub_id'] });
		expect(rows).toHaveLength(25_000);
		expect(new Set(subIdsOf(rows)).size).toBe(25_000);
		expect(rows[24_999]).toEqual({ sub_id: clicks()[24_999].sub_id });
		expect(bench.tracker.requests).toHaveLength(requests);
	});

	it('tells rows apart that look alike in the columns asked for', async () => {
		clicks().forEach((click) => (click.campaign_id = 1));
		bench.tracker.settings.pageCap = 10;
		expect(await rowsOf({ returnAll: true, columns: ['campaign_id'] })).toEqual(Array.from({ length: 60 }, () => ({ campaign_id: 1 })));
	});

	it.each([
		[
			12,
			[
				[12, 0],
				[2, 10],
			],
		],
		[10, [[10, 0]]],
		[
			65,
			[
				[65, 0],
				[55, 10],
				[45, 20],
				[35, 30],
				[25, 40],
				[15, 50],
			],
		],
	])('reads no further than a limit of %d', async (limit, asked) => {
		bench.tracker.settings.pageCap = 10;
		expect(await rowsOf({ limit })).toHaveLength(Math.min(limit, 60));
		expect(pages()).toEqual(asked);
	});

	it('begins at the offset', async () => {
		bench.tracker.settings.pageCap = 10;
		const rows = await rowsOf({ columns: ['sub_id'], limit: 15, additionalFields: { offset: 50 } });
		expect(subIdsOf(rows)).toEqual(
			clicks()
				.slice(0, 10)
				.map(({ sub_id }) => sub_id)
				.reverse(),
		);
	});

	it('leaves no click out and doubles none when further ones come in meanwhile', async () => {
		bench.tracker.settings.pageCap = 20;
		const before = clicks().map(({ sub_id }) => sub_id);
		bench.tracker.onRequest(() => void [1, 2, 3].forEach(() => bench.tracker.store.addClick()));
		for (const order of ['ASC', 'DESC']) {
			const rows = subIdsOf(await rowsOf({ returnAll: true, columns: ['sub_id'], sort: { sort: [{ name: 'datetime', order }] } }));
			expect(new Set(rows).size).toBe(rows.length);
			expect(rows).toEqual(expect.arrayContaining(before) as unknown[]);
		}
	});

	it.each([
		['with a total', true, 60, /^The tracker gives the first 20 rows again/],
		['without a total, all at once', false, 60, undefined],
	])('does not run in a circle when the offset is not heeded, %s', async (_, totals, count, message) => {
		Object.assign(bench.tracker.settings, { totals, pageCap: totals ? 20 : 0 });
		ignoreOffset();
		const { items, error } = await run('getAll', { returnAll: true });
		expect(error?.message).toEqual(message === undefined ? undefined : expect.stringMatching(message));
		if (message === undefined) expect(items[0].json.count).toBe(count);
		expect(bench.tracker.requests).toHaveLength(2);
	});

	it('says that there are more when full pages begin again, and stops although further clicks come in', async () => {
		bench.tracker.settings.totals = false;
		bench.tracker.store.generateClicks(12_000);
		ignoreOffset();
		bench.tracker.onRequest(() => void bench.tracker.store.addClick());
		const { error } = await run('getAll', { returnAll: true, sort: { sort: [{ name: 'datetime', order: 'DESC' }] } });
		expect(error?.message).toMatch(/^The tracker gives the first \d+ rows again instead of those after them$/);
		expect(bench.tracker.requests).toHaveLength(2);
	});

	it('takes the rows of a tracker that heeds no limit', async () => {
		bench.tracker.onRequest(({ json }) => void delete (json as IDataObject).limit);
		expect(await rowsOf({ limit: 5 })).toHaveLength(5);
		expect(bench.tracker.requests).toHaveLength(1);
	});

	it.each<[string, INodeParameters, string]>([
		['neither range nor limit', { limit: '={{ "" }}' }, 'There is neither a date range nor a limit'],
		['a limit of 0', { limit: 0 }, 'Limit must be a whole number above 0'],
		['half a range', { interval: 'custom', from: '2026-11-01', to: '={{ "" }}' }, 'To is empty'],
	])('refuses %s before any request', async (_, parameters, message) => {
		expect((await run('getAll', parameters)).error?.message).toContain(message);
		expect(bench.tracker.requests).toEqual([]);
	});

	it('needs no limit when there is a range', async () => {
		expect(await rowsOf({ interval: '1_month_ago', limit: '={{ "" }}' })).toHaveLength(60);
	});

	it('tells which column the tracker does not know', async () => {
		const { error } = await run('getAll', { additionalFields: { otherColumns: 'contry, city' } });
		expect(error?.message).toMatch(/^The tracker does not know "contry"; near to it are "country"/);
	});

	it('leaves the columns to the tracker when none are chosen', async () => {
		const [row] = await rowsOf({ columns: [], limit: 1 });
		expect(Object.keys(bodies('POST')[0])).not.toContain('columns');
		expect(row).toMatchObject({ sub_id: clicks().at(-1)?.sub_id });
	});

	it.each(['{"error":"none"}', '{"rows":5}', '"ok"'])('an answer such as %s is no empty log', async (body) => {
		bench.tracker.fault({ ...LOG, kind: 'body', body });
		expect((await run('getAll')).error).toBeDefined();
	});
});

describe('get', () => {
	it('finds a click by its sub ID', async () => {
		const { sub_id } = clicks()[7];
		const { data } = await run('get', { clickId: ` ${sub_id} `, columns: ['campaign_id', 'ip'] });
		expect(data).toEqual([{ campaign_id: clicks()[7].campaign_id, ip: clicks()[7].ip }]);
		expect(bodies('POST')[0]).toMatchObject({ limit: 1, filters: [{ name: 'sub_id', operator: 'EQUALS', expression: sub_id }] });
	});

	it.each([
		['nothing', 'No click has the ID "nothing"', 1],
		['={{ "" }}', 'Click ID is empty', 0],
		['={{ $json.missing }}', 'Click ID is empty', 0],
	])('tells that there is no click %s', async (clickId, message, requests) => {
		expect((await run('get', { clickId })).error?.message).toBe(message);
		expect(bench.tracker.requests).toHaveLength(requests);
	});
});

describe('create', () => {
	const campaignId = id(1);
	const token = () => bench.tracker.store.campaigns[0].token;

	it.each([1, '1', '={{ 1 }}'])('takes the campaign %p, chosen from no list', async (campaign) => {
		const { error } = await run('create', { campaignId: campaign, ip: '203.0.113.99', userAgent: 'Mozilla/5.0 (X11)' });
		expect(error).toBeUndefined();
		expect(bench.tracker.requests.at(-1)?.query.token).toBe(token());
	});

	it('sends a visitor through the campaign', async () => {
		const { items, saved } = await run('create', {
			campaignId,
			ip: '203.0.113.99',
			userAgent: 'Mozilla/5.0 (X11)',
			additionalFields: {
				keyword: 'slim & fast',
				cost: 0.5,
				log: true,
				forceRedirectOffer: true,
				parameters: {
					parameters: [
						{ name: 'sub_id_30', value: 'x=1' },
						{ name: 'extra_param_10', value: 'ten' },
					],
				},
			},
		});
		expect(clicks().at(-1)).toMatchObject({
			campaign_id: 1,
			ip: '203.0.113.99',
			keyword: 'slim & fast',
			cost: 0.5,
			extra: { sub_id_30: 'x=1', extra_param_10: 'ten' },
		});
		expect(items[0].json.data).toMatchObject({ status: 302, info: { sub_id: clicks().at(-1)?.sub_id }, log: expect.any(Array) as unknown });
		expect(sent()).toEqual(['GET /campaigns/1', 'GET /click_api/v3']);
		const { query, headers } = bench.tracker.requests[1];
		expect(query).toEqual({
			token: token(),
			ip: '203.0.113.99',
			user_agent: 'Mozilla/5.0 (X11)',
			info: '1',
			log: '1',
			force_redirect_offer: '1',
			keyword: 'slim & fast',
			cost: '0.5',
			sub_id_30: 'x=1',
			extra_param_10: 'ten',
		});
		expect(headers).not.toHaveProperty('api-key');
		expect((items[0].json.request as IDataObject).url).toContain('/click_api/v3?token=<masked>&ip=203.0.113.99');
		expect(saved).not.toContain(token());
	});

	it('reads the token of a campaign once for many items', async () => {
		const { items } = await run('create', { campaignId }, { items: [{}, {}, {}] });
		expect(items).toHaveLength(3);
		expect(sent().filter((request) => request === 'GET /campaigns/1')).toHaveLength(1);
	});

	it.each<[string, INodeParameters, object]>([
		['a token', { additionalFields: { token: 'own-token' } }, {}],
		['JSON with a token', { dataMode: 'json', clickData: '{"token":"own-token","ip":"203.0.113.99"}' }, {}],
		['JSON of the original node', { clickData: '{"token":"own-token"}' }, { typeVersion: 1 }],
	])('goes without a campaign when there is %s', async (_, parameters, options) => {
		bench.tracker.store.campaigns[0].token = 'own-token';
		const { error, items } = await run('create', parameters, options);
		expect(error).toBeUndefined();
		expect(sent()).toEqual(['GET /click_api/v3']);
		expect(JSON.stringify(items)).not.toContain('own-token');
	});

	it('finds the campaign that JSON names', async () => {
		await run('create', { dataMode: 'json', clickData: '{"campaign_id":2,"log":true}' });
		expect(sent()).toEqual(['GET /campaigns/2', 'GET /click_api/v3']);
		expect(bench.tracker.requests[1].query).toEqual({ token: bench.tracker.store.campaigns[1].token, log: '1' });
	});

	it.each([
		[
			'the campaign is off',
			() => (bench.tracker.store.campaigns[0].state = 'disabled'),
			'The Click API does not know the campaign by its token',
		],
		['the edition has none', () => (bench.tracker.settings.clickApi = false), "The Click API is not part of this tracker's edition"],
		['a page answers', () => bench.tracker.fault({ path: /click_api/, kind: 'html' }), 'Instead of the API, a web page answered'],
		['the key may not see it', () => (bench.tracker.store.campaigns[0].token = ''), 'does not give the Click API token of the campaign 1'],
	])('tells when %s', async (_, arrange, message) => {
		arrange();
		expect((await run('create', { campaignId })).error?.message).toContain(message);
	});

	it('keeps the token out of errors, too', async () => {
		const secret = token();
		bench.tracker.fault({ path: /click_api/, kind: 'status', status: 400, body: JSON.stringify({ error: `Bad token ${secret}` }) });
		for (const onError of ['stopWorkflow', 'continueRegularOutput', 'continueErrorOutput'] as const) {
			const { error, saved, items, errorItems } = await run('create', { campaignId }, { settings: { onError } });
			expect(`${error?.message}${saved}${JSON.stringify([error, items, errorItems])}`).not.toContain(secret);
			expect(`${error?.message}${JSON.stringify([items, errorItems])}`).toContain('Bad token <masked>');
		}
	});

	it('makes no second click when the answer is lost', async () => {
		bench.tracker.fault({ path: /click_api/, kind: 'dropAfter', times: 1 });
		const { error } = await run('create', { campaignId });
		expect(error?.description).toMatch(/may have been carried out/);
		expect(clicks()).toHaveLength(61);
	});

	it.each<[INodeParameters, string]>([
		[{}, 'Campaign ID is empty'],
		[{ campaignId: id('../users') }, 'Campaign ID must be a whole number above 0'],
		[{ campaignId, dataMode: 'json', clickData: '{"sub_id_1":{"a":1}}' }, 'sub_id_1 must be a text or a number'],
	])('refuses %j before any request', async (parameters, message) => {
		expect((await run('create', parameters)).error?.message).toContain(message);
		expect(bench.tracker.requests).toEqual([]);
	});
});

describe('update', () => {
	const values = (...entries: Array<[string, string]>) => ({ subIds: { subIds: entries.map(([name, value]) => ({ name, value })) } });

	it('changes sub IDs and leaves the others', async () => {
		const click = clicks()[3];
		const { items } = await run('update', { clickId: click.sub_id, ...values(['sub_id_1', 'a b&c'], ['sub_id_30', 'thirty']) });
		expect(click.extra).toEqual({ sub_id_1: 'a b&c', sub_id_2: 'feed', sub_id_30: 'thirty' });
		expect(items[0].json.data).toEqual({ sub_id: click.sub_id, sub_id_1: 'a b&c', sub_id_30: 'thirty' });
		expect(bench.tracker.requests[0]).toMatchObject({ method: 'GET', path: '/', query: { _update_tokens: '1' } });
		expect(bench.tracker.requests[0].headers).not.toHaveProperty('api-key');
	});

	it('opens workflows of the original node', async () => {
		const { sub_id } = clicks()[3];
		await run('update', { clickId: sub_id, clickData: '{"sub_id_2":"new"}' }, { typeVersion: 1 });
		expect(clicks()[3].extra).toMatchObject({ sub_id_2: 'new' });
	});

	it('repeats it after a lost answer', async () => {
		bench.tracker.fault({ kind: 'dropAfter', times: 1 });
		expect((await run('update', { clickId: clicks()[3].sub_id, ...values(['sub_id_1', 'a']) })).error).toBeUndefined();
	});

	it.each<[INodeParameters, string]>([
		[{ clickId: '={{ "" }}', ...values(['sub_id_1', 'a']) }, 'Click ID is empty'],
		[{ clickId: 'a' }, 'Sub IDs: no data to send'],
		[{ clickId: 'a', ...values(['sub_id_1', '={{ "" }}']) }, 'Sub IDs 1: Value is empty'],
		[{ clickId: 'a', dataMode: 'json', clickData: '{"cost":5}' }, 'cost of a click cannot be changed'],
		[{ clickId: 'a', dataMode: 'json', clickData: '{"sub_id_31":5}' }, 'sub_id_31 of a click cannot be changed'],
		[{ clickId: 'a', dataMode: 'json', clickData: '{"sub_id":"b"}' }, 'sub_id of a click cannot be changed'],
	])('refuses %j before any request', async (parameters, message) => {
		expect((await run('update', parameters)).error?.message).toContain(message);
		expect(bench.tracker.requests).toEqual([]);
	});
});

describe('update costs', () => {
	const range = { startDate: '2020-01-01', endDate: '2030-01-01', currency: 'USD', checkClicks: false };
	const push = async (items: IDataObject[], parameters: INodeParameters = {}, options = {}) =>
		await run(
			'updateCosts',
			{ campaignIds: '={{ $json.campaigns }}', ...range, cost: '={{ $json.cost }}', ...parameters },
			{ items, ...options },
		);
	const costOf = async (campaign: number) => {
		await bench.tracker.settle();
		const own = clicks().filter(({ campaign_id }) => campaign_id === campaign);
		return Math.round(own.reduce((sum, { cost }) => sum + cost, 0) * 100) / 100;
	};
	const asked = () => bodies('POST').map(({ campaign_ids, costs }) => [campaign_ids, (costs as IDataObject[]).map(({ cost }) => cost)]);

	it('puts all items into one request, each with dates, zone, cost and currency of its own', async () => {
		const { items } = await push([{ cost: 6 }, { cost: '1.5' }], {
			campaignIds: '2, 1, 2',
			startDate: '={{ "2026-11-0" + ($itemIndex + 1) }}',
			timezone: '={{ $itemIndex === 0 ? "" : "Asia/Tokyo" }}',
			currency: '={{ ["eur", "USD"][$itemIndex] }}',
			additionalFields: {
				filters: { filters: [{ name: 'sub_id_30', value: '={{ "x" + $itemIndex }},y' }] },
				onlyCampaignUniques: true,
			},
		});
		const end_date = '2030-01-01 23:59:59';
		expect(bodies('POST')).toEqual([
			{
				campaign_ids: [1, 2],
				only_campaign_uniques: 1,
				costs: [
					{ start_date: '2026-11-01 00:00:00', end_date, timezone: 'UTC', cost: '6', currency: 'EUR', filters: { sub_id_30: 'x0,y' } },
					{
						start_date: '2026-11-02 00:00:00',
						end_date,
						timezone: 'Asia/Tokyo',
						cost: '1.5',
						currency: 'USD',
						filters: { sub_id_30: 'x1,y' },
					},
				],
			},
		]);
		expect(items.map(({ json, pairedItem }) => [json.data, (json.request as IDataObject).items, pairedItem])).toEqual([
			[expect.objectContaining({ success: true, campaign_ids: [1, 2], cost: 6 }), 2, { item: 0 }],
			[expect.objectContaining({ success: true, campaign_ids: [1, 2], cost: 1.5 }), 2, { item: 1 }],
		]);
	});

	it.each<[string, IDataObject[], unknown[]]>([
		[
			'one campaign',
			[
				{ campaigns: 1, cost: 1 },
				{ campaigns: 1, cost: 2 },
			],
			[[[1], ['1', '2']]],
		],
		[
			'campaigns apart',
			[
				{ campaigns: 1, cost: 1 },
				{ campaigns: 2, cost: 2 },
				{ campaigns: 1, cost: 3 },
			],
			[
				[[1], ['1', '3']],
				[[2], ['2']],
			],
		],
		[
			'the same set',
			[
				{ campaigns: [2, 1], cost: 1 },
				{ campaigns: '1,2', cost: 2 },
			],
			[
				[
					[1, 2],
					['1', '2'],
				],
			],
		],
		[
			'sets that overlap, in their order',
			[
				{ campaigns: 1, cost: 1 },
				{ campaigns: [1, 2], cost: 2 },
				{ campaigns: 1, cost: 3 },
				{ campaigns: 3, cost: 4 },
			],
			[
				[[1], ['1']],
				[[1, 2], ['2']],
				[[1], ['3']],
				[[3], ['4']],
			],
		],
	])('sends %s', async (_, items, requests) => {
		expect((await push(items)).items).toHaveLength(items.length);
		expect(asked()).toEqual(requests);
	});

	it('lets the later cost of a click win, as one after the other would', async () => {
		await push([
			{ campaigns: 1, cost: 1 },
			{ campaigns: [1, 2], cost: 60 },
			{ campaigns: 1, cost: 3 },
		]);
		expect(await costOf(1)).toBe(3);
	});

	it('sends 1,200 items with few requests', async () => {
		const { items } = await push(Array.from({ length: 1200 }, (_, cost) => ({ campaigns: 1, cost })));
		expect(items).toHaveLength(1200);
		expect(asked().map(([, costs]) => (costs as string[]).length)).toEqual([500, 500, 200]);
		expect(await costOf(1)).toBe(1199);
	});

	it('refuses a wrong item alone', async () => {
		const rows = [
			{ campaigns: 1, cost: 1 },
			{ campaigns: 1, cost: 'much' },
			{ campaigns: '', cost: 2 },
			{ campaigns: ' ,', cost: 2 },
			{ campaigns: 1, cost: 3 },
		];
		const { items, errorItems } = await push(rows, {}, { settings: { onError: 'continueErrorOutput' } });
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 4 }]);
		expect(errorItems.map(({ json, pairedItem }) => [json.error, pairedItem])).toEqual([
			['Cost must be a number, but is "much"', { item: 1 }],
			['Campaign Names or IDs is empty', { item: 2 }],
			['Campaign Names or IDs gives nothing for this item', { item: 3 }],
		]);
		expect(asked()).toEqual([[[1], ['1', '3']]]);
	});

	it('sends nothing when an item is wrong and errors stop the run', async () => {
		const { error } = await push([
			{ campaigns: 1, cost: 1 },
			{ campaigns: 1, cost: -1 },
		]);
		expect(error?.message).toBe('Cost must not be below 0, but is -1');
		expect(bench.tracker.requests).toEqual([]);
	});

	it('finds the item that the tracker refuses, and sends the others', async () => {
		const rows = Array.from({ length: 8 }, (_, at) => ({ campaigns: 1, cost: at + 1, currency: at === 5 ? 'XXX' : 'USD' }));
		const { items, errorItems } = await push(rows, { currency: '={{ $json.currency }}' }, { settings: { onError: 'continueErrorOutput' } });
		expect(items.map(({ pairedItem }) => (pairedItem as { item: number }).item)).toEqual([0, 1, 2, 3, 4, 6, 7]);
		expect(errorItems).toMatchObject([
			{ json: { error: expect.stringContaining('Unknown currency "XXX"') as string }, pairedItem: { item: 5 } },
		]);
		expect(bench.tracker.requests).toHaveLength(7);
		expect(await costOf(1)).toBe(8);
	});

	it('gives each item of a failed request its error, and the others their answer', async () => {
		bench.tracker.fault({ kind: 'status', status: 500, skip: 1 });
		const rows = [1, 2, 1, 2].map((campaigns) => ({ campaigns, cost: 1 }));
		const { items, errorItems } = await push(rows, { options: { retries: 0 } }, { settings: { onError: 'continueErrorOutput' } });
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 2 }]);
		expect(errorItems.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 1 }, { item: 3 }]);
	});

	it('repeats a request whose answer is lost: the same again changes nothing', async () => {
		bench.tracker.fault({ kind: 'dropAfter', times: 1 });
		expect((await push([{ campaigns: 1, cost: 5 }])).error).toBeUndefined();
		expect(await costOf(1)).toBe(5);
	});
});

describe('clean', () => {
	const span = { startDate: '2020-01-01', endDate: '2030-01-01' };

	it('deletes the clicks of one campaign and of no other', async () => {
		const { items } = await run('clean', { campaignId: id(2), ...span, timezone: 'Asia/Tokyo' });
		await bench.tracker.settle();
		expect(bodies('POST')).toEqual([
			{ start_date: '2020-01-01 00:00:00', end_date: '2030-01-01 23:59:59', timezone: 'Asia/Tokyo', campaign_id: 2 },
		]);
		expect(items[0].json.data).toEqual({ success: true });
		expect(new Set(clicks().map(({ campaign_id }) => campaign_id))).toEqual(new Set([1, 3]));
	});

	it('deletes the clicks of all campaigns only when told so', async () => {
		await run('clean', { scope: 'all', campaignId: id(2), ...span });
		await bench.tracker.settle();
		expect(bodies('POST')[0]).not.toHaveProperty('campaign_id');
		expect(clicks()).toEqual([]);
	});

	it.each<[string, INodeParameters, string]>([
		['no campaign', { campaignId: id('={{ $json.missing }}') }, 'Campaign ID is empty'],
		[
			'no campaign, by an expression that knows no scope',
			{ scope: '={{ $json.scope }}', campaignId: id('={{ "" }}') },
			'Clean must be all or campaign, but is undefined',
		],
		['another scope', { scope: '={{ "everything" }}', campaignId: id(1) }, 'Clean must be all or campaign, but is "everything"'],
		['an end before the start', { campaignId: id(1), endDate: '2019-12-31' }, 'does not lie after Start Date'],
		['no dates', { campaignId: id(1), startDate: '={{ "" }}' }, 'Start Date is empty'],
	])('refuses %s before any request', async (_, parameters, message) => {
		expect((await run('clean', { ...span, ...parameters })).error?.message).toContain(message);
		expect(bench.tracker.requests).toEqual([]);
	});
});

it('says so where more clicks come in than are read', async () => {
	bench.tracker.store.clicks = [];
	bench.tracker.store.generateClicks(10_001);
	let pages = 0;
	bench.tracker.onRequest(({ path }) => void (path.endsWith('/clicks/log') && ++pages > 1 && bench.tracker.store.generateClicks(25_000)));
	const { hints, data } = await bench.run('getAll', { interval: 'all_time', columns: ['sub_id'], returnAll: true });
	expect(hints.map(({ message }) => message)).toEqual(['More rows came in while these were read: what came later is not among the items.']);
	expect((data[0] as unknown as unknown[]).length).toBeGreaterThanOrEqual(10_001);
	expect(pages).toBe(2);
});
