import { listSearch } from '../engine';
import { facebookIntegration as samples } from '../operations/samples/facebookIntegration';
import { harness, WRONG_IDS } from './harness';

const bench = harness('facebookIntegration');
const { run, sent, bodies, id } = bench;

const facebookIntegrationId = id(1);
const proxy = { protocol: 'socks5', address: 'proxy.example.com', port: 1080, login: 'user', password: 'proxy-word' };

it('sends every field under its name and in its type', async () => {
	expect((await run('create', samples.create.full)).error).toBeUndefined();
	expect((await run('update', samples.update.full)).error).toBeUndefined();
	const every = { name: 'Account 0', token: 'EAAB-new', proxy_enabled: true, proxy };
	expect(bodies('POST')).toEqual([{ ...every, ad_account_id: '42' }]);
	expect(bodies('PUT')).toEqual([{ ...every, ad_account_id: '43' }]);
});

it.each([
	['getAll', [{ id: 1, name: 'Ads account', token: '<masked>' }]],
	['get', { id: 1, name: 'Ads account', token: '<masked>' }],
	['create', { id: 2, name: 'Account 0', token: '<masked>' }],
	['update', { id: 1, name: 'Account 0', token: '<masked>', proxy: { ...proxy, password: '<masked>' } }],
	['delete', { success: true }],
])('%s answers the record itself, its secrets masked', async (operation, expected) => {
	if (operation === 'delete') samples.delete.setup!(bench.tracker);
	const { data, items } = await run(operation, samples[operation].full ?? samples[operation].minimal);
	expect(data).toMatchObject([expected]);
	expect(items[0].json.count).toBe(operation === 'getAll' ? 1 : undefined);
	expect(JSON.stringify(items)).not.toMatch(/EAAB|proxy-word/);
});

it('adds and removes campaigns, however often', async () => {
	const campaignId = id('google-de', 'alias');
	for (const operation of ['addCampaign', 'addCampaign']) {
		const { items } = await run(operation, { facebookIntegrationId, campaignId });
		expect(items[0].json).toMatchObject({ success: true, data: null });
	}
	expect((await run('getCampaigns', { facebookIntegrationId, output: 'data' })).items.map(({ json }) => json)).toEqual([
		{ name: 'Facebook US', value: 1 },
		{ name: 'Google DE', value: 2 },
	]);
	for (const operation of ['removeCampaign', 'removeCampaign']) await run(operation, { facebookIntegrationId, campaignId: id(1) });
	expect(bench.tracker.store.facebook[0].campaign_ids).toEqual([2]);
	expect(bodies('DELETE')).toEqual([{ campaign_id: 1 }, { campaign_id: 1 }]);
});

it('repeats what may be repeated: adding a campaign, but not creating', async () => {
	bench.tracker.fault({ method: 'POST', kind: 'dropAfter', times: 2 });
	expect((await run('addCampaign', samples.addCampaign.minimal)).error).toBeUndefined();
	bench.tracker.fault({ method: 'POST', kind: 'dropAfter', times: 1 });
	expect((await run('create', samples.create.minimal)).error).toBeDefined();
	expect(sent()).toEqual([...Array(3).fill('POST /integrations/facebook/1/campaign'), 'POST /integrations/facebook']);
	expect(bench.tracker.store.facebook).toHaveLength(2);
});

it('does not write a masked secret back', async () => {
	const { data } = await run('get', { facebookIntegrationId });
	const { error } = await run('update', {
		facebookIntegrationId,
		dataMode: 'json',
		facebookIntegrationData: JSON.stringify({ name: 'New', token: data[0].token }),
	});
	expect(error?.message).toMatch(/still holds <masked>/);
	expect(bodies('PUT')).toEqual([]);
});

it('is chosen from the list', async () => {
	const { results } = await listSearch('searchFacebookIntegration', { credentials: bench.credentials() });
	expect(results).toEqual([{ name: 'Ads account [1]', value: '1' }]);
});

it('tells who may not open the integrations', async () => {
	bench.tracker.settings.restricted = true;
	expect((await run('getAll')).error?.message).toMatch(/^The API key's user may not do this: .*integrations \(HTTP 403\)/);
});

it.each(WRONG_IDS)('refuses the ID %s before any request', async (wrong) => {
	for (const operation of ['get', 'update', 'delete', 'getCampaigns', 'addCampaign', 'removeCampaign']) {
		const { error } = await run(operation, { ...samples[operation].minimal, facebookIntegrationId: id(wrong) });
		expect(error?.message).toMatch(/^Facebook Integration ID must be a whole number above 0/);
	}
	expect(bench.tracker.requests).toEqual([]);
});
