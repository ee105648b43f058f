/** The Keitaro Postback Trigger: what the tracker's calls start. */
import type { IDataObject } from 'n8n-workflow';
import { engine, engineLog, nodeType } from '../engine';
import { nodeTypes } from '../engine/node-types';
import { NOON } from '../emulator';
import { POSTBACKS, postbackBench } from './postbackBench';

const bench = postbackBench();
const { campaign, convert, requests, started, trigger } = bench;

describe('a call', () => {
	it.each(['GET', 'POST'])('of the tracker by %s starts the workflow with what it says', async (method) => {
		const made = await trigger({
			method,
			values: ['subid', 'tid', 'status', 'revenue', 'currency', 'campaign_name', 'sub_id_1', 'is_bot'],
		});
		await made.activate();
		const subid = await convert({ status: 'sale', payout: '40.5', tid: 'T 1&2' });
		const click = bench.tracker.store.clickOf(subid)!;
		expect(started(made)).toEqual([
			{
				campaign_id: 1,
				sub_id: subid,
				tid: 'T 1&2',
				status: 'sale',
				revenue: 40.5,
				currency: 'USD',
				campaign: 'Facebook US',
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
		expect(bench.tracker.store.logs.sent_postbacks[0].message).toMatch(/ - 200 OK$/);
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
		bench.tracker.settings.outgoingPost = 'url';
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
			sub_id: 'abc',
			tid: '',
			status: '',
			revenue: null,
			currency: '',
			campaign: '',
			offer_id: null,
			external_id: '',
			sub_id_1: '',
			text: 'a{b}c',
			json: '{"a":1}',
			hint: expect.stringMatching(
				/did not fill in tid, status, revenue, currency, campaign_name, offer_id, external_id, sub_id_1:/,
			) as string,
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
		expect(started(made)).toEqual([{ a, sub_id: subid, query: 'mine' }, { query: {} }, { query: {} }]);
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
		const globalData: IDataObject = {};
		const made = await trigger({ campaigns: [2], options: { ignoreRepeated: 10 } }, globalData);
		await made.activate();
		const clock = jest.spyOn(Date, 'now');
		const at = async (minute: number, values: Record<string, string>) => {
			clock.mockReturnValue(NOON + minute * 60_000);
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
		expect(JSON.stringify(globalData)).toMatch(/"received":"[^"]{68}"/);
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
			type: POSTBACKS,
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
		const made = await trigger(manual, {}, { credentials: {} });
		await made.activate();
		expect((await fetch(`${made.url}?secret=${encodeURIComponent(manual.ownSecret)}&subid=abc&revenue=7`)).status).toBe(200);
		expect((await fetch(`${made.url}?secret=a-secret&subid=abc`)).status).toBe(403);
		expect(started(made)).toEqual([{ sub_id: 'abc', revenue: 7, query: { subid: 'abc', revenue: '7' } }]);
		await made.deactivate();
		expect(requests()).toEqual([]);
	});
});
