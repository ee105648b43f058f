import { type Emulator, startEmulator } from '.';
import { type Api, connect } from './client';

const NOW = Date.UTC(2026, 6, 15, 10, 0, 0);
const ALL = { interval: 'all_time', timezone: 'UTC' };

let emulator: Emulator;
let api: Api;
beforeAll(async () => {
	emulator = await startEmulator({ now: () => NOW });
	api = connect(emulator);
});
beforeEach(() => emulator.reset());
afterAll(() => emulator.stop());

const rows = async (call: string, body: object) => {
	const reply = await api(call, body);
	if (reply.status !== 200) throw new Error(reply.text);
	return reply.data.rows as Record<string, unknown>[];
};
const report = (body: object) => rows('POST /report/build', { range: ALL, ...body });
const clicks = (body: object) => rows('POST /clicks/log', { range: ALL, ...body });
const conversions = (body: object) => rows('POST /conversions/log', { range: ALL, ...body });

describe('reports', () => {
	it('answers both dialects alike, with money as text', async () => {
		const one = await report({ dimensions: ['campaign'], measures: ['clicks', 'cost', 'cr'] });
		expect(one).toEqual(await report({ grouping: ['campaign'], metrics: ['clicks', 'cost', 'cr'] }));
		expect(one).toContainEqual({ campaign: 'Google DE', clicks: 20, cost: '5.00', cr: 35 });
	});

	it.each([
		['dimensions', { grouping: ['day'] }, 400],
		['dimensions', { dimensions: ['day'] }, 200],
		['grouping', { measures: ['clicks'] }, 400],
	] as const)('a tracker of the %s dialect: %j -> %d', async (dialect, body, status) => {
		emulator.settings.dialect = dialect;
		expect((await api('POST /report/build', { range: ALL, ...body })).status).toBe(status);
	});

	it.each([
		[{ dimensions: ['domain'] }, 'valid: click_id'],
		[{ measures: ['sale_cr'] }, 'valid: clicks'],
		[{ filters: [{ name: 'nothing', operator: 'IS_SET' }] }, 'Unknown filter'],
		[{ filters: [{ name: 'source', operator: 'IN_LIST', expression: 'a' }] }, 'needs an array'],
		[{ filters: [{ name: 'source', operator: 'EQUALS' }] }, 'needs a string'],
		[{ filters: [{ name: 'source', operator: 'NOT_EQUALS', expression: 'a' }] }, 'must be one of'],
		[{ range: { from: '2026-07-01' } }, 'both from and to'],
		[{ range: { interval: 'last_30_days' } }, 'must be one of'],
		[{ range: { from: '2026-02-30', to: '2026-03-01' } }, 'Date "2026-02-30" is invalid'],
		[{ range: { interval: 'today', timezone: 'Mars/Base' } }, 'Unknown timezone'],
	])('%j is refused: %s', async (body, message) => {
		const reply = await api('POST /report/build', { range: ALL, ...body });
		expect(reply).toMatchObject({ status: 400, data: { error: expect.stringContaining(message) } });
	});

	// seeded clicks come every two hours, the last one a minute ago
	it.each([
		[{ interval: 'today', timezone: 'UTC' }, 5],
		[{ interval: 'today', timezone: 'Asia/Tokyo' }, 10],
		[{ interval: 'yesterday', timezone: 'UTC' }, 12],
		[{ interval: '7_days_ago' }, 60],
		[{ interval: 'first_day_of_this_week' }, 29],
		[{ interval: 'first_day_of_this_month' }, 60],
		[{ interval: '1_month_ago' }, 60],
		[{ interval: '1_year_ago' }, 60],
		[{ interval: 'first_day_of_this_year' }, 60],
		[{ interval: null, from: '2026-07-14', to: '2026-07-14' }, 12],
		[{ from: '2026-07-15 09:59', to: '2026-07-15 09:59' }, 1],
		[{ from: '2026-07-15 09:59:01', to: '2026-07-15 10:00:00' }, 0],
		[{ from: '2026-07-15', to: '2026-07-14' }, 0],
	])('range %j: %d clicks', async (range, expected) => {
		expect((await report({ range, measures: ['clicks'] })).map((row) => row.clicks)).toEqual(expected ? [expected] : []);
	});

	it.each([
		['campaign_id', 'EQUALS', 2, 20],
		['campaign_id', 'NOT_EQUAL', '2', 40],
		['source', 'NOT_EQUAL', '', 45],
		['campaign_id', 'EQUALS_OR_GREATER_THAN', 2, 30],
		['campaign_id', 'EQUALS_OR_LESS_THAN', 2, 50],
		['campaign_id', 'GREATER_THAN', 2, 10],
		['campaign_id', 'LESS_THAN', 2, 30],
		['source', 'MATCH_REGEXP', '/^(good|bad)site/', 30],
		['source', 'NOT_MATCH_REGEXP', '/^(good|bad)site/', 30],
		['campaign', 'BEGINS_WITH', 'google', 20],
		['campaign', 'ENDS_WITH', 'BR', 10],
		['campaign', 'CONTAINS', 'book', 30],
		['campaign', 'NOT_CONTAIN', 'book', 30],
		['country_code', 'IN_LIST', ['US', 'DE'], 50],
		['country_code', 'NOT_IN_LIST', ['US', 'DE'], 10],
		['campaign_id', 'BETWEEN', [2, 3], 30],
		['source', 'IS_SET', undefined, 45],
		['source', 'IS_NOT_SET', undefined, 15],
		['is_bot', 'IS_TRUE', undefined, 10],
		['is_bot', 'IS_FALSE', undefined, 50],
		['source', 'HAS_LABEL', 'blacklist', 5],
		['source', 'NOT_HAS_LABEL', 'blacklist', 55],
	])('filter %s %s %j: %d clicks', async (name, operator, expression, expected) => {
		const [row] = await report({ measures: ['clicks'], filters: [{ name, operator, expression }] });
		expect(row.clicks).toBe(expected);
	});

	it('filters by measures, sorts, cuts and sums up', async () => {
		const body = { dimensions: ['campaign'], measures: ['clicks'], sort: [{ name: 'clicks', order: 'DESC' }], summary: true };
		const reply = await api('POST /report/build', { range: ALL, ...body, limit: 1, offset: 1 });
		expect(reply.data).toMatchObject({
			rows: [{ campaign: 'Google DE' }],
			total: 3,
			meta: { datetime: '2026-07-15 10:00:00' },
			summary: { clicks: 60 },
		});
		expect(await report({ ...body, filters: [{ name: 'clicks', operator: 'GREATER_THAN', expression: 25 }] })).toHaveLength(1);
	});
});

