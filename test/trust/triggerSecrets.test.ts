import type { IDataObject } from 'n8n-workflow';
import { events } from '../../nodes/Keitaro/triggers/events';
import { clearEngineLog, poll, webhook, type WebhookTrigger } from '../engine';
import { startEmulator, type Emulator, type Fault, type RecordedRequest } from '../emulator';
import { withoutPauses } from './impatience';
import { thrownBy } from './judge';
import { everythingSent, leaks, plant, SECRETS, spoil } from './markers';

/** What the triggers start workflows with, what they keep, throw and log holds no secret either. */

let emulator: Emulator;
let elsewhere: Emulator;
beforeAll(async () => {
	emulator = await startEmulator({ apiKey: SECRETS.apiKey, postbackKey: SECRETS.postbackKey });
	elsewhere = await startEmulator();
});
afterAll(async () => {
	await emulator.stop();
	await elsewhere.stop();
});
beforeEach(() => {
	clearEngineLog();
	emulator.reset();
	plant(emulator);
});
withoutPauses();

const faults: Record<string, (request: RecordedRequest) => Fault> = {
	'an error that repeats all that was sent': (request) => ({
		kind: 'status',
		status: 500,
		body: JSON.stringify({ error: everythingSent(request) }),
	}),
	'a page with 200 that repeats all that was sent': (request) => ({ kind: 'plainText', body: everythingSent(request) }),
	'a redirect': ({ url }) => ({ kind: 'redirect', location: `${elsewhere.url}${url}` }),
	'a connection that breaks off': () => ({ kind: 'dropAfter' }),
};

const credentials = () => ({ keitaroApi: { domain: emulator.url, apiKey: SECRETS.apiKey, postbackKey: SECRETS.postbackKey } });

describe.each(events.map(({ value }) => value))('Keitaro Trigger, %s', (event) => {
	const parameters = {
		event,
		measure: 'clicks',
		condition: 'above',
		threshold: 1,
		minClicks: 0,
		interval: 'all_time',
		options: { retries: 0 },
	};
	const pollOnce = async (globalData: IDataObject, mode: 'trigger' | 'manual' = 'trigger') =>
		await poll({ type: 'n8n-nodes-keitaro.keitaroTrigger', parameters, credentials: credentials(), globalData, mode });

	it('when all is well', async () => {
		const kept: IDataObject = {};
		const items = [await pollOnce(kept), await pollOnce(kept), await pollOnce({}, 'manual').catch((error: Error) => error)];
		expect(emulator.requests.length).toBeGreaterThan(0);
		expect(leaks({ items, kept })).toEqual([]);
	});

	it.each(Object.entries(faults))('with %s', async (_, fault) => {
		const kept: IDataObject = {};
		await pollOnce(kept);
		spoil(emulator, fault);
		for (const mode of ['trigger', 'manual'] as const) {
			const error = await thrownBy(async () => await pollOnce(kept, mode));
			expect(error).toBeInstanceOf(Error);
			expect(leaks({ error, kept })).toEqual([]);
		}
		expect(elsewhere.connections).toBe(0);
	});
});

describe('Keitaro Postback Trigger', () => {
	let trigger: WebhookTrigger;
	let kept: IDataObject;
	beforeEach(async () => {
		kept = {};
		const parameters = { campaigns: [1, 2] };
		trigger = await webhook({ type: 'n8n-nodes-keitaro.keitaroPostbackTrigger', parameters, credentials: credentials(), globalData: kept });
	});
	afterEach(async () => await trigger.stop());

	it('when all is well', async () => {
		await trigger.activate();
		const [{ sub_id }] = emulator.store.clicks.filter(({ campaign_id }) => campaign_id === 1);
		await fetch(`${emulator.url}/${emulator.postbackKey}/postback?subid=${sub_id}&status=sale`);
		await emulator.settle();
		expect(trigger.starts).toHaveLength(1);
		const own = new URL(emulator.store.campaigns[0].postbacks.at(-1)!.url).searchParams.get('secret')!;
		await trigger.deactivate();
		const { starts, errors } = trigger;
		expect(leaks({ starts, errors, kept })).toEqual([]);
		// The one of the trigger's address is kept, to know its calls by, and not told.
		expect(JSON.stringify(starts)).not.toContain(own);
	});

	it.each(Object.entries(faults))('with %s', async (_, fault) => {
		spoil(emulator, fault);
		const errors = [await thrownBy(trigger.activate), await thrownBy(trigger.listen), await thrownBy(trigger.deactivate)];
		expect(errors[0]).toBeInstanceOf(Error);
		expect(leaks({ errors, kept, thrown: trigger.errors })).toEqual([]);
		expect(elsewhere.connections).toBe(0);
	});
});
