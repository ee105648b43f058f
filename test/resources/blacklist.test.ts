import type { IDataObject } from 'n8n-workflow';
import { harness } from './harness';

const bench = harness('blacklist');
const { run, sent, bodies, id } = bench;

const column = { campaignId: id(1), refName: 'source' };
const items = (many: number) => Array.from({ length: many }, () => ({ json: {} }));
const labels = () => Object.fromEntries(bench.tracker.store.labels.map(({ value, label }) => [value, label]));
const GET = 'GET /report/labels';
const POST = 'POST /report/labels';

it.each([
	['blacklist', [['badsite.example', 'blacklist']]],
	['whitelist', [['goodsite.example', 'whitelist']]],
	[
		'both',
		[
			['badsite.example', 'blacklist'],
			['goodsite.example', 'whitelist'],
		],
	],
])('lists the values of %s', async (labelName, expected) => {
	const { data, items: out } = await run('getAll', { ...column, campaignId: id('facebook-us', 'alias'), labelName });
	expect(data[0]).toEqual(expected.map(([value, label]) => ({ campaign_id: 1, ref_name: 'source', value, label })));
	expect(out[0].json.count).toBe(expected.length);
	expect(bench.tracker.requests.at(-1)!.query).toMatchObject({ campaign_id: '1', ref_name: 'source' });
});

it.each([
	['an empty list, as PHP writes an empty object', [], []],
	['a list of values', ['a', 'b'], ['a', 'b']],
	['a list of records', [{ value: 'a' }], ['a']],
	['values with something else than labels', { a: 1, b: null }, ['a', 'b']],
	['values of both labels', { a: 'whitelist', b: 'blacklist' }, ['b']],
])('understands the answer %s', async (_what, answer, expected) => {
	bench.tracker.fault({ kind: 'body', status: 200, body: JSON.stringify(answer), headers: { 'content-type': 'application/json' } });
	const { data } = await run('getAll', column);
	expect((data[0] as unknown as IDataObject[]).map(({ value }) => value)).toEqual(expected);
});

it.each([null, 7, 'text'])('refuses the answer %j, which is no list of labels', async (answer) => {
	bench.tracker.fault({ kind: 'body', status: 200, body: JSON.stringify(answer), headers: { 'content-type': 'application/json' } });
	const { error } = await run('getAll', column);
	expect(error?.message).toMatch(/^The (tracker answered with .* where an object or a list should come \(HTTP 200\)|answer is damaged)/);
});

it('looks values up with one request per label', async () => {
	const blacklistId = '={{ ["badsite.example", "goodsite.example", "unknown"][$itemIndex] }}';
	const { data } = await run('get', { ...column, blacklistId }, { items: items(3) });
	expect(data.map(({ value, label }) => [value, label])).toEqual([
		['badsite.example', 'blacklist'],
		['goodsite.example', 'whitelist'],
		['unknown', null],
	]);
	expect(sent()).toEqual([GET, GET]);
});

it('sends all items of a column with one request, and the last word on a value counts', async () => {
	const { data, items: out } = await run(
		'create',
		{
			campaignId: id('={{ $itemIndex < 3 ? 1 : 2 }}'),
			refName: 'source',
			values: '={{ [["a", "b"], "c\\nd", "a", "e"][$itemIndex] }}',
			label: '={{ $itemIndex === 2 ? "whitelist" : "blacklist" }}',
		},
		{ items: items(4) },
	);
	expect(bodies('POST')).toEqual([
		{ campaign_id: 1, ref_name: 'source', items: { a: 'whitelist', b: 'blacklist', c: 'blacklist', d: 'blacklist' } },
		{ campaign_id: 2, ref_name: 'source', items: { e: 'blacklist' } },
	]);
	expect(data.map((one) => one.items)).toEqual([
		{ a: 'blacklist', b: 'blacklist' },
		{ c: 'blacklist', d: 'blacklist' },
		{ a: 'whitelist' },
		{ e: 'blacklist' },
	]);
	expect(out.map(({ json, pairedItem }) => [(json.request as IDataObject).items, pairedItem])).toEqual([
		[3, { item: 0 }],
		[3, { item: 1 }],
		[3, { item: 2 }],
		[undefined, { item: 3 }],
	]);
});

it('splits more values than one request should carry', async () => {
	const values = '={{ Array.from({ length: 3000 }, (_, at) => "v" + $itemIndex + "-" + at) }}';
	const { error } = await run('create', { ...column, values }, { items: items(3) });
	expect(error).toBeUndefined();
	expect(bodies('POST').map((body) => Object.keys(body.items as object).length)).toEqual([3000, 3000, 3000]);
});

it('gives each item its own outcome', async () => {
	const parameters = {
		campaignId: id('={{ [1, 99, 1, 0][$itemIndex] }}'),
		refName: 'source',
		values: '={{ ["a", "b", "", "d"][$itemIndex] }}',
		label: 'blacklist',
	};
	const { items: out } = await run('create', parameters, { items: items(4), settings: { onError: 'continueRegularOutput' } });
	expect(out.map(({ json }) => json.error ?? json.success)).toEqual([
		true,
		expect.stringContaining('Campaign #99 not found'),
		'Values is empty',
		'Campaign must be a whole number above 0, but is 0',
	]);
	expect(labels()).toMatchObject({ a: 'blacklist' });
	expect(sent()).toEqual([POST, POST]);
});

