/** An error says by which request it came, where one was made, and none where the input was wrong before any. */
import type { INodeParameters } from 'n8n-workflow';
import { runNode } from '../engine';
import { startEmulator, type Emulator } from '../emulator';

let tracker: Emulator;
beforeAll(async () => void (tracker = await startEmulator()));
beforeEach(() => tracker.reset());
afterAll(async () => await tracker.stop());

const byName = (value: string) => ({ __rl: true, mode: 'name', value });
const NAME = { updateFields: { name: 'US' } };

it.each<[string, INodeParameters, (emulator: Emulator) => void, { error: RegExp; status?: number; request?: RegExp }]>([
	['input', { resource: 'campaign', operation: 'get', campaignId: 'x' }, () => undefined, { error: /must be a whole number/ }],
	[
		'a name that none has',
		{ resource: 'campaign', operation: 'get', campaignId: byName('none') },
		() => undefined,
		{ error: /No campaign has the name/, request: /^GET .*\/campaigns/ },
	],
	[
		'a name that several have',
		{ resource: 'offer', operation: 'get', offerId: byName('Same') },
		({ store }) => store.offers.slice(0, 2).forEach((offer) => (offer.name = 'Same')),
		{ error: /2 records have the name/, request: /^GET .*\/offers/ },
	],
	[
		'a record that is not there',
		{ resource: 'campaign', operation: 'get', campaignId: 999 },
		() => undefined,
		{ error: /does not know it/, status: 404, request: /^GET .*\/campaigns\/999$/ },
	],
	[
		'a filter that is not there',
		{ resource: 'filter', operation: 'delete', streamId: 1, filterId: '999' },
		() => undefined,
		{ error: /has no filter 999/, request: /^GET .*\/streams\/1$/ },
	],
	[
		'a click that is not there',
		{ resource: 'click', operation: 'get', clickId: 'none' },
		() => undefined,
		{ error: /No click has the ID/, request: /^POST .*\/clicks\/log$/ },
	],
	[
		'a tracker that keeps something else',
		{ resource: 'filter', operation: 'create', streamId: 2, name: 'bot' },
		(emulator) => Object.assign(emulator.settings, { keeps: { filters: [] } }),
		{ error: /did not keep the filters/, request: /^PUT .*\/streams\/2$/ },
	],
	[
		'a tracker that says no',
		{ resource: 'offer', operation: 'update', offerId: 1, ...NAME },
		(emulator) => emulator.fault({ kind: 'status', status: 422 }),
		{ error: /refused the values/, status: 422, request: /^PUT .*\/offers\/1$/ },
	],
	[
		'an answer that is none',
		{ resource: 'offer', operation: 'get', offerId: 1 },
		(emulator) => emulator.fault({ kind: 'html' }),
		{ error: /a web page answered/, status: 200, request: /^GET .*\/offers\/1$/ },
	],
	[
		'no answer',
		{ resource: 'offer', operation: 'get', offerId: 1 },
		(emulator) => emulator.fault({ kind: 'dropBefore' }),
		{ error: /broke off/, request: /^GET .*\/offers\/1$/ },
	],
])('%s', async (_, parameters, setUp, { error, status, request }) => {
	setUp(tracker);
	const { items } = await runNode({
		parameters: { ...parameters, options: { retries: 0 } },
		credentials: { keitaroApi: { domain: tracker.url, apiKey: tracker.apiKey } },
		settings: { onError: 'continueRegularOutput' },
	});
	const { error: told, details } = items[0].json as {
		error: string;
		details: { status?: number; request?: { method: string; url: string } };
	};
	expect(told).toMatch(error);
	expect(details.status).toBe(status);
	if (request) expect(`${details.request?.method} ${details.request?.url}`).toMatch(request);
	else expect([details.request, tracker.requests]).toEqual([undefined, []]);
});
