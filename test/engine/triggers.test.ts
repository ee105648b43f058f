/** Polling and webhook triggers on the engine, with the fixture package. */
import type { IDataObject } from 'n8n-workflow';
import { poll, webhook, type WebhookTrigger } from '.';
import { makeFixturePackage } from './fixture';

const fixture = makeFixturePackage();
afterAll(fixture.remove);

describe('poll', () => {
	const options = { type: 'n8n-nodes-fixture.demoTrigger', packageDir: fixture.dir };

	it('keeps static data from poll to poll', async () => {
		const staticData: IDataObject = {};
		expect(await poll({ ...options, staticData })).toEqual([{ json: { count: 1 } }]);
		expect(await poll({ ...options, staticData })).toEqual([{ json: { count: 2 } }]);
		expect(await poll({ ...options, staticData })).toBeNull();
		expect(staticData).toEqual({ count: 3 });
	});

	it('gives a sample in the editor', async () => {
		expect(await poll({ ...options, mode: 'manual' })).toEqual([{ json: { sample: true } }]);
	});
});

describe('webhook', () => {
	const staticData: IDataObject = {};
	let trigger: WebhookTrigger;

	beforeAll(async () => {
		trigger = await webhook({
			type: 'n8n-nodes-fixture.demoHookTrigger',
			packageDir: fixture.dir,
			staticData,
			parameters: { path: 'my/in' },
		});
	});
	afterAll(async () => await trigger.stop());

	it('is not there before activation', async () => {
		expect(trigger.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/webhook\/[\w-]+\/my\/in$/);
		expect((await fetch(trigger.url)).status).toBe(404);
		await trigger.activate();
		expect(staticData).toEqual({ registered: trigger.url });
		expect(await trigger.method('checkExists')).toBe(true);
	});

	it('starts the workflow with the call', async () => {
		const response = await fetch(`${trigger.url}?a=1&b[]=2`, { headers: { 'X-Agent': 'me' } });
		expect(await response.json()).toEqual({ message: 'Workflow was started' });
		expect(trigger.starts.at(-1)).toEqual([{ json: { query: { a: '1', b: ['2'] }, body: {}, agent: 'me', method: 'GET' } }]);
	});

	it('reads bodies and answers what the node says', async () => {
		const send = async (body: string | URLSearchParams, type?: string) =>
			await fetch(`${trigger.url}?answer=fine`, { method: 'POST', body, headers: type ? { 'Content-Type': type } : {} });
		expect(await (await send('{"a":1}', 'application/json')).json()).toEqual({ status: 'fine' });
		expect(trigger.starts.at(-1)?.[0].json.body).toEqual({ a: 1 });
		await send(new URLSearchParams({ subid: 'x y' }));
		expect(trigger.starts.at(-1)?.[0].json.body).toEqual({ subid: 'x y' });
	});

	it('lets the node answer by itself', async () => {
		const before = trigger.starts.length;
		const response = await fetch(`${trigger.url}?refuse=1`);
		expect([response.status, await response.json()]).toEqual([403, { refused: true }]);
		expect(trigger.starts).toHaveLength(before);
		expect((await fetch(trigger.url, { method: 'PUT' })).status).toBe(404);
	});

	it('is gone after deactivation', async () => {
		await trigger.deactivate();
		expect(staticData).toEqual({});
		expect((await fetch(trigger.url)).status).toBe(404);
		expect(trigger.errors).toEqual([]);
	});
});
