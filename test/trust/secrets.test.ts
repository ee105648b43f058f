import { createServer, request as forward, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { INode, INodeParameters } from 'n8n-workflow';
import { clearEngineLog, listSearch, loadKeitaro, loadOptions, nodeType, runNode } from '../engine';
import { startEmulator, type Emulator, type Fault, type RecordedRequest } from '../emulator';
import { withoutPauses } from './impatience';
import { escaped, everythingSent, leaks, plant, SECRETS, spoil, withSecrets } from './markers';
import { note } from './report';
import { everyOperation, formsOf, type OneOperation } from './walk';

/**
 * No secret is in anything that n8n shows, logs or stores: not when all is well, not when the tracker, or whatever answers in its place,
 * repeats in its errors all that it was sent, not when the network fails, and whatever is to happen on errors.
 */

let emulator: Emulator;
/** Where redirects lead: it must never be reached. */
let elsewhere: Emulator;
let proxy: Server;
beforeAll(async () => {
	emulator = await startEmulator({ apiKey: SECRETS.apiKey, postbackKey: SECRETS.postbackKey });
	elsewhere = await startEmulator();
	proxy = createServer((incoming, answer) => {
		const { method, headers, url } = incoming;
		const passed = forward(url!, { method, headers }, (response) => {
			answer.writeHead(response.statusCode!, response.headers);
			response.pipe(answer);
		});
		passed.on('error', () => answer.destroy());
		incoming.pipe(passed);
	});
	await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
});
withoutPauses();
afterAll(async () => {
	await emulator.stop();
	await elsewhere.stop();
	proxy.closeAllConnections();
	await new Promise((resolve) => proxy.close(resolve));
});
afterEach(() => {
	for (const name of ['HTTP_PROXY', 'NO_PROXY']) delete process.env[name];
});

/** Sends all requests of n8n through a proxy that wants a login. */
function useProxy(port: number): void {
	process.env.HTTP_PROXY = `http://user:${SECRETS.proxyOfServer}@127.0.0.1:${port}`;
	process.env.NO_PROXY = '';
}

interface Outcome {
	name: string;
	succeeds?: boolean;
	/** What comes is sometimes what was asked for. */
	mayWork?: boolean;
	/** How the answer to a request is spoiled. */
	fault?: (request: RecordedRequest) => Fault;
	prepare?: () => void;
	domain?: () => string;
}

const UNUSED_PORT = 9;

const outcomes: Outcome[] = [
	{ name: 'success', succeeds: true },
	{ name: 'success through a proxy', succeeds: true, prepare: () => useProxy((proxy.address() as AddressInfo).port) },
	{
		name: 'an error that repeats all that was sent',
		fault: (request) => ({ kind: 'status', status: 422, body: JSON.stringify({ error: everythingSent(request) }) }),
	},
	{
		name: 'a list of errors that repeats all that was sent',
		fault: (request) => ({
			kind: 'status',
			status: 406,
			body: JSON.stringify({ [request.url]: [request.headers, request.json, request.body] }),
		}),
	},
	{
		name: 'an error page that repeats all that was sent',
		fault: (request) => ({ kind: 'html', status: 502, body: `<pre>${escaped(everythingSent(request))}</pre>` }),
	},
	{
		name: 'a page with 200 that repeats all that was sent',
		fault: (request) => ({ kind: 'plainText', body: `${'x'.repeat(1990)}${everythingSent(request)}` }),
	},
	{
		name: 'an error that holds a record with its secrets',
		fault: () => ({
			kind: 'status',
			status: 422,
			body: JSON.stringify({
				error: 'Not saved',
				record: {
					token: SECRETS.clickToken,
					avscan_key: SECRETS.avscanKey,
					api_key: SECRETS.entered,
					users: [{ password: SECRETS.entered, proxy: { password: SECRETS.facebookProxy } }],
					url: `https://n8n.example.com/webhook/1/keitaro?secret=${SECRETS.trigger}&campaign_id=1`,
				},
			}),
		}),
	},
	{
		name: 'an error that shows the key in pieces',
		fault: () => ({
			kind: 'status',
			status: 500,
			body: JSON.stringify({
				error: `check('${SECRETS.apiKey.slice(0, 20)}...') ${SECRETS.apiKey.toUpperCase()} ${SECRETS.apiKey.match(/.{1,4}/g)!.join(' ')}`,
				more: [Buffer.from(SECRETS.apiKey).toString('base64'), Buffer.from(SECRETS.apiKey).toString('hex')],
			}),
		}),
	},
	{
		name: 'a 200 that repeats the request as a record',
		mayWork: true,
		fault: ({ json }) => ({ kind: 'body', body: JSON.stringify({ id: 1, ...(json as object | undefined) }) }),
	},
	{ name: 'a redirect', fault: ({ url }) => ({ kind: 'redirect', location: `${elsewhere.url}${url}` }) },
	{ name: 'a connection that breaks off', fault: () => ({ kind: 'dropAfter' }) },
	{ name: 'a server that is not there', domain: () => `http://127.0.0.1:${UNUSED_PORT}` },
	{ name: 'a proxy that is not there', prepare: () => useProxy(UNUSED_PORT) },
	{ name: 'an address with a login', domain: () => emulator.url.replace('//', `//user:${SECRETS.loginOfAddress}@`) },
];

function arrange({ fault, prepare }: Outcome, setup?: (tracker: Emulator) => void): void {
	clearEngineLog();
	emulator.reset();
	setup?.(emulator);
	plant(emulator);
	prepare?.();
	if (fault) spoil(emulator, fault);
}

const credentials = ({ domain }: Outcome) => ({
	keitaroApi: { domain: domain?.() ?? emulator.url, apiKey: SECRETS.apiKey, postbackKey: SECRETS.postbackKey },
});

async function run(one: OneOperation, form: INodeParameters, outcome: Outcome, onError: INode['onError']) {
	const { setup, item = { json: {} } } = one.sample;
	arrange(outcome, setup);
	const result = await runNode({
		parameters: {
			resource: one.resource,
			operation: one.operation,
			...withSecrets(form),
			...('confirm' in form ? { confirm: false } : {}),
			options: { retries: 1, retryPause: 1 },
		},
		credentials: credentials(outcome),
		items: [structuredClone(item), structuredClone(item)],
		settings: { onError },
	});
	return { ...result, saved: withoutForm(result.saved) };
}

/** What was entered in a node is part of the workflow. n8n keeps it with an execution that failed, to be able to take it up again. */
function withoutForm(saved: string): string {
	const data = JSON.parse(saved) as [{ executionData?: { nodeExecutionStack?: Array<{ node: Partial<INode> }> } }];
	for (const { node } of data[0].executionData?.nodeExecutionStack ?? []) delete node.parameters;
	return JSON.stringify(data);
}

/** The tracker's public side answers in any form. */
const publicOnly = () => emulator.requests.every(({ path }) => !path.startsWith('/admin_api/'));

const worked = everyOperation.filter(({ sample }) => !sample.explains);
let [runs, failures] = [0, 0];

describe.each(outcomes)('$name', (outcome) => {
	it.each(everyOperation)('$name', async (one) => {
		const forms = formsOf(one.sample);
		for (const form of outcome.succeeds ? forms : [Object.assign({}, ...forms) as INodeParameters]) {
			for (const onError of outcome.succeeds
				? ([undefined] as const)
				: ([undefined, 'continueRegularOutput', 'continueErrorOutput'] as const)) {
				const { items, errorItems, error, hints, saved } = await run(one, form, outcome, onError);
				runs++;
				const told = [...items, ...errorItems].filter(({ json }) => json.error !== undefined && json.success !== true);
				if (error || told.length > 0) failures++;
				expect(leaks({ items, errorItems, error, hints, saved })).toEqual([]);
				if (outcome.succeeds) expect(error === undefined || one.sample.explains !== undefined).toBe(true);
				else if (!outcome.mayWork) expect(error !== undefined || told.length > 0 || publicOnly()).toBe(true);
			}
		}
		expect(elsewhere.connections).toBe(0);
	});
});

it('they do take effect', async () => {
	const [read] = worked;
	for (const outcome of outcomes.filter(({ fault }) => fault)) {
		await run(read, formsOf(read.sample)[0], outcome, undefined);
		expect(emulator.requests[0].headers['api-key']).toBe(SECRETS.apiKey);
	}
	note('secrets', { operations: everyOperation.length, outcomes: outcomes.length, runs, failures });
	expect(failures).toBeGreaterThan(worked.length * (outcomes.length - 2));
});

describe.each(outcomes)('lists to choose from, with $name', (outcome) => {
	it('hold none', async () => {
		await loadKeitaro();
		const { methods } = nodeType('keitaro');
		const asked: Array<() => Promise<unknown>> = [
			...Object.keys(methods?.listSearch ?? {}).map((name) => async () => await listSearch(name, context(outcome))),
			...Object.keys(methods?.loadOptions ?? {}).map((name) => async () => await loadOptions(name, context(outcome))),
		];
		arrange(outcome);
		const results = await Promise.all(asked.map(async (ask) => await ask().catch((error: unknown) => error)));
		expect(leaks({ results })).toEqual([]);
	});
});

const context = (outcome: Outcome) => ({ parameters: { resource: 'campaign', operation: 'get' }, credentials: credentials(outcome) });
