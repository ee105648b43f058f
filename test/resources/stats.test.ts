import type { IDataObject, INodeParameters } from 'n8n-workflow';
import type { Settings } from '../emulator';
import { settingsOf } from '../emulator/personalities';
import { harness } from './harness';

const bench = harness('stats');
const { bodies } = bench;
const REPORT = { method: 'POST', path: '/report/build' } as const;

let folders = 0;
/** A tracker that this process has not met: which dialect it speaks is remembered by its address. */
const unknownTracker = (dialect: Settings['dialect']) => Object.assign(bench.tracker.settings, { dialect, folder: `/folder${++folders}` });

const get = async (parameters: INodeParameters = {}, options = {}) =>
	await bench.run('getAll', { interval: 'all_time', ...parameters }, { timezone: 'Europe/Berlin', ...options });
const rowsOf = async (parameters?: INodeParameters) => (await get(parameters)).items[0].json.data as IDataObject[];
const asked = async (parameters?: INodeParameters, options = {}) => {
	const { error } = await get(parameters, options);
	expect(error).toBeUndefined();
	return bodies('POST').at(-1)!;
};
const dialects = () => bodies('POST').map((body) => ('dimensions' in body ? 'new' : 'old'));
const filter = (name: string, operator: string, expression?: unknown) => ({ filters: [{ name, operator, expression }] }) as INodeParameters;

describe('dialects', () => {
	it.each([
		['both', ['new', 'new', 'new']],
		['dimensions', ['new', 'new', 'new']],
		['grouping', ['new', 'old', 'old', 'old']],
	] as const)('a tracker that speaks %s is asked so', async (dialect, requests) => {
		unknownTracker(dialect);
		const { items } = await get({}, { items: [{}, {}, {}] });
		expect(items.map(({ json }) => (json.data as IDataObject[]).length)).toEqual([3, 3, 3]);
		expect(dialects()).toEqual(requests);
	});

	it('is remembered over runs, and found out anew after an update of the tracker', async () => {
		unknownTracker('grouping');
		for (const dialect of ['grouping', 'grouping', 'dimensions', 'dimensions'] as const) {
			bench.tracker.settings.dialect = dialect;
			expect((await get()).error).toBeUndefined();
		}
		expect(dialects()).toEqual(['new', 'old', 'old', 'old', 'new', 'new']);
	});

	it('sends the same in both', async () => {
		unknownTracker('grouping');
		await get({ dimensions: ['day', 'campaign'], measures: ['clicks'] });
		const [first, second] = bodies('POST');
		expect(first).toMatchObject({ dimensions: ['day', 'campaign', 'campaign_id'], measures: ['clicks'] });
		expect(second).toMatchObject({ grouping: ['day', 'campaign', 'campaign_id'], metrics: ['clicks'] });
		expect(Object.keys(second)).toHaveLength(Object.keys(first).length);
	});

	it('is changed when the tracker takes no notice of the words it does not know', async () => {
		unknownTracker('both');
		bench.tracker.fault({ ...REPORT, kind: 'body', body: '{"rows":[{"visits":5}],"total":1}', times: 1 });
		expect(await rowsOf()).toHaveLength(3);
		expect(dialects()).toEqual(['new', 'old']);
	});

	it.each([406, 422])('a refusal with %d counts, too', async (status) => {
		unknownTracker('both');
		bench.tracker.fault({ ...REPORT, kind: 'status', status, body: '{"measures":["is not allowed"]}', times: 1 });
		expect(await rowsOf()).toHaveLength(3);
	});

	it.each([
		['neither is understood: the first refusal is told', '{"error":"Unknown key \\"metrics\\""}', 400, 2, 'Unknown key "metrics"'],
		['another fault changes nothing', '{"error":"Something about measures"}', 500, 1, 'Something about measures'],
	])('%s', async (_, body, status, requests, message) => {
		unknownTracker('both');
		bench.tracker.fault({ ...REPORT, kind: 'status', status, body });
		const { error } = await bench.run('getAll', { options: { retries: 0 } });
		expect(error?.message).toContain(message);
		expect(bench.tracker.requests).toHaveLength(requests);
	});

	it('tells of an unknown measure in the dialect that is spoken', async () => {
		unknownTracker('grouping');
		const { error } = await get({ measures: ['sale_cr'] });
		expect(error?.message).toBe('The tracker does not know "sale_cr"; near to it are "crs" (HTTP 400)');
		expect(dialects()).toEqual(['new', 'old']);
	});
});

