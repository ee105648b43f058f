/** The Keitaro Postback Trigger: what it puts into the tracker and takes out again, and what the tracker's calls start. */
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { clearEngineLog, engine, engineLog, nodeType, webhook, type WebhookTrigger } from '../engine';
import { nodeTypes } from '../engine/node-types';
import { startEmulator, type Emulator } from '../emulator';

const TYPE = 'n8n-nodes-keitaro.keitaroPostbackTrigger';

let tracker: Emulator;
let triggers: WebhookTrigger[] = [];
beforeAll(async () => void (tracker = await startEmulator()));
beforeEach(() => {
	tracker.reset();
	clearEngineLog();
});
afterEach(async () => {
	for (const trigger of triggers) await trigger.stop();
	triggers = [];
});
afterAll(async () => await tracker.stop());

const credentials = () => ({ keitaroApi: { domain: tracker.url, apiKey: tracker.apiKey } });

async function trigger(parameters: INodeParameters = {}, staticData: IDataObject = {}): Promise<WebhookTrigger> {
	const made = await webhook({ type: TYPE, parameters: { campaigns: [1, 2], ...parameters }, credentials: credentials(), staticData });
	triggers.push(made);
	return made;
}

const campaign = (id: number) => tracker.store.campaigns.find((row) => row.id === id)!;
const postbacks = (...ids: number[]) => ids.map((id) => campaign(id).postbacks.map(({ url }) => url.split('?')[0]));
const seeded = 'https://ads.example.com/fb';
const requests = () => tracker.requests.map(({ method, path }) => `${method} ${path.replace('/admin_api/v1', '')}`);
const sent = () => tracker.store.logs.sent_postbacks.map(({ message }) => message);

/** An affiliate network reports a conversion to the tracker, which calls whoever wants to know. */
async function convert(values: Record<string, string>, campaignId = 1): Promise<string> {
	const { sub_id } = tracker.store.clicks.find((click) => click.campaign_id === campaignId)!;
	await fetch(`${tracker.url}/${tracker.postbackKey}/postback?${new URLSearchParams({ subid: sub_id, ...values }).toString()}`);
	await tracker.settle();
	return sub_id;
}

const started = (from: WebhookTrigger) => from.starts.map(([{ json }]) => json);

