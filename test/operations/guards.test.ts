/** Guards of every operation: an execution that was cancelled before, a certificate that nobody vouches for, and how long is waited. */
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import type { INodeParameters } from 'n8n-workflow';
import { poll, runNode, type RunNodeOptions } from '../engine';
import { certificate } from '../engine/certificate';
import { startEmulator, type Emulator } from '../emulator';
import { known, sampleOf } from './every';

let emulator: Emulator;
beforeAll(async () => void (emulator = await startEmulator()));
afterAll(async () => await emulator.stop());
beforeEach(() => emulator.reset());

const credentials = (more: object = {}) => ({
	keitaroApi: { domain: emulator.url, apiKey: emulator.apiKey, postbackKey: emulator.postbackKey, ...more },
});

async function run(one: (typeof known)[number], options: INodeParameters = {}, more: Partial<RunNodeOptions> = {}) {
	const { setup, minimal, item = { json: {} } } = sampleOf(one);
	emulator.reset();
	setup?.(emulator);
	return await runNode({
		parameters: { resource: one.resource.value, operation: one.operation.value, ...minimal, options },
		credentials: credentials(),
		items: [structuredClone(item), structuredClone(item)],
		...more,
	});
}

it('an execution that is cancelled as the node starts sends nothing, in any operation', async () => {
	const sending: string[] = [];
	for (const one of known) {
		const cancel = new AbortController();
		const { status } = await run(
			one,
			{},
			{ signal: cancel.signal, onNode: (name, event) => name === 'Node' && event === 'start' && cancel.abort() },
		);
		if (emulator.requests.length > 0 || status !== 'canceled') sending.push(`${one.name}: ${status}, ${emulator.requests.length} requests`);
	}
	expect(sending).toEqual([]);
});

it.each<[string, unknown, boolean]>([
	['offer:get', null, false],
	['offer:get', [], false],
	['offer:get', {}, false],
	['offer:update', null, false],
	['offer:create', true, false],
	['offer:delete', null, true],
	['campaign:delete', [], true],
	['offer:getAll', {}, false],
	['offer:getAll', [], true],
	['log:getTypes', [{}], false],
	['click:clean', null, true],
	['campaign:updateCosts', null, true],
	['stats:getAll', {}, false],
	['stream:getEvents', [], true],
	['click:create', [], false],
	['postback:test', 5, true],
	['offer:download', {}, false],
])('%s: the answer %j is right: %s', async (name, answer, isRight) => {
	const [one] = known.filter((each) => each.name === name);
	const { setup, minimal, item = { json: {} } } = sampleOf(one);
	setup?.(emulator);
	emulator.fault({ kind: 'body', body: JSON.stringify(answer) });
	const { error } = await runNode({
		parameters: { resource: one.resource.value, operation: one.operation.value, checkClicks: false, ...minimal },
		credentials: credentials(),
		items: [item],
	});
	expect(error === undefined).toBe(isRight);
	if (error) expect(error.message).toMatch(/ should come \(HTTP 200\)$/);
	expect(emulator.requests).toHaveLength(1);
});

