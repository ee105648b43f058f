import { searchMethod } from '../../nodes/Keitaro/records/locator';
import { references, titleOf, type ReferenceKind } from '../../nodes/Keitaro/records/references';
import { listSearch, loadOptions, nodeType, runNode } from '../engine';
import { startEmulator, type Emulator } from '../emulator';

let emulator: Emulator;
beforeAll(async () => void (emulator = await startEmulator()));
afterAll(async () => await emulator.stop());
beforeEach(() => emulator.reset());

const credentials = () => emulator.credentials();
const search = async (kind: ReferenceKind, options: Parameters<typeof listSearch>[1] = {}) =>
	await listSearch(searchMethod(kind), { credentials: credentials(), ...options });
const sent = () => emulator.requests.map(({ method, url }) => `${method} ${url.replace('/admin_api/v1', '')}`);

/** What the seed holds of each kind, and where its list is asked for. */
const LISTS: Record<ReferenceKind, [requests: string[], first: { name: string; value: string }, filter: string, found: string[]]> = {
	campaign: [
		['GET /campaigns?limit=1000&offset=0', 'GET /campaigns?limit=1000&offset=5'],
		{ name: 'Facebook US (facebook-us) [1]', value: '1' },
		'тест',
		['5'],
	],
	archivedCampaign: [['GET /campaigns/deleted'], { name: expect.stringContaining('[6]') as string, value: '6' }, '6', ['6']],
	archivedDomain: [['GET /domains/deleted'], { name: expect.stringContaining('[4]') as string, value: '4' }, '4', ['4']],
	archivedStream: [['GET /streams/deleted'], { name: expect.stringContaining('[9]') as string, value: '9' }, '9', ['9']],
	stream: [
		[1, 2, 3, 4, 5].map((id) => `GET /campaigns/${id}/streams`),
		{ name: 'Bots out (Facebook US) [1]', value: '1' },
		'US offers',
		['2'],
	],
	filter: [['GET /streams/2'], { name: expect.stringMatching(/^country/) as string, value: expect.any(String) as string }, 'nothing', []],
	postback: [['GET /campaigns/1'], { name: expect.stringMatching(/^http/) as string, value: expect.any(String) as string }, 'nothing', []],
	offer: [['GET /offers'], { name: 'Slim US [1]', value: '1' }, 'LOAN', ['3', '4']],
	landing: [['GET /landing_pages'], { name: 'Slim prelander [1]', value: '1' }, 'quiz', ['2']],
	source: [['GET /traffic_sources'], { name: 'Facebook [1]', value: '1' }, 'tok', ['3']],
	affiliateNetwork: [['GET /affiliate_networks'], { name: 'Alpha Network [1]', value: '1' }, 'beta', ['2']],
	domain: [['GET /domains'], { name: 'go.example.com [1]', value: '1' }, 'track.', ['2']],
	user: [['GET /users'], { name: 'admin [1]', value: '1' }, 'buy', ['2']],
	facebookIntegration: [['GET /integrations/facebook'], { name: expect.stringContaining('[1]') as string, value: '1' }, '1', ['1']],
	campaignGroup: [['GET /groups?type=campaigns'], { name: 'Main [1]', value: '1' }, 'tests', ['2']],
	offerGroup: [['GET /groups?type=offers'], { name: 'Nutra [3]', value: '3' }, 'fin', ['4']],
	landingGroup: [['GET /groups?type=landings'], { name: 'English [5]', value: '5' }, 'eng', ['5']],
	domainGroup: [['GET /groups?type=domains'], { name: 'Parked [6]', value: '6' }, 'par', ['6']],
};

/** The record that entries stand in. */
const within = {
	parameters: { streamId: { __rl: true, mode: 'id', value: '2' }, campaignId: { __rl: true, mode: 'alias', value: 'facebook-us' } },
};

describe.each(Object.keys(references) as ReferenceKind[])('the list of %s', (kind) => {
	const [requests, first, filter, found] = LISTS[kind];

	it('shows what the tracker has', async () => {
		const { results } = await search(kind, within);
		expect(sent().slice(-requests.length)).toEqual(requests);
		expect(results[0]).toMatchObject(first);
	});

	it('is searched by what is typed', async () => {
		expect((await search(kind, { ...within, filter })).results.map(({ value }) => value)).toEqual(found);
	});

	it('tells what is wrong with the tracker', async () => {
		emulator.fault({ kind: 'status', status: 403, body: '{"error":"closed to you"}' });
		await expect(search(kind, within)).rejects.toThrow(/closed to you \(HTTP 403\)/);
	});
});

it('every locator of the node has its list', () => {
	const { description, methods } = nodeType('keitaro') as { description: object; methods?: { listSearch?: object } };
	const named = [...JSON.stringify(description).matchAll(/"searchListMethod":"(\w+)"/g)].map(([, name]) => name);
	expect(new Set(named).size).toBeGreaterThan(10);
	for (const name of named) expect(methods?.listSearch).toHaveProperty(name);
});

