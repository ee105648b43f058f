import { type Emulator, type Fault, startEmulator } from '.';
import { type Api, connect } from './client';

let emulator: Emulator;
let api: Api;
beforeAll(async () => {
	emulator = await startEmulator();
	api = connect(emulator);
});
beforeEach(() => emulator.reset());
afterAll(() => emulator.stop());

const clear = () => api('DELETE /botlist');

describe('faults', () => {
	it.each<[Fault, object, boolean]>([
		[{ kind: 'status', status: 429, headers: { 'Retry-After': '1' } }, { status: 429, data: { error: expect.any(String) } }, false],
		[{ kind: 'html', status: 502 }, { status: 502, type: 'text/html; charset=utf-8' }, false],
		[{ kind: 'redirect', location: 'http://127.0.0.1:1/' }, { status: 302, text: '' }, false],
		[{ kind: 'invalidJson' }, { status: 200, type: 'application/json', json: undefined }, false],
		[{ kind: 'plainText', body: 'Oops' }, { status: 200, text: 'Oops' }, false],
		[{ kind: 'echoKey' }, { status: 502, text: expect.stringContaining('emulator-api-key') }, false],
		[{ kind: 'body', body: '{"a":1}', status: 200 }, { status: 200, json: { a: 1 } }, false],
		[{ kind: 'status', status: 504, after: true }, { status: 504 }, true],
		[{ kind: 'slowDrip', path: '/botlist' }, { status: 200, text: '' }, true],
	])('%j', async (fault, expected, effect) => {
		emulator.fault({ ...fault, times: 1 });
		expect(await clear()).toMatchObject(expected);
		expect(emulator.store.bots.size).toBe(effect ? 0 : 4);
		expect((await api('GET /botlist')).status).toBe(200);
	});

	it.each<[Fault, boolean]>([
		[{ kind: 'dropBefore' }, false],
		[{ kind: 'dropAfter' }, true],
		[{ kind: 'truncated' }, true],
		[{ kind: 'timeout' }, false],
		[{ kind: 'timeout', after: true }, true],
	])('%j leaves the client without an answer', async (fault, effect) => {
		emulator.fault({ ...fault, method: 'PUT', path: /^\/botlist$/ });
		const sent = api('PUT /botlist', { value: '1.1.1.1' });
		await expect(Promise.race([sent, new Promise((_, reject) => setTimeout(() => reject(new Error('no answer')), 100))])).rejects.toThrow();
		expect(emulator.store.bots.size).toBe(effect ? 1 : 4);
		if (fault.kind !== 'truncated') expect(emulator.requests[0].status).toBe(0);
	});

	it('sends ten megabytes', async () => {
		emulator.fault({ kind: 'huge', status: 500, times: 1 });
		expect((await clear()).text.length).toBeGreaterThan(10_000_000);
	});

	it('strike by template, after some requests, some times, by chance', async () => {
		emulator.fault({ kind: 'status', path: '/campaigns/{id}', skip: 1, times: 1 });
		const statuses = async (call: string, count: number) => {
			const seen: number[] = [];
			for (let index = 0; index < count; index++) seen.push((await api(call)).status);
			return seen;
		};
		expect(await statuses('GET /campaigns/1', 4)).toEqual([200, 500, 200, 200]);
		expect(await statuses('GET /campaigns', 1)).toEqual([200]);
		emulator.clearFaults();
		emulator.fault({ kind: 'status', status: 503, rate: 0.5, seed: 7 });
		const first = await statuses('GET /botlist', 20);
		expect(new Set(first)).toEqual(new Set([200, 503]));
		emulator.clearFaults();
		emulator.fault({ kind: 'status', status: 503, rate: 0.5, seed: 7 });
		expect(await statuses('GET /botlist', 20)).toEqual(first);
	});
});

describe('the record', () => {
	it('holds what was sent and answered, and how much went on at once', async () => {
		emulator.settings.latency = 30;
		await Promise.all([api('POST /botlist/add', { value: '1.1.1.1' }), api('GET /campaigns?limit=1'), api('GET /nothing')]);
		expect(emulator.maxInFlight).toBe(3);
		expect(emulator.connections).toBeGreaterThan(0);
		expect(emulator.requests.map((request) => request.inFlight).sort()).toEqual([1, 2, 3]);
		expect(emulator.requests).toContainEqual(
			expect.objectContaining({
				method: 'POST',
				path: '/admin_api/v1/botlist/add',
				json: { value: '1.1.1.1' },
				status: 200,
				operation: 'POST /botlist/add',
				headers: expect.objectContaining({ 'api-key': emulator.apiKey }),
			}),
		);
		expect(emulator.requests).toContainEqual(expect.objectContaining({ query: { limit: '1' }, url: '/admin_api/v1/campaigns?limit=1' }));
	});

	it('lets a test change things between two requests', async () => {
		const off = emulator.onRequest((request) => void (request.method === 'GET' && emulator.store.bots.add('9.9.9.9')));
		expect((await api('GET /botlist')).text).toContain('9.9.9.9');
		off();
		emulator.store.bots.clear();
		expect((await api('GET /botlist')).json).toEqual({ value: '' });
	});

	it('starts afresh', async () => {
		const before = structuredClone(emulator.store.campaigns);
		await api('DELETE /campaigns/1');
		await api('POST /campaigns/2/clone');
		emulator.settings.latency = 5;
		emulator.fault({ kind: 'dropBefore' });
		emulator.reset();
		expect(emulator.store.campaigns).toEqual(before);
		expect([emulator.requests.length, emulator.settings.latency, (await api('GET /users')).status]).toEqual([0, 0, 200]);
	});

	it('tells a mistake of its own from a quirk', async () => {
		emulator.onRequest(() => {
			throw new Error('mistake');
		});
		expect((await api('GET /users')).status).toBe(599);
	});
});
