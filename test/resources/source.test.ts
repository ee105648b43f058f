import { source as samples } from '../operations/samples/source';
import { harness, WRONG_IDS } from './harness';

const bench = harness('source');
const { run, sent, bodies, id } = bench;

const every = {
	accept_parameters: false,
	notes: 'From other fields',
	parameters: {
		keyword: { name: 'keyword', placeholder: '{{keyword}}', alias: 'Alias' },
		sub_id_30: { name: 'sub_id_30', placeholder: '{{sub_id_30}}' },
	},
	postback_statuses: ['lead', 'sale', 'rejected', 'rebill'],
	postback_url: 'https://ads.example.com/pb?id={external_id}',
	state: 'active',
	template_name: 'facebook.com',
	traffic_loss: 2.5,
};

it('sends every field under its name and in its type', async () => {
	const { error } = await run('create', samples.create.full);
	expect(error).toBeUndefined();
	await run('update', samples.update.full);
	expect(bodies('POST')).toMatchObject([{ ...every, name: 'New' }]);
	expect(bodies('PUT')).toMatchObject([{ ...every, name: 'Renamed' }]);
});

it('sends the least there is, and only what was added', async () => {
	await run('create', samples.create.minimal);
	await run('update', { sourceId: id(1), updateFields: { acceptParameters: true, postbackStatuses: [], notes: '', trafficLoss: 0 } });
	expect(bodies('POST')).toEqual([{ name: 'New' }]);
	expect(bodies('PUT')).toEqual([{ accept_parameters: true, postback_statuses: [], notes: '', traffic_loss: 0 }]);
});

it("takes a newer tracker's statuses and states by expression", async () => {
	await run('update', { sourceId: id(1), updateFields: { postbackStatuses: '={{ ["deposit"] }}', state: '={{ "paused" }}' } });
	expect(bodies('PUT')).toEqual([{ postback_statuses: ['deposit'], state: 'paused' }]);
});

it.each([
	['from the list', id('2', 'list'), ['GET /traffic_sources/2']],
	['by the ID of an old workflow', '2', ['GET /traffic_sources/2']],
	['by name', id('Google Ads', 'name'), ['GET /traffic_sources', 'GET /traffic_sources/2']],
])('is found %s', async (_, sourceId, requests) => {
	expect((await run('get', { sourceId })).data).toMatchObject([{ id: 2, name: 'Google Ads' }]);
	expect(sent()).toEqual(requests);
});

it('is taken out of use with an empty answer', async () => {
	const { items } = await run('delete', { sourceId: id(1) });
	expect(items[0].json).toMatchObject({ success: true, data: null });
	expect(sent()).toEqual(['DELETE /traffic_sources/1']);
	expect(bench.tracker.store.sources[0].state).toBe('deleted');
	expect((await run('delete', { sourceId: id(2), output: 'data' })).items[0].json).toEqual({ success: true });
});

it('is cloned into one record, once', async () => {
	const { data } = await run('clone', { sourceId: id(1) });
	expect(data).toMatchObject([{ id: 4, name: 'Copy of Facebook', parameters: bench.tracker.store.sources[0].parameters }]);
	bench.tracker.fault({ method: 'POST', kind: 'dropAfter', times: 1 });
	expect((await run('clone', { sourceId: id(1) })).error).toBeDefined();
	expect(sent()).toEqual(Array(2).fill('POST /traffic_sources/1/clone'));
});

it('opens workflows of the original node', async () => {
	const version = { typeVersion: 1 };
	await run('create', { sourceData: '{"name":"New","traffic_loss":5}' }, version);
	await run('update', { sourceId: '2', sourceData: '{"notes":"x"}' }, version);
	expect([...bodies('POST'), ...bodies('PUT')]).toEqual([{ name: 'New', traffic_loss: 5 }, { notes: 'x' }]);
});

it.each(WRONG_IDS)('refuses the ID %s before any request', async (wrong) => {
	for (const operation of ['get', 'update', 'delete', 'clone']) {
		const { error } = await run(operation, { ...samples[operation].minimal, sourceId: id(wrong) });
		expect(error?.message).toMatch(/^Traffic Source ID must be a whole number above 0/);
	}
	expect(bench.tracker.requests).toEqual([]);
});