describe('unknown names', () => {
	it.each<[string, INodeParameters, RegExp]>([
		['a measure', { measures: ['clicks', 'payout'] }, /does not know "payout"; near to it are "revenue" \(HTTP 400\)$/],
		['a dimension', { dimensions: ['domain'] }, /does not know "domain"; near to it are "source" \(/],
		['another one', { additionalFields: { otherDimensions: 'contry_code' } }, /does not know "contry_code"; near to it are "country_code"/],
		['several', { dimensions: ['campain', 'sub_id_31'] }, /does not know "campain", "sub_id_31"; near to it are "campaign", /],
		['a filter', { reportFilters: filter('statuss', 'IS_SET') }, /does not know "statuss"/],
		['a rule of the order', { sort: { sort: [{ name: 'clickss', order: 'ASC' }] } }, /does not know "clickss"; near to it are "clicks"/],
		['nothing like any', { measures: ['zzzzzz'] }, /^The tracker does not know "zzzzzz" \(HTTP 400\)$/],
	])('%s', async (_, parameters, message) => {
		const { error } = await get(parameters);
		expect(error?.message).toMatch(message);
		expect(error?.description).toBe('Names differ between the versions of Keitaro. Choose one that this tracker has.');
	});

	it('keeps the sentence short', async () => {
		const names = Array.from({ length: 12 }, (_, at) => `unknown_${at}_${'x'.repeat(80)}`);
		const { error } = await get({ additionalFields: { otherMeasures: names.join() } });
		expect(error?.message).toMatch(/^The tracker does not know "unknown_0_x+", .* and 7 more/);
		expect(error?.message.length).toBeLessThan(800);
	});

	it.each([
		[
			'in words of its own',
			'{"error":"No such column: profitt. Allowed are profit, revenue"}',
			/does not know "profitt"; near to it are "profit"/,
		],
		['as plain text', 'Unknown metric profitt', /does not know "profitt" \(HTTP 400\)/],
		['without a name', '{"error":"Wrong request"}', /^The tracker refused the request: Wrong request \(HTTP 400\)$/],
	])('the tracker tells it %s', async (_, body, message) => {
		bench.tracker.fault({ ...REPORT, kind: 'status', status: 400, body });
		expect((await get({ measures: ['clicks', 'profitt'] })).error?.message).toMatch(message);
	});
});

describe('filters', () => {
	it.each<[string, unknown, unknown]>([
		['EQUALS', '15', 15],
		['EQUALS', 'lead', 'lead'],
		['EQUALS', '007', '007'],
		['EQUALS', '', ''],
		['NOT_EQUAL', '', ''],
		['EQUALS', 'Infinity', 'Infinity'],
		['EQUALS', '12345678901234567890', '12345678901234567890'],
		['NOT_EQUAL', 1.5, 1.5],
		['EQUALS_OR_GREATER_THAN', '-2', -2],
		['EQUALS_OR_LESS_THAN', '2.25', 2.25],
		['GREATER_THAN', '10', 10],
		['LESS_THAN', '10', 10],
		['MATCH_REGEXP', '/uuid=100[0-9]{2}/', '/uuid=100[0-9]{2}/'],
		['NOT_MATCH_REGEXP', '/a/', '/a/'],
		['BEGINS_WITH', '10', '10'],
		['ENDS_WITH', 'z', 'z'],
		['CONTAINS', 'mnp', 'mnp'],
		['NOT_CONTAIN', 'mnp', 'mnp'],
		['IN_LIST', 'a, b\nc', ['a', 'b', 'c']],
		['IN_LIST', '={{ ["a", 2] }}', ['a', 2]],
		['NOT_IN_LIST', '["a,b", "c"]', ['a,b', 'c']],
		['BETWEEN', '10, 20', [10, 20]],
		['BETWEEN', '2026-01-01,2026-02-01', ['2026-01-01', '2026-02-01']],
		['IS_SET', 'left over', undefined],
		['IS_NOT_SET', '', undefined],
		['IS_TRUE', '', undefined],
		['IS_FALSE', '', undefined],
		['HAS_LABEL', 'whitelist', 'whitelist'],
		['NOT_HAS_LABEL', 'blacklist', 'blacklist'],
	])('%s %p', async (operator, entered, expression) => {
		const { filters } = await asked({ reportFilters: filter('sub_id_1', operator, entered) });
		expect(filters).toEqual([{ name: 'sub_id_1', operator, ...(expression === undefined ? {} : { expression }) }]);
	});

	it.each([
		['EQUALS', '={{ $json.missing }}', 'Filters 1: Value is empty'],
		['NOT_EQUAL', '={{ null }}', 'Filters 1: Value is empty'],
		['CONTAINS', '', 'Filters 1: Value is empty'],
		['GREATER_THAN', '', 'Filters 1: Value is empty'],
		['IN_LIST', ' , ', 'Filters 1: Value is empty'],
		['IN_LIST', '={{ [] }}', 'Filters 1: Value is empty'],
		['IN_LIST', '["a"', 'Filters 1: Value is not valid JSON'],
		['BETWEEN', '10', 'Filters 1: Value must be two values, but these are 1'],
		['EQUALS', '={{ ["a", "b"] }}', 'Filters 1: Value must be a single value'],
		['HAS_LABEL', 'greylist', 'Filters 1: Value must be whitelist or blacklist, but is "greylist"'],
		['={{ "EMPTY" }}', 'a', 'Filters 1: Operator must be one of'],
	])('refuses %s %p before any request', async (operator, expression, message) => {
		const { error } = await get({ reportFilters: filter('sub_id_1', operator, expression) });
		expect(error?.message).toContain(message);
		expect(bench.tracker.requests).toEqual([]);
	});

	it('narrow down what is counted, and which rows there are', async () => {
		const rows = await rowsOf({
			dimensions: ['campaign_id'],
			measures: ['clicks'],
			reportFilters: { filters: [...filterEntries('campaign_id', 'IN_LIST', '1,2'), ...filterEntries('clicks', 'GREATER_THAN', '25')] },
			sort: { sort: [{ name: 'clicks', order: 'DESC' }] },
		});
		expect(rows).toEqual([{ campaign_id: 1, clicks: 30 }]);
	});

	const filterEntries = (name: string, operator: string, expression: string) => [{ name, operator, expression }];
});

describe('range', () => {
	it.each([
		'today',
		'yesterday',
		'first_day_of_this_week',
		'7_days_ago',
		'first_day_of_this_month',
		'1_month_ago',
		'first_day_of_this_year',
		'1_year_ago',
		'all_time',
	])('%s, in the time zone of the workflow', async (interval) => {
		expect((await asked({ interval })).range).toEqual({ interval, timezone: 'Europe/Berlin' });
	});

	it.each([
		['yesterday', { interval: 'yesterday' }],
		['Last 7 days and today', { interval: '7_days_ago' }],
		['This_Month', { interval: 'first_day_of_this_month' }],
		['2026-11-01 to 2026-11-10', { from: '2026-11-01 00:00:00', to: '2026-11-10 23:59:59' }],
		['2026-11-01 - 2026-11-10', { from: '2026-11-01 00:00:00', to: '2026-11-10 23:59:59' }],
		['2026-11-01..2026-11-10', { from: '2026-11-01 00:00:00', to: '2026-11-10 23:59:59' }],
		[' 01.11.2026 – 30.11.2026 ', undefined],
		['13.11.2026 – 30.11.2026', { from: '2026-11-13 00:00:00', to: '2026-11-30 23:59:59' }],
		['2026-11-05', { from: '2026-11-05 00:00:00', to: '2026-11-05 23:59:59' }],
		['2026-11-05 08:00 to 2026-11-05 09:30', { from: '2026-11-05 08:00:00', to: '2026-11-05 09:30:00' }],
	])('as a model writes it: %s', async (text, range) => {
		const { error } = await get({ interval: `={{ ${JSON.stringify(text)} }}` });
		if (range) expect(bodies('POST')[0].range).toEqual({ ...range, timezone: 'Europe/Berlin' });
		else expect(error?.message).toBe('Date Range: the start: "01.11.2026" can be 2026-11-01 or 2026-01-11');
	});

	it.each<[string, INodeParameters, IDataObject]>([
		['days', { from: '2026-11-01', to: '2026-11-02' }, { from: '2026-11-01 00:00:00', to: '2026-11-02 23:59:59' }],
		['one day', { from: '2026-11-01', to: '2026-11-01' }, { from: '2026-11-01 00:00:00', to: '2026-11-01 23:59:59' }],
		['times', { from: '2026-11-01 08:30', to: '2026-11-01T09:15:30' }, { from: '2026-11-01 08:30:00', to: '2026-11-01 09:15:30' }],
		[
			'other zones',
			{ from: '2026-11-01T00:00:00Z', to: '2026-11-01T10:00:00+05:00' },
			{ from: '2026-11-01 01:00:00', to: '2026-11-01 06:00:00' },
		],
		[
			'a zone of its own',
			{ from: '2026-11-01', to: '={{ new Date(Date.UTC(2026, 10, 2)) }}', timezone: ' America/New_York ' },
			{ from: '2026-11-01 00:00:00', to: '2026-11-01 19:00:00', timezone: 'America/New_York' },
		],
	])('of %s', async (_, parameters, range) => {
		expect((await asked({ interval: 'custom', ...parameters })).range).toEqual({ timezone: 'Europe/Berlin', ...range });
	});

	it.each<[string, INodeParameters, string]>([
		['no start', { from: '={{ "" }}', to: '2026-11-01' }, 'From is empty'],
		['no end', { from: '2026-11-01', to: '={{ $json.missing }}' }, 'To is empty'],
		[
			'an end before the start',
			{ from: '2026-11-02', to: '2026-11-01' },
			'To (read as 2026-11-01 23:59:59) does not lie after From (read as 2026-11-02 00:00:00), in Europe/Berlin',
		],
		['no date', { from: 'last week', to: '2026-11-01' }, 'From is not a date: "last week"'],
		['a day that does not exist', { from: '2026-02-30', to: '2026-03-01' }, 'From is not a date: "2026-02-30"'],
		['an unknown zone', { interval: 'today', timezone: 'Berlin' }, 'Time Zone: "Berlin" is not known'],
		['another interval', { interval: '={{ "last_30_days" }}' }, 'Date Range must be one of today'],
		['three dates', { interval: '={{ "2026-11-01 to 2026-11-02 to 2026-11-03" }}' }, 'Date Range must be one of today'],
		[
			'dates in no order',
			{ interval: '={{ "2026-11-10 to 2026-11-01" }}' },
			'Date Range: the end (read as 2026-11-01 23:59:59) does not lie after',
		],
		['a range that is no text', { interval: '={{ 2026 }}' }, 'Date Range must be one of today'],
	])('refuses %s before any request', async (_, parameters, message) => {
		const { error } = await get({ interval: 'custom', ...parameters });
		expect(error?.message).toContain(message);
		expect(bench.tracker.requests).toEqual([]);
	});

	it('counts days in its zone', async () => {
		bench.tracker.store.clicks = [];
		bench.tracker.store.addClick({ at: Date.UTC(2026, 9, 31, 23, 30) });
		const day = { interval: 'custom', from: '2026-11-01', to: '2026-11-01', dimensions: ['day'], measures: ['clicks'] };
		expect(await rowsOf(day)).toEqual([{ day: '2026-11-01', clicks: 1 }]);
		expect(await rowsOf({ ...day, timezone: 'UTC' })).toEqual([]);
	});
});

describe('rows', () => {
	it('have numbers for measures and IDs, and everything else as it came', async () => {
		bench.tracker.store.clicks.forEach((click) => (click.extra = { sub_id_1: '007' }));
		const rows = await rowsOf({ dimensions: ['campaign_id', 'campaign', 'day', 'sub_id_1'], measures: ['clicks', 'revenue', 'cr'] });
		expect(rows.length).toBeGreaterThan(3);
		for (const row of rows) {
			expect(row).toEqual({
				campaign_id: expect.any(Number) as number,
				campaign: expect.any(String) as string,
				day: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/) as string,
				sub_id_1: '007',
				clicks: expect.any(Number) as number,
				revenue: expect.any(Number) as number,
				cr: expect.any(Number) as number,
			});
		}
	});

	it.each([
		['"12.50"', 12.5],
		['"-3"', -3],
		['"0"', 0],
		['"n/a"', 'n/a'],
		['""', ''],
		['null', null],
		['"12345678901234567890"', '12345678901234567890'],
		['"1e5"', '1e5'],
	])('%s of a measure becomes %p', async (sent, value) => {
		bench.tracker.fault({ ...REPORT, kind: 'body', body: `{"rows":[{"clicks":${sent},"campaign_id":"15"}],"total":1}` });
		expect(await rowsOf({ dimensions: ['campaign_id'], measures: ['clicks'] })).toEqual([{ campaign_id: 15, clicks: value }]);
	});

	it('are cut to the limit, and counted', async () => {
		const { items } = await get({ dimensions: ['sub_id'], limit: 7 });
		expect(items[0].json.count).toBe(7);
		expect(Object.keys(bodies('POST')[0])).not.toContain('limit');
	});

	it('of a tracker that gives a part at a time are all there, once each', async () => {
		bench.tracker.settings.pageCap = 25;
		const rows = await rowsOf({ dimensions: ['sub_id'], returnAll: true });
		expect(new Set(rows.map((row) => row.sub_id)).size).toBe(60);
		expect(rows).toHaveLength(60);
		expect(bodies('POST').map(({ limit, offset }) => [limit, offset])).toEqual([
			[undefined, undefined],
			[10000, 25],
			[10000, 50],
		]);
	});

	it('are not told to be all when the tracker begins again', async () => {
		bench.tracker.fault({ ...REPORT, kind: 'body', body: '{"rows":[{"sub_id":"a"},{"sub_id":"b"}],"total":9}' });
		const { error } = await get({ dimensions: ['sub_id'], returnAll: true });
		expect(error?.message).toBe('The tracker gives the first 2 rows again instead of those after them');
		expect(bench.tracker.requests).toHaveLength(2);
	});

	it.each(['[]', '{"rows":{}}', '{"report":[]}', '"done"'])('an answer such as %s is no empty report', async (body) => {
		bench.tracker.fault({ ...REPORT, kind: 'body', body });
		const { error, items } = await get();
		if (body === '[]') expect(items[0].json.data).toEqual([]);
		else expect(error).toBeDefined();
	});
});

