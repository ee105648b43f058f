import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { group as samples } from '../operations/samples/group';
import { harness, WRONG_IDS } from './harness';

const bench = harness('group');
const { run, sent, bodies, id } = bench;
const TYPES = ['campaigns', 'offers', 'landings', 'domains'];

describe('get', () => {
	it.each([
		['1', 'campaigns', 'Main'],
		['4', 'offers', 'Finance'],
		['6', 'domains', 'Parked'],
	])('finds group %s in the list of %s', async (groupId, type, name) => {
		const { items } = await run('get', { groupId });
		expect(items[0].json.data).toEqual({ id: Number(groupId), name, type, position: Number(groupId) });
		expect(bench.tracker.requests.map(({ query }) => query.type)).toEqual(TYPES.slice(0, TYPES.indexOf(type) + 1));
		expect((items[0].json.request as IDataObject).url).toMatch(new RegExp(`/groups\\?type=${type}$`));
	});

	it.each([
		['an ID', id('3', 'list'), ['offers']],
		['a name', id('Nutra', 'name'), ['offers']],
	])('asks only for the type that is chosen, with %s', async (_, groupId, asked) => {
		const { data } = await run('get', { groupType: 'offers', groupId });
		expect(data).toMatchObject([{ id: 3, name: 'Nutra' }]);
		expect(bench.tracker.requests.map(({ query }) => query.type)).toEqual(asked);
	});

	it('reads each list once for many items, and gives each its own data', async () => {
		const { items } = await run('get', { groupId: '={{ $json.id }}' }, { items: [{ id: 6 }, { id: 1 }, { id: 6 }, { id: 3 }] });
		expect(items.map(({ json }) => (json.data as IDataObject).name)).toEqual(['Parked', 'Main', 'Parked', 'Nutra']);
		expect(bench.tracker.requests).toHaveLength(4);
		expect(items[0].json.data).not.toBe(items[2].json.data);
	});

	it.each<[string, INodeParameters, RegExp]>([
		['anywhere', { groupId: '99' }, /^The tracker lists no group with the ID 99 for campaigns, offers, landings, domains$/],
		['among those of its type', { groupType: 'offers', groupId: id(1) }, /^The tracker lists no group with the ID 1 for offers$/],
		['under its name', { groupType: 'offers', groupId: id('Main', 'name') }, /^No group has the name "Main"$/],
	])('tells that there is no such group %s', async (_, parameters, message) => {
		expect((await run('get', parameters)).error?.message).toMatch(message);
	});

	it.each([400, 404, 406, 422])('goes without groups of domains where the tracker has none (%d)', async (status) => {
		bench.tracker.fault({ path: '/groups', skip: 3, kind: 'status', status });
		expect((await run('get', { groupId: '99' })).error?.message).toMatch(/^The tracker lists no group with the ID 99/);
	});

	it.each([
		[0, 422],
		[3, 403],
		[3, 500],
	])('does not say that there is none when list %d could not be read (%d)', async (skip, status) => {
		bench.tracker.fault({ path: '/groups', skip, kind: 'status', status });
		expect((await run('get', { groupId: '99' })).error?.message).toMatch(`(HTTP ${status})`);
	});
});

it.each(TYPES)('lists the groups of %s', async (type) => {
	const { items } = await run('getAll', { type, output: 'data' });
	expect(items.map(({ json }) => json.name)).toEqual(bench.tracker.store.groups.filter((row) => row.type === type).map(({ name }) => name));
});

it('sends every field under its name and in its type', async () => {
	const { error } = await run('create', samples.create.full);
	expect(error).toBeUndefined();
	await run('update', samples.update.full);
	expect(bodies('POST')).toEqual([{ name: 'Group 0', type: 'campaigns', position: '4' }]);
	expect(bodies('PUT')).toEqual([{ name: 'Renamed 0', type: 'domains', position: 2 }]);
});

