import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { listSearch, loadOptions, runNode, type RunNodeOptions } from '../engine';
import { stream as samples } from '../operations/samples/stream';
import { entries, id, landing, offer, flowHarness } from './flows';

const { bodies, credentials, flow, run, sent, tracker, writes } = flowHarness();

const create = (parameters: INodeParameters, options?: Partial<RunNodeOptions>) =>
	run('create', { campaignId: id(2), name: 'New', ...parameters }, options);
const update = (updateFields: IDataObject, parameters: INodeParameters = {}) =>
	run('update', { streamId: id(2), updateFields: updateFields as INodeParameters, ...parameters });

describe('reading', () => {
	it.each<[string, INodeParameters, string, IDataObject]>([
		['getAll', { campaignId: id(1) }, 'GET /campaigns/1/streams', { count: 3 }],
		['getAll', { campaignId: id(1), limit: 2 }, 'GET /campaigns/1/streams', { count: 2 }],
		['get', { streamId: id(2) }, 'GET /streams/2', { data: { id: 2, offers: [{ offer_id: 1 }, { offer_id: 2 }] } }],
		['getDeleted', {}, 'GET /streams/deleted', { count: 1 }],
		['search', { query: ' DE off ' }, 'GET /streams/search', { count: 1 }],
		['getEvents', { streamId: id(2) }, 'GET /streams/2/events', { data: { id: 2 } }],
		['getActions', {}, 'GET /streams_actions', { count: 18 }],
		['getSchemas', {}, 'GET /stream_schemas', { count: 3 }],
		['getTypes', {}, 'GET /stream_types', { count: 3 }],
	])('%s', async (operation, parameters, request, result) => {
		const { items } = await run(operation, parameters);
		expect(items[0].json).toMatchObject(result);
		expect(sent()).toEqual([request]);
	});

	it('sends what is searched for', async () => {
		await run('search', { query: 'a&b=c' });
		expect(tracker().requests[0].query).toEqual({ query: 'a&b=c' });
	});

	it.each([
		['', 'Query is empty'],
		['  ', 'Query is empty'],
	])('does not search for %j', async (query, message) => {
		const { error } = await run('search', { query: `={{ ${JSON.stringify(query)} }}` });
		expect(error?.message).toBe(message);
		expect(sent()).toEqual([]);
	});

	it.each([
		['[]', 0],
		['[{"event":"disabled"}]', 1],
		['[{"event":"disabled"},{"event":"enabled"}]', 2],
	])('takes the events %s for a list', async (body, count) => {
		tracker().fault({ path: '/streams/2/events', kind: 'body', status: 200, body });
		const { items } = await run('getEvents', { streamId: id(2) });
		expect(items[0].json).toMatchObject({ count, data: JSON.parse(body) as IDataObject[] });
	});

	it('lists flows to choose from, and those of the archive to restore', async () => {
		const names = async (method: string, filter?: string) =>
			(await listSearch(method, { credentials: credentials(), filter })).results.map(({ name }) => name);
		expect(await names('searchStream', 'DE')).toEqual(['DE offers (Google DE) [4]']);
		expect(await names('searchArchivedStream')).toEqual(['Archived flow [9]']);
	});

	it('fills the dropdowns of actions and filters', async () => {
		const values = async (method: string) => (await loadOptions(method, { credentials: credentials() })).map(({ value }) => value);
		expect(await values('getStreamActions')).toContain('double_meta');
		expect(await values('getStreamFilters')).toContain('country');
	});
});

describe('state', () => {
	it.each([
		['enable', 7, 'POST /streams/7/enable', 'active'],
		['disable', 2, 'POST /streams/2/disable', 'disabled'],
		['restore', 9, 'POST /streams/9/restore', 'active'],
		['delete', 2, 'DELETE /streams/2', 'deleted'],
	])('%s', async (operation, streamId, request, state) => {
		tracker().fault({ path: /streams/, kind: 'status', status: 503, times: 1 });
		const { items, error } = await run(operation, { streamId: id(streamId) });
		expect(error).toBeUndefined();
		expect(items[0].json).toMatchObject({ success: true, data: operation === 'delete' ? null : { id: streamId, state } });
		expect(flow(streamId).state).toBe(state);
		expect(sent()).toEqual([request, request]);
	});
});

