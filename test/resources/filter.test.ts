import type { Stream } from '../emulator';
import { filter as samples } from '../operations/samples/filter';
import { harness, WRONG_IDS } from './harness';

const bench = harness('filter');
const { run, sent, bodies, id } = bench;

const API = '/admin_api/v1/streams/2';
const flow = () => bench.tracker.store.streams[1];
const items = (many: number) => Array.from({ length: many }, () => ({ json: {} }));
const streamId = id(2);
const country = { id: 2, stream_id: 2, name: 'country', mode: 'accept', payload: ['US'], oid: null };
const filters = (...names: string[]) => names.map((name, at) => ({ ...country, id: 50 + at, name }));

/** Everything in the store but the filters of the flow. */
function rest() {
	const records = Object.entries(bench.tracker.store).filter(([, value]) => typeof value !== 'function');
	const streams = bench.tracker.store.streams.map((stream: Stream) => (stream.id === 2 ? { ...stream, filters: [] } : stream));
	return structuredClone({ ...Object.fromEntries(records), streams });
}

async function onlyFiltersChange(work: () => Promise<unknown>) {
	const before = rest();
	await work();
	expect(rest()).toEqual(before);
}

it('lists the filters of a flow, and finds one, with one request', async () => {
	const { data } = await run('getAll', { streamId });
	expect(data).toEqual([[country]]);
	const found = await run('get', { streamId, filterId: '2' }, { items: items(3) });
	expect(found.data).toEqual([country, country, country]);
	expect(sent()).toEqual(['GET /streams/2', 'GET /streams/2']);
});

it('adds a filter and leaves everything else as it is', async () => {
	await onlyFiltersChange(async () => {
		const { data, items: out } = await run('create', samples.create.full);
		expect(data).toEqual([{ ...country, id: expect.any(Number), name: 'keyword', mode: 'reject', payload: ['word0', 'shoes'] }]);
		expect(out[0].json.request).toMatchObject({ method: 'PUT' });
	});
	expect(bodies('PUT')).toEqual([
		{
			filters: [
				{ id: 2, name: 'country', mode: 'accept', payload: ['US'] },
				{ name: 'keyword', mode: 'reject', payload: ['word0', 'shoes'] },
			],
		},
	]);
	expect(sent()).toEqual(['GET /streams/2', 'PUT /streams/2', 'GET /streams/2']);
	expect(flow().filters[0]).toEqual(country);
});

it.each([
	['a JSON object', { name: 'limit', payload: '{ "per_hour": 1, "per_day": 2, "total": 3 }' }, { per_hour: 1, per_day: 2, total: 3 }],
	['nothing', { name: 'bot', payload: '' }, null],
	['lines', { name: 'keyword', payload: 'a b\nc' }, ['a b', 'c']],
])('takes %s for values', async (_what, parameters, payload) => {
	expect((await run('create', { streamId, ...parameters })).data).toMatchObject([{ name: parameters.name, mode: 'accept', payload }]);
});

it('changes what is given of a filter and leaves everything else as it is', async () => {
	flow().filters.push(...filters('os', 'browser'));
	await onlyFiltersChange(async () => {
		const { data } = await run('update', { streamId, filterId: '50', updateFields: { mode: 'reject' } });
		expect(data).toEqual([{ ...country, id: 50, name: 'os', mode: 'reject' }]);
	});
	expect(flow().filters).toEqual([country, { ...country, id: 50, name: 'os', mode: 'reject' }, filters('os', 'browser')[1]]);
});

it('takes a filter out and leaves everything else as it is', async () => {
	flow().filters.push(...filters('os', 'browser'));
	await onlyFiltersChange(async () => {
		expect((await run('delete', { streamId, filterId: '50' })).data).toEqual([{ ...country, id: 50, name: 'os' }]);
	});
	expect(flow().filters.map(({ id: own }) => own)).toEqual([2, 51]);
	await run('delete', { streamId, filterId: '={{ [2, 51][$itemIndex] }}' }, { items: items(2) });
	expect(flow().filters).toEqual([]);
});

it('lets items of the same flow wait for each other, however many run at once', async () => {
	const parameters = { streamId, name: 'keyword', payload: '={{ "w" + $itemIndex }}', options: { concurrentRequests: 5 } };
	const { data, error } = await run('create', parameters, { items: items(5) });
	expect(error).toBeUndefined();
	expect(data.map(({ payload }) => payload)).toEqual([['w0'], ['w1'], ['w2'], ['w3'], ['w4']]);
	expect(flow().filters).toHaveLength(6);
});

it('is added again where somebody writes over it what the flow had before', async () => {
	let writes = 0;
	bench.tracker.onAnswer(({ method, path }) => {
		if (method === 'PUT' && path === API && ++writes === 1) flow().filters = [...filters('country'), ...filters('os')];
	});
	const { error, data } = await run('create', { streamId, name: 'bot' });
	expect(error).toBeUndefined();
	expect(data).toMatchObject([{ name: 'bot' }]);
	expect(flow().filters.map(({ name }) => name)).toEqual(['country', 'os', 'bot']);
	expect(bodies('PUT')).toHaveLength(2);
});

