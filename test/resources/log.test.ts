import type { INodeParameters } from 'n8n-workflow';
import { harness } from './harness';

const bench = harness('log');
const { run, sent } = bench;

const fill = (count: number) =>
	(bench.tracker.store.logs.traffic = Array.from({ length: count }, (_, at) => ({
		datetime: '2026-11-01 00:00:00',
		jid: '',
		message: `Line ${at}`,
	})));

const messagesOf = async (operation: string, parameters: INodeParameters) => {
	const { items, error } = await run(operation, { logId: 'traffic', ...parameters });
	expect(error).toBeUndefined();
	return (items[0].json.data as Array<{ message: string }>).map(({ message }) => message);
};

it.each(['getAll', 'get'])('%s reads lines, the newest first', async (operation) => {
	expect(await messagesOf(operation, { logId: 'system' })).toEqual(['Cron started', 'Database optimised', 'Cache warmed up']);
	expect(bench.tracker.requests[0].query).toEqual({ limit: '50', offset: '0' });
	expect(sent()).toEqual(['GET /logs/system']);
});

it.each([
	[{ limit: 2 }, ['Line 0', 'Line 1'], 1],
	[{ limit: 2, additionalFields: { offset: 3 } }, ['Line 3', 'Line 4'], 1],
	[{ additionalFields: { query: 'line 14' } }, ['Line 14'], 1],
])('%j', async (parameters, messages, requests) => {
	fill(20);
	expect(await messagesOf('get', parameters)).toEqual(messages);
	expect(bench.tracker.requests).toHaveLength(requests);
});

it('reads a long log to its end, in pages', async () => {
	fill(2500);
	expect(await messagesOf('getAll', { returnAll: true })).toEqual(bench.tracker.store.logs.traffic.map(({ message }) => message));
	expect(bench.tracker.requests.map(({ query }) => query.offset)).toEqual(['0', '1000', '2000']);
});

it('says so when the tracker begins again instead of going on', async () => {
	fill(2500);
	bench.tracker.onRequest((request) => void (request.query.offset = '0'));
	const { error } = await run('getAll', { logId: 'traffic', returnAll: true });
	expect(error?.message).toBe('The tracker gives the first 1000 rows again instead of those after them');
	expect(bench.tracker.requests).toHaveLength(2);
});

it('lists the types', async () => {
	const { items } = await run('getTypes');
	expect(items[0].json).toMatchObject({ count: 5, data: ['system', 'traffic', 'postbacks', 'ssl', 'sent_postbacks'] });
	expect((await run('getTypes', { output: 'data' })).items[1].json).toEqual({ value: 'traffic' });
});

it('lists the types again after a lost answer', async () => {
	bench.tracker.fault({ kind: 'dropAfter', times: 1 });
	expect((await run('getTypes')).error).toBeUndefined();
});

it('takes a type that only the tracker knows, asking once which there are', async () => {
	bench.tracker.fault({ path: '/logs/types', kind: 'body', body: '["system","new_log","../campaigns"]' });
	bench.tracker.fault({ method: 'GET', kind: 'body', body: '[]' });
	const items = ['new_log', '../campaigns', 'new_log'].map((type) => ({ type }));
	const result = await run('getAll', { logId: '={{ $json.type }}' }, { items, settings: { onError: 'continueErrorOutput' } });
	expect(result.items).toHaveLength(2);
	expect(result.errorItems).toMatchObject([{ json: { error: 'The tracker has no log "../campaigns"' }, pairedItem: { item: 1 } }]);
	expect(sent().sort()).toEqual(['GET /logs/new_log', 'GET /logs/new_log', 'POST /logs/types']);
});

it.each(['15', '../campaigns', 'traffic/../system', 'constructor'])('refuses the log %s', async (logId) => {
	for (const operation of ['getAll', 'get', 'delete']) {
		const { error } = await run(operation, { logId });
		expect(error?.message).toBe(`The tracker has no log "${logId}"`);
		expect(error?.description).toBe('Its logs are: system, traffic, postbacks, ssl, sent_postbacks.');
	}
	expect(new Set(sent())).toEqual(new Set(['POST /logs/types']));
});

it.each([
	[{ logId: '={{ "" }}' }, 'Log is empty'],
	[{ logId: 'system', additionalFields: { offset: -1 } }, 'Offset must be a whole number'],
	[{ logId: 'system', limit: 0 }, 'Limit must be a whole number above 0'],
])('refuses %j before any request', async (parameters, message) => {
	expect((await run('getAll', parameters)).error?.message).toContain(message);
	expect(bench.tracker.requests).toEqual([]);
});

it('cleans one log and no other', async () => {
	const { items } = await run('delete', { logId: 'traffic' });
	expect(items[0].json).toMatchObject({ success: true, data: null });
	expect(bench.tracker.store.logs.traffic).toEqual([]);
	expect(bench.tracker.store.logs.system).toHaveLength(3);
});

it('opens workflows of the original node, whose log IDs are the types', async () => {
	const { items } = await run('get', { logId: 'ssl' }, { typeVersion: 1 });
	expect(items[0].json).toMatchObject({ count: 1 });
});

it('does not show the postback key that stands in the lines', async () => {
	const { store, url, postbackKey } = bench.tracker;
	store.logs.postbacks.push({
		datetime: '2026-11-01 00:00:00',
		jid: '',
		message: `Received postback ${url}/${postbackKey}/postback?subid=1`,
	});
	const { saved } = await run('get', { logId: 'postbacks' });
	expect(saved).toContain('/<masked>/postback?subid=1');
	expect(saved).not.toContain(postbackKey);
});
