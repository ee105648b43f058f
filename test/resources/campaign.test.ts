import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { listSearch, runNode, type RunNodeOptions } from '../engine';
import { startEmulator, type Emulator } from '../emulator';
import { campaign as samples } from '../operations/samples/campaign';

let tracker: Emulator;
beforeAll(async () => void (tracker = await startEmulator()));
beforeEach(() => tracker.reset());
afterAll(async () => await tracker.stop());

const credentials = () => ({ keitaroApi: { domain: tracker.url, apiKey: tracker.apiKey } });
const id = (value: string | number, mode = 'id') => ({ __rl: true, mode, value });
const API = '/admin_api/v1';

async function run(operation: string, parameters: INodeParameters = {}, options: Partial<RunNodeOptions> = {}) {
	const result = await runNode({
		parameters: { resource: 'campaign', operation, output: 'full', options: { retryPause: 1 }, ...parameters },
		credentials: credentials(),
		timezone: 'Europe/Berlin',
		...options,
	});
	return { ...result, data: result.items.map(({ json }) => json.data as IDataObject) };
}

/** The requests made, as `POST /campaigns`. */
const sent = () => tracker.requests.map(({ method, path }) => `${method} ${path.replace(API, '')}`);
const bodies = (method: string) => tracker.requests.filter((request) => request.method === method).map(({ json }) => json as IDataObject);
const create = (parameters: INodeParameters, options?: Partial<RunNodeOptions>) => run('create', { name: 'New', ...parameters }, options);

describe('lists', () => {
	it.each([
		['paged', true],
		['not paged', false],
	])('reads 2,500 campaigns of a tracker whose list is %s', async (_, pagedCampaigns) => {
		tracker.store.generateCampaigns(2500);
		tracker.settings.pagedCampaigns = pagedCampaigns;
		const all = tracker.store.campaigns.filter(({ state }) => state !== 'deleted');
		const { items } = await run('getAll', { returnAll: true });
		expect(items).toHaveLength(1);
		expect(items[0].json.count).toBe(all.length);
		expect((items[0].json.data as IDataObject[]).map((row) => row.id)).toEqual(all.map((row) => row.id));
		expect(tracker.requests.length).toBeLessThanOrEqual(4);
	});

	it.each([
		[1, 1, '1'],
		[3, 3, '3'],
		[1200, 1200, '1000'],
	])('stops at a limit of %d', async (limit, count, asked) => {
		tracker.store.generateCampaigns(1500);
		const { items } = await run('getAll', { limit });
		expect(items[0].json.count).toBe(count);
		expect(tracker.requests[0].query).toEqual({ limit: asked, offset: '0' });
	});

	it('gives an item for each campaign when only the data is wanted', async () => {
		const { items } = await run('getAll', { output: 'data' });
		expect(items.map(({ json }) => json.alias)).toEqual(['facebook-us', 'google-de', 'tiktok-br', 'push-in', 'test5']);
	});

	it('reads the archive', async () => {
		const { items } = await run('getDeleted');
		expect(items[0].json).toMatchObject({ count: 1, data: [{ alias: 'archived', state: 'deleted' }] });
		expect(sent()).toEqual(['GET /campaigns/deleted']);
	});
});

