import type { IDataObject, INode, INodeParameters } from 'n8n-workflow';
import { runNode } from '../engine';
import { startEmulator, type Emulator } from '../emulator';

let emulator: Emulator;
beforeAll(async () => void (emulator = await startEmulator()));
afterAll(async () => await emulator.stop());
beforeEach(() => emulator.reset());

const run = async (parameters: INodeParameters, items: IDataObject[] = [{}], settings = {}) =>
	await runNode({
		parameters: { resource: 'bot', output: 'full', ...parameters },
		credentials: { keitaroApi: { domain: emulator.url, apiKey: emulator.apiKey } },
		items,
		settings,
	});
const calls = () =>
	emulator.requests.map(({ method, path, json }) => [method, path.replace('/admin_api/v1', ''), (json as IDataObject | undefined)?.value]);

it('takes an entry off the list and shows the request without the key', async () => {
	const { items } = await run({ operation: 'delete', botId: '203.0.113.7' });
	expect(items).toEqual([
		{
			json: {
				request: {
					url: `${emulator.url}/admin_api/v1/botlist/exclude`,
					method: 'POST',
					headers: {
						'Api-Key': '<masked>',
						Accept: 'application/json',
						'User-Agent': 'n8n-nodes-keitaro/1.0.0',
						'Content-Type': 'application/json',
					},
				},
				resource: 'bot',
				operation: 'delete',
				success: true,
				data: { count: 1, entries: 1, removed: 1, not_listed: 0 },
			},
			pairedItem: { item: 0 },
		},
	]);
	expect(emulator.requests).toHaveLength(1);
	expect(emulator.requests[0]).toMatchObject({
		method: 'POST',
		json: { value: '203.0.113.7' },
		headers: {
			'api-key': emulator.apiKey,
			'content-type': 'application/json',
			accept: 'application/json',
			'user-agent': 'n8n-nodes-keitaro/1.0.0',
		},
	});
	expect(emulator.store.bots.has('203.0.113.7')).toBe(false);
});

it.each(['={{ "" }}', '={{ $json.nothing }}', 'abc', '1.2.3', '300.1.1.1', '1.2.3.4/33', '::1'])(
	'refuses the entry %j before any request',
	async (botId) => {
		for (const operation of ['delete', 'get', 'update']) {
			const { error } = await run({ operation, botId, botData: '1.1.1.1' });
			expect(error?.message).toMatch(/^Bot ID/);
			expect(error?.description).toMatch(/IPv4/);
		}
		expect(emulator.requests).toEqual([]);
	},
);

it('an entry left empty in the editor is refused by n8n itself', async () => {
	const { error } = await run({ operation: 'delete', botId: '' });
	expect(`${error?.message} ${error?.description}`).toMatch(/Bot ID/);
	expect(emulator.requests).toEqual([]);
});

it.each([
	['create', 'botData', '/botlist/add'],
	['delete', 'botId', '/botlist/exclude'],
])('%s sends the entries of all items together', async (operation, parameter, path) => {
	const { items } = await run({ operation, [parameter]: '={{ $json.ip }}' }, [
		{ ip: '1.1.1.1' },
		{ ip: ['2.2.2.2', '3.3.3.3'] },
		{ ip: '1.1.1.1, 10.0.0.0-10.0.0.3' },
	]);
	expect(calls()).toEqual([['POST', path, '1.1.1.1\n2.2.2.2\n3.3.3.3\n10.0.0.0/30']]);
	expect(items.map(({ json, pairedItem }) => [(json.request as IDataObject).items, json.data, pairedItem])).toMatchObject([
		[3, { count: 4, entries: 1 }, { item: 0 }],
		[3, { count: 4, entries: 2 }, { item: 1 }],
		[3, { count: 4, entries: 2 }, { item: 2 }],
	]);
});

