import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { conversion as samples } from '../operations/samples/conversion';
import type { Settings } from '../emulator/types';
import { withoutPauses } from '../trust/impatience';
import { harness } from './harness';

const bench = harness('conversion');
const { bodies, sent } = bench;
withoutPauses();

const credentials = (more: object = {}) => ({
	keitaroApi: { ...bench.credentials().keitaroApi, postbackKey: bench.tracker.postbackKey, ...more },
});
const run: typeof bench.run = async (operation, parameters, options) =>
	await bench.run(operation, parameters, { timezone: 'UTC', credentials: credentials(), ...options });

let folders = 0;
/** Like a tracker that no test has asked yet: what it calls things is not known. */
const unknownTracker = (settings: Partial<Settings>) =>
	Object.assign(bench.tracker.settings, { folder: `/folder${++folders}`, ...settings });

const conversions = () => bench.tracker.store.conversions;
const newest = () => [...conversions()].sort((a, b) => b.at - a.at);
const newClick = (subId = 'click1') => bench.tracker.store.addClick({ sub_id: subId, offer_id: 1 });
const postbacks = () => bench.tracker.requests.filter(({ path }) => path.endsWith('/postback')).map(({ query }) => query);
const rowsOf = async (parameters: INodeParameters = {}, options = {}) => {
	const { items, error } = await run('getAll', parameters, options);
	expect(error).toBeUndefined();
	return items[0].json.data as IDataObject[];
};
const LOG = { method: 'POST', path: '/conversions/log' } as const;