describe('setting up', () => {
	it('writes its address into every campaign, and leaves what else is there', async () => {
		const before = structuredClone(campaign(1).postbacks[0]);
		const made = await trigger({
			statuses: ['lead', 'rejected'],
			method: 'POST',
			values: ['subid', 'tid'],
			options: { otherValues: 'region' },
		});
		await made.activate();
		expect(campaign(1).postbacks[0]).toEqual(before);
		expect(campaign(1).postbacks[1]).toMatchObject({ method: 'POST', statuses: ['lead', 'rejected'], campaign_id: 1 });
		expect(campaign(2).postbacks).toHaveLength(1);
		for (const [id, { url }] of [
			[1, campaign(1).postbacks[1]],
			[2, campaign(2).postbacks[0]],
		] as const) {
			const [address, query] = url.split('?');
			expect(address).toBe(made.url);
			expect(query).toMatch(new RegExp(`^secret=[\\w-]{32}&campaign_id=${id}&subid={subid}&tid={tid}&region={region}$`));
		}
		expect(postbacks(3)).toEqual([[]]);
		await made.deactivate();
		expect(campaign(1).postbacks).toEqual([before]);
		expect(campaign(2).postbacks).toEqual([]);
	});

	it('makes another secret each time', async () => {
		const made = await trigger({ campaigns: [2] });
		const secrets: unknown[] = [];
		for (let times = 0; times < 3; times++) {
			await made.activate();
			secrets.push(new URL(campaign(2).postbacks[0].url).searchParams.get('secret'));
			await made.deactivate();
		}
		expect(new Set(secrets).size).toBe(3);
	});

	it('asks little of a tracker where everything is as it should be', async () => {
		const made = await trigger();
		await made.activate();
		tracker.requests.length = 0;
		expect(await made.method('checkExists')).toBe(true);
		expect(await made.method('create')).toBe(true);
		expect(requests()).toEqual(['GET /campaigns/1', 'GET /campaigns/2', 'GET /campaigns/1', 'GET /campaigns/2']);
	});

	it.each<[string, () => void]>([
		['is gone', () => void campaign(2).postbacks.pop()],
		['is called with something else', () => void (campaign(2).postbacks[0].url += '&more={ip}')],
		['is called another way', () => void (campaign(2).postbacks[0].method = 'POST')],
		['is called for other statuses', () => void (campaign(2).postbacks[0].statuses = ['sale'])],
		['is there twice', () => void campaign(2).postbacks.push({ ...campaign(2).postbacks[0], id: 99 })],
	])('sees that somebody changed it by hand, and mends it: it %s', async (_, change) => {
		const made = await trigger();
		await made.activate();
		const [right] = structuredClone(campaign(2).postbacks);
		expect(await made.method('checkExists')).toBe(true);
		change();
		expect(await made.method('checkExists')).toBe(false);
		tracker.requests.length = 0;
		await made.activate();
		expect(campaign(2).postbacks.map(({ id: _id, ...rest }) => rest)).toEqual(
			[{ ...right, id: undefined }].map(({ id: _id, ...rest }) => rest),
		);
		expect(requests().filter((request) => request.startsWith('PUT'))).toEqual(['PUT /campaigns/2']);
		await made.deactivate();
		expect(postbacks(1, 2)).toEqual([[seeded], []]);
	});

	it('is not troubled by what else changes in a campaign', async () => {
		const made = await trigger();
		await made.activate();
		campaign(1).postbacks.shift();
		campaign(2).postbacks.push({
			id: 77,
			campaign_id: 2,
			method: 'GET',
			url: `${made.url.slice(0, -9)}-elsewhere/keitaro?x=1`,
			statuses: ['lead'],
		});
		campaign(2).postbacks[0].statuses.reverse();
		expect(await made.method('checkExists')).toBe(true);
		await made.deactivate();
		expect(campaign(1).postbacks).toEqual([]);
		expect(campaign(2).postbacks.map(({ id }) => id)).toEqual([77]);
	});

	it('takes it out of campaigns that are not chosen any more', async () => {
		const staticData: IDataObject = {};
		await (await trigger({ campaigns: [1, 2] }, staticData)).activate();
		// n8n saves the changed workflow, and calls the hooks with what is chosen now.
		const changed = await trigger({ campaigns: [2, 3] }, staticData);
		await changed.activate();
		expect(postbacks(1, 2, 3)).toEqual([[seeded], [changed.url], [changed.url]]);
		await changed.deactivate();
		expect(postbacks(1, 2, 3)).toEqual([[seeded], [], []]);
	});

	it('takes it out of all when it is to be done by hand from now on', async () => {
		const staticData: IDataObject = {};
		const made = await trigger({}, staticData);
		await made.activate();
		const manual = await trigger({ registration: 'manual', ownSecret: 'a-secret-of-my-own' }, staticData);
		await manual.activate();
		expect(postbacks(1, 2)).toEqual([[seeded], []]);
		expect(await manual.method('checkExists')).toBe(true);
	});

	it.each<[string, INodeParameters, RegExp]>([
		['no campaign', { campaigns: [] }, /No campaign is chosen/],
		['no status', { statuses: [] }, /Statuses is empty/],
		['a macro with braces', { options: { otherValues: '{region}' } }, /is not the name of a macro/],
		['an address that is none', { options: { sources: '203.0.113' } }, /is not an IP address/],
		['a short secret', { registration: 'manual', ownSecret: 'short' }, /at least 16 characters/],
	])('refuses %s before anything is asked of the tracker', async (_, parameters, message) => {
		const made = await trigger(parameters);
		await expect(made.activate()).rejects.toThrow(message);
		expect(requests()).toEqual([]);
	});

	it('says what the tracker says when a campaign is not there, and leaves nothing in the others', async () => {
		const made = await trigger({ campaigns: [1, 6, 2] });
		await expect(made.activate()).rejects.toThrow(/The tracker does not know it/);
		expect(postbacks(1, 2)).toEqual([[seeded], []]);
	});
});