it('sends ten thousand entries in two requests', async () => {
	const items = Array.from({ length: 10_000 }, (_, at) => ({
		ip: `10.${Math.floor(at / 65_536)}.${Math.floor(at / 256) % 256}.${at % 256}`,
	}));
	const { items: output } = await run({ operation: 'create', botData: '={{ $json.ip }}' }, items);
	expect(emulator.requests).toHaveLength(2);
	expect(output).toHaveLength(10_000);
	expect(output[9_999]).toMatchObject({ json: { success: true, data: { count: 5000 } }, pairedItem: { item: 9_999 } });
	expect(emulator.store.bots.has('10.0.39.15')).toBe(true);
});

it('refuses a wrong entry alone and sends the others', async () => {
	const { items } = await run(
		{ operation: 'create', botData: '={{ $json.ip }}' },
		[{ ip: '1.1.1.1' }, { ip: 'wrong' }, { ip: '2.2.2.2' }],
		{ onError: 'continueRegularOutput' },
	);
	expect(calls()).toEqual([['POST', '/botlist/add', '1.1.1.1\n2.2.2.2']]);
	expect(items.map(({ json }) => json.success ?? json.error)).toEqual([true, expect.stringMatching(/"wrong" is not an IPv4/), true]);
});

it('sends nothing at all when one entry is wrong and errors stop the workflow', async () => {
	const { error } = await run({ operation: 'create', botData: '={{ $json.ip }}' }, [{ ip: '1.1.1.1' }, { ip: 'wrong' }]);
	expect(error).toMatchObject({ message: expect.stringMatching(/"wrong"/) as string, context: { itemIndex: 1 } });
	expect(emulator.requests).toEqual([]);
});

it('tells each item what came of its own part when a later request fails', async () => {
	emulator.fault({ kind: 'status', status: 500, skip: 1, times: 1 });
	const entries = (from: number) => Array.from({ length: 5000 }, (_, at) => `10.${from}.${Math.floor(at / 256)}.${at % 256}`);
	const { items } = await run(
		{ operation: 'create', botData: '={{ $json.ips }}' },
		[{ ips: entries(0) }, { ips: entries(1) }, { ips: '10.0.0.1' }],
		{
			onError: 'continueRegularOutput',
		},
	);
	expect(items.map(({ json }) => json.success ?? json.error)).toEqual([true, expect.stringMatching(/HTTP 500/), true]);
});

it.each([
	['203.0.113.7', true, '203.0.113.7'],
	['198.51.100.77', true, '198.51.100.0/24'],
	['198.51.100.128/25', true, '198.51.100.0/24'],
	['198.51.0.0/16', false, null],
	['8.8.8.8', false, null],
])('%s is on the list: %p (entry %p)', async (value, listed, entry) => {
	const { items } = await run({ operation: 'get', botId: value });
	expect(items[0].json.data).toEqual({ value, listed, entry });
});

it('reads the list once for all items', async () => {
	const { items } = await run(
		{ operation: 'get', botId: '={{ $json.ip }}' },
		Array.from({ length: 50 }, (_, at) => ({ ip: `198.51.100.${at}` })),
	);
	expect(items).toHaveLength(50);
	expect(emulator.requests).toHaveLength(1);
});