describe('create', () => {
	it.each<[string, INodeParameters, IDataObject]>([
		['landing pages and offers', {}, { schema: 'landings', action_type: 'http', landings: [], offers: [] }],
		[
			'redirect',
			{ schema: 'redirect', redirectUrl: 'https://x.test/?s={subid}' },
			{ schema: 'redirect', action_type: 'http', action_payload: 'https://x.test/?s={subid}' },
		],
		[
			'redirect of another type',
			{ schema: 'redirect', redirectType: 'double_meta', redirectUrl: 'https://x.test/' },
			{ schema: 'redirect', action_type: 'double_meta', action_payload: 'https://x.test/' },
		],
		['action', { schema: 'action', actionType: 'do_nothing' }, { schema: 'action', action_type: 'do_nothing', action_payload: '' }],
		[
			'action with a text that looks like JSON',
			{ schema: 'action', actionType: 'show_text', actionPayload: '{"ok":true}' },
			{ schema: 'action', action_type: 'show_text', action_payload: '{"ok":true}' },
		],
		[
			'action with an object',
			{ schema: 'action', actionType: 'campaign', actionPayload: '={{ { id: 3 } }}' },
			{ schema: 'action', action_type: 'campaign', action_payload: { id: 3 } },
		],
		[
			'schema by expression',
			{
				schema: '={{ "action" }}',
				actionType: 'do_nothing',
				redirectUrl: 'https://unused.test/',
				landings: entries('landings', landing(1, 100)),
				offers: entries('offers', offer(1, 100)),
			},
			{ schema: 'action', action_type: 'do_nothing', action_payload: '' },
		],
	])('%s', async (_, parameters, body) => {
		const { error } = await create(parameters);
		expect(error).toBeUndefined();
		expect(bodies('POST')).toEqual([{ campaign_id: 2, name: 'New', type: 'regular', collect_clicks: true, ...body }]);
	});

	it('sends every field under its own name, and the triggers when the flow has its ID', async () => {
		const { data, items } = await run('create', samples.create.full);
		const bound = (key: string, ...rows: Array<[number, number, string?]>) =>
			rows.map(([one, share, state = 'active']) => ({ [key]: one, share, state }));
		expect(bodies('POST')).toEqual([
			{
				campaign_id: 1,
				name: 'Flow 0',
				type: 'forced',
				schema: 'landings',
				action_type: 'http',
				collect_clicks: false,
				landings: bound('landing_id', [1, 100]),
				offers: bound('offer_id', [1, 60], [2, 40], [3, 10, 'disabled']),
				action_options: { key: 'value' },
				comments: 'From other fields',
				filter_or: true,
				filters: [{ name: 'country', mode: 'reject', payload: ['US', 'CA'] }],
				position: 3,
				state: 'disabled',
				weight: 50,
			},
		]);
		expect(bodies('PUT')).toEqual([
			{
				triggers: expect.arrayContaining([
					{
						stream_id: 10,
						target: 'selected_page',
						selected_page: 'https://page.example.com/',
						condition: 'not_contains',
						pattern: 'Buy',
						action: 'replace_url',
						alternative_urls: 'https://one.example.com/\nhttps://two.example.com/',
						interval: 5,
						reverse: true,
					},
				]) as IDataObject[],
			},
		]);
		expect((data[0].triggers as IDataObject[])[0]).toMatchObject({ stream_id: 10, pattern: 'Buy' });
		expect(items[0].json.request).toMatchObject({ method: 'PUT' });
		expect(sent()).toEqual(['GET /offers', 'POST /streams', 'PUT /streams/10']);
	});

	it.each<[string, IDataObject, IDataObject]>([
		['without values', { name: 'bot', mode: 'accept', payload: '' }, { name: 'bot', mode: 'accept', payload: null }],
		['of one value', { name: 'keyword', mode: 'reject', payload: ' shoes ' }, { name: 'keyword', mode: 'reject', payload: ['shoes'] }],
		['of lines', { name: 'city', mode: 'accept', payload: 'Rome\nBari\n' }, { name: 'city', mode: 'accept', payload: ['Rome', 'Bari'] }],
		[
			'of a list by expression',
			{ name: 'sub_id_30', mode: 'accept', payload: '={{ [1, "x,y"] }}' },
			{ name: 'sub_id_30', mode: 'accept', payload: ['1', 'x,y'] },
		],
		[
			'of a JSON list',
			{ name: 'sub_id_1', mode: 'accept', payload: '["{sub1}", "a,b"]' },
			{ name: 'sub_id_1', mode: 'accept', payload: ['{sub1}', 'a,b'] },
		],
		[
			'of an object',
			{ name: 'limit', mode: 'accept', payload: '{"per_hour": 0, "per_day": 10, "total": 0}' },
			{ name: 'limit', mode: 'accept', payload: { per_hour: 0, per_day: 10, total: 0 } },
		],
		[
			'with modes of its own',
			{ name: 'imklo_detect', mode: '={{ "black" }}', payload: '' },
			{ name: 'imklo_detect', mode: 'black', payload: null },
		],
	])('takes a filter %s', async (_, filter, body) => {
		const { error } = await create({ additionalFields: { filters: entries('filters', filter) } });
		expect(error).toBeUndefined();
		expect(bodies('POST')[0].filters).toEqual([body]);
	});

	it.each<[string, IDataObject, IDataObject]>([
		['av_detected', { condition: 'av_detected', avSettings: 'strict', scanPage: true }, { av_settings: 'strict', scan_page: true }],
		['webhook', { action: 'webhook', grabFromPage: 'https://hook.test/' }, { grab_from_page: 'https://hook.test/' }],
	])('takes a trigger with %s', async (_, trigger, body) => {
		const { error } = await create({
			additionalFields: { triggers: entries('triggers', { target: 'offers', condition: 'always', action: 'disable', ...trigger }) },
		});
		expect(error).toBeUndefined();
		const { condition = 'always', action = 'disable' } = trigger;
		expect(bodies('PUT')[0].triggers).toEqual([
			{ stream_id: 10, target: 'offers', condition, action, interval: 10, reverse: false, ...body },
		]);
	});

	it('tells that the flow is there when its triggers could not be written', async () => {
		tracker().fault({ method: 'PUT', path: '/streams/10', kind: 'status', status: 400, body: '{"error":"No triggers today"}' });
		const { error } = await create({ additionalFields: samples.create.full!.additionalFields });
		expect(error?.message).toBe(
			'The flow 10 was created, but without its triggers: The tracker refused the request: No triggers today (HTTP 400)',
		);
		expect(error?.description).toContain('instead of creating it again');
		expect(flow(10).name).toBe('New');
	});

	it('is not repeated when it may have arrived', async () => {
		tracker().fault({ method: 'POST', path: '/streams', kind: 'dropAfter', times: 1 });
		const { error } = await create({});
		expect(error?.message).toContain('broke off');
		expect(writes()).toEqual(['POST /streams']);
	});

	it.each<[string, INodeParameters, RegExp]>([
		['no name', { name: '={{ "" }}' }, /^Name is empty/],
		['no campaign', { campaignId: id('={{ "" }}') }, /^Campaign is empty/],
		['campaign 0', { campaignId: id(0) }, /^Campaign must be a whole number above 0/],
		['no redirect URL', { schema: 'redirect', redirectUrl: '={{ "" }}' }, /^Redirect URL is empty/],
		['no action', { schema: 'action', actionType: '={{ "" }}' }, /^Action Name or ID is empty/],
		['a list as payload', { schema: 'action', actionType: 'show_text', actionPayload: '={{ [1] }}' }, /^Action Payload must be a text/],
		['no offer', { offers: entries('offers', { offerId: id('={{ "" }}'), share: 100, state: 'active' }) }, /^Offers 1: Offer is empty/],
		['shares below 100', { offers: entries('offers', offer(1, 50), offer(2, 40)) }, /^Offers: the shares sum to 90 instead of 100/],
		['shares above 100', { landings: entries('landings', landing(1, 100), landing(2, 20)) }, /^Landing Pages: the shares sum to 120/],
		['shares with disabled ones', { offers: entries('offers', offer(1, 50), offer(2, 50, 'disabled')) }, /^Offers: the shares sum to 50/],
		['a share below 0', { offers: entries('offers', offer(1, -20), offer(2, 120)) }, /^Offers: the share of offer 1 is -20/],
		['an offer twice', { offers: entries('offers', offer(1, 50), offer(1, 50)) }, /^Offers: the offer 1 is there twice/],
		[
			'a landing page twice',
			{ landings: entries('landings', landing(2, 50), landing(2, 50)) },
			/^Landing Pages: the landing page 2 is there twice/,
		],
		[
			'broken JSON',
			{ additionalFields: { filters: entries('filters', { name: 'limit', mode: 'accept', payload: '{per_hour}' }) } },
			/^Filters 1: Values is not valid JSON/,
		],
	])('refuses %s before any request', async (_, parameters, message) => {
		const { error } = await create(parameters);
		expect(error?.message).toMatch(message);
		expect(sent()).toEqual([]);
	});

	it.each([
		[[1, 99], 'The offer 99 cannot be found'],
		[[98, 7], 'The offers 98, 7 cannot be found'],
	])('refuses offers of %j that do not exist', async ([one, other], message) => {
		const { error } = await create({ offers: entries('offers', offer(one, 50), offer(other, 50)) });
		expect(error?.message).toBe(message);
		expect(sent()).toEqual(['GET /offers']);
	});

	it('checks nothing when told so', async () => {
		const { error } = await create({ checkShares: false, offers: entries('offers', offer(99, 50), offer(1, 10)) });
		expect(error).toBeUndefined();
		expect(sent()).toEqual(['POST /streams']);
	});

	it('reads the offers once for many items', async () => {
		const items = [1, 2, 3].map((campaign) => ({ campaign }));
		await create({ campaignId: id('={{ $json.campaign }}'), offers: entries('offers', offer(1, 100)) }, { items });
		expect(sent()).toEqual(['GET /offers', 'POST /streams', 'POST /streams', 'POST /streams']);
	});

	it.each([1, 2])('sends JSON as it is, in version %d', async (typeVersion) => {
		const streamData = {
			campaign_id: 2,
			name: 'JSON',
			schema: 'landings',
			type: 'regular',
			action_type: 'http',
			offers: [{ offer_id: 99, share: 5 }],
			triggers: [{ stream_id: 2, target: 'stream', condition: 'always', action: 'disable' }],
		};
		const { error } = await runNode({
			typeVersion,
			parameters: {
				resource: 'stream',
				operation: 'create',
				streamData: JSON.stringify(streamData),
				...(typeVersion === 2 ? { dataMode: 'json' } : {}),
			},
			credentials: credentials(),
		});
		expect(error).toBeUndefined();
		expect(sent()).toEqual(['POST /streams']);
		expect(bodies('POST')).toEqual([streamData]);
	});
});

