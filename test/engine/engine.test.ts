/** The engine itself, with a fixture package: what the other tests rely on. */
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import {
	clearEngineLog,
	credentialType,
	engine,
	engineLog,
	listSearch,
	loadKeitaro,
	loadOptions,
	nodeType,
	runNode,
	testCredential,
	type RunNodeOptions,
} from '.';
import { makeFixturePackage } from './fixture';

const fixture = makeFixturePackage();
afterAll(fixture.remove);

const KEY = 'k-5c1d9';
let server: http.Server;
let demoApi: { baseUrl: string; key: string };

beforeAll(async () => {
	server = http.createServer((request, response) => {
		const url = new URL(request.url ?? '/', 'http://127.0.0.1');
		const key = request.headers['x-key'];
		const body: IDataObject = { path: url.pathname, key, tenant: url.searchParams.get('tenant'), ok: key !== 'not-ok' };
		response.writeHead(key === 'wrong' ? 401 : 200, { 'Content-Type': 'application/json', Connection: 'close' });
		response.end(JSON.stringify(body));
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	demoApi = { baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, key: KEY };
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

function demo(parameters: INodeParameters, options: Partial<RunNodeOptions> = {}) {
	return runNode({ type: 'n8n-nodes-fixture.demo', packageDir: fixture.dir, credentials: { demoApi }, parameters, ...options });
}

describe('runNode', () => {
	it('evaluates parameters for each item and pairs what comes out', async () => {
		const run = await demo({ text: '={{ $json.word }}!' }, { items: [{ word: 'a' }, { word: 'b' }] });
		expect(run.status).toBe('success');
		expect(run.error).toBeUndefined();
		expect(run.items).toEqual([
			{ json: { text: 'a!', version: 2 }, pairedItem: { item: 0 } },
			{ json: { text: 'b!', version: 2 }, pairedItem: { item: 1 } },
		]);
	});

	it('runs the asked version, and nothing without items', async () => {
		expect((await demo({ text: 'x' }, { typeVersion: 1 })).items[0].json.version).toBe(1);
		expect((await demo({ text: 'x' }, { items: [] })).items).toEqual([]);
	});

	it('fails with the node error', async () => {
		const run = await demo({ text: 'bad' });
		expect(run.status).toBe('error');
		expect(run.error).toMatchObject({ name: 'NodeOperationError', message: 'Bad text', context: { itemIndex: 0 } });
		expect(run.items).toEqual([]);
	});

	it('goes on after a failing item when told to', async () => {
		const items = [{ word: 'bad' }, { word: 'good' }];
		const run = await demo({ text: '={{ $json.word }}' }, { items, settings: { onError: 'continueRegularOutput' } });
		expect(run.status).toBe('success');
		expect(run.items.map(({ json }) => json.error ?? json.text)).toEqual(['Bad text', 'good']);
	});

	it('sends failed items to the error output, with their input', async () => {
		const items = [{ word: 'good' }, { word: 'bad' }];
		const run = await demo({ text: '={{ $json.word }}' }, { items, settings: { onError: 'continueErrorOutput' } });
		expect(run.items.map(({ json }) => json.text)).toEqual(['good']);
		expect(run.errorItems).toEqual([{ json: { word: 'bad', error: 'Bad text' }, pairedItem: { item: 1 } }]);
	});

	it('refuses to start with an empty required parameter and says which', async () => {
		const run = await demo({ text: '' });
		expect(run.status).toBe('error');
		expect(run.error?.description).toContain('Parameter \\"Text\\" is required.');
	});

	it('hands on hints', async () => {
		expect((await demo({ operation: 'hint', text: 'look here' })).hints).toEqual([{ message: 'look here', location: 'outputPane' }]);
	});

	it('takes and gives files', async () => {
		const { items } = await demo({ operation: 'file', text: 'content' });
		const data = { data: Buffer.from('content').toString('base64'), mimeType: 'text/plain', fileName: 'file.txt' };
		expect(items[0].binary?.data).toMatchObject(data);
		expect((await demo({ operation: 'file', text: 'other' }, { items })).items[0].binary?.data).toMatchObject(data);
	});

	it('knows the time zone', async () => {
		expect((await demo({ text: '={{ $now.zoneName }}' }, { timezone: 'Europe/Riga' })).items[0].json.text).toBe('Europe/Riga');
	});

	it('can be cancelled', async () => {
		const abort = new AbortController();
		setTimeout(() => abort.abort(), 100);
		expect((await demo({ operation: 'wait', text: 'x' }, { signal: abort.signal })).status).toBe('canceled');
	});

	it('knows nothing of other node types', async () => {
		await expect(runNode({ type: 'n8n-nodes-fixture.none', packageDir: fixture.dir, parameters: {} })).rejects.toThrow(
			'Unrecognized node type',
		);
	});
});

describe('credentials', () => {
	it('authenticate requests by rule, with the defaults of the form', async () => {
		const { items } = await demo({ operation: 'request', text: '/a' });
		expect(items[0].json.answer).toEqual({ path: '/a', key: KEY, tenant: 'main', ok: true });
	});

	it('authenticate requests by function', async () => {
		const parameters = { operation: 'request', text: '/a', auth: 'otherApi' };
		const { items } = await demo(parameters, { credentials: { demoApi, otherApi: { key: 'x' } } });
		expect(items[0].json.answer).toMatchObject({ key: 'from function x' });
	});

	it('are missing when none is given', async () => {
		const { error } = await demo({ operation: 'request', text: '/a' }, { credentials: {} });
		expect(error?.message).toBe('Node does not have any credentials set');
	});

	it('are missing when deleted', async () => {
		const { error } = await demo({ operation: 'request', text: '/a' }, { credentials: { demoApi: undefined } });
		expect(error?.message).toContain('does not exist for type "demoApi"');
	});

	it('do not show in what is saved of a run, failed or not', async () => {
		for (const key of [KEY, 'wrong']) {
			const run = await demo({ operation: 'request', text: '/a' }, { credentials: { demoApi: { ...demoApi, key } } });
			expect(run.saved).toContain(key === KEY ? '"path":"/a"' : 'Authorization failed');
			expect(run.saved.includes(`"${KEY}"`)).toBe(key === KEY); // the fixture server repeats it
		}
	});

	it('can be tested', async () => {
		const press = (changed: IDataObject) => testCredential('demoApi', { ...demoApi, ...changed }, fixture.dir);
		const { NodeApiError } = engine().workflow;
		const keepsCause = new NodeApiError({} as never, new Error('lost?') as never).cause !== undefined;
		expect(await press({})).toEqual({ status: 'OK', message: 'Connection successful!' });
		expect(await press({ key: 'not-ok' })).toEqual({ status: 'Error', message: 'Not ok' });
		expect(await press({ key: 'wrong' })).toEqual({
			status: 'Error',
			message: keepsCause ? 'The key is wrong' : 'Authorization failed - please check your credentials',
		});
		expect(await press({ baseUrl: 'http://127.0.0.1:1' })).toEqual({
			status: 'Error',
			message: keepsCause ? 'ECONNREFUSED' : 'The service refused the connection - perhaps it is offline',
		});
	});
});

describe('dropdowns', () => {
	const options = { type: 'n8n-nodes-fixture.demo', packageDir: fixture.dir };

	it('load their options with the filled-in parameters', async () => {
		const found = await loadOptions('colours', { ...options, credentials: { demoApi }, parameters: { text: 'now' } });
		expect(found).toEqual([{ name: `${demoApi.baseUrl} now`, value: 'red' }]);
	});

	it('search their lists', async () => {
		const found = await listSearch('things', { ...options, filter: 'f', paginationToken: 'p' });
		expect(found).toEqual({ results: [{ name: 'f', value: 'p' }], paginationToken: 'next' });
	});
});

describe('the package', () => {
	it('is loaded by n8n-core', async () => {
		const loader = await loadKeitaro(fixture.dir);
		expect(loader.packageName).toBe('n8n-nodes-fixture');
		expect(nodeType('demo', 1, fixture.dir).description.displayName).toBe('Demo');
		expect(credentialType('demoApi', fixture.dir).displayName).toBe('Demo API');
	});
});

describe('the log', () => {
	it('keeps what nodes log and print', async () => {
		clearEngineLog();
		// What Jest's consoles print through: kept quiet here, the line is meant.
		const print = jest.spyOn(console as unknown as { _log(): void }, '_log').mockImplementation();
		await demo({ operation: 'log', text: 'a word' });
		print.mockRestore();
		expect(engineLog()).toContain('debug logged a word {"also":"a word"}');
		expect(engineLog()).toContain('console.info printed a word');
		expect(engineLog()).toContain('debug Workflow execution started {"workflowId":"engine"}');
		clearEngineLog();
		expect(engineLog()).toEqual([]);
	});
});

describe('the network', () => {
	it('ends at this machine', async () => {
		const { error } = await demo(
			{ operation: 'request', text: '/a' },
			{ credentials: { demoApi: { ...demoApi, baseUrl: 'http://192.0.2.1' } } },
		);
		expect(error?.message).toContain('Only 127.0.0.1 may be reached');
	});
});
