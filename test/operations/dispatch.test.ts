import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { runNode } from '../engine';
import { startEmulator, type Emulator } from '../emulator';

let emulator: Emulator;
beforeAll(async () => void (emulator = await startEmulator()));
afterAll(async () => await emulator.stop());
beforeEach(() => emulator.reset());

const keitaroApi = (more: IDataObject = {}) => ({ domain: emulator.url, apiKey: emulator.apiKey, ...more }) as Record<string, string>;
const run = async (parameters: INodeParameters, items: IDataObject[] = [{}], more: Partial<Parameters<typeof runNode>[0]> = {}) =>
	await runNode({ parameters: { options: { retryPause: 1 }, ...parameters }, credentials: { keitaroApi: keitaroApi() }, items, ...more });
const numbered = (count: number) => Array.from({ length: count }, (_, at) => ({ at }));
const getEach: INodeParameters = { resource: 'campaign', operation: 'get', campaignId: '={{ $json.at % 5 + 1 }}' };

describe('the pair', () => {
	/** n8n evaluates expressions in place of a resource or an operation up to some version of n8n 2; later it hands them on as they are. */
	const unevaluated = /The (resource|operation) is an expression, \{\{.*\}\}, which n8n does not evaluate in this place/;
	const advice = /Choose it from the list/;

	it.each<[INodeParameters, RegExp, RegExp]>([
		[{ resource: '={{ "bots" }}', operation: 'get' }, /resource "bots" is not supported/, /campaign/],
		[{ resource: '={{ "constructor" }}', operation: 'get' }, /resource "constructor"/, /campaign/],
		[{ resource: '={{ "__proto__" }}', operation: 'get' }, /resource "__proto__"/, /campaign/],
		[
			{ resource: 'bot', operation: '={{ "toString" }}' },
			/operation "toString" is not supported for the resource "bot"/,
			/getAll, get, create/,
		],
		[{ resource: 'bot', operation: '={{ $json.nothing }}' }, /operation "(undefined|null)" is not supported/, /getAll/],
	])('%j is refused with what there is', async (parameters, message, description) => {
		const { error } = await run(parameters, [{}], { typeVersion: 1 });
		const told = [error?.message, error?.description];
		const expected = unevaluated.test(String(error?.message)) ? [unevaluated, advice] : [message, description];
		expect(told).toEqual(expected.map((text) => expect.stringMatching(text) as string));
		expect(error?.name).toBe('NodeOperationError');
		expect(emulator.requests).toEqual([]);
	});

	it('may differ from item to item, where n8n evaluates it', async () => {
		const { items, errorItems } = await run(
			{ resource: '={{ $json.resource }}', operation: '={{ $json.operation }}', campaignId: 1, botId: '203.0.113.7' },
			[
				{ resource: 'campaign', operation: 'get' },
				{ resource: 'bot', operation: 'get' },
				{ resource: 'bot', operation: 'valueOf' },
				{ resource: 'campaign', operation: 'get' },
			],
			{ typeVersion: 1, settings: { onError: 'continueErrorOutput' } },
		);
		const ended = items.map(({ json, pairedItem }) => [json.resource, json.operation, pairedItem]);
		const failed = errorItems.map(({ json, pairedItem }) => [json.error, pairedItem]);
		if (unevaluated.test(String(errorItems[0].json.error))) {
			expect(ended).toEqual([]);
			expect(failed).toEqual([0, 1, 2, 3].map((item) => [expect.stringMatching(unevaluated) as string, { item }]));
			return;
		}
		expect(ended).toEqual([
			['campaign', 'get', { item: 0 }],
			['bot', 'get', { item: 1 }],
			['campaign', 'get', { item: 3 }],
		]);
		expect(failed).toEqual([[expect.stringMatching(/valueOf/), { item: 2 }]]);
	});
});

