import { listSearch } from '../engine';
import { user as samples } from '../operations/samples/user';
import { harness, WRONG_IDS } from './harness';

const bench = harness('user');
const { run, sent, bodies, id } = bench;

const preferences = { language: 'ru', timezone: 'Europe/Minsk' };
const passwords = (word: string) => ({ new_password: word, new_password_confirmation: word });

it('sends every field under its name, and the password twice', async () => {
	samples.update.setup!(bench.tracker);
	expect((await run('create', samples.create.full)).error).toBeUndefined();
	expect((await run('update', samples.update.full)).error).toBeUndefined();
	expect(bodies('POST')).toEqual([{ login: 'login0', ...passwords('secret-word'), type: 'USER', preferences }]);
	expect(bodies('PUT')).toEqual([{ login: 'spare0', ...passwords('new-secret-word'), type: 'USER', keyCount: 4, preferences }]);
	expect(sent()).toEqual(['POST /users', 'GET /users', 'PUT /users/3']);
});

it('wraps the access data, which JSON may also give wrapped', async () => {
	await run('updateAccess', samples.updateAccess.full);
	const userId = id(2);
	await run('updateAccess', { userId, dataMode: 'json', userData: '{ "streams_access_type": "full_access" }' });
	const { data } = await run('updateAccess', { userId, dataMode: 'json', userData: { access_data: { resources: ['clicks'] } } });
	expect(bodies('PUT')).toEqual([
		{
			access_data: {
				affiliate_networks_access_type: 'read_only',
				campaigns_access_type: 'to_groups_and_selected',
				domains_access_type: 'full_access',
				landings_access_type: 'created_by_user_groups_and_selected',
				offers_access_type: 'read_only',
				reports: ['campaigns'],
				resources: ['campaigns', 'reports'],
				streams_access_type: 'full_access',
				traffic_sources_access_type: 'read_only',
			},
		},
		{ access_data: { streams_access_type: 'full_access' } },
		{ access_data: { resources: ['clicks'] } },
	]);
	expect(data[0].access_data).toMatchObject({ resources: ['clicks'], offers_access_type: 'read_only' });
});

it('takes the data of old workflows, where the confirmation may be given or not', async () => {
	const json = (login: string, more = {}) => ({ userData: JSON.stringify({ login, type: 'USER', new_password: 'word', ...more }) });
	expect((await run('create', json('a'), { typeVersion: 1 })).error).toBeUndefined();
	expect((await run('create', json('b', { new_password_confirmation: 'word' }), { typeVersion: 1 })).error).toBeUndefined();
	const { error } = await run('create', json('c', { new_password_confirmation: 'other' }), { typeVersion: 1 });
	expect(error?.message).toContain('New password confirmation does not match');
	const empty = await run('create', { userData: '{}' }, { typeVersion: 1, settings: { onError: 'continueRegularOutput' } });
	expect(empty.items[0].json.error).toBe('Data (JSON): no data to send');
	expect((await run('get', { userId: '2' }, { typeVersion: 1 })).data).toMatchObject([{ id: 2, login: 'buyer' }]);
});

it('is removed for good, and an empty answer is a success', async () => {
	const { items } = await run('delete', { userId: id('buyer', 'name') });
	expect(items[0].json).toMatchObject({ success: true, data: null });
	expect(bench.tracker.store.users.map(({ login }) => login)).toEqual(['admin']);
});

it('is not created twice when the answer is lost', async () => {
	bench.tracker.fault({ method: 'POST', kind: 'dropAfter', times: 1 });
	const { error } = await run('create', samples.create.minimal);
	expect(error?.message).toContain('broke off');
	expect(bodies('POST')).toHaveLength(1);
});

it('never shows a password', async () => {
	const echoed = { id: 3, login: 'x', password: 'pass-1', new_password: 'pass-2', access_data: { api_key: 'pass-3' } };
	bench.tracker.fault({ kind: 'body', status: 200, body: JSON.stringify(echoed), headers: { 'content-type': 'application/json' } });
	const { data, saved } = await run('get', { userId: id(3) });
	expect(data).toEqual([{ ...echoed, password: '<masked>', new_password: '<masked>', access_data: { api_key: '<masked>' } }]);
	expect(saved).not.toContain('pass-');
});

it('is chosen by login', async () => {
	const { results } = await listSearch('searchUser', { filter: 'buy', credentials: bench.credentials() });
	expect(results).toMatchObject([{ name: 'buyer [2]', value: '2' }]);
});

it.each(WRONG_IDS)('refuses the ID %s before any request', async (wrong) => {
	for (const operation of ['get', 'update', 'updateAccess', 'delete']) {
		const { error } = await run(operation, { ...samples[operation].minimal, userId: id(wrong) });
		expect(error?.message).toMatch(/^User ID must be a whole number above 0/);
	}
	expect(bench.tracker.requests).toEqual([]);
});