describe('get many', () => {
	it('gives the newest first, with numbers for what is one', async () => {
		const rows = await rowsOf({ limit: 3 });
		expect(rows.map((row) => row.event_id)).toEqual(
			newest()
				.slice(0, 3)
				.map((row) => row.event_id),
		);
		expect(rows[0]).toMatchObject({
			tid: expect.any(String) as string,
			revenue: expect.any(Number) as number,
			status: expect.any(String) as string,
		});
	});

	it.each([
		['a new tracker', {}, 'event_id', 1],
		['an old one, by the old name of the ID', { oldColumns: true }, 'conversion_id', 2],
		['an old one without totals', { oldColumns: true, totals: false }, 'conversion_id', 3],
	])('reads %s', async (_, settings, id, requests) => {
		unknownTracker(settings);
		const rows = await rowsOf({ returnAll: true });
		expect(rows).toHaveLength(20);
		expect(new Set(rows.map((row) => row[id])).size).toBe(20);
		expect(bench.tracker.requests).toHaveLength(requests);
	});

	it('does without what it chose itself and the tracker does not know, names it, and asks for it no more in the run', async () => {
		unknownTracker({ names: 'probed', olderConversions: true });
		const { items } = await run('getAll', { limit: 2, options: { concurrentRequests: 1 } }, { items: [{ json: {} }, { json: {} }] });
		for (const { json } of items) {
			expect(json.missing).toEqual(['event_id', 'datetime', 'offer_id']);
			expect((json.data as IDataObject[])[0]).toHaveProperty('conversion_id');
		}
		expect(bodies('POST').map(({ columns }) => (columns as string[]).includes('offer_id'))).toEqual([true, false, false]);
	});

	it.each([
		['filtered by', { reportFilters: { filters: [{ name: 'offer_id', operator: 'EQUALS', expression: '1' }] } }],
		['sorted by', { sort: { sort: [{ name: 'offer_id', order: 'ASC' }] } }],
		['all that was chosen', { columns: ['offer_id', 'campaign'] }],
		['chosen beyond that', { columns: ['event_id', 'isp'] }],
	])('does not do without what is %s', async (_, parameters) => {
		unknownTracker({ names: 'probed', olderConversions: true });
		const { error } = await run('getAll', { limit: 2, ...parameters });
		expect(error?.message).toMatch(/^The tracker does not know .*"(offer_id|isp)"/);
	});

	it('finds out once that a tracker is old, and names its filters and order so, too', async () => {
		unknownTracker({ oldColumns: true });
		const parameters = {
			columns: ['event_id', 'conversion_id'],
			reportFilters: { filters: [{ name: 'event_id', operator: 'IS_SET' }] },
			sort: { sort: [{ name: 'event_id', order: 'DESC' }] },
		};
		const { items } = await run('getAll', parameters, { items: [{}, {}, {}], credentials: credentials() });
		expect(items.map(({ json }) => (json.data as IDataObject[])[0])).toEqual(Array.from({ length: 3 }, () => ({ conversion_id: 20 })));
		expect(bench.tracker.requests.filter(({ status }) => status === 400).length).toBeLessThanOrEqual(3);
		await run('getAll', parameters);
		expect(bodies('POST').filter(({ columns }) => (columns as string[]).includes('event_id'))).toHaveLength(3);
		// An update of the tracker is noticed as soon as the old words bring nothing.
		bench.tracker.settings.oldColumns = false;
		const { data, items: newer } = await run('getAll', parameters);
		expect(newer[0].json).not.toHaveProperty('missing', ['event_id']);
		expect((data[0] as unknown as IDataObject[])[0]).toHaveProperty('event_id');
	});

	it.each<[string, Partial<Settings>, number]>([
		['in both words, where it gives nothing', {}, 2],
		['in the newer, where it gave some before', {}, 1],
	])('asks a tracker %s', async (_, settings, requests) => {
		unknownTracker(settings);
		if (requests === 1) await run('getAll');
		bench.tracker.requests.length = 0;
		const nothing = { reportFilters: { filters: [{ name: 'sub_id', operator: 'EQUALS', expression: 'none' }] } };
		expect((await run('getAll', nothing)).items[0].json).toMatchObject({ success: true, count: 0 });
		expect(sent()).toHaveLength(requests);
	});

	it.each([
		['only newer trackers have', { oldColumns: true }, 'version', /does not know "version"/],
		['no tracker has', {}, 'payout', /does not know "payout"; near to it are "revenue"/],
	])('tells of a column that %s', async (_, settings, column, message) => {
		Object.assign(bench.tracker.settings, settings);
		expect((await run('getAll', { columns: [column, 'event_id'] })).error?.message).toMatch(message);
	});

	it.each([{}, { pageCap: 7 }, { totals: false }, { pageCap: 7, totals: false }])('reads all, each once (%j)', async (settings) => {
		const { store } = bench.tracker;
		conversions().forEach((row) => (row.at = 1_700_000_000_000));
		store.addConversion({ sub_id: conversions()[0].sub_id, tid: 'second', at: 1_700_000_000_000 });
		Object.assign(bench.tracker.settings, settings);
		const rows = await rowsOf({ returnAll: true, columns: ['status'] });
		expect(rows).toHaveLength(21);
		expect(Object.keys(rows[0])).toEqual(['status']);
	});

	it('begins again nowhere', async () => {
		bench.tracker.settings.pageCap = 7;
		bench.tracker.onRequest(({ json }) => void delete (json as IDataObject | null)?.offset);
		expect((await run('getAll', { returnAll: true })).error?.message).toMatch(/^The tracker gives the first 7 rows again/);
		expect(bench.tracker.requests).toHaveLength(2);
	});

	describe('limit', () => {
		const asked = () => bodies('POST')[0].limit;

		it.each<[string, INodeParameters, number, unknown]>([
			['is 50', {}, 2, 50],
			['was 100 in the original node', {}, 1, 100],
			['is 100 when neither range nor limit is set', { limit: '={{ "" }}' }, 2, 100],
			['is none when a range bounds the rows', { limit: '={{ "" }}', interval: '1_month_ago' }, 2, 10_000],
		])('%s', async (_, parameters, typeVersion, limit) => {
			await rowsOf(parameters, { typeVersion });
			expect(asked()).toBe(limit);
		});
	});

	it('sends filters and order in the words of the log', async () => {
		await rowsOf({
			interval: 'yesterday',
			timezone: 'Europe/Madrid',
			reportFilters: { filters: [{ name: 'status', operator: 'EQUALS', expression: 'sale' }] },
			sort: { sort: [{ name: 'revenue', order: 'DESC' }] },
			additionalFields: { offset: 1 },
		});
		expect(bodies('POST')[0]).toMatchObject({
			range: { interval: 'yesterday', timezone: 'Europe/Madrid' },
			filters: [{ name: 'status', operator: 'EQUALS', expression: 'sale' }],
			sort: [{ name: 'revenue', order: 'DESC' }, { name: 'datetime' }, { name: 'sub_id' }, { name: 'tid' }],
			offset: 1,
		});
		expect(bodies('POST')[0]).not.toHaveProperty('order');
	});
});