describe('replacing entries', () => {
	it('adds the new ones before it takes the old ones off', async () => {
		const { items } = await run({ operation: 'update', botId: '={{ $json.old }}', botData: '={{ $json.new }}' }, [
			{ old: '203.0.113.7', new: '8.8.8.8' },
			{ old: '203.0.113.8', new: '9.9.9.9, 203.0.113.7' },
		]);
		expect(calls()).toEqual([
			['GET', '/botlist', undefined],
			['POST', '/botlist/add', '8.8.8.8\n9.9.9.9\n203.0.113.7'],
			['POST', '/botlist/exclude', '203.0.113.8'],
		]);
		expect(items.map(({ json }) => json.success)).toEqual([true, true]);
		expect([...emulator.store.bots].sort()).toEqual(['192.0.2.55', '198.51.100.0/24', '203.0.113.7', '8.8.8.8', '9.9.9.9']);
	});

	it('leaves the old one where it is while one of several new ones is refused', async () => {
		emulator.onRequest(({ body }) => {
			emulator.clearFaults();
			if (body.includes('9.9.9.9')) emulator.fault({ kind: 'status', status: 406, body: '{"value":["no"]}' });
		});
		const { items } = await runNode({
			parameters: { resource: 'bot', operation: 'update', botId: '={{ $json.old }}', botData: '={{ $json.new }}' },
			credentials: { keitaroApi: { domain: emulator.url, apiKey: emulator.apiKey } },
			items: [
				{ old: '203.0.113.7', new: '8.8.8.8, 9.9.9.9' },
				{ old: '203.0.113.8', new: '7.7.7.7' },
			],
			settings: { onError: 'continueRegularOutput' },
		});
		expect(items.map(({ json }) => json.error ?? json.success)).toEqual(['The tracker refused the values: value: no (HTTP 406)', true]);
		expect(calls().at(-1)).toEqual(['POST', '/botlist/exclude', '203.0.113.8']);
		expect([...emulator.store.bots]).toEqual(expect.arrayContaining(['203.0.113.7', '8.8.8.8', '7.7.7.7']));
	});

	it.each([
		['8.8.8.8', /Create/],
		['198.51.100.9', /198\.51\.100\.0\/24/],
	])('refuses %s, which is no entry', async (botId, advice) => {
		const { error } = await run({ operation: 'update', botId, botData: '9.9.9.9' });
		expect(error?.message).toBe(`${botId} is not an entry of the bot list`);
		expect(error?.description).toMatch(advice);
		expect(calls()).toEqual([['GET', '/botlist', undefined]]);
	});

	it('keeps the old entry when the new one could not be added', async () => {
		emulator.fault({ kind: 'status', status: 500, path: '/botlist/add' });
		const { error } = await run({ operation: 'update', botId: '203.0.113.7', botData: '9.9.9.9' });
		expect(error?.message).toMatch(/HTTP 500/);
		expect(emulator.store.bots.has('203.0.113.7')).toBe(true);
	});
});

it('replaces the whole list with the entries of all items, in one request', async () => {
	await run({ operation: 'replaceAll', botData: '={{ $json.ip }}' }, [{ ip: '1.1.1.1' }, { ip: '2.2.2.2' }]);
	expect(calls()).toEqual([['PUT', '/botlist', '1.1.1.1\n2.2.2.2']]);
	expect([...emulator.store.bots]).toEqual(['1.1.1.1', '2.2.2.2']);
});

it('never replaces the list by an empty one', async () => {
	const { error } = await run({ operation: 'replaceAll', botData: '={{ [] }}' });
	expect(error?.message).toBe('Entries is empty');
	expect(emulator.requests).toEqual([]);
});

it('clears the list once, however many items come in', async () => {
	const { items } = await run({ operation: 'clear' }, [{}, {}, {}]);
	expect(calls()).toEqual([['DELETE', '/botlist', undefined]]);
	expect(items.map(({ json }) => json.data)).toEqual([null, null, null]);
	expect(emulator.store.bots.size).toBe(0);
});

it('an empty list is an empty list', async () => {
	emulator.store.bots.clear();
	expect((await run({ operation: 'getAll', returnAll: true })).items[0].json).toMatchObject({ data: [], count: 0 });
	expect((await run({ operation: 'getAll', limit: 1 })).items[0].json).toMatchObject({ data: [], count: 0 });
});

it('replaces the list only when all items are right', async () => {
	const before = [...emulator.store.bots];
	const { items } = await runNode({
		parameters: { resource: 'bot', operation: 'replaceAll', botData: '={{ $json.entry }}' },
		credentials: { keitaroApi: { domain: emulator.url, apiKey: emulator.apiKey } },
		items: [{ entry: '1.1.1.1' }, { entry: 'wrong' }, { entry: '2.2.2.2' }],
		settings: { onError: 'continueRegularOutput' },
	});
	const others = 'Nothing was sent, since another item is wrong (the first is item 1)';
	expect(items.map(({ json }) => String(json.error))).toEqual([
		others,
		expect.stringContaining('"wrong" is not an IPv4 address') as string,
		others,
	]);
	expect(emulator.requests).toEqual([]);
	expect([...emulator.store.bots]).toEqual(before);
});