describe('totals', () => {
	it('are those of all rows, whatever the limit', async () => {
		const parameters = { measures: ['clicks', 'revenue'], additionalFields: { includeTotals: true }, limit: 1 };
		const { items } = await get({ ...parameters, sort: { sort: [{ name: 'campaign', order: 'ASC' }] } });
		const { rows, totals } = items[0].json.data as { rows: IDataObject[]; totals: IDataObject };
		const all = await rowsOf({ measures: ['clicks', 'revenue'] });
		expect(rows).toEqual([all.find(({ campaign }) => campaign === 'Facebook US')]);
		expect(totals).toEqual({ clicks: 60, revenue: all.reduce((sum, row) => sum + Number(row.revenue), 0) });
		expect(bodies('POST')[1]).toMatchObject({ dimensions: [], sort: [] });
	});

	it('are 0 when there is nothing to add up', async () => {
		bench.tracker.store.clicks = [];
		const { items } = await get({ measures: ['clicks', 'roi'], additionalFields: { includeTotals: true } });
		expect(items[0].json.data).toEqual({ rows: [], totals: { clicks: 0, roi: 0 } });
	});
});

it('puts own names beside those of the lists', async () => {
	const body = await asked({
		dimensions: ['campaign'],
		measures: ['clicks'],
		additionalFields: { otherDimensions: 'city, campaign', otherMeasures: 'deposits', otherFields: '{"columns":["day"],"measures":["x"]}' },
	});
	expect(body).toMatchObject({ dimensions: ['campaign', 'city', 'campaign_id'], measures: ['clicks', 'deposits'], columns: ['day'] });
});