describe('one campaign', () => {
	it.each([
		['from the list', id('2', 'list'), ['GET /campaigns/2']],
		['by ID', id(' 2 '), ['GET /campaigns/2']],
		['by the ID of an old workflow', '2', ['GET /campaigns/2']],
		['by alias', id('google-de', 'alias'), ['GET /campaigns', 'GET /campaigns', 'GET /campaigns/2']],
	])('is found %s', async (_, campaignId, requests) => {
		const { data } = await run('get', { campaignId });
		expect(data).toMatchObject([{ id: 2, name: 'Google DE' }]);
		expect(sent()).toEqual(requests);
	});

	it('reads the list once for many aliases', async () => {
		const items = ['google-de', 'push-in', 'test5'].map((alias) => ({ alias }));
		const { data } = await run('get', { campaignId: id('={{ $json.alias }}', 'alias') }, { items });
		expect(data.map((row) => row.id)).toEqual([2, 4, 5]);
		expect(sent().filter((request) => request === 'GET /campaigns')).toHaveLength(2);
	});

	it.each(['nothing', 'Google-DE', 'archived'])('tells that no campaign has the alias %s', async (alias) => {
		const { error } = await run('delete', { campaignId: id(alias, 'alias') });
		expect(error?.message).toBe(`No campaign has the alias "${alias}"`);
		expect(tracker.requests.map(({ method }) => method)).not.toContain('DELETE');
	});

	it.each(['0', '-1', '1.5', 'abc', '1/../2', '../offers', '1?x=1', '%2e%2e', '9007199254740993'])(
		'refuses the ID %s before any request, in every operation',
		async (wrong) => {
			for (const operation of ['get', 'update', 'delete', 'clone', 'enable', 'disable', 'restore', 'updateCosts']) {
				const { error } = await run(operation, { ...samples[operation].minimal, campaignId: id(wrong) });
				expect(error?.message).toMatch(/^Campaign ID must be a whole number above 0/);
			}
			expect(tracker.requests).toEqual([]);
		},
	);

	it.each(['string', 'doubleString'] as const)('leaves the parameters of older trackers (%s) as they come', async (parametersAs) => {
		tracker.settings.parametersAs = parametersAs;
		const [{ parameters }] = (await run('get', { campaignId: id(1) })).data;
		expect(typeof parameters).toBe('string');
	});

	it.each([
		['clone', 'POST /campaigns/2/clone', { name: 'Copy of Google DE', id: 7 }],
		['delete', 'DELETE /campaigns/2', { id: 2, state: 'deleted' }],
		['enable', 'POST /campaigns/2/enable', { id: 2, state: 'active' }],
		['disable', 'POST /campaigns/2/disable', { id: 2, state: 'disabled' }],
	])('%s gives one record', async (operation, request, record) => {
		const { data } = await run(operation, { campaignId: id(2) });
		expect(data).toMatchObject([record]);
		expect(sent()).toEqual([request]);
	});

	it('comes back from the archive', async () => {
		const archived = await listSearch('searchArchivedCampaign', { credentials: credentials() });
		expect(archived.results).toEqual([{ name: 'Archived campaign (archived) [6]', value: '6' }]);
		expect((await run('restore', { campaignId: id('6', 'list') })).data).toMatchObject([{ id: 6, state: 'active' }]);
	});

	it.each([
		['enable', 2],
		['clone', 1],
	])('repeats %s after a lost answer only if that does no harm', async (operation, tries) => {
		tracker.fault({ method: 'POST', kind: 'dropAfter', times: 1 });
		await run(operation, { campaignId: id(1) });
		expect(tracker.requests).toHaveLength(tries);
		expect(tracker.store.campaigns).toHaveLength(operation === 'clone' ? 7 : 6);
	});
});