describe('the credential', () => {
	it.each([
		['no credential', {}, /No Keitaro credential is chosen/],
		['an empty address', { domain: ' ' }, /no tracker address/],
		['an empty key', { apiKey: '' }, /no API key/],
		['a key with a line break inside', { apiKey: 'a\nb' }, /characters that no key has/],
	])('%s is told before any request', async (_, more, message) => {
		const credentials = Object.keys(more).length === 0 ? {} : { keitaroApi: keitaroApi(more) };
		const { error } = await run(getEach, [{ at: 0 }], { credentials });
		expect(error?.message).toMatch(message);
		expect(error?.description).toMatch(/credential|key/i);
		const { errorItems } = await run(getEach, numbered(2), { credentials, settings: { onError: 'continueErrorOutput' } });
		expect(errorItems.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
		expect(emulator.requests).toEqual([]);
	});

	it('may hold the address as it was copied from the browser, and a key with space around it', async () => {
		const { items } = await run(getEach, [{ at: 0 }], {
			credentials: { keitaroApi: keitaroApi({ domain: `${emulator.url}/admin/#!/campaigns/15`, apiKey: ` ${emulator.apiKey} ` }) },
		});
		expect(items[0].json).toMatchObject({ success: true, data: { id: 1 } });
	});
});

describe('many items', () => {
	it('are read five at a time, and come out in their order', async () => {
		emulator.settings.latency = 20;
		const { items } = await run(getEach, numbered(40));
		expect(items.map(({ json }) => (json.data as IDataObject).id)).toEqual(numbered(40).map(({ at }) => (at % 5) + 1));
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual(numbered(40).map(({ at }) => ({ item: at })));
		expect(emulator.maxInFlight).toBe(5);
	});

	it.each([
		[1, 1],
		[12, 12],
		[500, 30],
	])('Concurrent Requests %i: at most %i in flight', async (concurrentRequests, most) => {
		emulator.settings.latency = most * 8;
		await run({ ...getEach, options: { concurrentRequests } }, numbered(30));
		expect(emulator.maxInFlight).toBeLessThanOrEqual(most);
		expect(emulator.maxInFlight).toBeGreaterThan(most === 1 ? 0 : 5);
	});

	it('are written one at a time', async () => {
		emulator.settings.latency = 5;
		await run({ resource: 'campaign', operation: 'disable', campaignId: '={{ $json.at + 1 }}' }, numbered(3));
		expect(emulator.maxInFlight).toBe(1);
	});

	it('stop being sent after the first error', async () => {
		const { error } = await run(
			{ ...getEach, campaignId: '={{ $json.at === 1 ? 999 : 1 }}', options: { concurrentRequests: 1 } },
			numbered(20),
		);
		expect(error).toMatchObject({ httpCode: '404', context: { itemIndex: 1 } });
		expect(emulator.requests).toHaveLength(2);
	});

	it('give none for none', async () => {
		expect((await run(getEach, [])).items).toEqual([]);
		expect(emulator.requests).toEqual([]);
	});

	it('are left where they are when the execution is cancelled', async () => {
		const cancel = new AbortController();
		emulator.onRequest(() => {
			if (emulator.requests.length >= 3) cancel.abort();
		});
		emulator.settings.latency = 20;
		await run({ ...getEach, options: { concurrentRequests: 1 } }, numbered(50), { signal: cancel.signal });
		expect(emulator.requests).toHaveLength(3);
	});
});

describe('an answer', () => {
	it.each([
		[{ kind: 'status', status: 401, body: '{"error":"bad key"}' }, /does not accept the API key: bad key \(HTTP 401\)/, /new key/],
		[{ kind: 'status', status: 402, body: '{"error":"no"}' }, /not part of this tracker's edition.*\(HTTP 402\)/, /Expert/],
		[
			{ kind: 'status', status: 403, body: '{"error":"You have no permission","stacktrace":null}' },
			/may not do this: You have no permission \(HTTP 403\)/,
			/right/,
		],
		[{ kind: 'status', status: 403, body: '{"title":"Error 1010","cloudflare_error":true}' }, /Cloudflare/, /Allow this n8n server/],
		[
			{ kind: 'status', status: 403, body: '<html>Attention Required! | Cloudflare</html>', headers: { server: 'cloudflare' } },
			/Cloudflare/,
			/Allow/,
		],
		[
			{ kind: 'status', status: 404, body: 'Traffic\\Model\\Campaign #1 not found' },
			/Traffic\\Model\\Campaign #1 not found \(HTTP 404\)/,
			/archive/,
		],
		[{ kind: 'status', status: 406, body: '{"name":["is required"]}' }, /name: is required \(HTTP 406\)/, /fields/],
		[{ kind: 'status', status: 422, body: '{"alias":["used","short"],"name":"x"}' }, /alias: used, short; name: x \(HTTP 422\)/, /fields/],
		[{ kind: 'status', status: 418, body: 'teapot' }, /unexpected status: teapot \(HTTP 418\)/, /address/],
		[{ kind: 'status', status: 500, body: '' }, /could not handle the request \(HTTP 500\)/, /log/],
		[{ kind: 'html' }, /a web page answered/, /traffic domain/],
		[{ kind: 'invalidJson' }, /damaged/, /Try again/],
		[{ kind: 'redirect', location: 'https://elsewhere.example.com/' }, /sends the request elsewhere \(HTTP 30\d\)/, /final address/],
		[{ kind: 'dropBefore' }, /broke off/, /Try again/],
	] as const)('%j is told in words', async (fault, message, description) => {
		emulator.fault(fault);
		const { error } = await run(getEach, [{ at: 0 }]);
		expect(error?.message).toMatch(message);
		expect(error?.description).toMatch(description);
	});

	it('that does not come in time is told', async () => {
		emulator.fault({ kind: 'timeout' });
		const { error } = await run({ ...getEach, options: { timeout: 100, retries: 0 } }, [{ at: 0 }]);
		expect(error?.message).toMatch(/did not answer within 0.1 seconds/);
		expect(error?.description).toMatch(/Timeout/);
	});

	it.each([
		['http://127.0.0.1:1', /refuses connections or cannot be reached/],
		['http://tracker.invalid', /There is no server named|cannot be reached/],
	])('from %s cannot come', async (domain, message) => {
		const { error } = await run({ ...getEach, options: { retries: 0 } }, [{ at: 0 }], {
			credentials: { keitaroApi: keitaroApi({ domain }) },
		});
		expect(error?.message).toMatch(message);
	});
});

describe('repeats', () => {
	const create: INodeParameters = { resource: 'group', operation: 'create', dataMode: 'fields', name: 'New', type: 'campaigns' };

	it.each([
		['a read', getEach, { kind: 'status', status: 503, times: 2 }, 3, true],
		['a read', getEach, { kind: 'dropBefore', times: 1 }, 2, true],
		['a read', getEach, { kind: 'status', status: 500, times: 1 }, 1, false],
		['a read', getEach, { kind: 'status', status: 503 }, 3, false],
		['a create', create, { kind: 'status', status: 429, times: 1, headers: { 'Retry-After': '0' } }, 2, true],
		['a create', create, { kind: 'status', status: 503, times: 1 }, 1, false],
		['a create', create, { kind: 'dropAfter', times: 1 }, 1, false],
	] as const)('%s %#: %j', async (_, parameters, fault, requests, success) => {
		emulator.fault(fault);
		const { items, error } = await run(parameters, [{ at: 0 }]);
		expect(emulator.requests).toHaveLength(requests);
		expect(error === undefined).toBe(success);
		if (success) expect(items[0].json.success).toBe(true);
	});

	it('a create whose answer was lost says that it may have been carried out', async () => {
		emulator.fault({ kind: 'dropAfter' });
		const before = emulator.store.groups.length;
		const { error } = await run(create);
		expect(error?.description).toMatch(/may have been carried out.*look in the tracker/i);
		expect(emulator.store.groups).toHaveLength(before + 1);
	});
});

describe('a list that ends at the limit', () => {
	const list = async (parameters: INodeParameters = {}, items = 1) => {
		const { hints } = await run({ resource: 'offer', operation: 'getAll', ...parameters }, numbered(items));
		return hints.map(({ message }) => message);
	};

	it('says so once, when nobody chose that limit', async () => {
		emulator.store.generateOffers(100);
		const hint = [expect.stringMatching(/first 50 results.*Return All/)];
		expect(await list()).toEqual(hint);
		expect(await list({ output: 'data' }, 3)).toEqual(hint);
	});

	it.each<[string, INodeParameters]>([
		['another limit', { limit: 20 }],
		['Return All', { returnAll: true }],
		['less than that in it', { resource: 'source' }],
	])('says nothing with %s', async (_, parameters) => {
		emulator.store.generateOffers(100);
		expect(await list(parameters)).toEqual([]);
	});
});

describe('secrets', () => {
	it('never leave, whatever the tracker says', async () => {
		emulator.fault({ kind: 'echoKey' });
		for (const settings of [{}, { onError: 'continueRegularOutput' as const }, { onError: 'continueErrorOutput' as const }]) {
			const { saved, error } = await run(getEach, [{ at: 0 }], { settings });
			expect(saved).not.toContain(emulator.apiKey);
			expect(JSON.stringify(error ?? {})).not.toContain(emulator.apiKey);
		}
	});

	it('do not go where a redirect leads', async () => {
		const other = await startEmulator();
		emulator.fault({ kind: 'redirect', location: `${other.url}/admin_api/v1/campaigns/1` });
		const { error } = await run(getEach, [{ at: 0 }]);
		expect(error?.message).toMatch(/elsewhere/);
		expect(other.requests).toEqual([]);
		await other.stop();
	});

	it('that were masked are not written back in place of the real ones', async () => {
		const { error } = await run({
			resource: 'campaign',
			operation: 'update',
			campaignId: 1,
			dataMode: 'json',
			campaignData: '{"token":"<masked>"}',
		});
		expect(error?.message).toMatch(/still holds <masked>/);
		expect(emulator.requests).toEqual([]);
	});
});

describe('an ID that an expression does not give', () => {
	const envelope = { request: {}, resource: 'campaign', operation: 'get', success: true };
	it.each([
		[
			'the record of an envelope',
			'={{ $json.id }}',
			{ ...envelope, data: { id: 1 } },
			'The record of this item is in "data": use {{ $json.data.id }}.',
		],
		['a whole envelope', '={{ $json }}', { ...envelope, data: { id: 1 } }, 'It is a whole output item: use {{ $json.data.id }}.'],
		[
			'an envelope with a list',
			'={{ $json.id }}',
			{ ...envelope, data: [{ id: 1 }], count: 1 },
			/^Set Output of the node before to Item per Record/,
		],
		['a list', '={{ $json.data }}', { ...envelope, data: [{ id: 1 }] }, /^It is a list, and this field takes one\. Set Output/],
		['the whole record', '={{ $json.data }}', { ...envelope, data: { id: 1 } }, 'It is a whole record: take its ID, {{ $json.data.id }}.'],
		['a bare record', '={{ $json }}', { id: 1 }, 'It is a whole record: take its ID, {{ $json.id }}.'],
		['nothing', '={{ $json.id }}', {}, /^Enter the ID/],
	])('but %s, is told with the expression that does', async (_, value, item, advice) => {
		emulator.reset();
		for (const campaignId of [value, { __rl: true, mode: 'id', value }]) {
			const { error } = await run({ resource: 'campaign', operation: 'disable', campaignId }, [item]);
			if (typeof advice === 'string') expect(error?.description).toBe(advice);
			else expect(error?.description).toMatch(advice);
		}
		expect(emulator.requests).toEqual([]);
	});
});

describe('a list without records', () => {
	it.each(['records', 'data'])('gives no item as %s, and a hint that says so', async (output) => {
		emulator.reset();
		emulator.store.bots.clear();
		const { items, hints } = await run({ resource: 'bot', operation: 'getAll', output }, [{}, {}]);
		expect(items).toEqual([]);
		expect(hints.map(({ message }) => message)).toEqual(['No records were found for 2 input items, so no item comes out for them.']);
	});

	it('is one item where the list is wanted as one', async () => {
		emulator.reset();
		emulator.store.bots.clear();
		const { items, hints } = await run({ resource: 'bot', operation: 'getAll', output: 'full' });
		expect(items[0].json).toMatchObject({ data: [], count: 0 });
		expect(hints).toEqual([]);
	});
});

it('the records of a list share the request, so that they take no more memory than the list', async () => {
	emulator.reset();
	const { items } = await run({ resource: 'campaign', operation: 'getAll', returnAll: true });
	expect(items.length).toBeGreaterThan(2);
	expect(items.map(({ json }) => (json.data as IDataObject).id)).toEqual(expect.arrayContaining([1, 2]));
	expect(new Set(items.map(({ json }) => json.request)).size).toBe(1);
});