it('tells when others write over it each time, and what the flow has', async () => {
	let writes = 0;
	bench.tracker.onAnswer(({ method, path }) => {
		if (method === 'PUT' && path === API) flow().filters = filters('country', ['os', 'isp'][++writes % 2]);
	});
	const { error } = await run('create', { streamId, name: 'bot' });
	expect(error?.message).toBe('The filters are being changed by others at the same time, and the change did not last');
	expect(error?.description).toMatch(/^The tracker holds now: country, (os|isp)\. Run it again/);
	expect(bodies('PUT')).toHaveLength(8);
});

it.each([
	['an answer without filters', (stream: Stream) => ({ ...stream, filters: undefined }), undefined],
	['other IDs and another order', (stream: Stream) => ({ ...stream, filters: filters('bot', 'country') }), undefined],
	['a filter less', (stream: Stream) => ({ ...stream, filters: filters('country') }), /did not keep the filters/],
	['another filter', (stream: Stream) => ({ ...stream, filters: filters('country', 'os') }), /did not keep the filters/],
])('reads back what was written: %s', async (_what, answer, message) => {
	const body = JSON.stringify(answer(flow()));
	bench.tracker.fault({ method: 'PUT', kind: 'body', status: 200, body, headers: { 'content-type': 'application/json' }, after: true });
	const { error, data } = await run('create', { streamId, name: 'bot', payload: 'US' });
	if (message) expect(error?.message).toMatch(message);
	else expect(data).toMatchObject([{ name: 'bot', payload: ['US'] }]);
});

it('takes no offence at numbers that come back as texts, and at values completed by the tracker', async () => {
	const limit = { ...country, id: 60, name: 'limit', payload: { total: '5', per_hour: 0 } };
	bench.tracker.onAnswer(({ method }) => void (method === 'PUT' && (flow().filters = [country, limit] as never)));
	const { data } = await run('create', { streamId, name: 'limit', payload: '{ "total": 5 }' });
	expect(data).toEqual([limit]);
});

it('may be repeated, and a repeat does not add the filter twice', async () => {
	bench.tracker.fault({ method: 'PUT', kind: 'dropAfter', times: 1 });
	expect((await run('create', { streamId, name: 'bot' })).error).toBeUndefined();
	expect(flow().filters.map(({ name }) => name)).toEqual(['country', 'bot']);
});

it('lists what filters there are', async () => {
	const { items: out } = await run('getTypes', { returnAll: true, output: 'data' });
	expect(out[0].json).toMatchObject({ value: 'country', modes: { accept: expect.any(String), reject: expect.any(String) } });
	expect(sent()).toEqual(['GET /stream_filters']);
});

describe('workflows of the original node', () => {
	const old = { typeVersion: 1 };

	it('may name the flow in the data', async () => {
		const filterData = { stream_id: 2, name: 'bot', mode: 'reject', payload: null };
		expect((await run('create', { filterData: JSON.stringify(filterData) }, old)).data).toMatchObject([{ name: 'bot', stream_id: 2 }]);
		await run('update', { filterId: '2', filterData: { stream_id: '2', payload: ['DE'] } }, old);
		expect(flow().filters).toMatchObject([
			{ id: 2, name: 'country', payload: ['DE'] },
			{ name: 'bot', mode: 'reject' },
		]);
	});

	it.each([
		['get', { filterId: '2' }],
		['delete', { filterId: '2' }],
		['create', { filterData: '{ "name": "bot", "mode": "accept" }' }],
		['update', { filterId: '2', filterData: '{ "name": "bot" }' }],
	])('that do not name it are told to, by %s', async (operation, parameters) => {
		const { error } = await run(operation, parameters, old);
		expect(error?.message).toBe('No flow is chosen, and Keitaro keeps filters inside a flow');
		expect(error?.description).toMatch(/Choose under Flow/);
		expect(bench.tracker.requests).toEqual([]);
	});

	it('are refused data that is empty or no JSON', async () => {
		expect((await run('create', { filterData: '{}' }, old)).error?.message).toBe('Data (JSON): no data to send');
		expect((await run('create', { filterData: '{ name }' }, old)).error?.message).toMatch(/^Data \(JSON\) is not valid JSON/);
	});
});

it.each([
	[2, '99', 'The flow 2 has no filter 99', 'Its filters are: 2 (country).'],
	[3, '2', 'The flow 3 has no filter 2', 'It has no filters at all.'],
])('knows which filters the flow %d has', async (stream, filterId, message, advice) => {
	for (const operation of ['get', 'update', 'delete']) {
		const { error } = await run(operation, { streamId: id(stream), filterId, updateFields: { mode: 'reject' } });
		expect([error?.message, error?.description]).toEqual([message, advice]);
	}
	expect(bodies('PUT')).toEqual([]);
});

it.each(WRONG_IDS)('refuses the ID %s before any request', async (wrong) => {
	for (const operation of ['get', 'update', 'delete']) {
		const own = await run(operation, { ...samples[operation].minimal, filterId: wrong });
		expect(own.error?.message).toMatch(/^Filter ID must be a whole number above 0/);
		const owner = await run(operation, { ...samples[operation].minimal, streamId: id(wrong) });
		expect(owner.error?.message).toMatch(/^Flow must be a whole number above 0/);
	}
	expect(bench.tracker.requests).toEqual([]);
});

it('names all filters that a flow has', async () => {
	const flow = bench.tracker.store.streams[0];
	flow.filters.push({ ...flow.filters[0], id: 77, name: 'country' });
	const { error } = await run('get', { streamId: id(flow.id), filterId: '99' });
	expect(error?.description).toBe(`Its filters are: ${flow.filters[0].id} (bot), 77 (country).`);
});