describe('get', () => {
	it.each([
		['an event_id', {}, () => conversions()[4].event_id],
		['the ID of an old tracker', { oldColumns: true }, () => String(conversions()[4].id)],
	])('finds a conversion by %s', async (_, settings, conversionId) => {
		unknownTracker(settings);
		const { sub_id, status } = conversions()[4];
		expect((await run('get', { conversionId: conversionId(), columns: ['sub_id', 'status'] })).data).toEqual([{ sub_id, status }]);
	});

	it.each([
		['nothing', 'No conversion has the ID "nothing"', 1],
		['={{ $json.missing }}', 'Conversion ID is empty', 0],
	])('tells that there is no conversion %s', async (conversionId, message, requests) => {
		await run('getAll');
		for (const operation of ['get', 'delete']) {
			bench.tracker.requests.length = 0;
			expect((await run(operation, { conversionId })).error?.message).toBe(message);
			expect(bench.tracker.requests).toHaveLength(requests);
		}
	});
});

describe('create', () => {
	it('reports a conversion of a click', async () => {
		newClick();
		const { items, saved } = await run('create', { clickId: ' click1 ' });
		await bench.tracker.settle();
		expect(conversions().at(-1)).toMatchObject({ sub_id: 'click1', tid: '', status: 'sale' });
		expect(items[0].json.data).toEqual({ subid: 'click1', status: 'sale' });
		expect((items[0].json.request as IDataObject).url).toBe(`${bench.tracker.url}/<masked>/postback?subid=click1&status=sale`);
		expect(bench.tracker.requests).toHaveLength(1);
		expect(bench.tracker.requests[0].headers).not.toHaveProperty('api-key');
		expect(saved).not.toContain(bench.tracker.postbackKey);
	});

	it('sends every field in the words of the postback', async () => {
		await run('create', { ...samples.create.full, confirm: false });
		expect(postbacks()).toEqual([
			{
				subid: 'click0',
				status: 'lead',
				tid: 'T-100',
				payout: '25.5',
				currency: 'EUR',
				cost: '1.5',
				comment: 'paid',
				from: 'alpha',
				lead_status: 'reg,new',
				sale_status: 'dep',
				rejected_status: 'bad',
				ignore_status: 'test',
				sub_id_15: 'fifteen',
				version: '1',
			},
		]);
	});

	it.each<[string, IDataObject, IDataObject]>([
		[
			'the names of the original node',
			{ click_id: 'c', status: 'lead', revenue: 5, currency: 'USD', transaction_id: 'T', comment: 'x' },
			{ subid: 'c', status: 'lead', payout: '5', currency: 'USD', tid: 'T', comment: 'x' },
		],
		['the names of Keitaro', { subid: 'c', payout: 5, tid: 'T', sub_id_3: 'x' }, { subid: 'c', payout: '5', tid: 'T', sub_id_3: 'x' }],
		['names both ways: its own before others', { click_id: 'a', subid: 'c' }, { subid: 'c' }],
		['names both ways, the other way round', { subid: 'c', sub_id: 'a' }, { subid: 'c' }],
		['further parameters', { click_id: 'c', parameters: { extra_param_2: 'e' } }, { subid: 'c', extra_param_2: 'e' }],
	])('takes JSON with %s', async (_, data, query) => {
		await run('create', { conversionData: JSON.stringify(data) }, { typeVersion: 1 });
		expect(postbacks()).toEqual([query]);
	});

	it.each<[string, INodeParameters, string]>([
		['no click', { clickId: '={{ "" }}' }, 'Click ID is empty'],
		['JSON without a click', { dataMode: 'json', conversionData: '{"status":"sale"}' }, 'Data (JSON): click_id is missing'],
		['an amount that is none', { clickId: 'c', additionalFields: { revenue: '={{ "much" }}' } }, 'Revenue must be a number'],
		['a currency that is none', { clickId: 'c', additionalFields: { currency: '={{ "dollars" }}' } }, 'Currency must be the code'],
		['a list for a value', { dataMode: 'json', conversionData: '{"click_id":["a","b"]}' }, 'click_id must be a text or a number'],
		['no time to look', { clickId: 'c', confirm: true, confirmSeconds: '={{ "long" }}' }, 'Confirm Within (Seconds) must be a number'],
	])('refuses %s before any request', async (_, parameters, message) => {
		expect((await run('create', parameters)).error?.message).toContain(message);
		expect(bench.tracker.requests).toEqual([]);
	});

	it.each(['create', 'update', 'delete'])('%s says before any request where the postback key is found', async (operation) => {
		const parameters = { ...samples[operation].minimal, confirm: true };
		const { error } = await run(operation, parameters, { credentials: bench.credentials() });
		expect(error?.message).toBe('The Keitaro credential has no postback key, which sending conversions needs');
		expect(error?.description).toContain('Postback URL');
		expect(bench.tracker.requests).toEqual([]);
	});

	it('takes the whole postback address for the key', async () => {
		newClick();
		const { url, postbackKey } = bench.tracker;
		const address = { postbackKey: `${url}/${postbackKey}/postback?subid={subid}` };
		const { saved } = await run('create', { clickId: 'click1' }, { credentials: credentials(address) });
		await bench.tracker.settle();
		expect(conversions().at(-1)).toMatchObject({ sub_id: 'click1' });
		expect(saved).not.toContain(postbackKey);
	});

	it('shows the key in no error either', async () => {
		const { postbackKey } = bench.tracker;
		bench.tracker.fault({ path: /postback/, kind: 'status', status: 400, body: JSON.stringify({ error: `Bad key ${postbackKey}` }) });
		for (const onError of ['stopWorkflow', 'continueRegularOutput', 'continueErrorOutput'] as const) {
			const { error, saved, items, errorItems } = await run('create', { clickId: 'c' }, { settings: { onError } });
			expect(`${error?.message}${saved}${JSON.stringify([error, items, errorItems])}`).not.toContain(postbackKey);
		}
	});

	it('reports nothing twice when the answer is lost', async () => {
		bench.tracker.fault({ path: /postback/, kind: 'dropAfter' });
		const { error } = await run('create', { clickId: 'c' });
		expect(error?.description).toMatch(/may have been carried out/);
		expect(bench.tracker.requests).toHaveLength(1);
	});

	it.each(['Success', '', '{"ok":true}', '<html>Hello</html>'])('makes nothing of the answer %p', async (postbackAnswer) => {
		bench.tracker.settings.postbackAnswer = postbackAnswer;
		const { items, error } = await run('create', { clickId: 'c' });
		expect(error).toBeUndefined();
		expect(items[0].json.data).toEqual({ subid: 'c', status: 'sale' });
	});
});