describe('create', () => {
	it('sends the least there is, as the panel would set it', async () => {
		const { data } = await create({});
		const [{ alias, ...rest }] = bodies('POST');
		expect(alias).toMatch(/^[a-zA-Z][a-zA-Z0-9]{7}$/);
		expect(rest).toEqual({ name: 'New', cost_auto: true });
		expect(data).toMatchObject([{ name: 'New', alias, cost_auto: true }]);
	});

	it('makes up another alias for each item', async () => {
		await create({ name: '={{ "C" + $itemIndex }}' }, { items: [{}, {}, {}] });
		expect(new Set(bodies('POST').map(({ alias }) => alias)).size).toBe(3);
	});

	const taken = (more = {}) => ({ kind: 'status' as const, method: 'POST', body: '{"alias":["Alias has already used"]}', ...more });

	it.each([422, 406, 400])('tries another alias when the one made up is taken (%d)', async (status) => {
		tracker.fault(taken({ status, times: 2 }));
		const { data } = await create({});
		const tried = bodies('POST').map(({ alias }) => alias);
		expect(new Set(tried).size).toBe(3);
		expect(data).toMatchObject([{ alias: tried[2] }]);
		expect(tracker.store.campaigns.filter(({ name }) => name === 'New')).toHaveLength(1);
	});

	it.each([
		['gives up after five further aliases', {}, taken({ status: 422 }), 6],
		['does not change an alias that was entered', { alias: 'mine' }, taken({ status: 422 }), 1],
		['does not try again on other faults', {}, taken({ status: 422, body: '{"alias":["x"],"name":["y"]}' }), 1],
		['does not try again on a fault of the server', {}, taken({ status: 500 }), 1],
	])('%s', async (_, parameters, fault, tries) => {
		tracker.fault(fault);
		const { error } = await create(parameters);
		expect(error?.message).toContain('alias');
		expect(tracker.requests).toHaveLength(tries);
	});

	it('tells that an entered alias is taken', async () => {
		const { error } = await create({ alias: 'google-de' });
		expect(error?.message).toBe('The tracker refused the values: alias: Alias has already used (HTTP 422)');
	});

	it('does not create twice when the answer is lost', async () => {
		tracker.fault({ method: 'POST', kind: 'dropAfter', times: 1 });
		const { error } = await create({});
		expect(error).toBeDefined();
		expect(tracker.requests).toHaveLength(1);
	});

	describe('parameters of the traffic source', () => {
		const sourceOne = () => tracker.store.sources[0].parameters;
		const trafficSourceId = id(1);

		it.each([
			['an object', (value: unknown) => value],
			['JSON text', (value: unknown) => JSON.stringify(value)],
			['JSON text of JSON text', (value: unknown) => JSON.stringify(JSON.stringify(value))],
		])('are copied when they come as %s', async (_, encode) => {
			tracker.fault({ path: '/traffic_sources/1', kind: 'body', body: JSON.stringify({ id: 1, parameters: encode(sourceOne()) }) });
			await create({ additionalFields: { trafficSourceId } });
			expect(bodies('POST')).toMatchObject([{ traffic_source_id: 1, parameters: sourceOne() }]);
			expect(tracker.store.campaigns.at(-1)?.parameters).toEqual(sourceOne());
		});

		it('are read once for many items', async () => {
			await create({ additionalFields: { trafficSourceId } }, { items: [{}, {}, {}] });
			expect(sent()).toEqual(['GET /traffic_sources/1', ...Array<string>(3).fill('POST /campaigns')]);
			bodies('POST').forEach((body) => expect(body.parameters).toEqual(sourceOne()));
		});

		it.each<[string, INodeParameters]>([
			['it is switched off', { copySourceParameters: false, additionalFields: { trafficSourceId } }],
			[
				'parameters are entered',
				{
					additionalFields: {
						trafficSourceId,
						parameters: { parameters: [{ parameter: 'keyword', name: 'k', placeholder: '', alias: '' }] },
					},
				},
			],
			['there is no source', { additionalFields: { trafficSourceId: id(0) } }],
			['the data is JSON', { dataMode: 'json', campaignData: '{"name":"J","traffic_source_id":1}' }],
		])('are not read when %s', async (_, parameters) => {
			await create(parameters);
			expect(sent()).toEqual(['POST /campaigns']);
			expect(bodies('POST')[0].parameters).not.toEqual(sourceOne());
		});

		it.each(['[]', 'null', '""', '{}'])('are not sent when the source has none (%s)', async (none) => {
			tracker.fault({ path: '/traffic_sources/1', kind: 'body', body: `{"id":1,"parameters":${none}}` });
			await create({ additionalFields: { trafficSourceId } });
			expect(Object.keys(bodies('POST')[0])).not.toContain('parameters');
		});

		it.each([
			['the source does not exist', id(99), /TrafficSource #99 not found/],
			['its parameters are damaged', trafficSourceId, /^Parameters of the traffic source 1/],
		])('create nothing when %s', async (_, source, message) => {
			tracker.fault({ path: '/traffic_sources/1', kind: 'body', body: '{"id":1,"parameters":"{broken"}' });
			const { error } = await create({ additionalFields: { trafficSourceId: source } });
			expect(error?.message).toMatch(message);
			expect(bodies('POST')).toEqual([]);
		});
	});

	it('sends every field under its name and in its type', async () => {
		const { error } = await run('create', samples.create.full);
		expect(error).toBeUndefined();
		expect(bodies('POST')).toMatchObject([{ ...every, name: 'Campaign 0', alias: 'campaign-0', cost_auto: false }]);
	});

	it('takes the parameters and postbacks of another campaign as JSON', async () => {
		const { parameters } = tracker.store.campaigns[0];
		const postbacks = [{ id: 5, campaign_id: 1, method: 'GET', url: 'https://x.example.com/', statuses: ['sale'] }];
		await create({ additionalFields: { otherFields: '={{ $json }}' } }, { items: [{ parameters, postbacks }] });
		expect(bodies('POST')).toMatchObject([{ parameters, postbacks }]);
	});

	it('sends the ID of a postback as a number', async () => {
		const entry = { url: 'https://x.example.com/', method: 'GET', statuses: ['sale'], id: '5' };
		await create({ additionalFields: { postbacks: { postbacks: [entry] } } });
		expect(bodies('POST')).toMatchObject([{ postbacks: [{ ...entry, id: 5 }] }]);
	});

	it.each<[string, INodeParameters, RegExp]>([
		['an empty name', { name: '={{ "" }}' }, /^Name is empty/],
		['a fraction of an hour', { additionalFields: { cookiesTtl: 1.5 } }, /^Uniqueness \(Hours\) must be a whole number/],
		['an unknown cost model', { additionalFields: { costType: '={{ "CPA" }}' } }, /^Cost Model must be one of CPC, CPUC, CPM/],
		['a currency in words', { additionalFields: { costCurrency: '={{ "US dollar" }}' } }, /^Cost Currency must be the code/],
		['a postback without address', { additionalFields: { postbacks: { postbacks: [{ url: '={{ "" }}' }] } } }, /Postback URL is empty/],
		[
			'a parameter named twice',
			{ additionalFields: { parameters: { parameters: [{ parameter: 'keyword' }, { parameter: 'keyword' }] } } },
			/^Parameters: "keyword" is there twice/,
		],
		['JSON that is none', { dataMode: 'json', campaignData: '={{ "{name" }}' }, /^Data \(JSON\) is not valid JSON/],
	])('refuses %s before any request', async (_, parameters, message) => {
		expect((await create(parameters)).error?.message).toMatch(message);
		expect(tracker.requests).toEqual([]);
	});
});

const every = {
	bind_visitors: 'sl',
	cookies_ttl: 12,
	cost_currency: 'EUR',
	cost_type: 'CPM',
	cost_value: 0.25,
	domain_id: 1,
	group_id: 1,
	notes: 'From other fields',
	parameters: {
		keyword: { name: 'keyword', placeholder: '{{keyword}}', alias: 'Alias' },
		sub_id_30: { name: 'sub_id_30', placeholder: '{{sub_id_30}}' },
	},
	postbacks: [{ url: 'https://ads.example.com/pb?id={external_id}', method: 'POST', statuses: ['lead', 'sale', 'rejected', 'rebill'] }],
	state: 'disabled',
	token: 'sampletoken0',
	traffic_source_id: 1,
	type: 'weight',
};

describe('update', () => {
	it('sends what was added and nothing else', async () => {
		const { data } = await run('update', { campaignId: id(1), updateFields: { bindVisitors: 'off', groupId: id(0), notes: '' } });
		expect(bodies('PUT')).toEqual([{ bind_visitors: null, group_id: 0, notes: '' }]);
		expect(data).toMatchObject([{ id: 1, name: 'Facebook US', bind_visitors: null, group_id: 0 }]);
	});

	it('sends every field under its name and in its type', async () => {
		await run('update', samples.update.full);
		expect(bodies('PUT')).toMatchObject([{ ...every, name: 'Renamed', alias: 'renamed-0', cost_auto: true }]);
	});

	it('refuses to send nothing', async () => {
		expect((await run('update', { campaignId: id(1), updateFields: {} })).error?.message).toMatch(/no data to send/);
		expect(tracker.requests).toEqual([]);
	});
});

describe('update costs', () => {
	const costs = (parameters: INodeParameters = {}) =>
		run('updateCosts', {
			campaignId: id(1),
			startDate: '2026-11-20',
			endDate: '2026-11-21',
			cost: '19.22',
			currency: 'USD',
			checkClicks: false,
			...parameters,
		});

	it.each<[string, INodeParameters, IDataObject]>([
		['whole days, in the zone of the workflow', {}, {}],
		[
			'moments with a zone of their own',
			{ startDate: '2026-11-20T23:00:00Z', endDate: '2026-11-21T10:30:00.000+01:00' },
			{ start_date: '2026-11-21 00:00:00', end_date: '2026-11-21 10:30:00' },
		],
		['an own zone', { timezone: ' America/New_York ' }, { timezone: 'America/New_York' }],
		['a cost with a comma', { cost: '0,5' }, { cost: '0.5' }],
		['a number', { cost: '={{ 0.1 + 0.2 }}' }, { cost: '0.3' }],
		['a small number', { cost: '={{ 0.0000005 }}' }, { cost: '0.0000005' }],
		['no cost at all', { cost: '={{ 0 }}' }, { cost: '0' }],
		['another currency', { currency: '={{ "gbp" }}' }, { currency: 'GBP' }],
		['unique clicks', { additionalFields: { onlyCampaignUniques: true } }, { only_campaign_uniques: true }],
		[
			'filters',
			{
				additionalFields: {
					filters: {
						filters: [
							{ name: 'sub_id_4', value: ' 1,2 ' },
							{ name: 'source', value: '={{ ["a.com", "b.com"] }}' },
						],
					},
				},
			},
			{ filters: { sub_id_4: '1,2', source: 'a.com,b.com' } },
		],
		['no filters', { additionalFields: { filters: {} } }, {}],
	])('takes %s', async (_, parameters, expected) => {
		const { error, data } = await costs(parameters);
		expect(error).toBeUndefined();
		expect(data).toEqual([expect.objectContaining({ success: true, campaign_ids: [1] })]);
		expect(sent()).toEqual(['POST /campaigns/1/update_costs']);
		const usual = {
			start_date: '2026-11-20 00:00:00',
			end_date: '2026-11-21 23:59:59',
			timezone: 'Europe/Berlin',
			cost: '19.22',
			currency: 'USD',
		};
		expect(bodies('POST')).toEqual([{ ...usual, ...expected }]);
	});

	it.each<[string, INodeParameters, RegExp]>([
		['an end before the start', { endDate: '2026-11-19' }, /^End Date \(read as .*\) does not lie after Start Date/],
		['no date', { startDate: '={{ "" }}' }, /^Start Date is empty/],
		['a day that does not exist', { startDate: '2026-02-30' }, /^Start Date is not a date/],
		['an unknown zone', { timezone: 'Mars/Base' }, /^Time Zone: "Mars\/Base" is not known/],
		['an empty cost', { cost: '={{ "" }}' }, /^Cost is empty/],
		['a cost that is no number', { cost: 'ten' }, /^Cost must be a number/],
		['a cost below 0', { cost: '-1' }, /^Cost must not be below 0/],
		['no currency', { currency: '={{ "" }}' }, /^Currency is empty/],
		['an empty filter', { additionalFields: { filters: { filters: [{ name: 'source', value: '={{ [] }}' }] } } }, /^Filters 1: Values/],
		[
			'a filter named twice',
			{ additionalFields: { filters: { filters: ['1', '2'].map((value) => ({ name: 'source', value })) } } },
			/^Filters: "source" is there twice/,
		],
	])('refuses %s before any request', async (_, parameters, message) => {
		expect((await costs(parameters)).error?.message).toMatch(message);
		expect(tracker.requests).toEqual([]);
	});

	it('spreads the cost over the clicks, and repeats safely', async () => {
		tracker.fault({ path: /update_costs/, kind: 'dropAfter', times: 1 });
		await costs({ startDate: '2000-01-01', endDate: '2100-01-01', cost: '60' });
		await tracker.settle();
		const clicks = tracker.store.clicks.filter(({ campaign_id }) => campaign_id === 1);
		expect(tracker.requests).toHaveLength(2);
		expect(clicks.reduce((sum, { cost }) => sum + cost, 0)).toBeCloseTo(60);
	});
});

describe('clean archive', () => {
	it('is one request for all items', async () => {
		const { items, data } = await run('cleanArchive', {}, { items: [{}, {}, {}] });
		expect(sent()).toEqual(['POST /campaigns/clean_archive']);
		expect(data).toEqual(Array(3).fill({ success: true }));
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }, { item: 2 }]);
		expect(items[0].json.request).toMatchObject({ items: 3 });
		expect(tracker.store.campaigns).toHaveLength(5);
	});
});

