/** The oddities of the Admin API that the emulator must have. */
import { type Emulator, startEmulator } from '.';
import { unzip } from './admin/zip';
import { type Api, connect, fetchFrom } from './client';

let emulator: Emulator;
let api: Api;
beforeAll(async () => {
	emulator = await startEmulator();
	api = connect(emulator);
});
beforeEach(() => emulator.reset());
afterAll(() => emulator.stop());

describe('the door', () => {
	it.each([
		['no key', {}, 401],
		['a wrong key', { 'Api-Key': 'wrong' }, 401],
		['the key', { 'Api-Key': 'KEY' }, 200],
		['the key as Bearer', { Authorization: 'Bearer KEY' }, 200],
		['the key as Basic', { Authorization: 'Basic KEY' }, 401],
	])('%s: %j -> %d', async (_, headers, status) => {
		const sent = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, value.replace('KEY', emulator.apiKey)]));
		const reply = await fetchFrom(emulator, '/admin_api/v1/campaigns', { headers: sent });
		expect(reply.status).toBe(status);
		if (status === 401) expect(reply.data).toEqual({ error: expect.any(String) });
	});

	it.each(['GET /nothing', 'GET /campaigns/', 'GET /campaigns/abc', 'GET /logs/other?limit=1', 'GET /campaigns/1%2Fstreams'])(
		'%s: the panel, with 200',
		async (call) => {
			expect(await api(call)).toMatchObject({ status: 200, type: 'text/html; charset=utf-8' });
			expect(emulator.requests.map((request) => request.operation)).toEqual([undefined]);
		},
	);

	it('refuses a wrong verb, an edition without API, an unknown client behind Cloudflare, an endless address', async () => {
		expect((await api('PATCH /botlist')).status).toBe(405);
		expect((await api(`GET /streams/search?query=${'x'.repeat(9000)}`)).status).toBe(414);
		emulator.settings.edition = false;
		expect((await api('GET /groups?type=campaigns')).status).toBe(402);
		emulator.settings.cloudflare = true;
		expect(await api('GET /offers', undefined, { 'User-Agent': 'axios/1' })).toMatchObject({ status: 403, data: { error_code: 1010 } });
		expect((await api('GET /offers', undefined, { 'User-Agent': 'my-client/1.0' })).status).toBe(402);
	});

	it('cuts a restricted user short, mostly without a word', async () => {
		emulator.settings.restricted = true;
		expect(await api('GET /users')).toMatchObject({
			status: 403,
			data: { error: expect.stringContaining('no permission'), stacktrace: null },
		});
		expect((await api('GET /domains')).json).toEqual([]);
		expect((await api('GET /offers')).list).toHaveLength(2);
		expect((await api('GET /campaigns/1')).data.domain).toBeNull();
	});

	it('lives in a folder when told', async () => {
		emulator.settings.folder = '/tracker';
		expect((await api('GET /campaigns')).status).toBe(200);
		expect(emulator.requests[0].path).toBe('/tracker/admin_api/v1/campaigns');
	});
});