describe('flows', () => {
	const titles = async (filter?: string, paginationToken?: string) =>
		(await search('stream', { filter, paginationToken })).results.map(({ name }) => name);

	it.each([
		['tiktok', ['TikTok BR'], true],
		['google-de', ['Google DE'], true],
		['2', ['Google DE'], true],
	])('are narrowed to the campaign %s', async (filter, campaigns) => {
		const found = await titles(filter);
		expect(found.length).toBeGreaterThan(0);
		expect(new Set(found.map((title) => /\((.+)\)/.exec(title)?.[1]))).toEqual(new Set(campaigns));
		expect(sent()).toContain(`GET /streams/search?query=${filter}`);
	});

	it('come once, by whatever they are found', async () => {
		emulator.store.streams.find(({ id }) => id === 2)!.name = 'Facebook US offers';
		const found = await titles('facebook us');
		expect(found.filter((title) => title.endsWith('[2]'))).toHaveLength(1);
	});

	it('are read on as the user scrolls, and campaigns without any are passed over', async () => {
		emulator.store.generateCampaigns(12);
		const [one] = emulator.store.streams;
		emulator.store.streams = [
			{ ...one, id: 1, campaign_id: 3 },
			{ ...one, id: 2, campaign_id: 14 },
		];
		const first = await search('stream');
		expect(first.results.map(({ value }) => value)).toEqual(['1']);
		const second = await search('stream', { paginationToken: first.paginationToken as string });
		expect(second.results.map(({ value }) => value)).toEqual(['2']);
		const last =
			second.paginationToken === undefined ? second : await search('stream', { paginationToken: second.paginationToken as string });
		expect(last.paginationToken).toBeUndefined();
	});
});

it('hands over a hundred at a time, on and on', async () => {
	emulator.store.generateCampaigns(2500);
	const values: unknown[] = [];
	let paginationToken: string | undefined;
	do {
		const page = await search('campaign', { paginationToken });
		expect(page.results.length).toBeLessThanOrEqual(100);
		values.push(...page.results.map(({ value }) => value));
		paginationToken = page.paginationToken as string | undefined;
	} while (paginationToken !== undefined && values.length < 5000);
	expect(new Set(values).size).toBe(values.length);
	expect(values.length).toBe(emulator.store.campaigns.filter(({ state }) => state !== 'deleted').length);
});

it('leads to the panel', async () => {
	expect((await search('campaign')).results[0].url).toBe(`${emulator.url}/admin/#!/campaigns/1`);
});

it.each(['filter', 'postback'] as const)('asks for no %s as long as its record is not chosen', async (kind) => {
	for (const streamId of [undefined, '', { __rl: true, mode: 'list', value: '' }])
		expect((await search(kind, { parameters: { streamId, campaignId: streamId } })).results).toEqual([]);
	expect(emulator.requests).toEqual([]);
});

it.each([1, '1', { __rl: true, mode: 'id', value: '1' }])('asks for the filters of the flow %j', async (streamId) => {
	const { results } = await search('filter', { parameters: { resource: 'filter', operation: 'get', streamId: streamId as never } });
	expect(results).not.toEqual([]);
	expect(sent()).toEqual(['GET /streams/1']);
});

it('a record without a name has none', () => expect(titleOf('offer', { id: 1 })).toBe(''));

it('says what is missing when no credential is chosen', async () => {
	await expect(listSearch('searchCampaign', {})).rejects.toThrow(/No Keitaro credential is chosen/);
	await expect(loadOptions('getStreamActions', {})).rejects.toThrow(/No Keitaro credential is chosen/);
});

it.each(['getStreamActions', 'getStreamFilters'])('%s is filled by the tracker', async (method) => {
	const entries = await loadOptions(method, { credentials: credentials() });
	expect(entries.length).toBeGreaterThan(3);
	for (const { name, value, description = '' } of entries) {
		expect(name).toMatch(/\w/);
		expect(value).toMatch(/^\w+$/);
		expect(description).not.toMatch(/[<>]/);
	}
	expect(entries.map(({ name }) => name)).toEqual(entries.map(({ name }) => name).sort((a, b) => a.localeCompare(b)));
	emulator.fault({ kind: 'html' });
	await expect(loadOptions(method, { credentials: credentials() })).rejects.toThrow(/web page/);
});

describe('By Name', () => {
	const get = async (value: string) =>
		await runNode({
			parameters: { resource: 'offer', operation: 'get', offerId: { __rl: true, mode: 'name', value } },
			credentials: credentials(),
		});

	it('finds the one of that name', async () => {
		expect((await get('Slim DE')).items[0].json.data).toMatchObject({ id: 2, name: 'Slim DE' });
	});

	it('takes what stands around it for no part of it, and numbers for names', async () => {
		expect((await get(' Slim DE\n')).items[0].json.data).toMatchObject({ id: 2 });
		emulator.store.offers[2].name = '2026';
		expect((await get('={{ 2026 }}')).items[0].json.data).toMatchObject({ id: 3 });
	});

	it.each([
		['={{ null }}', /the name is empty/],
		['={{ ["Slim DE"] }}', /the name is empty/],
		['slim de', /No offer has the name "slim de"/],
		['={{ "" }}', /the name is empty/],
	])('refuses %j', async (value, message) => {
		expect((await get(value)).error?.message).toMatch(message);
	});

	it('does not guess among several', async () => {
		emulator.store.offers[1].name = emulator.store.offers[0].name;
		expect((await get('Slim US')).error?.message).toMatch(/2 records have the name "Slim US" \(IDs 1, 2\)/);
	});
});