describe('test runs', () => {
	it('have an address of their own, which is gone after the first event', async () => {
		const made = await trigger();
		await made.listen();
		expect(postbacks(1, 2)).toEqual([[seeded, made.testUrl], [made.testUrl]]);
		await convert({ status: 'sale' });
		await made.stopListening();
		expect(made.starts).toHaveLength(1);
		expect(postbacks(1, 2)).toEqual([[seeded], []]);
	});

	it('leave production alone, and production leaves them alone', async () => {
		const made = await trigger();
		await made.activate();
		await made.listen();
		expect(postbacks(1, 2)).toEqual([
			[seeded, made.url, made.testUrl],
			[made.url, made.testUrl],
		]);
		await convert({ status: 'sale' });
		await made.stopListening();
		expect(made.starts).toHaveLength(2);
		expect(postbacks(1, 2)).toEqual([[seeded, made.url], [made.url]]);
		expect(await made.method('checkExists')).toBe(true);
		await made.deactivate();
		expect(postbacks(1, 2)).toEqual([[seeded], []]);
	});

	it('that nothing came of leave nothing', async () => {
		const made = await trigger();
		await made.listen();
		await made.stopListening();
		expect(postbacks(1, 2)).toEqual([[seeded], []]);
	});

	it.each(['listen', 'activate'] as const)('that were cut off are cleared away by the next %s', async (next) => {
		const made = await trigger();
		await made.listen();
		expect(postbacks(1, 2)).toEqual([[seeded, made.testUrl], [made.testUrl]]);
		// n8n is gone, and with it what it knew of the test run: a new one begins with nothing.
		await made[next]();
		await (next === 'listen' ? made.stopListening() : made.deactivate());
		expect(postbacks(1, 2)).toEqual([[seeded], []]);
	});
});

describe('when something breaks off', () => {
	it('while it is being set up: the next activation starts from what is there', async () => {
		const staticData: IDataObject = {};
		const made = await trigger({}, staticData);
		tracker.fault({ kind: 'status', status: 500, method: 'PUT', path: '/campaigns/2' });
		tracker.fault({ kind: 'status', status: 500, method: 'GET', path: '/campaigns/1', skip: 4 });
		await expect(made.activate()).rejects.toThrow(/could not handle the request/);
		// In the first campaign it stayed: the tracker was out of order when it was to be taken out.
		expect(postbacks(1, 2)).toEqual([[seeded, made.url], []]);
		expect(engineLog().join()).toMatch(/could not be taken out of the campaigns 1/);
		tracker.clearFaults();
		await made.activate();
		expect(postbacks(1, 2)).toEqual([[seeded, made.url], [made.url]]);
		await made.deactivate();
		expect(postbacks(1, 2)).toEqual([[seeded], []]);
	});

	it('n8n dies after it was set up, before it kept anything', async () => {
		const staticData: IDataObject = {};
		const made = await trigger({}, staticData);
		await made.activate();
		const [{ url: lost }] = campaign(2).postbacks;
		for (const key of Object.keys(staticData)) delete staticData[key];
		expect((await fetch(lost)).status).toBe(403);
		await made.activate();
		expect(postbacks(1, 2)).toEqual([[seeded, made.url], [made.url]]);
		expect(campaign(2).postbacks[0].url).not.toBe(lost);
		for (const key of Object.keys(staticData)) delete staticData[key];
		await made.deactivate();
		expect(postbacks(1, 2)).toEqual([[seeded], []]);
	});

	it('the tracker is out of order when it is to be taken out: n8n goes on, and the next time takes it out', async () => {
		const staticData: IDataObject = {};
		const made = await trigger({}, staticData);
		await made.activate();
		tracker.fault({ kind: 'status', status: 500, path: '/campaigns/1' });
		await made.deactivate();
		expect(postbacks(1, 2)).toEqual([[seeded, made.url], []]);
		expect(engineLog().join()).toMatch(/could not be taken out of the campaigns 1: .*HTTP 500/);
		expect(engineLog().join()).not.toContain(tracker.apiKey);
		tracker.clearFaults();
		await made.deactivate();
		expect(postbacks(1, 2)).toEqual([[seeded], []]);
		expect(staticData).toEqual({ registrations: {} });
	});

	it('a campaign was moved to the archive meanwhile', async () => {
		const made = await trigger();
		await made.activate();
		campaign(1).state = 'deleted';
		await made.deactivate();
		expect(postbacks(2)).toEqual([[]]);
		expect(engineLog().join()).not.toMatch(/could not be taken out/);
	});

	it('n8n has got another address', async () => {
		const staticData: IDataObject = {};
		const before = await trigger({}, staticData);
		await before.activate();
		const after = await trigger({}, staticData);
		expect(after.url).not.toBe(before.url);
		await after.activate();
		expect(postbacks(1, 2)).toEqual([[seeded, after.url], [after.url]]);
		await after.deactivate();
		expect(postbacks(1, 2)).toEqual([[seeded], []]);
	});
});