it('may be repeated', async () => {
	bench.tracker.fault({ method: 'POST', kind: 'dropAfter', times: 1 });
	expect((await run('create', { ...column, values: 'a' })).error).toBeUndefined();
	expect(sent()).toEqual([POST, POST]);
});

it('changes the label of a value', async () => {
	await run('update', { ...column, blacklistId: 'badsite.example', label: 'whitelist' });
	expect(labels()).toEqual({ 'badsite.example': 'whitelist', 'goodsite.example': 'whitelist' });
});

it('takes labels off with one request, and looks whether they are gone', async () => {
	const { data } = await run(
		'delete',
		{ ...column, blacklistId: '={{ ["badsite.example", "goodsite.example"][$itemIndex] }}' },
		{ items: items(2) },
	);
	expect(data).toHaveLength(2);
	expect(bodies('POST')).toEqual([{ campaign_id: 1, ref_name: 'source', items: { 'badsite.example': '', 'goodsite.example': '' } }]);
	expect(sent()).toEqual([POST, GET, GET]);
	expect(labels()).toEqual({});
});

it('looks at each column by itself whether labels are gone', async () => {
	bench.tracker.store.labels.push({ campaign_id: 2, ref_name: 'source', label: 'blacklist', value: 'badsite.example' });
	bench.tracker.fault({ method: 'POST', kind: 'body', body: '{"success":true}', times: 1 });
	const { items: out } = await run(
		'delete',
		{ ...column, campaignId: '={{ [2, 1][$itemIndex] }}', blacklistId: 'badsite.example' },
		{ items: items(2), settings: { onError: 'continueRegularOutput' } },
	);
	expect(out.map(({ json }) => json.error)).toEqual(['The tracker kept the label of "badsite.example"', undefined]);
});

it('tells when the tracker kept a label', async () => {
	bench.tracker.fault({
		method: 'POST',
		kind: 'body',
		status: 200,
		body: '{"success":true}',
		headers: { 'content-type': 'application/json' },
	});
	const { items: out } = await run(
		'delete',
		{ ...column, blacklistId: '={{ ["badsite.example", "other"][$itemIndex] }}' },
		{ items: items(2), settings: { onError: 'continueRegularOutput' } },
	);
	expect(out[0].json.error).toBe('The tracker kept the label of "badsite.example"');
	expect(out[1].json.success).toBe(true);
});

it('tells when it cannot be seen whether the label is gone', async () => {
	bench.tracker.settings.labels = 'refused';
	const { error } = await run('delete', { ...column, blacklistId: 'badsite.example' });
	expect(error).toMatchObject({
		message:
			'The tracker took the request, but whether the label is gone cannot be seen: The tracker refused the request: Bad request (HTTP 400)',
		description: 'Look into the report of the campaign in the tracker.',
		httpCode: '400',
		context: { done: 'sent', notDone: 'checked' },
	});
	expect(labels()).toEqual({ 'goodsite.example': 'whitelist' });
});

describe('workflows of the original node', () => {
	const old = { typeVersion: 1 };

	it('may hold the body as Keitaro takes it', async () => {
		const body = { campaign_id: 1, ref_name: 'ip', items: { '192.0.2.1': 'blacklist', '192.0.2.2': '' } };
		expect((await run('create', { blacklistData: JSON.stringify(body) }, old)).error).toBeUndefined();
		await run('update', { blacklistId: 'x', blacklistData: { campaign_id: '1', ref_name: 'ip', label: 'whitelist' } }, old);
		await run('update', { blacklistId: 'x', blacklistData: body }, old);
		expect(bodies('POST')).toEqual([body, { ...body, items: { x: 'whitelist' } }, body]);
	});

	it.each([
		['get', { blacklistId: 'x' }, /^No campaign is chosen/],
		['delete', { blacklistId: 'x' }, /^No campaign is chosen/],
		['create', { blacklistData: '{ "ip": "192.0.2.1" }' }, /^The data has no campaign_id/],
		['create', { blacklistData: '{ "campaign_id": 1 }' }, /no ref_name/],
		['create', { blacklistData: '{ "campaign_id": 1, "ref_name": "ip", "items": ["a"] }' }, /^items must be an object/],
		['create', { blacklistData: '{ "campaign_id": 1, "ref_name": "ip", "items": { "a": "grey" } }' }, /"a" must be blacklist or whitelist/],
		['create', { blacklistData: '{ "campaign_id": 1, "ref_name": "ip", "items": {} }' }, /^Values is empty/],
	])('that give %s %j are told what is missing', async (operation, parameters, message) => {
		const { error } = await run(operation, parameters, old);
		expect(error?.message).toMatch(message);
		expect(bench.tracker.requests).toEqual([]);
	});
});

it.each([
	[{ blacklistId: ' ' }, 'Value is empty'],
	[{ blacklistId: 'x', refName: '' }, 'Column is empty'],
])('refuses %j before any request', async (parameters, message) => {
	expect((await run('get', { ...column, ...parameters })).error?.message).toBe(message);
	expect(bench.tracker.requests).toEqual([]);
});

it('refuses a label that does not exist', async () => {
	expect((await run('getAll', { ...column, labelName: 'grey' })).error?.message).toMatch(
		/^Label must be one of blacklist, whitelist, both/,
	);
});