describe('IDs', () => {
	const NAMED = ['campaign', 'stream', 'offer', 'landing', 'ts', 'campaign_group', 'parent_campaign'];
	const IDS = NAMED.map((name) => `${name}_id`);

	it('stand beside names', async () => {
		expect((await asked({ dimensions: NAMED })).dimensions).toEqual([...NAMED, ...IDS]);
		expect((await asked({ dimensions: ['offer_id', 'offer', 'day', 'affiliate_network'] })).dimensions).toEqual([
			'offer_id',
			'offer',
			'day',
			'affiliate_network',
		]);
		expect((await asked({ dimensions: ['country'], additionalFields: { otherDimensions: 'stream' } })).dimensions).toEqual([
			'country',
			'stream',
			'stream_id',
		]);
	});

	it.each([
		['without them', { includeIds: false }, {}],
		['in workflows of version 1', {}, { typeVersion: 1 }],
	])('are left out %s', async (_, parameters, options) => {
		expect((await asked({ dimensions: NAMED, ...parameters }, options)).dimensions).toEqual(NAMED);
	});

	it('tell campaigns of one name apart', async () => {
		for (const campaign of bench.tracker.store.campaigns) campaign.name = 'Twice';
		const apart = await rowsOf({ dimensions: ['campaign'], measures: ['clicks'], includeIds: true });
		const together = await rowsOf({ dimensions: ['campaign'], measures: ['clicks'], includeIds: false });
		expect(together).toHaveLength(1);
		expect(apart.length).toBeGreaterThan(1);
		expect(new Set(apart.map(({ campaign_id }) => typeof campaign_id))).toEqual(new Set(['number']));
	});

	it('are not missed where a tracker does not give them', async () => {
		bench.tracker.fault({ kind: 'body', body: JSON.stringify({ rows: [{ campaign: 'One', clicks: 5 }], total: 1 }) });
		const { items, hints } = await get({ dimensions: ['campaign'], measures: ['clicks'] });
		expect(items[0].json.data).toEqual([{ campaign: 'One', clicks: 5 }]);
		expect(hints).toEqual([]);
	});
});

