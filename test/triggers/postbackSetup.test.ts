/** The Keitaro Postback Trigger: what it puts into the tracker and takes out again. */
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { engineLog, type WebhookOptions } from '../engine';
import { postbackBench, seeded } from './postbackBench';

const bench = postbackBench();
const { campaign, convert, postbacks, requests, trigger } = bench;

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

	it('is taken out of copies of its campaigns, too, and nobody else is', async () => {
		const made = await trigger({ campaigns: [2] });
		await made.activate();
		const [own] = campaign(2).postbacks;
		const others = structuredClone(campaign(4).postbacks);
		campaign(3).postbacks = [...campaign(3).postbacks, { ...structuredClone(own), id: 77, campaign_id: 3 }];
		await made.deactivate();
		expect(campaign(2).postbacks).toEqual([]);
		expect(campaign(3).postbacks.filter(({ url }) => url.includes('secret='))).toEqual([]);
		expect(campaign(4).postbacks).toEqual(others);
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
		bench.tracker.requests.length = 0;
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
		bench.tracker.requests.length = 0;
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
		const globalData: IDataObject = {};
		await (await trigger({ campaigns: [1, 2] }, globalData)).activate();
		// n8n saves the changed workflow, and calls the hooks with what is chosen now.
		const changed = await trigger({ campaigns: [2, 3] }, globalData);
		await changed.activate();
		expect(postbacks(1, 2, 3)).toEqual([[seeded], [changed.url], [changed.url]]);
		await changed.deactivate();
		expect(postbacks(1, 2, 3)).toEqual([[seeded], [], []]);
	});

	it('takes it out of all when it is to be done by hand from now on', async () => {
		const globalData: IDataObject = {};
		const made = await trigger({}, globalData);
		await made.activate();
		const manual = await trigger({ registration: 'manual', ownSecret: 'a-secret-of-my-own' }, globalData);
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

	it('says what the tracker says when a campaign is not there, before anything is written', async () => {
		const made = await trigger({ campaigns: [1, 2, 999] });
		await expect(made.activate()).rejects.toThrow(/The tracker does not know it/);
		expect(requests().filter((request) => request.startsWith('PUT'))).toEqual([]);
		expect(postbacks(1, 2)).toEqual([[seeded], []]);
	});

	it('leaves out a campaign that is in the archive, and says so', async () => {
		const made = await trigger({ campaigns: [1, 6, 2] });
		await made.activate();
		expect(postbacks(1, 2)).toEqual([[seeded, made.url], [made.url]]);
		expect(engineLog().join()).toMatch(/the campaigns 6 are in the archive and are left out/);
		campaign(6).state = 'active';
		expect(await made.method('checkExists')).toBe(false);
		await made.activate();
		expect(postbacks(6)).toEqual([[made.url]]);
		campaign(6).state = 'deleted';
		await made.deactivate();
		expect(postbacks(1, 2)).toEqual([[seeded], []]);
	});

	it('refuses where all campaigns are in the archive', async () => {
		await expect((await trigger({ campaigns: [6] })).activate()).rejects.toThrow('All of the chosen campaigns are in the archive');
	});

	it.each([
		['comes back', 1, [], /This happened at the campaign 3\. None of the campaigns has the postback/],
		['stays away', Infinity, [1, 2], /The campaigns 1, 2, 3 may have the postback of this node: calls to it start nothing/],
	] as const)(
		'is written into all campaigns or into none: the tracker goes away at the third of five and %s',
		async (_, times, left, words) => {
			const made = await trigger({ campaigns: [1, 2, 3, 4, 5] });
			bench.tracker.onRequest(({ method, path }) => {
				if (method === 'PUT' && path.endsWith('/campaigns/3')) bench.tracker.fault({ kind: 'status', status: 500, times });
			});
			await expect(made.method('create')).rejects.toMatchObject({ description: expect.stringMatching(words) });
			const holding = [1, 2, 3, 4, 5].filter((id) => postbacks(id)[0].includes(made.url));
			expect(holding).toEqual(left);
			bench.tracker.clearFaults();
			await made.deactivate();
			expect([1, 2, 3, 4, 5].filter((id) => postbacks(id)[0].includes(made.url))).toEqual([]);
		},
	);
});