describe('a call', () => {
	it.each(['GET', 'POST'])('of the tracker by %s starts the workflow with what it says', async (method) => {
		const made = await trigger({
			method,
			values: ['subid', 'tid', 'status', 'revenue', 'currency', 'campaign_name', 'sub_id_1', 'is_bot'],
		});
		await made.activate();
		const subid = await convert({ status: 'sale', payout: '40.5', tid: 'T 1&2' });
		const click = tracker.store.clickOf(subid)!;
		expect(started(made)).toEqual([
			{
				campaign_id: 1,
				subid,
				tid: 'T 1&2',
				status: 'sale',
				revenue: 40.5,
				currency: 'USD',
				campaign_name: 'Facebook US',
				sub_id_1: click.extra?.sub_id_1,
				is_bot: click.is_bot,
				query: {
					campaign_id: '1',
					subid,
					tid: 'T 1&2',
					status: 'sale',
					revenue: '40.5',
					currency: 'USD',
					campaign_name: 'Facebook US',
					sub_id_1: click.extra?.sub_id_1,
					is_bot: String(click.is_bot),
				},
			},
		]);
		expect(sent()[0]).toMatch(/ - 200 OK$/);
	});

	it('is made for the chosen statuses and campaigns only', async () => {
		const made = await trigger({ campaigns: [2], statuses: ['sale'] });
		await made.activate();
		await convert({ status: 'lead' }, 2);
		await convert({ status: 'sale' }, 1);
		expect(made.starts).toEqual([]);
		await convert({ status: 'sale' }, 2);
		expect(started(made)).toEqual([expect.objectContaining({ campaign_id: 2, status: 'sale' })]);
	});

	it('with POST may carry its values in the address', async () => {
		tracker.settings.outgoingPost = 'url';
		const made = await trigger({ method: 'POST' });
		await made.activate();
		await convert({ status: 'sale', tid: 'T7' });
		expect(started(made)).toEqual([expect.objectContaining({ tid: 'T7', campaign_id: 1 })]);
	});

	it.each(['', '?secret=', '?secret=wrong', '?secret[]=wrong', '?secret=undefined', '?SECRET=x'])(
		'with a wrong secret (%s) starts nothing',
		async (query) => {
			const made = await trigger();
			await made.activate();
			const responses = [
				await fetch(`${made.url}${query}`),
				await fetch(`${made.url}${query}`, { method: 'POST', body: new URLSearchParams({ secret: 'x' }) }),
			];
			expect(responses.map(({ status }) => status)).toEqual([403, 403]);
			expect([made.starts, made.errors]).toEqual([[], []]);
		},
	);

	it('with an earlier secret, or the one of a test run, starts nothing', async () => {
		const made = await trigger({ campaigns: [2] });
		await made.activate();
		const [{ url: earlier }] = campaign(2).postbacks;
		await made.deactivate();
		await made.activate();
		await made.listen();
		const [, { url: test }] = campaign(2).postbacks;
		expect((await fetch(earlier)).status).toBe(403);
		expect((await fetch(test.replace('/webhook-test/', '/webhook/'))).status).toBe(403);
		await made.stopListening();
		expect(made.starts).toEqual([]);
	});

	it('never shows the secret', async () => {
		const made = await trigger();
		await made.activate();
		await convert({ status: 'sale' });
		const secret = new URL(campaign(2).postbacks[0].url).searchParams.get('secret')!;
		expect(made.starts).toHaveLength(1);
		expect(JSON.stringify(made.starts)).not.toContain(secret);
		expect(engineLog().join()).not.toContain(secret);
	});

	it('by other methods is none of its business', async () => {
		const made = await trigger();
		await made.activate();
		const [{ url }] = campaign(2).postbacks;
		for (const method of ['PUT', 'DELETE', 'PATCH']) expect((await fetch(url, { method })).status).toBe(404);
		await made.deactivate();
		expect((await fetch(url)).status).toBe(404);
		expect(made.starts).toEqual([]);
	});

	it('has nothing for macros that the tracker did not fill in, and says so', async () => {
		const made = await trigger({ campaigns: [2] });
		await made.activate();
		const [{ url }] = campaign(2).postbacks;
		const literal = url.replace('{subid}', 'abc').replace('{status}', '{status:lead=0 sale=1}').replace('{external_id}', '{_external_id}');
		await fetch(`${literal}&text=a{b}c&json=${encodeURIComponent('{"a":1}')}`);
		const [{ query, ...json }] = started(made);
		expect(json).toEqual({
			campaign_id: 2,
			subid: 'abc',
			tid: '',
			status: '',
			revenue: null,
			currency: '',
			campaign_name: '',
			external_id: '',
			sub_id_1: '',
			text: 'a{b}c',
			json: '{"a":1}',
			hint: expect.stringMatching(/did not fill in tid, status, revenue, currency, campaign_name, external_id, sub_id_1:/) as string,
		});
		expect(query).toMatchObject({ tid: '{tid}', revenue: '{revenue}' });
	});

	it('keeps texts that only look like numbers', async () => {
		const made = await trigger({
			campaigns: [2],
			values: ['tid', 'revenue', 'cost', 'offer_id', 'is_bot', 'is_using_proxy', 'landing_id'],
		});
		await made.activate();
		const [{ url }] = campaign(2).postbacks;
		const values = { tid: '0012', revenue: '-3.50', cost: '1,5', offer_id: '7', is_bot: '0', is_using_proxy: '1', landing_id: '' };
		await fetch(`${url.split('&')[0]}&${new URLSearchParams(values).toString()}`);
		expect(started(made)[0]).toMatchObject({
			tid: '0012',
			revenue: -3.5,
			cost: '1,5',
			offer_id: 7,
			is_bot: false,
			is_using_proxy: true,
			landing_id: null,
		});
	});

	it('may hold anything, and harms nothing', async () => {
		const made = await trigger({ campaigns: [2] });
		await made.activate();
		const [{ url }] = campaign(2).postbacks;
		const own = url.split('&')[0];
		await fetch(`${own}&__proto__=x&constructor=y&a[b]=c&a[__proto__][polluted]=1&query=mine&subid=${'x'.repeat(5000)}`);
		await fetch(own, { method: 'POST', body: 'plain text', headers: { 'Content-Type': 'text/plain' } });
		await fetch(own, { method: 'POST', body: '["a"]', headers: { 'Content-Type': 'application/json' } });
		expect(made.errors).toEqual([]);
		const a = { b: 'c' };
		const subid = 'x'.repeat(5000);
		expect(started(made)).toEqual([{ a, subid, query: { a, query: 'mine', subid } }, { query: {} }, { query: {} }]);
		expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
	});
});