it('needs a measure', async () => {
	const { error } = await get({ measures: [] });
	expect(error?.message).toBe('Measures is empty');
	expect(bench.tracker.requests).toEqual([]);
});

it('builds one report at a time, and repeats one whose answer is lost', async () => {
	bench.tracker.fault({ ...REPORT, kind: 'dropAfter', times: 1 });
	const { items, error } = await get({}, { items: [{}, {}, {}] });
	expect(error).toBeUndefined();
	expect(items).toHaveLength(3);
	expect(bench.tracker.maxInFlight).toBe(1);
});

describe('what a tracker passes over', () => {
	const filters = (...entries: Array<[name: string, operator: string, expression: string]>) =>
		({ filters: entries.map(([name, operator, expression]) => ({ name, operator, expression })) }) as INodeParameters;
	const passing = (ignoresFilters: Settings['ignoresFilters'], ignoresSort = false) =>
		Object.assign(bench.tracker.settings, { ignoresFilters, ignoresSort });
	const told = async (parameters: INodeParameters) => {
		const { items, hints, error } = await get({ dimensions: ['campaign_id'], measures: ['clicks'], ...parameters });
		expect(error).toBeUndefined();
		return { rows: items[0].json.data as IDataObject[], hints: hints.map(({ message }) => message) };
	};

	it.each(['measures', 'all'] as const)(
		'%s: a filter on a figure is checked on the rows, and the figure taken out again',
		async (ignored) => {
			const reportFilters = filters(['profit', 'GREATER_THAN', '0'], ['cost', 'EQUALS_OR_LESS_THAN', '1000000']);
			const right = await told({ reportFilters });
			expect(right.hints).toEqual([]);
			const all = (await told({})).rows;
			passing(ignored);
			const { rows, hints } = await told({ reportFilters });
			expect(rows).toEqual(right.rows);
			expect(rows.length).toBeLessThan(all.length);
			expect(Object.keys(rows[0])).toEqual(['campaign_id', 'clicks']);
			expect(hints).toEqual([
				'The tracker did not apply the filter "profit Greater Than 0": rows that do not match were left out here. Totals, where there are any, still hold them.',
			]);
			expect(bodies('POST').at(-1)?.measures).toEqual(['clicks', 'profit', 'cost']);
		},
	);

	it('a filter on what the rows stand for is, too, and one that no row shows is named', async () => {
		const reportFilters = filters(['campaign_id', 'EQUALS', '2'], ['country', 'EQUALS', 'Germany']);
		passing('all');
		const { rows, hints } = await told({ reportFilters });
		expect(rows.map((row) => row.campaign_id)).toEqual([2]);
		expect(hints[0]).toMatch(/^The tracker did not apply the filter "campaign_id Equals 2".*"country Equals Germany" cannot be seen/);
	});

	it('leaves no row of other days in a report by day', async () => {
		const day = String((await told({ dimensions: ['day'] })).rows[0].day);
		const range = { interval: 'custom', from: day, to: day, timezone: 'UTC', dimensions: ['day'] };
		expect((await told(range)).rows).toHaveLength(1);
	});

	it('an order is put right, and the first of it are the right ones', async () => {
		const parameters = { sort: { sort: [{ name: 'revenue', order: 'DESC' }] }, limit: 2 };
		const right = await told(parameters);
		expect(right.hints).toEqual([]);
		passing('none', true);
		bench.tracker.store.clicks.reverse();
		const { rows, hints } = await told(parameters);
		expect(rows).toEqual(right.rows);
		expect(Object.keys(rows[0])).toEqual(['campaign_id', 'clicks']);
		expect(hints).toEqual(['The tracker did not sort the rows as asked: they were put in order here.']);
	});

	it('is told once for a run of many items', async () => {
		passing('all');
		const reportFilters = filters(['campaign_id', 'EQUALS', '={{ $json.id }}']);
		const { hints, items } = await get({ dimensions: ['campaign_id'], reportFilters }, { items: [{ id: 1 }, { id: 2 }, { id: 1 }] });
		expect(items.map(({ json }) => json.count)).toEqual([1, 1, 1]);
		expect(hints).toHaveLength(1);
		expect(hints[0].message).toContain('"campaign_id Equals 1", "campaign_id Equals 2"');
	});
});