describe('what is done in parts', () => {
	const MANY = Array.from({ length: 12_000 }, (_, at) => `10.${at >> 16}.${(at >> 8) & 255}.${at & 255}`);
	const run = async (operation: string, parameters: INodeParameters, items: IDataObject[], onError = 'continueRegularOutput') =>
		await runNode({
			parameters: { resource: 'bot', operation, ...parameters, options: { retries: 0 } },
			credentials: { keitaroApi: { domain: emulator.url, apiKey: emulator.apiKey } },
			items,
			settings: { onError } as Partial<INode>,
		});

	it('is counted over all requests', async () => {
		const { items } = await run('create', { botData: '={{ $json.ips }}' }, [{ ips: MANY }]);
		expect(emulator.requests.length).toBeGreaterThan(1);
		expect(items[0].json.data).toMatchObject({ count: 12_000, entries: 12_000, added: 12_000 });
	});

	it('says how much of a long list has arrived', async () => {
		emulator.fault({ kind: 'status', status: 500, body: '{"error":"full"}', skip: 1 });
		const { items } = await run('create', { botData: '={{ $json.ips }}' }, [{ ips: MANY }]);
		const { error, details } = items[0].json as { error: string; details: IDataObject };
		const { entries } = details.done as { entries: number };
		expect(entries).toBeGreaterThan(0);
		expect(details).toMatchObject({ done: { entries }, notDone: { entries: 12_000 - entries } });
		expect(error).toMatch(new RegExp(`^${entries} of 12000 entries are done, ${12_000 - entries} are not: .*full`));
	});

	it('says that the new entries are there, and the old one still is', async () => {
		const [from] = emulator.store.bots;
		emulator.fault({ kind: 'status', status: 500, path: /exclude/ });
		const { items } = await run('update', { botId: from, botData: '9.9.9.9' }, [{}]);
		expect(items[0].json.error).toMatch(new RegExp(`^The new entries are on the list, but ${from} is not taken off: `));
		expect(items[0].json.details).toMatchObject({ done: { added: ['9.9.9.9'] }, notDone: { removed: from } });
		expect([...emulator.store.bots]).toEqual(expect.arrayContaining([from, '9.9.9.9']));
	});

	it.each([
		['one', 1, '1 item of this run is done: run it again only for the others.'],
		['three', 3, '3 items of this run are done: run it again only for the others.'],
	])('says, where an error ends the run, that %s of the items before are done', async (_, count, words) => {
		emulator.fault({ kind: 'status', status: 500, method: 'POST', skip: count });
		const { error } = await runNode({
			parameters: { resource: 'group', operation: 'create', name: '={{ "G" + $itemIndex }}', type: 'campaigns', options: { retries: 0 } },
			credentials: { keitaroApi: { domain: emulator.url, apiKey: emulator.apiKey } },
			items: [{}, {}, {}, {}, {}],
		});
		expect(error?.description).toMatch(new RegExp(`${words.replace(/\./g, '\\.')}$`));
	});
});

