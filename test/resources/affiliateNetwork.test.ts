import { affiliateNetwork as samples } from '../operations/samples/affiliateNetwork';
import { harness, WRONG_IDS } from './harness';

const bench = harness('affiliateNetwork');
const { run, sent, bodies, id } = bench;

const every = { notes: 'From other fields', offer_param: 'sub1={subid}', postback_url: 'https://postbacks.example.com/?subid={sub1}' };

it('sends every field under its name and in its type', async () => {
	const { error } = await run('create', samples.create.full);
	expect(error).toBeUndefined();
	await run('update', samples.update.full);
	await run('update', { affiliateNetworkId: id(2), updateFields: { notes: '' } });
	expect(bodies('POST')).toEqual([{ ...every, name: 'Network 0' }]);
	expect(bodies('PUT')).toEqual([{ ...every, name: 'Renamed 0' }, { notes: '' }]);
});

it('can still be read in the archive', async () => {
	const affiliateNetworkId = id(2);
	expect((await run('delete', { affiliateNetworkId })).data).toMatchObject([{ id: 2, state: 'deleted' }]);
	expect((await run('get', { affiliateNetworkId })).data).toMatchObject([{ id: 2, name: 'Beta Network', state: 'deleted' }]);
	expect((await run('getAll', { output: 'data' })).items.map(({ json }) => json.id)).toEqual([1]);
	expect(sent()).toEqual(['DELETE /affiliate_networks/2', 'GET /affiliate_networks/2', 'GET /affiliate_networks']);
});

it('is found by name, and cloned into one record', async () => {
	const { data } = await run('clone', { affiliateNetworkId: id('Beta Network', 'name') });
	expect(data).toMatchObject([{ id: 3, name: 'Copy of Beta Network' }]);
	expect(sent()).toEqual(['GET /affiliate_networks', 'POST /affiliate_networks/2/clone']);
});

it.each(['create', 'clone'])('is not doubled by %s when the answer is lost', async (operation) => {
	bench.tracker.fault({ method: 'POST', kind: 'dropAfter', times: 1 });
	const { error } = await run(operation, samples[operation].minimal);
	expect(error).toBeDefined();
	expect(bench.tracker.store.networks).toHaveLength(3);
});

it('does not show the postback key of the credential, nor writes its mask', async () => {
	const keitaroApi = { domain: bench.tracker.url, apiKey: bench.tracker.apiKey, postbackKey: bench.tracker.postbackKey };
	const { data, saved } = await run('get', { affiliateNetworkId: id(1) }, { credentials: { keitaroApi } });
	expect(data[0].postback_url).toContain('/<masked>/postback?subid={sub1}');
	expect(saved).not.toContain(bench.tracker.postbackKey);
	const { error } = await run('update', { affiliateNetworkId: id(1), updateFields: { postbackUrl: String(data[0].postback_url) } });
	expect(error?.message).toMatch(/still holds <masked>, which stands in place of a secret/);
	expect(bodies('PUT')).toEqual([]);
});

it("tells the tracker's own words when the name is taken", async () => {
	const { error } = await run('create', { name: 'Beta Network' });
	expect(error?.message).toBe('The tracker refused the values: name: Name has already used (HTTP 422)');
});

it.each(WRONG_IDS)('refuses the ID %s before any request', async (wrong) => {
	for (const operation of ['get', 'update', 'delete', 'clone']) {
		const { error } = await run(operation, { ...samples[operation].minimal, affiliateNetworkId: id(wrong) });
		expect(error?.message).toMatch(/^Affiliate Network ID must be a whole number above 0/);
	}
	expect(bench.tracker.requests).toEqual([]);
});