describe('a tracker that leaves out what it does not know', () => {
	beforeEach(() => Object.assign(bench.tracker.settings, settingsOf('dropping')));
	const more = (additionalFields: INodeParameters = {}) => ({ dimensions: ['campaign_id'], measures: ['clicks'], additionalFields });

	it.each<[string, INodeParameters, string[], RegExp]>([
		[
			'Other Measures',
			more({ otherMeasures: 'deposits, registrations' }),
			['deposits', 'registrations'],
			/does not have "deposits", "registrations".*differ/,
		],
		['the picker', { ...more(), measures: ['clicks', 'rebills'] }, ['rebills'], /"rebills"/],
		[
			'custom conversions',
			more({ customConversions: '7, 12' }),
			['custom_conversion_12', 'custom_conversion_12_revenue'],
			/Near to it, the answer has "custom_conversion_7"/,
		],
		['the order', { ...more(), sort: { sort: [{ name: 'cpl', order: 'DESC' }] } }, ['cpl'], /"cpl"/],
		[
			'a filter',
			{ ...more(), reportFilters: filter('deposits', 'GREATER_THAN', '0') },
			['deposits'],
			/So the rows are not filtered by "deposits Greater Than 0"/,
		],
		['the totals', more({ otherMeasures: 'deposits', includeTotals: true }), ['deposits'], /"deposits"/],
	])('is told so of %s, in the item and once for the run', async (_, parameters, missing, words) => {
		const { items, hints, error } = await get(parameters, { items: [{}, {}] });
		expect(error).toBeUndefined();
		expect(items.map(({ json }) => json.missing)).toEqual([missing, missing]);
		expect(hints.map(({ message }) => message)).toEqual([expect.stringMatching(words)]);
	});

	it('is told so by the hint alone in Data Only', async () => {
		const { items, hints } = await get({ ...more({ otherMeasures: 'deposits' }), output: 'data' });
		expect(items[0].json).toEqual({ campaign_id: expect.anything(), clicks: expect.anything() });
		expect(hints).toHaveLength(1);
	});

	it('calls nothing missing where there are no rows', async () => {
		bench.tracker.store.clicks = [];
		const { items, hints } = await get(more({ otherMeasures: 'deposits' }));
		expect(items[0].json).toMatchObject({ count: 0 });
		expect(items[0].json).not.toHaveProperty('missing');
		expect(hints).toEqual([]);
	});

	it('gives an error where none of the figures came', async () => {
		const { error, items } = await get({ dimensions: ['campaign_id'], measures: ['deposits', 'cpl'] });
		expect(items).toEqual([]);
		expect(error?.message).toBe('The tracker gives none of the figures asked for: "deposits", "cpl"');
		expect(error?.description).toContain('Its rows have "campaign_id"');
	});
});