describe('a conversion of which the log does not say enough', () => {
	const answer = (row: object) => bench.tracker.fault({ kind: 'body', body: JSON.stringify({ rows: [row] }), path: '/conversions/log' });

	it.each([
		['update', {}],
		['update', { sub_id: '', tid: 'T1', status: 'lead' }],
		['delete', { sub_id: null, tid: 'T1' }],
		['delete', { sub_id: { a: 1 } }],
	])('%s sends nothing when the click is not told: %j', async (operation, row) => {
		answer({ event_id: 'a', ...row });
		const { error } = await run(operation, { conversionId: 'a', updateFields: { status: 'sale' } });
		expect(error?.message).toBe('The tracker does not tell which click the conversion belongs to');
		expect(postbacks()).toEqual([]);
	});

	it.each([undefined, null, ''])('update sends nothing when the status is told neither by the log (%j) nor by the user', async (status) => {
		answer({ event_id: 'a', sub_id: 'click1', status });
		const { error } = await run('update', { conversionId: 'a', updateFields: { revenue: 5 } });
		expect(error?.message).toBe('The tracker does not tell the status of the conversion');
		expect(postbacks()).toEqual([]);
		expect((await run('update', { conversionId: 'a', updateFields: { revenue: 5, status: 'lead' } })).error).toBeUndefined();
		expect(postbacks()).toEqual([{ subid: 'click1', status: 'lead', payout: '5' }]);
	});
});

