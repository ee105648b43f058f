import { landing as samples } from '../operations/samples/landing';
import { withArchive } from '../operations/samples/localFiles';
import { harness, WRONG_IDS } from './harness';

const bench = harness('landing');
const { run, sent, bodies, id } = bench;

const every = {
	action_payload: 'Hello {country}',
	action_type: 'show_text',
	archive: withArchive!.binary!.site.data,
	group_id: 5,
	landing_type: 'local',
	notes: 'From other fields',
	state: 'disabled',
	url: 'https://example.com/',
};

it('sends every field under its name and in its type', async () => {
	const items = { items: [withArchive!] };
	const { error } = await run('create', samples.create.full, items);
	expect(error).toBeUndefined();
	await run('update', samples.update.full, items);
	expect(bodies('POST')).toEqual([{ ...every, name: 'New' }]);
	expect(bodies('PUT')).toEqual([{ ...every, name: 'Renamed' }]);
});

it('sends the least there is, and only what was added', async () => {
	await run('create', samples.create.minimal);
	await run('update', { landingId: id(1), updateFields: { groupId: id(0), notes: '' } });
	expect(bodies('POST')).toEqual([{ name: 'New' }]);
	expect(bodies('PUT')).toEqual([{ group_id: 0, notes: '' }]);
});

it('is cloned by PUT with its files, once although PUT is repeated otherwise', async () => {
	expect((await run('clone', { landingId: id('Slim prelander', 'name') })).data).toMatchObject([{ id: 4, name: 'Copy of Slim prelander' }]);
	expect(sent()).toEqual(['GET /landing_pages', 'PUT /landing_pages/1/clone']);
	expect(bench.tracker.store.files.get('landing:4')).toEqual(bench.tracker.store.files.get('landing:1'));
	bench.tracker.fault({ method: 'PUT', kind: 'dropAfter', times: 1 });
	expect((await run('clone', { landingId: id(1) })).error).toBeDefined();
	expect(bench.tracker.store.landings).toHaveLength(5);
	bench.tracker.fault({ method: 'PUT', kind: 'dropAfter', times: 1 });
	expect((await run('update', { landingId: id(1), updateFields: { notes: 'x' } })).error).toBeUndefined();
});

it('goes to the archive, where it is no longer found', async () => {
	expect((await run('delete', { landingId: id(2) })).data).toMatchObject([{ id: 2, state: 'deleted' }]);
	expect(sent()).toEqual(['DELETE /landing_pages/2']);
	expect((await run('getAll', { output: 'data' })).items.map(({ json }) => json.id)).toEqual([1, 3]);
	expect((await run('get', { landingId: id(2) })).error?.message).toMatch(/Landing #2 not found \(HTTP 404\)$/);
});

it('opens workflows of the original node', async () => {
	const version = { typeVersion: 1 };
	await run('create', { landingData: '{"name":"New","group_id":"5"}' }, version);
	await run('update', { landingId: '2', landingData: '{"url":"https://x.example.com/"}' }, version);
	expect([...bodies('POST'), ...bodies('PUT')]).toEqual([{ name: 'New', group_id: '5' }, { url: 'https://x.example.com/' }]);
});

it.each(WRONG_IDS)('refuses the ID %s before any request', async (wrong) => {
	for (const operation of ['get', 'update', 'delete', 'clone']) {
		const { error } = await run(operation, { ...samples[operation].minimal, landingId: id(wrong) });
		expect(error?.message).toMatch(/^Landing Page ID must be a whole number above 0/);
	}
	expect(bench.tracker.requests).toEqual([]);
});