describe('options', () => {
	const call = async (values: Record<string, string> = {}) =>
		(await fetch(`${campaign(2).postbacks[0].url.split('&')[0]}&${new URLSearchParams(values).toString()}`)).status;

	it.each<[string, number]>([
		['127.0.0.1', 200],
		['203.0.113.7, 127.0.0.0/8', 200],
		['203.0.113.0/24', 403],
		['::ffff:127.0.0.1', 200],
		['2001:db8::7', 403],
	])('only calls from %s: %s', async (sources, status) => {
		const made = await trigger({ campaigns: [2], options: { sources } });
		await made.activate();
		expect(await call()).toBe(status);
		expect(made.starts).toHaveLength(status === 200 ? 1 : 0);
	});

	it('ignores what comes again within a time', async () => {
		const staticData: IDataObject = {};
		const made = await trigger({ campaigns: [2], options: { ignoreRepeated: 10 } }, staticData);
		await made.activate();
		const clock = jest.spyOn(Date, 'now');
		const start = Date.now();
		const at = async (minute: number, values: Record<string, string>) => {
			clock.mockReturnValue(start + minute * 60_000);
			expect(await call(values)).toBe(200);
		};
		const conversion = { subid: 'a', tid: '1', status: 'lead' };
		await at(0, conversion);
		await at(1, conversion);
		await at(2, { ...conversion, revenue: '5' });
		await at(3, { ...conversion, status: 'sale' });
		await at(4, { ...conversion, tid: '2' });
		await at(5, { ...conversion, subid: 'b' });
		await at(9.9, conversion);
		await at(10, conversion);
		clock.mockRestore();
		expect(made.starts).toHaveLength(5);
		expect(staticData.received).toMatch(/^.{68}$/);
	});

	it('ignores what comes twice at the same moment', async () => {
		const made = await trigger({ campaigns: [2], options: { ignoreRepeated: 10 } });
		await made.activate();
		const statuses = await Promise.all(Array.from({ length: 20 }, async () => await call({ subid: 'c', status: 'lead' })));
		expect(new Set(statuses)).toEqual(new Set([200]));
		expect(made.starts).toHaveLength(1);
	});
});