describe('update', () => {
	it('changes the conversion in its place', async () => {
		const before = { ...conversions()[3] };
		await run('update', {
			conversionId: before.event_id,
			updateFields: { status: 'rejected', parameters: { parameters: [{ name: 'sub_id_5', value: 'five' }] } },
		});
		await bench.tracker.settle();
		expect(conversions()).toHaveLength(20);
		expect(conversions()[3]).toMatchObject({ event_id: before.event_id, status: 'rejected', revenue: before.revenue, version: 2 });
		expect(postbacks()).toEqual([
			{ subid: before.sub_id, ...(before.tid ? { tid: before.tid } : {}), status: 'rejected', sub_id_5: 'five' },
		]);
	});

	it('keeps the transaction ID, which names the conversion, and the status, unless another is sent', async () => {
		const row = conversions().find(({ tid, status }) => tid !== '' && status === 'lead') ?? conversions()[3];
		Object.assign(row, { tid: 'T-lead', status: 'lead' });
		await run('update', { conversionId: row.event_id, updateFields: { revenue: 99 } });
		expect(postbacks()).toEqual([{ subid: row.sub_id, tid: 'T-lead', status: 'lead', payout: '99' }]);
	});

	it.each([
		['the click that it has', (row: IDataObject) => ({ click_id: row.sub_id, status: 'sale' })],
		['no click', () => ({ status: 'sale' })],
	])('opens workflows of the original node, with %s', async (_, data) => {
		const row = conversions()[0];
		const parameters = { conversionId: row.event_id, conversionData: JSON.stringify(data(row as unknown as IDataObject)) };
		expect((await run('update', parameters, { typeVersion: 1 })).error).toBeUndefined();
		expect(postbacks()).toMatchObject([{ subid: row.sub_id, status: 'sale' }]);
	});

	it.each([
		['another click', '{"click_id":"other","status":"sale"}', /belongs to the click "[^"]+", not to "other"$/],
		['another transaction', '{"transaction_id":"other","status":"sale"}', /^The conversion has the transaction ID "", not "other"$/],
	])('refuses %s, which would be another conversion', async (_, conversionData, message) => {
		const { error } = await run('update', { conversionId: conversions()[0].event_id, dataMode: 'json', conversionData });
		expect(error?.message).toMatch(message);
		expect(postbacks()).toEqual([]);
	});

	it('works on old trackers', async () => {
		bench.tracker.settings.oldColumns = true;
		const row = conversions()[0];
		await run('update', { conversionId: String(row.id), updateFields: { status: 'sale' } });
		expect(postbacks()).toMatchObject([{ subid: row.sub_id, status: 'sale' }]);
	});

	it('is repeated after a lost answer', async () => {
		bench.tracker.fault({ path: /postback/, kind: 'dropAfter', times: 1 });
		expect((await run('update', { conversionId: conversions()[0].event_id, updateFields: { status: 'sale' } })).error).toBeUndefined();
		expect(postbacks()).toHaveLength(2);
	});

	it('needs something to change', async () => {
		expect((await run('update', { conversionId: 'a' })).error?.message).toBe('Update Fields: no data to send');
		expect(bench.tracker.requests).toEqual([]);
	});
});

describe('delete', () => {
	it('rejects the conversion, and no other of its click', async () => {
		const row = conversions()[0];
		bench.tracker.store.addConversion({ sub_id: row.sub_id, tid: 'second', status: 'sale' });
		await run('delete', { conversionId: conversions()[20].event_id });
		await bench.tracker.settle();
		expect(postbacks()).toEqual([{ subid: row.sub_id, tid: 'second', status: 'rejected' }]);
		expect(conversions()[20].status).toBe('rejected');
		expect(conversions()[0].status).toBe(row.status);
	});
});

