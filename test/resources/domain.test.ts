import { listSearch } from '../engine';
import { domain as samples } from '../operations/samples/domain';
import { harness, WRONG_IDS } from './harness';

const bench = harness('domain');
const { run, sent, bodies, id } = bench;

const shared = { catch_not_found: true, default_campaign_id: 1, notes: 'From other fields' };
const parked = { ...shared, allow_indexing: false, ssl_redirect: true };

it('sends every field under its name and in its type', async () => {
	for (const operation of ['create', 'register', 'update']) {
		bench.tracker.settings.lax = true;
		const { error } = await run(operation, samples[operation].full);
		expect(error).toBeUndefined();
		// All three use the same name.
		bench.tracker.store.domains.splice(4);
	}
	const name = 'new0.example.com';
	expect(bodies('POST')).toEqual([
		{ ...parked, name, is_ssl: false, wildcard: true, group_id: 6 },
		{ ...parked, name, admin_dashboard: true, group_id: 6 },
	]);
	expect(bodies('PUT')).toEqual([{ ...parked, name, is_ssl: false, state: 'disabled', group_id: 6 }]);
});

it('sends the least there is, and only what was added', async () => {
	await run('create', { name: 'new.example.com' });
	await run('register', { name: 'newer.example.com' });
	await run('update', { domainId: id(1), updateFields: { defaultCampaignId: id(0) } });
	expect(bodies('POST')).toEqual([{ name: 'new.example.com', is_ssl: true }, { name: 'newer.example.com' }]);
	expect(bodies('PUT')).toEqual([{ default_campaign_id: 0 }]);
});

describe('answers in an array', () => {
	it.each([
		['create', { name: 'new.example.com' }, { id: 5, name: 'new.example.com' }],
		['check', { domainId: id(2) }, { id: 2, name: 'track.example.net' }],
		['restore', { domainId: id(4) }, { id: 4, state: 'active' }],
	])('are one record from %s', async (operation, parameters, record) => {
		const { items } = await run(operation, parameters);
		expect(items[0].json).toMatchObject({ success: true, data: record });
		expect(items[0].json.count).toBeUndefined();
	});

	it('are a list when one name made several domains', async () => {
		bench.tracker.settings.multiDomains = true;
		const name = 'a.example.com, b.example.com';
		expect((await run('create', { name })).items[0].json).toMatchObject({ count: 2, data: [{ id: 5 }, { id: 6 }] });
		bench.tracker.reset();
		bench.tracker.settings.multiDomains = true;
		const { items } = await run('create', { name, output: 'data' });
		expect(items.map(({ json }) => json.name)).toEqual(['a.example.com', 'b.example.com']);
	});
});

it('goes to the archive and comes back', async () => {
	await run('delete', { domainId: id('track.example.net', 'name') });
	const { items } = await run('getDeleted', { output: 'data' });
	expect(items.map(({ json }) => json.name)).toEqual(['track.example.net', 'old.example.org']);
	const { results } = await listSearch('searchArchivedDomain', { credentials: bench.credentials() });
	expect(results.map(({ value }) => value)).toEqual(['2', '4']);
	await run('restore', { domainId: id('2', 'list') });
	expect((await run('get', { domainId: id(2) })).data).toMatchObject([{ id: 2, state: 'active' }]);
});

it('is checked later, which Get shows', async () => {
	await run('create', { name: 'bad.example.com' });
	await bench.tracker.settle();
	const [{ status, ssl_status, error_description }] = (await run('get', { domainId: id(5) })).data;
	expect([status, ssl_status, error_description]).toEqual(['error', 'error', 'The domain points to another server']);
});

it.each([
	['create', { name: 'new.example.com' }, 1],
	['register', { name: 'new.example.com' }, 1],
	['check', { domainId: id(1) }, 2],
	['restore', { domainId: id(4) }, 2],
])('repeats %s after a lost answer only if that does no harm', async (operation, parameters, tries) => {
	bench.tracker.fault({ method: 'POST', kind: 'dropAfter', times: 1 });
	await run(operation, parameters);
	expect(bench.tracker.requests).toHaveLength(tries);
});

it('gives the addresses of the server', async () => {
	expect((await run('getIp')).data).toEqual([{ ipv4: ['192.0.2.10'], ipv6: ['2001:db8::10'] }]);
	expect(sent()).toEqual(['GET /domains/ip']);
});

it('tells that a domain is not for sale', async () => {
	const { error } = await run('register', { name: 'taken.example.com' });
	expect(error?.message).toBe('The tracker refused the values: name: Domain is not available (HTTP 422)');
});

it('opens workflows of the original node', async () => {
	const version = { typeVersion: 1 };
	await run('create', { domainData: '{"name":"new.example.com","wildcard":true}' }, version);
	await run('update', { domainId: '1', domainData: '{"notes":"x"}' }, version);
	expect([...bodies('POST'), ...bodies('PUT')]).toEqual([{ is_ssl: true, name: 'new.example.com', wildcard: true }, { notes: 'x' }]);
});

it.each(WRONG_IDS)('refuses the ID %s before any request', async (wrong) => {
	for (const operation of ['get', 'update', 'delete', 'check', 'restore']) {
		const { error } = await run(operation, { ...samples[operation].minimal, domainId: id(wrong) });
		expect(error?.message).toMatch(/^Domain ID must be a whole number above 0/);
	}
	expect(bench.tracker.requests).toEqual([]);
});