describe('by hand', () => {
	const manual = { registration: 'manual', ownSecret: 'a-secret of/my own' };

	it('shows what to paste behind the address', async () => {
		const node = {
			id: 'a',
			name: 'Trigger',
			type: TYPE,
			typeVersion: 1,
			position: [0, 0] as [number, number],
			parameters: { ...manual, values: ['subid', 'tid'], options: { otherValues: 'region, isp' } },
		};
		const { Workflow } = engine().workflow;
		const workflow = new Workflow({ id: 'w', nodes: [node], connections: {}, active: false, nodeTypes: nodeTypes() });
		const tail = nodeType('keitaroPostbackTrigger').description.properties.find(({ name }) => name === 'addressTail')!;
		const shown = () => workflow.expression.getSimpleParameterValue(workflow.nodes.Trigger, tail.default as string, 'internal', {});
		expect(shown()).toBe('?secret=a-secret%20of%2Fmy%20own&subid={subid}&tid={tid}&region={region}&isp={isp}');
		delete (workflow.nodes.Trigger.parameters as Partial<typeof node.parameters>).options;
		expect(shown()).toBe('?secret=a-secret%20of%2Fmy%20own&subid={subid}&tid={tid}');
	});

	it('needs no credential, and asks nothing of the tracker', async () => {
		const made = await webhook({ type: TYPE, parameters: manual });
		triggers.push(made);
		await made.activate();
		expect((await fetch(`${made.url}?secret=${encodeURIComponent(manual.ownSecret)}&subid=abc&revenue=7`)).status).toBe(200);
		expect((await fetch(`${made.url}?secret=a-secret&subid=abc`)).status).toBe(403);
		expect(started(made)).toEqual([{ subid: 'abc', revenue: 7, query: { subid: 'abc', revenue: '7' } }]);
		await made.deactivate();
		expect(requests()).toEqual([]);
	});
});