describe('copies of a workflow', () => {
	const urls = (id: number) => campaign(id).postbacks.map(({ url }) => url.split('?')[0]);

	it.each<[string, Partial<WebhookOptions>, boolean]>([
		['another n8n, with what the original keeps', { instanceId: 'other' }, true],
		['another n8n', { instanceId: 'other' }, false],
		['the same n8n, imported a second time', { workflowId: 'second' }, false],
		['the same n8n, duplicated, with what the original keeps', { workflowId: 'second', webhookId: 'another' }, true],
		['the same workflow, as another node', { id: 'second', name: 'Sales' }, true],
		['the same workflow, as another node of the same ID', { name: 'Sales', twin: 'Trigger', webhookId: 'another' }, false],
	])('live beside it, and leave its postbacks alone: in %s', async (_, more, isWithData) => {
		const globalData: IDataObject = {};
		const original = await trigger({}, globalData, { instanceId: 'one', twin: more.twin && more.name });
		await original.activate();
		const given = { instanceId: 'one', ...more };
		const isSameWorkflow = given.instanceId === 'one' && given.workflowId === undefined;
		const copy = await trigger({}, isSameWorkflow ? globalData : isWithData ? structuredClone(globalData) : {}, given);
		await copy.activate();
		expect(urls(2)).toEqual([original.url, copy.url]);
		await convert({ status: 'sale' });
		expect([original.starts.length, copy.starts.length]).toEqual([1, 1]);
		await copy.activate();
		expect(urls(2)).toEqual([original.url, copy.url]);
		await copy.deactivate();
		expect(urls(2)).toEqual([original.url]);
		await copy.deactivate();
		expect(urls(2)).toEqual([original.url]);
		expect(await original.method('checkExists')).toBe(true);
		await convert({ status: 'sale', tid: 'T2' });
		expect([original.starts.length, copy.starts.length]).toEqual([2, 1]);
		await original.deactivate();
		expect(urls(2)).toEqual([]);
	});

	it('that take themselves for reachable at the same address leave each other alone', async () => {
		const publicUrl = 'http://127.0.0.1:9';
		const [original, copy] = [
			await trigger({}, {}, { instanceId: 'one', publicUrl }),
			await trigger({}, {}, { instanceId: 'other', publicUrl }),
		];
		await original.activate();
		const [{ url: kept }] = campaign(2).postbacks;
		await copy.activate();
		await copy.deactivate();
		// Nor without anything kept.
		await (await trigger({}, {}, { instanceId: 'third', publicUrl })).deactivate();
		expect(campaign(2).postbacks.map(({ url }) => url)).toEqual([kept]);
		await original.deactivate();
		expect(campaign(2).postbacks).toEqual([]);
	});

	it('a renamed node is the same, and so is one whose n8n has another address, even if nothing was kept', async () => {
		const globalData: IDataObject = {};
		const one = await trigger({}, globalData, { instanceId: 'one' });
		await one.activate();
		const renamed = await trigger({}, globalData, { instanceId: 'one', name: 'Sales' });
		await renamed.activate();
		expect(urls(2)).toEqual([renamed.url]);
		const moved = await trigger({}, {}, { instanceId: 'one', publicUrl: 'https://n8n.example.com' });
		await moved.activate();
		expect(urls(2)).toEqual([expect.stringMatching(/^https:\/\/n8n\.example\.com\/webhook\//)]);
		await moved.deactivate();
		expect(urls(2)).toEqual([]);
	});

	it('a postback that was pasted by hand is left where it is', async () => {
		const made = await trigger({ registration: 'manual', ownSecret: 'a-secret-of-my-own' });
		const pasted = {
			id: 70,
			campaign_id: 2,
			method: 'GET' as const,
			url: `${made.url}?secret=a-secret-of-my-own&subid={subid}`,
			statuses: ['sale'],
		};
		campaign(2).postbacks.push(pasted);
		await made.activate();
		await made.deactivate();
		const automatic = await trigger({});
		await automatic.activate();
		await automatic.deactivate();
		expect(campaign(2).postbacks).toEqual([pasted]);
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
		const globalData: IDataObject = {};
		const made = await trigger({}, globalData);
		bench.tracker.fault({ kind: 'status', status: 500, method: 'PUT', path: '/campaigns/2' });
		bench.tracker.fault({ kind: 'status', status: 500, method: 'GET', path: '/campaigns/1', skip: 4 });
		await expect(made.activate()).rejects.toThrow(/could not handle the request/);
		// In the first campaign it stayed: the tracker was out of order when it was to be taken out.
		expect(postbacks(1, 2)).toEqual([[seeded, made.url], []]);
		expect(engineLog().join()).toMatch(/could not be taken out of the campaigns 1/);
		bench.tracker.clearFaults();
		await made.activate();
		expect(postbacks(1, 2)).toEqual([[seeded, made.url], [made.url]]);
		await made.deactivate();
		expect(postbacks(1, 2)).toEqual([[seeded], []]);
	});

	it('n8n dies after it was set up, before it kept anything', async () => {
		const globalData: IDataObject = {};
		const made = await trigger({}, globalData);
		await made.activate();
		const [{ url: lost }] = campaign(2).postbacks;
		for (const key of Object.keys(globalData)) delete globalData[key];
		expect((await fetch(lost)).status).toBe(403);
		await made.activate();
		expect(postbacks(1, 2)).toEqual([[seeded, made.url], [made.url]]);
		expect(campaign(2).postbacks[0].url).not.toBe(lost);
		for (const key of Object.keys(globalData)) delete globalData[key];
		await made.deactivate();
		expect(postbacks(1, 2)).toEqual([[seeded], []]);
	});

	it('the tracker is out of order when it is to be taken out: n8n goes on, and the next time takes it out', async () => {
		const globalData: IDataObject = {};
		const made = await trigger({}, globalData);
		await made.activate();
		bench.tracker.fault({ kind: 'status', status: 500, path: '/campaigns/1' });
		await made.deactivate();
		expect(postbacks(1, 2)).toEqual([[seeded, made.url], []]);
		expect(engineLog().join()).toMatch(/could not be taken out of the campaigns 1: .*HTTP 500/);
		expect(engineLog().join()).not.toContain(bench.tracker.apiKey);
		bench.tracker.clearFaults();
		await made.deactivate();
		expect(postbacks(1, 2)).toEqual([[seeded], []]);
		expect(JSON.stringify(globalData)).toContain('"data":{"registrations":{}}');
	});

	it('each campaign is asked about once after an error that lasts, and all are named', async () => {
		const made = await trigger();
		await made.activate();
		bench.tracker.requests.length = 0;
		bench.tracker.fault({ kind: 'status', status: 500 });
		await made.deactivate();
		// n8n takes it down once for each of its two HTTP methods.
		expect([...requests()].sort()).toEqual(['GET /campaigns/1', 'GET /campaigns/1', 'GET /campaigns/2', 'GET /campaigns/2']);
		const broken = await trigger({}, {}, { credentials: { keitaroApi: { domain: '', apiKey: 'x' } } });
		await broken.deactivate();
		expect(engineLog().join()).toMatch(/could not be taken out of the campaigns 1, 2: The Keitaro credential has no tracker address/);
	});

	it('a tracker that refuses the change is not asked again', async () => {
		const made = await trigger();
		await made.activate();
		bench.tracker.requests.length = 0;
		bench.tracker.fault({ kind: 'status', status: 422, method: 'PUT' });
		await made.deactivate();
		// n8n takes it down once for each of its two HTTP methods.
		expect(requests().filter((request) => request === 'PUT /campaigns/1')).toHaveLength(2);
	});

	it('a campaign was moved to the archive meanwhile', async () => {
		const made = await trigger();
		await made.activate();
		campaign(1).state = 'deleted';
		await made.deactivate();
		expect(postbacks(2)).toEqual([[]]);
		expect(engineLog().join()).not.toMatch(/could not be taken out/);
	});

	it('the postback is taken out by somebody else at the same time: n8n itself does so, once for each HTTP method', async () => {
		const made = await trigger();
		await made.activate();
		let read = 0;
		bench.tracker.onAnswer(({ method, path }) => {
			if (method !== 'GET' || !path.endsWith('/campaigns/1')) return;
			read += 1;
			if (read === 2) campaign(1).postbacks.pop();
		});
		await made.deactivate();
		expect(read).toBeGreaterThan(2);
		expect(postbacks(1, 2)).toEqual([[seeded], []]);
		expect(engineLog().join()).not.toMatch(/could not be taken out/);
	});

	it('n8n has got another address', async () => {
		const globalData: IDataObject = {};
		const before = await trigger({}, globalData);
		await before.activate();
		const after = await trigger({}, globalData);
		expect(after.url).not.toBe(before.url);
		await after.activate();
		expect(postbacks(1, 2)).toEqual([[seeded, after.url], [after.url]]);
		await after.deactivate();
		expect(postbacks(1, 2)).toEqual([[seeded], []]);
	});
});