describe('the list, as trackers that differ give it', () => {
	it.each<[string, unknown, string[]]>([
		['lines of a text', { value: '1.1.1.1\r\n\n 2.2.2.0/24 \n' }, ['1.1.1.1', '2.2.2.0/24']],
		['an empty text', { value: '' }, []],
		['nothing', { value: null }, []],
		['a list', { value: ['1.1.1.1', ' 2.2.2.0/24 '] }, ['1.1.1.1', '2.2.2.0/24']],
		['a bare list', ['1.1.1.1', '2.2.2.0/24'], ['1.1.1.1', '2.2.2.0/24']],
		['an empty bare list', [], []],
	])('%s', async (_, answer, entries) => {
		emulator.fault({ kind: 'body', body: JSON.stringify(answer), method: 'GET' });
		const { items } = await run({ operation: 'getAll', returnAll: true });
		expect(items[0].json.data).toEqual(entries.map((value) => ({ value })));
		const found = await run({ operation: 'get', botId: '2.2.2.9' });
		expect(found.items[0].json.data).toMatchObject({ listed: entries.length > 0 });
	});

	it.each<[string, unknown]>([
		['getAll', {}],
		['get', { list: '1.1.1.1' }],
		['update', { value: 5 }],
		['get', null],
	])('%s takes no other answer for an empty list: %j', async (operation, answer) => {
		emulator.fault({ kind: 'body', body: JSON.stringify(answer), method: 'GET' });
		const { error } = await run({ operation, botId: '1.1.1.1', botData: '2.2.2.2' });
		expect(error?.message).toMatch(/^The tracker answered with .* where the bot list should come \(HTTP 200\)$/);
		expect(emulator.requests.map(({ method }) => method)).toEqual(['GET']);
	});
});

it('opens workflows of the original node, which gave JSON', async () => {
	const { items } = await runNode({
		typeVersion: 1,
		parameters: { resource: 'bot', operation: 'create', botData: '{"value": "1.1.1.1\\n2.2.2.2"}' },
		credentials: { keitaroApi: { domain: emulator.url, apiKey: emulator.apiKey } },
	});
	expect(items[0].json).toMatchObject({ success: true, data: { count: 2 } });
});

describe('what became of entries', () => {
	const dataOf = async (operation: string, ips: string[], botCount: 'sent' | 'changed' | 'all') => {
		emulator.settings.botCount = botCount;
		const form = { operation, [operation === 'create' ? 'botData' : 'botId']: '={{ $json.ip }}' };
		const { items } = await run(
			form,
			ips.map((ip) => ({ ip })),
		);
		return items.map(({ json }) => json.data);
	};

	// On the list are 203.0.113.7, 203.0.113.8, 192.0.2.55 and 198.51.100.0/24.
	it.each<[string, string[], 'sent' | 'changed' | 'all', object[]]>([
		['create', ['1.1.1.1, 203.0.113.7'], 'changed', [{ count: 1, entries: 2, added: 1, already_listed: 1 }]],
		['create', ['203.0.113.7'], 'changed', [{ count: 0, entries: 1, added: 0, already_listed: 1 }]],
		['create', ['1.1.1.1'], 'changed', [{ count: 1, entries: 1, added: 1, already_listed: 0 }]],
		['delete', ['1.1.1.1, 203.0.113.7'], 'changed', [{ count: 1, entries: 2, removed: 1, not_listed: 1 }]],
		// The whole list is counted: that says nothing of the entries.
		['create', ['1.1.1.1'], 'all', [{ count: 5, entries: 1 }]],
		[
			'create',
			['1.1.1.1', '2.2.2.2'],
			'changed',
			[1, 1].map((entries) => ({
				count: 2,
				entries,
				added: 1,
				already_listed: 0,
				of_all_items: { entries: 2, added: 2, already_listed: 0 },
			})),
		],
		// Whose entry was there before is not known; that one was is.
		[
			'create',
			['1.1.1.1', '203.0.113.7'],
			'changed',
			[1, 1].map((entries) => ({ count: 1, entries, of_all_items: { entries: 2, added: 1, already_listed: 1 } })),
		],
	])('%s of %j, where the tracker counts what was %s', async (operation, ips, counts, data) => {
		expect(await dataOf(operation, ips, counts)).toEqual(data);
	});

	it('is known of each item where the list was read', async () => {
		const { items } = await run({ operation: 'update', botId: '={{ $json.old }}', botData: '={{ $json.new }}' }, [
			{ old: '203.0.113.7', new: '8.8.8.8, 192.0.2.55' },
			{ old: '203.0.113.8', new: '203.0.113.8, 9.9.9.9' },
		]);
		expect(items.map(({ json }) => json.data)).toMatchObject([
			{ removed: 1, added: 1, already_listed: 1 },
			{ removed: 0, added: 1, already_listed: 1 },
		]);
	});
});