describe('logs', () => {
	it('wants a limit or a range for clicks, gives only the columns asked for, newest first', async () => {
		expect((await api('POST /clicks/log', { columns: ['sub_id'] })).status).toBe(400);
		const [first] = await clicks({ limit: 1, columns: ['sub_id', 'datetime'] });
		expect(first).toEqual({ sub_id: emulator.store.clicks[59].sub_id, datetime: '2026-07-15 09:59:00' });
		const [local] = await clicks({ limit: 1, columns: ['datetime'], range: { interval: 'today', timezone: 'Europe/Madrid' } });
		expect(local.datetime).toBe('2026-07-15 11:59:00');
	});

	it.each([
		[{}, { conversion_id: undefined, postback_datetime: undefined, click_datetime: expect.any(String), tid: expect.any(String) }],
		[{ legacyConversionColumns: true }, { event_id: expect.stringMatching(/-7/), datetime: expect.any(String), click_datetime: undefined }],
		[{ oldColumns: true }, { conversion_id: 17, postback_datetime: expect.any(String), original_status: 'lead' }],
	])('old columns of conversions with %j', async (settings, expected) => {
		Object.assign(emulator.settings, settings);
		const [row] = await conversions({
			limit: 1,
			columns: ['conversion_id', 'postback_datetime', 'click_datetime', 'original_status', 'tid'],
		});
		expect({ ...row }).toEqual(
			expect.objectContaining(Object.fromEntries(Object.entries(expected).filter(([, value]) => value !== undefined))),
		);
		for (const [name, value] of Object.entries(expected)) if (value === undefined) expect(row).not.toHaveProperty(name);
	});

	it.each([[{ columns: ['payout'] }], [{ order: [['datetime', 'DESC']] }], [{ limit: -1 }]])('%j is refused', async (body) => {
		expect((await api('POST /conversions/log', body)).status).toBe(400);
	});

	it('may cut pages and leave out the total', async () => {
		Object.assign(emulator.settings, { pageCap: 5, totals: false });
		const reply = await api('POST /conversions/log', { range: ALL, limit: 10 });
		expect(reply.data.rows).toHaveLength(5);
		expect(reply.data).not.toHaveProperty('total');
	});
});

describe('costs', () => {
	const entry = { start_date: '2026-07-15', end_date: '2026-07-15 23:59', timezone: 'UTC', currency: 'USD', cost: '10' };
	const cost = async () =>
		(
			await report({
				dimensions: ['campaign_id'],
				measures: ['cost'],
				range: { interval: 'today' },
				sort: [{ name: 'campaign_id', order: 'ASC' }],
			})
		).map((row) => row.cost);
	const push = (costs: object[], more: object = {}) => api('POST /clicks/update_costs', { campaign_ids: [1], costs, ...more });

	it('are spread later, equally, over what was there', async () => {
		emulator.settings.asyncDelay = 60_000;
		const before = await cost();
		expect((await push([entry])).json).toEqual({ success: true });
		expect(await cost()).toEqual(before);
		await emulator.settle();
		expect(await cost()).toEqual(['10.00', ...before.slice(1)]);
		await push([{ ...entry, cost: 5, currency: 'EUR' }]);
		await emulator.settle();
		expect((await cost())[0]).toBe('5.50');
	});

	it('are lost when no click matches', async () => {
		const before = await cost();
		expect((await push([{ ...entry, filters: { sub_id_1: 'nothing,nowhere' } }])).json).toEqual({ success: true });
		expect((await api('POST /campaigns/1/update_costs', { ...entry, filters: { source: 'x' } })).text).toBe('');
		await emulator.settle();
		expect(await cost()).toEqual(before);
	});

	it('cleans clicks and their conversions later', async () => {
		await api('POST /clicks/clean', { start_date: '2026-07-15', end_date: '2026-07-01' });
		await emulator.settle();
		expect(emulator.store.clicks).toHaveLength(60);
		await api('POST /clicks/clean', { start_date: '2026-07-01', end_date: '2026-07-15', campaign_id: 1 });
		await emulator.settle();
		expect([emulator.store.clicks.length, emulator.store.conversions.length]).toEqual([30, 10]);
	});
});

it('makes large amounts of data quickly', async () => {
	emulator.store.generateClicks(50_000);
	emulator.store.generateConversions(5000);
	emulator.store.generateCampaigns(300);
	expect((await report({ measures: ['clicks', 'conversions'] }))[0]).toMatchObject({ clicks: 50_060, conversions: 5020 });
	expect(await clicks({ limit: 1000, offset: 49_500 })).toHaveLength(560);
	expect((await api('GET /campaigns')).list).toHaveLength(305);
});