describe('secrets', () => {
	it.each(Object.keys(samples))('%s shows no token', async (operation) => {
		tracker.store.campaigns.forEach((row, at) => (row.token = `topsecret${at}`));
		const { setup, minimal, full = minimal } = samples[operation];
		setup?.(tracker);
		const { error, saved } = await run(operation, full);
		expect(error).toBeUndefined();
		expect(saved).not.toMatch(/topsecret/);
		expect(saved).not.toMatch(/"token":"(?!<masked>)/);
		expect(saved).not.toContain(tracker.apiKey);
	});
});

describe('workflows of the original node', () => {
	const old = (operation: string, parameters: INodeParameters) => run(operation, parameters, { typeVersion: 1 });

	it('create from JSON', async () => {
		const { data } = await old('create', { campaignData: '{"name":"Old","traffic_source_id":1}' });
		expect(data).toMatchObject([{ name: 'Old', cost_auto: false, parameters: {} }]);
		const [{ alias, ...rest }] = bodies('POST');
		expect(alias).toMatch(/^[a-zA-Z]\w{7}$/);
		expect(rest).toEqual({ name: 'Old', traffic_source_id: 1 });
	});

	it('keep an alias in the JSON', async () => {
		await old('create', { campaignData: '={{ ({ name: "Old", alias: "own" }) }}' });
		expect(bodies('POST')).toEqual([{ name: 'Old', alias: 'own' }]);
	});

	it('update from JSON, get and delete by a bare ID', async () => {
		await old('update', { campaignId: '3', campaignData: '{"notes":"x"}' });
		expect((await old('get', { campaignId: '={{ 3 }}' })).data).toMatchObject([{ id: 3, notes: 'x' }]);
		expect((await old('delete', { campaignId: '3' })).data).toMatchObject([{ state: 'deleted' }]);
		expect(sent()).toEqual(['PUT /campaigns/3', 'GET /campaigns/3', 'DELETE /campaigns/3']);
		expect(bodies('PUT')).toEqual([{ notes: 'x' }]);
	});
});

describe('the list behind the campaign field', () => {
	it.each([
		['facebook-us', ['Facebook US (facebook-us) [1]']],
		['TEST', ['Тест кампании (test5) [5]']],
		['4', ['Push IN (push-in) [4]']],
	])('finds %s', async (filter, names) => {
		const { results } = await listSearch('searchCampaign', { credentials: credentials(), filter });
		expect(results.map(({ name }) => name)).toEqual(names);
	});
});

describe('a campaign that a trigger has its postback in', () => {
	const own = {
		method: 'GET',
		url: `https://n8n.example.com/webhook/1/keitaro?secret=${'a'.repeat(32)}&campaign_id=2&subid={subid}`,
		statuses: ['sale'],
	};
	const other = { method: 'GET', url: 'https://ads.example.com/?id={external_id}&secret=x', statuses: ['lead'] };
	beforeEach(
		() => void (tracker.store.campaigns[1].postbacks = [own, other].map((one, at) => ({ id: at + 50, campaign_id: 2, ...one })) as never),
	);

	it('is cloned without it, and says so', async () => {
		const { items, hints, error } = await run('clone', { campaignId: id(2) });
		expect(error).toBeUndefined();
		const { postbacks } = items[0].json.data as { postbacks: IDataObject[] };
		expect(postbacks).toMatchObject([{ statuses: ['lead'] }]);
		expect(tracker.store.campaigns.at(-1)?.postbacks).toMatchObject([other]);
		expect(tracker.store.campaigns[1].postbacks).toHaveLength(2);
		expect(hints.map(({ message }) => message)).toEqual([
			expect.stringMatching(/^The postback of a Keitaro Postback Trigger was taken out of the copy/),
		]);
		expect(items[0].json.request).toMatchObject({ method: 'POST' });
	});

	it('is cloned all the same where it cannot be taken out, and says that, too', async () => {
		tracker.fault({ kind: 'status', status: 403, method: 'PUT' });
		const { items, hints } = await run('clone', { campaignId: id(2) });
		expect(items[0].json).toMatchObject({ success: true, data: { name: 'Copy of Google DE' } });
		expect(hints[0].message).toMatch(/^The copy 7 still has the postback of a Keitaro Postback Trigger: .*403.*Take it out by hand\.$/);
	});

	it('is shown without the secret', async () => {
		const { saved } = await run('get', { campaignId: id(2) });
		expect(saved).not.toContain('a'.repeat(32));
	});
});
