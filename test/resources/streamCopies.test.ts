import type { INodeParameters } from 'n8n-workflow';
import type { Emulator } from '../emulator';
import { id, flowHarness } from './flows';

const { bodies, flow, run, sent, tracker, writes } = flowHarness();

const copy = (streamId: number, campaigns: Array<number | string>, parameters: INodeParameters = {}) =>
	run('copyToCampaigns', {
		streamId: id(streamId),
		targetCampaigns: `={{ ${JSON.stringify(campaigns)} }}`,
		...parameters,
	});

/** A flow with everything in it. */
function fillFlow() {
	Object.assign(flow(2), {
		comments: 'Note',
		action_options: { key: 'value' },
		action_payload: 'x',
		weight: 30,
		filter_or: true,
		position: 7,
	});
	flow(2).filters.push({ id: 90, stream_id: 2, name: 'bot', mode: 'reject', payload: null, oid: 4 });
	flow(2).filters.push({ id: 91, stream_id: 2, name: 'limit', mode: 'accept', payload: { per_day: 5 }, oid: 5 });
	flow(2).offers[1].state = 'disabled';
	flow(2).triggers.push({ ...flow(2).triggers[0], id: 92, enabled: false });
}

it('carries everything over but IDs, dates and the position', async () => {
	fillFlow();
	const before = JSON.stringify(flow(2));
	const { items, error } = await copy(2, [3, 4]);
	expect(error).toBeUndefined();
	expect(sent().filter((request) => !request.includes('/campaigns'))).toEqual([
		'GET /streams/2',
		'POST /streams',
		'PUT /streams/10',
		'POST /streams',
		'PUT /streams/11',
	]);
	const common = {
		type: 'regular',
		name: 'US offers',
		weight: 30,
		action_options: { key: 'value' },
		comments: 'Note',
		state: 'active',
		action_type: 'http',
		action_payload: 'x',
		schema: 'landings',
		collect_clicks: true,
		filter_or: true,
		filters: [
			{ name: 'country', mode: 'accept', payload: ['US'] },
			{ name: 'bot', mode: 'reject', payload: null },
			{ name: 'limit', mode: 'accept', payload: { per_day: 5 } },
		],
		landings: [{ landing_id: 1, share: 100, state: 'active' }],
		offers: [
			{ offer_id: 1, share: 50, state: 'active' },
			{ offer_id: 2, share: 50, state: 'disabled' },
		],
	};
	expect(bodies('POST')).toEqual([
		{ ...common, campaign_id: 3 },
		{ ...common, campaign_id: 4 },
	]);
	const { id: _id, oid: _oid, next_run_at: _next, enabled: _enabled, ...trigger } = flow(2).triggers[0];
	expect(bodies('PUT')).toEqual([{ triggers: [{ ...trigger, stream_id: 10 }] }, { triggers: [{ ...trigger, stream_id: 11 }] }]);
	expect(items[0].json).toMatchObject({
		count: 2,
		data: [
			{ id: 10, campaign_id: 3, triggers: [{ stream_id: 10 }] },
			{ id: 11, campaign_id: 4 },
		],
	});
	expect(JSON.stringify(flow(2))).toBe(before);
});

it('makes one request for each copy of a flow without triggers, and an item of each when only the data is wanted', async () => {
	const { items } = await copy(6, [1, 2], { output: 'data' });
	expect(writes()).toEqual(['POST /streams', 'POST /streams']);
	expect(items.map(({ json }) => [json.campaign_id, json.name])).toEqual([
		[1, 'BR limited'],
		[2, 'BR limited'],
	]);
});

describe('campaigns are found', () => {
	beforeEach(() => {
		tracker().store.campaigns[3].name = 'Push, tier 1';
	});
	const SEVERAL = ['Google DE', 'google-de', 'Push, tier 1'];

	it.each<[string, string | string[], number[]]>([
		['from the list', ['2', '3'], [2, 3]],
		['by ID, name and alias', `={{ ${JSON.stringify([3, ...SEVERAL])} }}`, [3, 2, 4]],
		['by lines of a sheet', '={{ "Google DE\\n3" }}', [2, 3]],
		['by a text with commas', 'google-de, 3', [2, 3]],
		['by a name that holds a comma', 'Push, tier 1', [4]],
	])('%s', async (_, targetCampaigns, ids) => {
		const { error } = await run('copyToCampaigns', { streamId: id(3), targetCampaigns });
		expect(error).toBeUndefined();
		expect(bodies('POST').map(({ campaign_id }) => campaign_id)).toEqual(ids);
	});

	it.each<[string, string, RegExp]>([
		['that nothing is called', 'google-de, Googel', /^Campaign Names or IDs: no campaign has the alias or name "Googel"$/],
		['that two are called', 'Twice', /^Campaign Names or IDs: 2 records have the alias or name "Twice" \(IDs 1, 5\)$/],
		['that are no IDs', '1.5', /^Campaign Names or IDs must be a whole number above 0, but is "1.5"$/],
		['below 1', '={{ [2, -3] }}', /^Campaign Names or IDs must be a whole number above 0, but is -3$/],
	])('and not by names %s', async (_, targetCampaigns, message) => {
		Object.assign(tracker().store.campaigns[0], { name: 'Twice' });
		Object.assign(tracker().store.campaigns[4], { name: 'Twice' });
		const { error } = await run('copyToCampaigns', { streamId: id(3), targetCampaigns });
		expect(error?.message).toMatch(message);
		expect(writes()).toEqual([]);
	});
});

it.each([null, [], {}])('takes the options %j as the tracker has them', async (action_options) => {
	flow(3).action_options = action_options;
	expect((await copy(3, [2])).error).toBeUndefined();
});

it.each<[string, number[], string]>([
	['a campaign that does not exist', [2, 99, 3], 'The campaign 99 cannot be found, so nothing was copied'],
	['campaigns of the archive', [6, 98], 'The campaigns 6, 98 cannot be found, so nothing was copied'],
	['no campaign', [], 'Campaign Names or IDs is empty'],
])('refuses %s before anything is copied', async (_, campaigns, message) => {
	const { error } = await copy(2, campaigns);
	expect(error?.message).toBe(message);
	expect(writes()).toEqual([]);
});

const refusal = { kind: 'status', status: 500, body: '{"error":"Disk full"}' } as const;

it.each<[string, Parameters<Emulator['fault']>[0], number, string, string]>([
	[
		'the first',
		{ ...refusal, method: 'POST' },
		3,
		'Campaign 2: The tracker could not handle the request: Disk full (HTTP 500)',
		'It may have been carried out',
	],
	[
		'a later one',
		{ ...refusal, method: 'POST', skip: 2 },
		3,
		'Copied to campaigns 2 (flow 10), 3 (flow 11): The tracker could not handle the request: Disk full (HTTP 500)',
		'Run it again only for 4.',
	],
	[
		'the triggers of one',
		{ ...refusal, method: 'PUT', skip: 1 },
		2,
		'Copied to campaigns 2 (flow 10), 3 (flow 11), the last without triggers: The tracker could not handle the request: Disk full (HTTP 500)',
		'Give the last copy its triggers with Update. Run it again only for 4.',
	],
])('tells what was done when %s fails', async (_, fault, streamId, message, advice) => {
	tracker().fault(fault);
	const { error } = await copy(streamId, [2, 3, 4]);
	expect(error?.message).toBe(message);
	expect(error?.description).toContain(advice);
	expect(writes().filter((request) => request.startsWith('POST')).length).toBeLessThanOrEqual(3);
});