describe('a filter on a number', () => {
	it.each([
		['roi', 'LESS_THAN', '-30', -30],
		['roi', 'LESS_THAN', '50,5', 50.5],
		['campaign_id', 'EQUALS', ' 2 ', 2],
		['campaign_id', 'IN_LIST', '1, 2', [1, 2]],
		['clicks', 'BETWEEN', '10, 20.5', [10, 20.5]],
		['campaign_id', 'EQUALS', '', ''],
		['campaign_id', 'EQUALS', '  ', ''],
		['sub_id_1', 'EQUALS', '$50', '$50'],
		['campaign', 'EQUALS', '1,000', '1,000'],
	])('%s %s %p is sent as %j', async (name, operator, entered, expression) => {
		expect((await asked({ reportFilters: filter(name, operator, entered) })).filters).toEqual([{ name, operator, expression }]);
	});

	it.each([
		['revenue', 'GREATER_THAN', '$50'],
		['revenue', 'GREATER_THAN', '50 USD'],
		['roi', 'LESS_THAN', '-30%'],
		['roi', 'LESS_THAN', '={{ "1,000" }}'],
		['clicks', 'EQUALS', 'abc'],
		['campaign_id', 'EQUALS', 'facebook'],
		['campaign_id', 'IN_LIST', '1, two'],
		['custom_conversion_7', 'GREATER_THAN', '1e3'],
	])('%s %s %p is refused before any request', async (name, operator, entered) => {
		const { error } = await get({ reportFilters: filter(`={{ "${name}" }}`, operator, entered) });
		expect(error?.message).toMatch(/^Filters 1: Value must be a number, but /);
		expect(bench.tracker.requests).toEqual([]);
	});
});