describe('a certificate that nobody vouches for', () => {
	let server: https.Server;
	let domain: string;
	let requests = 0;
	beforeAll(async () => {
		server = https.createServer(certificate, (_, response) => {
			requests++;
			response.setHeader('Content-Type', 'application/json');
			response.end('{"id":1,"name":"x"}');
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		domain = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
	});
	afterAll(async () => await new Promise((resolve) => server.close(resolve)));
	beforeEach(() => void (requests = 0));

	const get = async (ignoreSslIssues: unknown) =>
		await runNode({
			parameters: { resource: 'campaign', operation: 'get', campaignId: 1, options: { retries: 3, retryPause: 1 } },
			credentials: credentials({ domain, ...(ignoreSslIssues === undefined ? {} : { ignoreSslIssues }) }),
		});

	it.each([undefined, false, null, '', 'no', 0])('is not accepted while Ignore SSL Issues is %j, and not tried again', async (ignore) => {
		const { error } = await get(ignore);
		expect(error).toMatchObject({
			message: expect.stringMatching(/^The certificate of 127\.0\.0\.1:\d+ is not trusted$/) as string,
			description: expect.stringContaining('Ignore SSL Issues') as string,
		});
		expect(requests).toBe(0);
	});

	it('is accepted when Ignore SSL Issues is on', async () => {
		const { items, error } = await get(true);
		expect(error).toBeUndefined();
		expect(items[0].json.data).toEqual({ id: 1, name: 'x' });
		expect(requests).toBe(1);
	});
});

describe('what is waited', () => {
	/** Milliseconds that were slept, one sum for each row of naps; nothing is really waited for. */
	let naps: number[];
	let deadlines: number[];
	const [later, deadline, random] = [globalThis.setTimeout, AbortSignal.timeout, Math.random];
	beforeEach(() => {
		naps = [];
		deadlines = [];
		emulator.onRequest(() => void naps.push(0));
		globalThis.setTimeout = ((work: (...given: unknown[]) => void, ms = 0, ...given: unknown[]) => {
			if (ms > 100 || naps.length === 0) return later(work, ms, ...given);
			naps[naps.length - 1] += ms;
			return setImmediate(work, ...given);
		}) as typeof setTimeout;
		AbortSignal.timeout = (ms) => (deadlines.push(ms), new AbortController().signal);
		Math.random = () => 0;
	});
	afterEach(() => {
		globalThis.setTimeout = later;
		AbortSignal.timeout = deadline;
		Math.random = random;
	});

	/** What was slept, in tenths of a second: others set short timers, too. */
	const tenths = () => naps.map((nap) => Math.round(nap / 100));
	const get = async (options: INodeParameters = {}, items = 1) =>
		await runNode({
			parameters: { resource: 'offer', operation: 'get', offerId: 1, options },
			credentials: credentials(),
			items: Array.from({ length: items }, () => ({})),
			settings: { onError: 'continueRegularOutput' },
		});

	it('a request has a minute, and a file ten', async () => {
		await get();
		const [downloading] = known.filter(({ name }) => name === 'offer:download');
		expect(deadlines).toEqual([60_000]);
		await run(downloading);
		expect(deadlines).toEqual([60_000, 600_000, 600_000]);
	});

	it.each([
		[5000, 5000],
		['7000', 7000],
		[10 ** 12, 24 * 3_600_000],
		[0, 60_000],
		[0.2, 60_000],
		[-5, 60_000],
		['', 60_000],
		['soon', 60_000],
		[null, 60_000],
	])('a request with the timeout %j has %i ms', async (timeout, ms) => {
		await get({ timeout: `={{ ${JSON.stringify(timeout)} }}` });
		expect(deadlines).toEqual([ms]);
	});

	it.each<[string, INodeParameters, Record<string, string>, number[]]>([
		['usually', {}, {}, [1000, 2000, 0]],
		['with more repeats', { retries: 4 }, {}, [1000, 2000, 4000, 8000, 0]],
		['with no repeats', { retries: 0 }, {}, [0]],
		['with too many repeats', { retries: 1000, retryPause: 0 }, {}, Array<number>(11).fill(0)],
		['with a pause', { retryPause: 1500 }, {}, [1500, 3000, 0]],
		['with a long pause', { retryPause: 10_000_000 }, {}, [60_000, 60_000, 0]],
		['with values that are none', { retries: '={{ "x" }}', retryPause: '={{ null }}' }, {}, [1000, 2000, 0]],
		['as the tracker wishes', {}, { 'Retry-After': '3' }, [3000, 3000, 0]],
		['no longer than a minute', {}, { 'Retry-After': '3600' }, [60_000, 60_000, 0]],
	])('before a repeat %s', async (_, options, headers, waited) => {
		emulator.fault({ kind: 'status', status: 503, headers });
		await get(options);
		expect(emulator.requests).toHaveLength(waited.length);
		waited.forEach((ms, at) => expect(Math.abs(tenths()[at] - ms / 100)).toBeLessThan(3));
	});

	it('before a repeat in a trigger', async () => {
		emulator.fault({ kind: 'status', status: 503 });
		const polling = poll({
			type: 'n8n-nodes-keitaro.keitaroTrigger',
			parameters: { event: 'domainStatusChanged' },
			credentials: credentials(),
			staticData: {},
		});
		await expect(polling).rejects.toThrow('HTTP 503');
		[10, 20, 0].forEach((due, at) => expect(Math.abs(tenths()[at] - due)).toBeLessThan(3));
	});

	it.each([
		[undefined, 0],
		[2500, 2500],
		['={{ "3000" }}', 3000],
		[-1, 0],
		['={{ "x" }}', 0],
		[100_000_000, 600_000],
	])('between two items with the pause %j: %i ms', async (pause, ms) => {
		await get({ concurrentRequests: 1, ...(pause === undefined ? {} : { pause }) }, 2);
		expect(Math.abs(tenths()[0] - ms / 100)).toBeLessThan(3);
	});
});
