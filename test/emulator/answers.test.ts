/** Every operation of the contract, called once in a way that succeeds: status and shape are those of the contract. */
import { type Emulator, startEmulator } from '.';
import { answerErrors, findOperation, keyOf, operations } from '../contract';
import { zip } from './admin/zip';
import { type Api, connect } from './client';

const RANGE = { interval: 'all_time', timezone: 'UTC' };
const COSTS = { start_date: '2026-01-01', end_date: '2030-01-01', timezone: 'UTC', cost: '5', currency: 'USD' };
const archive = zip(new Map([['index.html', Buffer.from('<p>Hi</p>')]])).toString('base64');
const access_data = { offers_access_type: 'read_only', resources: ['reports'] };

/** Bodies of the operations that take one. */
const BODIES: Record<string, unknown> = {
	'POST /affiliate_networks': { name: 'Gamma' },
	'PUT /affiliate_networks/{id}': { notes: 'slow' },
	'PUT /botlist': { value: '1.1.1.1\n10.0.0.0/8' },
	'POST /botlist/add': { value: '1.1.1.2' },
	'POST /botlist/exclude': { value: '1.1.1.1' },
	'POST /campaigns': { name: 'New', alias: 'new' },
	'PUT /campaigns/{id}': { name: 'Renamed' },
	'POST /campaigns/{id}/update_costs': COSTS,
	'POST /clicks/clean': { start_date: '2020-01-01', end_date: '2020-01-02' },
	'POST /clicks/log': { limit: 3 },
	'POST /clicks/update_costs': { campaign_ids: [1], costs: [COSTS] },
	'POST /conversions/log': { limit: 3 },
	'POST /domains': { name: 'new.example.com', is_ssl: true },
	'PUT /domains/{id}': { notes: 'x' },
	'POST /domains/register': { name: 'fresh.example.com' },
	'POST /groups': { name: 'New', type: 'offers', position: 7 },
	'PUT /groups/{id}': { name: 'Renamed' },
	'POST /integrations/facebook': { name: 'Second', ad_account_id: '1', token: 't' },
	'PUT /integrations/facebook/{id}': {
		proxy_enabled: true,
		proxy: { protocol: 'http', address: '127.0.0.1', port: 1, login: '', password: '' },
	},
	'POST /integrations/facebook/{id}/campaign': { campaign_id: 2 },
	'DELETE /integrations/facebook/{id}/campaign': { campaign_id: 1 },
	'POST /landing_pages': { name: 'New', archive },
	'PUT /landing_pages/{id}': { name: 'Renamed', group_id: '5' },
	'POST /offers': { name: 'New', offer_type: 'local', archive },
	'PUT /offers/{id}': { payout_value: 3 },
	'POST /report/build': { range: RANGE, dimensions: ['campaign'], measures: ['clicks', 'revenue'], summary: true },
	'POST /report/labels': { campaign_id: 1, ref_name: 'source', items: { 'new.example': 'blacklist' } },
	'POST /streams': {
		campaign_id: 1,
		schema: 'redirect',
		type: 'regular',
		name: 'New',
		action_type: 'http',
		action_payload: 'https://e.example',
	},
	'PUT /streams/{id}': {
		triggers: [{ stream_id: 1, condition: 'always', target: 'stream', action: 'webhook', grab_from_page: 'https://h.example' }],
	},
	'POST /traffic_sources': { name: 'New', parameters: { sub_id_30: { name: 'x', placeholder: '{x}', alias: '' } } },
	'PUT /traffic_sources/{id}': { name: 'Renamed' },
	'POST /users': { login: 'new', new_password: 'p', new_password_confirmation: 'p', type: 'USER' },
	'PUT /users/{id}': { preferences: { language: 'ru' } },
	'PUT /users/{id}/access': { access_data },
};

/** What the query must hold, and ids other than 1. */
const QUERIES: Record<string, string> = {
	'GET /groups': '?type=domains',
	'GET /logs/{type}': '?limit=2&offset=0&query=a',
	'GET /report/labels': '?campaign_id=1&label_name=blacklist&ref_name=source',
	'GET /streams/search': '?query=offers',
	'PUT /integrations/avscan': '?avscan_key=new',
	'PUT /integrations/imklo': '?imklo_api_url=https%3A%2F%2Fx.example',
};
const IDS: Record<string, number> = { 'POST /campaigns/{id}/restore': 6, 'POST /domains/{id}/restore': 4, 'POST /streams/{id}/restore': 9 };

function queryOf(key: string, path: string) {
	if (path.endsWith('/add_file')) return '?path=new%2Fpage.html';
	if (path.endsWith('/update_file')) return '?path=index.html&data=%3Cp%3E';
	if (/(get|remove)_file$/.test(path)) return '?path=css%2Fstyle.css';
	return QUERIES[key] ?? '';
}

describe('answers as the contract has them', () => {
	let emulator: Emulator;
	let api: Api;
	beforeAll(async () => {
		emulator = await startEmulator();
		api = connect(emulator);
	});
	beforeEach(() => emulator.reset());
	afterAll(() => emulator.stop());

	it.each(operations.map((operation) => [keyOf(operation), operation] as const))('%s', async (key, operation) => {
		const id = IDS[key] ?? (operation.path.startsWith('/offers') && operation.path.includes('_') ? 5 : 1);
		const isFile = operation.path === '/offers/{id}/download';
		const path = operation.path.replace('{id}', String(isFile ? 5 : id)).replace('{type}', 'system');
		const reply = await api(`${operation.method} ${path}${queryOf(key, operation.path)}`, BODIES[key]);
		const { status, answer, list, wrapped, media, maybeEmpty } = operation.success;
		expect([reply.status, reply.text]).toEqual([status, expect.anything()]);
		expect(emulator.requests.at(-1)).toMatchObject({ operation: key, status });
		if (media) expect(reply.type).toBe(media);
		if (answer === null || maybeEmpty) return void expect(reply.json).toBeUndefined();
		expect(Array.isArray(reply.json)).toBe(list || wrapped === true);
		if (wrapped) expect(reply.list).toHaveLength(1);
		const records = Array.isArray(reply.json) ? reply.json : [reply.json];
		for (const record of records) expect(answerErrors(operation, record)).toEqual([]);
		if (list) expect(records.length).toBeGreaterThan(0);
	});

	it('knows the operations only by the contract', async () => {
		expect(findOperation('GET', '/campaigns/1/nothing')).toBeUndefined();
		const reply = await api('GET /campaigns/1/nothing');
		expect(reply).toMatchObject({ status: 200, type: expect.stringContaining('text/html') });
		expect(emulator.requests[0].operation).toBeUndefined();
	});
});