describe('confirm', () => {
	const confirm = { confirm: true };
	// Which names a tracker knows is found out when it is first met, by a request more.
	beforeAll(async () => void (await run('getAll')));

	it.each([
		['on a new tracker', {}, 'event_id'],
		['on an old one', { oldColumns: true }, 'conversion_id'],
		['on one without totals', { totals: false }, 'event_id'],
	])('waits until the conversion is there, %s', async (_, settings, id) => {
		newClick();
		unknownTracker({ ...settings, asyncDelay: 100 });
		const { data, items } = await run('create', { clickId: 'click1', status: 'lead', additionalFields: { revenue: 7 }, ...confirm });
		expect(data).toEqual([
			expect.objectContaining({
				[id]: expect.anything() as unknown,
				sub_id: 'click1',
				status: 'lead',
				revenue: 7,
				confirmed: true,
			}) as unknown,
		]);
		expect((items[0].json.request as IDataObject).url).toContain('/<masked>/postback');
		expect(postbacks()).toHaveLength(1);
	});

	it('takes a change for one only when it shows', async () => {
		bench.tracker.settings.asyncDelay = 100;
		const row = conversions().find(({ status }) => status === 'sale')!;
		const { data } = await run('update', { conversionId: row.event_id, updateFields: { revenue: 123 }, ...confirm });
		expect(data).toMatchObject([{ event_id: row.event_id, revenue: 123, confirmed: true }]);
	});

	it('rejects', async () => {
		bench.tracker.settings.asyncDelay = 100;
		const row = conversions().find(({ status }) => status === 'lead')!;
		expect((await run('delete', { conversionId: row.event_id, ...confirm })).data).toMatchObject([{ status: 'rejected', confirmed: true }]);
	});

	it('knows a status that the postback itself explains', async () => {
		newClick();
		const additionalFields = { leadStatus: 'reg, new' };
		const { data } = await run('create', { clickId: 'click1', status: '={{ "reg" }}', additionalFields, ...confirm });
		expect(data).toMatchObject([{ status: 'lead', confirmed: true }]);
	});

	it('tells the conversions of a click apart', async () => {
		const row = conversions()[0];
		bench.tracker.settings.asyncDelay = 100;
		const additionalFields = { transactionId: 'T-new' };
		const { data } = await run('create', { clickId: row.sub_id, status: row.status, additionalFields, ...confirm });
		expect(data).toMatchObject([{ tid: 'T-new', confirmed: true }]);
	});

	it.each<[string, () => unknown]>([
		['there is no such click', () => undefined],
		['the tracker is slow', () => (newClick(), (bench.tracker.settings.asyncDelay = 60_000))],
		['the log cannot be read any more', () => (newClick(), bench.tracker.fault({ ...LOG, kind: 'status', status: 500, skip: 1 }))],
	])('is honest when %s', async (_, arrange) => {
		arrange();
		const parameters = { clickId: 'click1', ...confirm, confirmSeconds: 0.5, options: { retries: 0 } };
		const { data, error } = await run('create', parameters);
		expect(error).toBeUndefined();
		expect(data).toEqual([{ subid: 'click1', status: 'sale', confirmed: false, in_log: null }]);
		expect(postbacks()).toHaveLength(1);
		expect(sent().filter((request) => request === 'POST /conversions/log')).toHaveLength(4);
	});

	it('is honest when the tracker ignores the change', async () => {
		bench.tracker.settings.duplicatePostbacks = 'ignore';
		const row = Object.assign(conversions()[0], { tid: 'T-1', status: 'sale' });
		const { data } = await run('update', { conversionId: row.event_id, updateFields: { revenue: 99 }, ...confirm, confirmSeconds: 0.5 });
		expect(data).toMatchObject([{ tid: 'T-1', confirmed: false, in_log: { tid: 'T-1', status: 'sale' } }]);
	});

	describe('a status that comes in while another value is corrected', () => {
		const settled = (status: string, minutes: number) => {
			const conversion = conversions().find((one) => one.status === 'lead')!;
			const at = conversion.at + 1000 + minutes * 60_000;
			Object.assign(conversion, {
				status,
				conversion_type: status === 'sale' ? 'Sale' : 'Lead',
				at,
				version: conversion.version + 1,
				history: [...conversion.history, { type: status === 'sale' ? 'Sale' : 'Lead', at }],
			});
			return conversion;
		};

		it.each(['UTC', 'Asia/Tokyo'])('is given back: %s', async (timezone) => {
			const row = conversions().find(({ status }) => status === 'lead')!;
			let calls = 0;
			bench.tracker.onRequest(({ path }) => void (path.endsWith('/postback') && ++calls === 1 && settled('sale', 0)));
			const { data, hints, error } = await run(
				'update',
				{ conversionId: row.event_id, updateFields: { revenue: 12 }, ...confirm },
				{ credentials: credentials(), timezone },
			);
			expect(error).toBeUndefined();
			expect(data).toMatchObject([{ status: 'sale', revenue: 12, confirmed: true }]);
			expect(conversions().find(({ event_id }) => event_id === row.event_id)?.status).toBe('sale');
			expect(hints.map(({ message }) => message)).toEqual([
				'The conversion became sale while it was corrected, and has that status again.',
			]);
			expect(postbacks()).toHaveLength(2);
		});

		it('is not where it was there before, or where a status was chosen', async () => {
			const row = settled('sale', -10);
			Object.assign(row, {
				status: 'lead',
				conversion_type: 'Lead',
				history: [...row.history, { type: 'Lead', at: row.at + 1000 }],
				at: row.at + 1000,
			});
			await run('update', { conversionId: row.event_id, updateFields: { revenue: 13 }, ...confirm });
			expect(postbacks()).toHaveLength(1);
			let calls = 0;
			bench.tracker.onRequest(({ path }) => void (path.endsWith('/postback') && ++calls === 1 && settled('sale', 0)));
			await run('update', { conversionId: row.event_id, updateFields: { status: 'lead', revenue: 14 }, ...confirm });
			expect(postbacks()).toHaveLength(2);
		});
	});

	it.each<[string, object, object | undefined]>([
		['another revenue', {}, { field: 'payout', sent: 7, kept: 5 }],
		['money in another currency, which is converted', { currency: 'EUR' }, undefined],
	])('names what the log shows otherwise: %s', async (_, more, notTaken) => {
		newClick();
		bench.tracker.onRequest(({ path }) => {
			if (path.endsWith('/conversions/log')) for (const row of conversions()) if (row.sub_id === 'click1') row.revenue = 5;
		});
		const { items, hints } = await run('create', { clickId: 'click1', additionalFields: { revenue: 7, ...more }, ...confirm });
		expect(items[0].json.notTaken).toEqual(notTaken && [notTaken]);
		expect(hints).toHaveLength(notTaken ? 1 : 0);
	});

	it('reports nothing when the log cannot be read at all', async () => {
		bench.tracker.fault({ ...LOG, kind: 'status', status: 403 });
		expect((await run('create', { clickId: 'click1', ...confirm })).error?.message).toContain('HTTP 403');
		expect(postbacks()).toEqual([]);
	});

	it('ends with the execution', async () => {
		const stop = new AbortController();
		bench.tracker.onRequest(({ path }) => void (path.endsWith('/postback') && setTimeout(() => stop.abort(), 50)));
		const { status } = await run(
			'create',
			{ clickId: 'nobody', ...confirm, confirmSeconds: 600 },
			{ credentials: credentials(), signal: stop.signal },
		);
		expect(status).not.toBe('success');
	});
});

describe('a tracker that passes over filters and order', () => {
	it.each(['click', 'conversion'])(
		'has them checked on the rows of its log of %ss, also of columns that are not shown',
		async (resource) => {
			const parameters = {
				resource,
				columns: ['sub_id'],
				returnAll: true,
				reportFilters: { filters: [{ name: 'campaign_id', operator: 'EQUALS', expression: '1' }] },
				sort: { sort: [{ name: 'datetime', order: 'ASC' }] },
			};
			const right = await run('getAll', parameters);
			expect(right.hints).toEqual([]);
			Object.assign(bench.tracker.settings, { ignoresFilters: 'all', ignoresSort: true });
			const { items, hints } = await run('getAll', parameters);
			const rows = items[0].json.data as IDataObject[];
			expect(Object.keys(rows[0])).toEqual(['sub_id']);
			const sorted = (list: unknown) => (list as IDataObject[]).map(({ sub_id }) => sub_id).sort();
			expect(sorted(rows)).toEqual(sorted(right.items[0].json.data));
			expect(hints.map(({ message }) => message)).toEqual(
				expect.arrayContaining([expect.stringContaining('did not apply the filter "campaign_id Equals 1"')]),
			);
		},
	);
});