describe('strictness', () => {
	it.each([
		['GET /campaigns?page=2', undefined, 400, 'Unknown query parameter "page"'],
		['GET /campaigns?limit=ten', undefined, 400, 'Query parameter "limit" must be integer'],
		['GET /groups', undefined, 400, 'Query parameter "type" is required'],
		['GET /groups?type=users', undefined, 400, 'must be one of'],
		['POST /campaigns', { alias: 'a', name: 'n', color: 1 }, 400, 'Unknown key "color"'],
		['POST /campaigns', { alias: 'a', name: 'n', cost_auto: 'yes' }, 400, 'Key "cost_auto" must be boolean'],
		['PUT /streams/1', { offers: [{ offer_id: 1, share: 50, id: 4 }] }, 400, 'Unknown key "offers.0.id"'],
		['POST /botlist/add', '{"value":', 400, 'not JSON'],
		['POST /botlist/add', [], 400, 'must be an object'],
		['POST /campaigns/1/enable', { id: 1 }, 400, 'takes no body'],
	])('%s %j: %d %s', async (call, body, status, message) => {
		expect(await api(call, body)).toMatchObject({ status, data: { error: expect.stringContaining(message) } });
	});

	it('wants to be told that the body is JSON, and breaks on none where a tracker of 2021 did', async () => {
		expect((await api('POST /groups')).status).toBe(400);
		emulator.settings.validationStatus = 406;
		expect((await api('POST /groups')).status).toBe(500);
		expect((await api('POST /botlist/add', '{"value":"1.1.1.1"}', { 'Content-Type': 'text/plain' })).status).toBe(400);
	});

	it.each([
		['POST /campaigns', { name: 'n' }, { alias: ['Alias is required'] }],
		['POST /campaigns', { name: 'n', alias: '' }, { alias: ['Alias is required'] }],
		['POST /campaigns', { name: 'n', alias: 'google-de' }, { alias: ['Alias has already used'] }],
		['PUT /campaigns/1', { alias: 'google-de' }, { alias: ['Alias has already used'] }],
		['POST /offers', {}, { name: ['Name is required'] }],
		['POST /streams', { campaign_id: 1, schema: 'landings', type: 'regular', name: 'n' }, { action_type: ['Action type is required'] }],
		['POST /groups', { name: 'Main', type: 'campaigns' }, { name: ['Name has already used'] }],
		['POST /affiliate_networks', { name: 'Alpha Network' }, { name: ['Name has already used'] }],
		[
			'POST /users',
			{ login: 'admin', type: 'USER', new_password: 'a', new_password_confirmation: 'a' },
			{ login: ['Login has already used'] },
		],
		['PUT /users/1', { new_password: 'a' }, { new_password_confirmation: [expect.any(String)] }],
		['POST /landing_pages', { name: 'n', archive: 'bm90IGEgemlw' }, { archive: [expect.any(String)] }],
		['POST /botlist/add', { value: '1.1.1.1\n1.1.1.1-1.1.1.9\n::1' }, { value: ['Invalid IP "1.1.1.1-1.1.1.9"', 'Invalid IP "::1"'] }],
		['POST /botlist/add', { value: '1.1.1.256' }, { value: [expect.any(String)] }],
		['POST /botlist/add', { value: '1.1.1.0/33' }, { value: [expect.any(String)] }],
		['PUT /botlist', { value: '1.1.1.1, 2.2.2.2' }, { value: [expect.any(String)] }],
	])('%s %j: %j', async (call, body, fields) => {
		expect(await api(call, body)).toMatchObject({ status: 422, json: fields });
		emulator.settings.validationStatus = 406;
		expect((await api(call, body)).status).toBe(406);
	});
});