describe('Return All', () => {
	it.each<[unknown, boolean | string]>([
		['={{ "true" }}', true],
		['={{ " TRUE " }}', true],
		['={{ 1 }}', true],
		['={{ "false" }}', false],
		['={{ 0 }}', false],
		['={{ undefined }}', false],
		['={{ "" }}', false],
		['={{ "yes please" }}', 'Return All must be true or false, but is "yes please"'],
		['={{ "constructor" }}', 'Return All must be true or false, but is "constructor"'],
	])('%p is %p', async (returnAll, wanted) => {
		const { error, items } = await get({ dimensions: ['campaign_id'], returnAll: returnAll as string, limit: 1 });
		if (typeof wanted === 'string') return void expect(error?.message).toBe(wanted);
		expect(items[0].json.count).toBe(wanted ? 3 : 1);
	});
});

it.each(['={{ $json.missing }}', '={{ [] }}', '={{ "" }}'])(
	'dimensions that an expression does not give are refused: %s',
	async (dimensions) => {
		const { error } = await bench.run('getAll', { dimensions });
		expect(error).toMatchObject({
			message: 'Dimensions gives nothing for this item',
			description: expect.stringMatching(/a single row of everything/) as string,
		});
		expect(bench.tracker.requests).toEqual([]);
	},
);