it('opens workflows of the original node', async () => {
	const version = { typeVersion: 1 };
	await run('create', { groupData: '{"name":"New","type":"offers"}' }, version);
	await run('update', { groupId: '3', groupData: '{"name":"Changed"}' }, version);
	await run('delete', { groupId: '4' }, version);
	expect(sent()).toEqual(['POST /groups', 'PUT /groups/3', 'DELETE /groups/4/delete']);
	expect([...bodies('POST'), ...bodies('PUT')]).toEqual([{ name: 'New', type: 'offers' }, { name: 'Changed' }]);
});

it('deletes for good', async () => {
	const { data } = await run('delete', { groupType: 'offers', groupId: id('Nutra', 'name') });
	expect(data).toMatchObject([{ id: 3, name: 'Nutra' }]);
	expect(bench.tracker.store.groups.map((row) => row.id)).toEqual([1, 2, 4, 5, 6]);
	expect((await run('get', { groupId: '3' })).error?.message).toMatch(/no group with the ID 3/);
});

it.each(WRONG_IDS)('refuses the ID %s before any request', async (wrong) => {
	for (const operation of ['get', 'update', 'delete']) {
		for (const groupType of ['any', 'offers']) {
			const groupId = groupType === 'any' ? wrong : id(wrong);
			const { error } = await run(operation, { ...samples[operation].minimal, groupType, groupId });
			expect(error?.message).toMatch(/^Group ID must be a whole number above 0/);
		}
	}
	expect(bench.tracker.requests).toEqual([]);
});

it.each<[string, string, INodeParameters, RegExp]>([
	['an unknown type', 'create', { name: 'X', type: '={{ "users" }}' }, /^Type must be one of campaigns, offers, landings, domains/],
	['a list of an unknown type', 'getAll', { type: '={{ "users" }}' }, /^Type must be one of/],
	['a group of an unknown type', 'get', { groupType: '={{ "users" }}', groupId: '1' }, /^There are no groups of the type "users"/],
	['no name', 'create', { name: '={{ "" }}', type: 'offers' }, /^Name is empty/],
	['nothing to change', 'update', { groupId: '1', updateFields: {} }, /no data to send/],
])('refuses %s before any request', async (_, operation, parameters, message) => {
	expect((await run(operation, parameters)).error?.message).toMatch(message);
	expect(bench.tracker.requests).toEqual([]);
});

it.each(['Bearer ', 'Api-Key: ', 'Authorization: Bearer ', '\t'])('the key is found behind %j, and is masked', async (before) => {
	const { tracker } = bench;
	const credentials = { keitaroApi: { domain: tracker.url, apiKey: `${before}${tracker.apiKey}` } };
	tracker.fault({ kind: 'echoKey', times: 1 });
	const { error } = await run('getAll', { type: 'offers', options: { retries: 0 } }, { credentials });
	expect(tracker.requests[0].headers['api-key']).toBe(tracker.apiKey);
	expect(`${error?.message} ${JSON.stringify(error)}`).not.toContain(tracker.apiKey);
	expect((await run('getAll', { type: 'offers' }, { credentials })).error).toBeUndefined();
});

it.each(['<html></html>', '\n\t <!doctype html>'])('a page such as %j is not asked for again', async (body) => {
	bench.tracker.fault({ kind: 'html', body });
	const { error } = await run('getAll', { type: 'offers', options: { retries: 2, retryPause: 1 } });
	expect(error?.message).toBe('Instead of the API, a web page answered');
	expect(sent()).toHaveLength(1);
});

it('a list that failed for one item is read again for the next', async () => {
	bench.tracker.fault({ kind: 'status', status: 400, path: '/groups', times: 1 });
	const { items } = await run(
		'get',
		{ groupType: 'offers', groupId: id('Finance', 'name'), options: { concurrentRequests: 1, retries: 0 } },
		{ items: [{}, {}], settings: { onError: 'continueRegularOutput' } },
	);
	expect(items.map(({ json }) => json.success)).toEqual([undefined, true]);
});
