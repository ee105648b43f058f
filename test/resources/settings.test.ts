import { harness } from './harness';

const bench = harness('settings');
const { run, sent } = bench;

const KEY = 'new key/with&signs';

it.each([
	['avscan', { avscanKey: KEY }, { avscan_key: KEY }, { avscan_key: '<masked>' }],
	['imklo', { imkloApiUrl: 'https://i.example.com/?a=1' }, { imklo_api_url: 'https://i.example.com/?a=1' }],
])('%s is read and written', async (settingsId, parameters, stored: object, shown: object = stored) => {
	const { data, items } = await run('update', { settingsId, ...parameters });
	expect(data).toEqual([shown]);
	expect(bench.tracker.store.integrations).toMatchObject(stored);
	expect((await run('get', { settingsId })).data).toEqual([shown]);
	expect(sent()).toEqual([`PUT /integrations/${settingsId}`, `GET /integrations/${settingsId}`]);
	expect(bench.tracker.requests[0]).toMatchObject({ query: stored, body: '' });
	const { url } = items[0].json.request as { url: string };
	expect(url).toMatch(settingsId === 'avscan' ? /avscan\?avscan_key=<masked>$/ : /imklo_api_url=https%3A%2F%2Fi\.example\.com/);
});

it('shows the key nowhere, not even when the tracker fails', async () => {
	const parameters = { settingsId: 'avscan', avscanKey: '={{ "plain-new" + "-key" }}' };
	const { items, saved } = await run('update', parameters);
	bench.tracker.fault({ method: 'PUT', kind: 'status', status: 500 });
	const { error } = await run('update', parameters);
	expect(JSON.stringify([items, saved, error])).not.toContain('plain-new-key');
	expect(JSON.stringify(error)).toContain('avscan_key=<masked>');
});

it('takes the JSON of old workflows', async () => {
	const old = { typeVersion: 1 };
	expect((await run('update', { settingsId: 'avscan', settingsData: '{ "avscan_key": "old-1" }' }, old)).error).toBeUndefined();
	expect((await run('update', { settingsId: 'IMKLO', settingsData: { imklo_api_url: 'https://old' } }, old)).error).toBeUndefined();
	expect(bench.tracker.store.integrations).toEqual({ avscan_key: 'old-1', imklo_api_url: 'https://old' });
});

it.each([
	['get', { settingsId: '15' }, 'Setting must be avscan or imklo, but is "15"', /avscan.*imklo.*tracker panel/],
	['update', { settingsId: 'timezone', settingsData: '{ "avscan_key": "a" }' }, /must be avscan or imklo, but is "timezone"/, /avscan/],
	['update', { settingsId: 'avscan', settingsData: '{ "imklo_api_url": "a" }' }, 'Data (JSON): avscan_key is missing', /avscan_key/],
	['update', { settingsId: 'avscan', settingsData: '{ "avscan_key": "<masked>" }' }, /still holds <masked>/, /secret|output/],
	['create', { settingsData: '{ "a": 1 }' }, 'Settings cannot be created', /Update/],
	['delete', { settingsId: '15' }, 'Settings cannot be deleted', /Update/],
])('%s %j is refused before any request', async (operation, parameters, message, advice) => {
	const { error } = await run(operation, parameters, { typeVersion: 1 });
	expect(error?.message).toMatch(message);
	expect(error?.description).toMatch(advice);
	expect(bench.tracker.requests).toEqual([]);
});

it.each([
	[{ settingsId: 'avscan', avscanKey: '={{ $json.nothing }}' }, 'AVScan Key is empty'],
	[{ settingsId: '={{ "imklo" }}', avscanKey: 'a', imkloApiUrl: '={{ "" }}' }, 'IMKLO Address is empty'],
])('%j is refused: the value is empty', async (parameters, message) => {
	const { error } = await run('update', parameters);
	expect(error?.message).toBe(message);
	expect(bench.tracker.requests).toEqual([]);
});

it('a key in the address of IMKLO is shown nowhere', async () => {
	const imkloApiUrl = 'https://imklo.example.com/api?id=7&api_key=imkSecret5f0c9&x=1';
	const { saved, data, error } = await run('update', { settingsId: 'imklo', imkloApiUrl });
	expect(error).toBeUndefined();
	expect(data).toEqual([{ imklo_api_url: 'https://imklo.example.com/api?id=7&api_key=<masked>&x=1' }]);
	expect(JSON.stringify(JSON.parse(saved)).replaceAll(imkloApiUrl, '')).not.toContain('imkSecret5f0c9');
	expect(bench.tracker.store.integrations.imklo_api_url).toBe(imkloApiUrl);
	expect((await run('get', { settingsId: 'imklo' })).saved).not.toContain('imkSecret5f0c9');
	bench.tracker.fault({ kind: 'status', status: 422, body: `{"error":"bad ${imkloApiUrl}"}` });
	expect((await run('update', { settingsId: 'imklo', imkloApiUrl })).error?.message).not.toContain('imkSecret5f0c9');
});