describe('update', () => {
	it('sends every field under its own name', async () => {
		await run('update', samples.update.full);
		expect(bodies('PUT')).toEqual([
			{
				action_options: { key: 'value' },
				action_payload: 'https://new.example.com/',
				action_type: 'http',
				campaign_id: 3,
				collect_clicks: true,
				comments: 'From other fields',
				filter_or: true,
				filters: [{ id: 1, name: 'country', mode: 'reject', payload: ['US', 'CA'] }],
				landings: [{ landing_id: 1, share: 100, state: 'active' }],
				name: 'Renamed',
				offers: [
					{ offer_id: 1, share: 60, state: 'active' },
					{ offer_id: 2, share: 40, state: 'active' },
					{ offer_id: 3, share: 10, state: 'disabled' },
				],
				position: 3,
				schema: 'landings',
				state: 'disabled',
				triggers: expect.arrayContaining([expect.objectContaining({ id: 1, stream_id: 2, target: 'selected_page' })]) as IDataObject[],
				type: 'regular',
				weight: 50,
			},
		]);
		expect(sent()).toEqual(['GET /offers', 'PUT /streams/2']);
	});

	it.each<[string, IDataObject, IDataObject]>([
		['only what is added', { name: 'X' }, { name: 'X' }],
		['false and nothing', { collectClicks: false, comments: '' }, { collect_clicks: false, comments: '' }],
		['no offers', { otherFields: '{ "offers": [] }' }, { offers: [] }],
		[
			'only disabled offers',
			{ offers: entries('offers', offer(1, 0, 'disabled')) },
			{ offers: [{ offer_id: 1, share: 0, state: 'disabled' }] },
		],
	])('sends %s', async (_, fields, body) => {
		const { error } = await update(fields);
		expect(error).toBeUndefined();
		expect(bodies('PUT')).toEqual([body]);
	});

	it.each<[string, IDataObject, RegExp]>([
		['nothing', {}, /^Update Fields: no data to send/],
		['empty offers', { offers: {} }, /^Offers is empty/],
		['an expression for all filters, which n8n drops', { filters: '={{ $json.filters }}' }, /^Filters is empty/],
		['wrong shares', { offers: entries('offers', offer(1, 50)) }, /^Offers: the shares sum to 50/],
		['no ID', { filters: entries('filters', { name: 'bot', mode: 'accept', id: 'x' }) }, /^Filters 1: ID must be a whole number/],
	])('refuses %s before any request', async (_, fields, message) => {
		const { error } = await update(fields);
		expect(error?.message).toMatch(message);
		expect(sent()).toEqual([]);
	});

	it('sends the JSON of an old workflow as it is', async () => {
		const { error } = await runNode({
			typeVersion: 1,
			parameters: { resource: 'stream', operation: 'update', streamId: '2', streamData: '{"offers":[{"offer_id":99,"share":5}]}' },
			credentials: credentials(),
		});
		expect(error).toBeUndefined();
		expect(sent()).toEqual(['PUT /streams/2']);
		expect(bodies('PUT')).toEqual([{ offers: [{ offer_id: 99, share: 5 }] }]);
	});
});