describe('records', () => {
	it.each([
		['campaigns', 6, 'Campaign'],
		['campaigns', 99, 'Campaign'],
		['streams', 9, 'Stream'],
		['offers', 7, 'Offer'],
		['domains', 4, 'Domain'],
		['users', 99, 'User'],
	])('GET /%s/%d is not there, in plain text', async (path, id, model) => {
		const expected = { status: 404, type: 'text/plain; charset=utf-8', text: `Traffic\\Model\\${model} #${id} not found` };
		expect(await api(`GET /${path}/${id}`)).toMatchObject(expected);
	});

	it('keeps archived networks readable, deletes groups for good, purges the archive', async () => {
		await api('DELETE /affiliate_networks/1');
		expect((await api('GET /affiliate_networks/1')).data.state).toBe('deleted');
		expect((await api('GET /affiliate_networks')).list).toHaveLength(1);
		await api('DELETE /groups/1/delete');
		expect((await api('GET /groups?type=campaigns')).list.map((group) => group.name)).toEqual(['Tests']);
		await api('DELETE /campaigns/1');
		expect((await api('GET /campaigns/deleted')).list.map((row) => row.id)).toEqual([1, 6]);
		expect((await api('POST /campaigns/1/restore')).data).toMatchObject({ id: 1, state: 'active' });
		await api('POST /campaigns/clean_archive');
		expect((await api('GET /campaigns/deleted')).json).toEqual([]);
		expect((await api('POST /campaigns/6/restore')).status).toBe(404);
	});

	it('creates campaigns with the defaults of the API, checking nothing that they refer to', async () => {
		const { data } = await api('POST /campaigns', { name: 'New', alias: 'new', group_id: '99', traffic_source_id: 1 });
		expect(data).toMatchObject({
			id: 7,
			group_id: 99,
			group: null,
			cost_auto: false,
			uniqueness_method: 'ip',
			parameters: {},
			domain: null,
		});
		expect(data.token).toMatch(/^[a-z0-9]{32}$/);
		expect(data.created_at).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
	});

	it('clones with new id, alias, token and postbacks', async () => {
		const [copy] = (await api('POST /campaigns/1/clone')).list;
		const original = (await api('GET /campaigns/1')).data;
		expect(copy).toMatchObject({ name: 'Copy of Facebook US', parameters: original.parameters, group_id: 1 });
		for (const key of ['id', 'alias', 'token', 'postbacks']) expect(copy[key]).not.toEqual(original[key]);
		expect((await api(`GET /campaigns/${String(copy.id)}/streams`)).list).toHaveLength(3);
		expect((await api('PUT /landing_pages/1/clone')).data.name).toBe('Copy of Slim prelander');
		expect((await api('POST /landing_pages/1/clone')).status).toBe(405);
	});

	it.each([
		['object', expect.objectContaining({ sub_id_1: expect.anything() })],
		['string', expect.stringMatching(/^\{"keyword"/)],
		['doubleString', expect.stringMatching(/^"\{\\"keyword/)],
	] as const)('parameters of a campaign as %s', async (as, expected) => {
		emulator.settings.parametersAs = as;
		expect((await api('GET /campaigns/1')).data.parameters).toEqual(expected);
	});

	it('pages campaigns, or ignores the wish', async () => {
		expect((await api('GET /campaigns?limit=2&offset=1')).list.map((row) => row.id)).toEqual([2, 3]);
		emulator.settings.pagedCampaigns = false;
		expect((await api('GET /campaigns?limit=2&offset=1')).list).toHaveLength(5);
	});

	it('updates flows partly, arrays as a whole, and keeps the bindings of offers that stay', async () => {
		const before = emulator.store.streams[1].offers.map(({ id, offer_id }) => ({ id, offer_id }));
		const put = async (offers: object[]) => (await api('PUT /streams/2', { offers })).data.offers as Record<string, unknown>[];
		const first = await put([
			{ offer_id: 1, share: 30 },
			{ offer_id: 99, share: 60 },
			{ offer_id: 99, share: 70 },
		]);
		expect(first).toMatchObject([
			{ ...before[0], share: 30 },
			{ offer_id: 99, share: 70 },
		]);
		const second = await put([{ offer_id: 2, share: 100 }]);
		expect(second).toHaveLength(1);
		expect(second[0].id).not.toBe(before[1].id);
		expect((await api('GET /streams/2')).data).toMatchObject({
			name: 'US offers',
			filters: [{ name: 'country' }],
			landings: [{ landing_id: 1 }],
		});
		expect(
			(await api('POST /streams', { campaign_id: 1, schema: 'landings', type: 'regular', name: 'n', action_type: 'http' })).data,
		).toMatchObject({
			collect_clicks: false,
			offer_selection: 'before_click',
			offers: [],
		});
	});

	it('keeps the bot list as text', async () => {
		expect((await api('PUT /botlist', { value: '3.3.3.3\n5.5.5.5\n3.3.3.3\n' })).json).toEqual({ count: 2 });
		expect((await api('POST /botlist/add', { value: '5.5.5.5\r\n10.0.0.0/8' })).json).toEqual({ count: 2 });
		expect((await api('POST /botlist/exclude', { value: '3.3.3.3\n9.9.9.9' })).json).toEqual({ count: 2 });
		expect((await api('GET /botlist')).json).toEqual({ value: '5.5.5.5\n10.0.0.0/8' });
		expect((await api('DELETE /botlist')).text).toBe('');
		expect((await api('GET /botlist')).json).toEqual({ value: '' });
	});

	it('edits files of local landings through the query', async () => {
		expect((await api('POST /landing_pages/1/add_file?path=a%2Fb.txt')).json).toEqual({ path: 'a/b.txt' });
		await api('PUT /landing_pages/1/update_file?path=a%2Fb.txt&data=50%25%20%26%20more');
		expect((await api('GET /landing_pages/1/get_file?path=a%2Fb.txt')).json).toEqual({ data: '50% & more' });
		const children = (await api('GET /landing_pages/1/get_structure')).data.children as { name: string }[];
		expect(children.map((child) => child.name)).toEqual(['index.html', 'css', 'order', 'a']);
		const { data } = await import('axios').then(({ default: axios }) =>
			axios.get<ArrayBuffer>(`${emulator.url}/admin_api/v1/landing_pages/1/download`, {
				responseType: 'arraybuffer',
				headers: { 'Api-Key': emulator.apiKey },
			}),
		);
		expect(unzip(Buffer.from(data))?.get('a/b.txt')?.toString()).toBe('50% & more');
		expect((await api('GET /landing_pages/1/get_file?path=..%2Fsecret')).status).toBe(422);
		expect((await api('GET /landing_pages/2/get_structure')).status).toBe(400);
	});

	it('takes labels on and off, never shows passwords, checks domains later', async () => {
		const labels = 'GET /report/labels?campaign_id=1&label_name=blacklist&ref_name=source';
		await api('POST /report/labels', { campaign_id: 1, ref_name: 'source', items: { 'badsite.example': '', 'a.example': 'blacklist' } });
		expect((await api(labels)).json).toEqual({ 'a.example': 'blacklist' });
		expect((await api('GET /users')).text).not.toContain('password');
		const [domain] = (await api('POST /domains', { name: 'fresh.example.com', is_ssl: true })).list;
		expect(domain.status).toBe('pending');
		await emulator.settle();
		expect((await api(`GET /domains/${String(domain.id)}`)).data).toMatchObject({ status: 'active', ssl_status: 'issued' });
	});
});
