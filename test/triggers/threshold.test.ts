/** The Keitaro Trigger on figures of the report. */
import type { IDataObject } from 'n8n-workflow';
import { settingsOf } from '../emulator/personalities';
import { bench } from './bench';

const b = bench();
const LOSS = { event: 'thresholdCrossed', measure: 'roi', condition: 'below', threshold: 0, minClicks: 10, interval: 'all_time' };
const poll = async (parameters = {}) => await b.poll({ ...LOSS, ...parameters });
const names = async (parameters = {}) => (await poll(parameters)).map(({ campaign }) => campaign);

/** A fresh tracker without traffic, but for what a test adds. */
beforeEach(() => {
	b.tracker.store.clicks = [];
	b.tracker.store.conversions = [];
});

function traffic(campaign_id: number, clicks: number, { cost = 1, revenue = 0 } = {}): void {
	const { store } = b.tracker;
	for (let count = 0; count < clicks; count++) {
		const { sub_id } = store.addClick({ campaign_id, cost });
		if (count === 0 && revenue > 0) store.addConversion({ sub_id, status: 'sale', revenue });
	}
}

it('tells when a figure crosses the threshold, once, and again only after it was back', async () => {
	traffic(1, 20, { revenue: 100 });
	traffic(2, 20, { revenue: 100 });
	expect(await names()).toEqual([]);
	traffic(1, 100);
	expect(await poll()).toEqual([
		{
			campaign_id: 1,
			campaign: 'Facebook US',
			clicks: 120,
			roi: -16.67,
			cost: 120,
			profit: -20,
			revenue: 100,
			alert: { measure: 'roi', value: -16.67, condition: 'below', threshold: 0 },
		},
	]);
	expect(await names()).toEqual([]);
	traffic(1, 1, { revenue: 1000 });
	expect(await names()).toEqual([]);
	traffic(1, 2000);
	expect(await names()).toEqual(['Facebook US']);
	traffic(2, 300);
	expect(await names()).toEqual(['Google DE']);
	expect(b.sent()).toEqual(Array(6).fill('POST /report/build'));
});

it('tells nothing of what is so at first, unless that is wanted', async () => {
	traffic(1, 20);
	expect(await names()).toEqual([]);
	expect(await names()).toEqual([]);
	b.kept = {};
	expect(await names({ tellPresent: true })).toEqual(['Facebook US']);
	expect(await names({ tellPresent: true })).toEqual([]);
});

it('waits for enough clicks', async () => {
	await names({ minClicks: 15 });
	traffic(1, 14);
	expect(await names({ minClicks: 15 })).toEqual([]);
	traffic(1, 1);
	expect(await names({ minClicks: 15 })).toEqual(['Facebook US']);
});

it('tells again on a new day', async () => {
	const today = { interval: 'today', timezone: 'UTC' };
	await names(today);
	traffic(1, 20);
	expect(await names(today)).toEqual(['Facebook US']);
	expect(await names(today)).toEqual([]);
	b.wait(86_400_000);
	expect(await names(today)).toEqual([]);
	traffic(1, 20);
	expect(await names(today)).toEqual(['Facebook US']);
});

it('is not told again after a report without rows', async () => {
	await names();
	traffic(1, 20);
	expect(await names()).toEqual(['Facebook US']);
	const { clicks } = b.tracker.store;
	b.tracker.store.clicks = [];
	expect(await names()).toEqual([]);
	b.tracker.store.clicks = clicks;
	expect(await names()).toEqual([]);
	// A row that says so is another thing.
	traffic(1, 1, { revenue: 1000 });
	expect(await names()).toEqual([]);
	traffic(1, 2000);
	expect(await names()).toEqual(['Facebook US']);
});

it.each([
	['today', 1, true],
	['first_day_of_this_week', 1, false],
	['first_day_of_this_week', 7, true],
	['first_day_of_this_month', 7, false],
	['first_day_of_this_month', 31, true],
	['first_day_of_this_year', 31, false],
	['first_day_of_this_year', 366, true],
	['7_days_ago', 31, false],
	['all_time', 366, false],
])('of %s, %d days after a report without rows, is told again: %s', async (interval, days, isTold) => {
	// A Wednesday.
	b.beginAt(Date.parse('2026-11-04T12:00:00Z'));
	b.tracker.store.clicks = [];
	const parameters = { interval, timezone: 'UTC' };
	await names(parameters);
	traffic(1, 20);
	expect(await names(parameters)).toEqual(['Facebook US']);
	b.tracker.store.clicks = [];
	b.wait(days * 86_400_000);
	expect(await names(parameters)).toEqual([]);
	traffic(1, 20);
	expect(await names(parameters)).toEqual(isTold ? ['Facebook US'] : []);
});

it.each<[string, number, number]>([
	['above', 99.9, 1],
	['above', 100, 0],
	['below', 100.1, 1],
	['below', 100, 0],
])('tells what is %s %s', async (condition, threshold, told) => {
	const parameters = { measure: 'conversions', condition, threshold, minClicks: 0, dimensions: [] };
	await poll(parameters);
	traffic(1, 1);
	for (let count = 0; count < 100; count++) b.tracker.store.addConversion({ sub_id: b.tracker.store.clicks[0].sub_id, tid: `${count}` });
	expect(await poll(parameters)).toHaveLength(told);
});

it('looks at whatever dimensions and filters are chosen', async () => {
	const chosen = {
		dimensions: ['campaign_id', 'sub_id_1'],
		otherMeasures: [],
		reportFilters: { filters: [{ name: 'campaign_id', operator: 'IN_LIST', expression: '1,2' }] },
	};
	await poll(chosen);
	const { store } = b.tracker;
	for (let count = 0; count < 40; count++) {
		store.addClick({ campaign_id: 1 + (count % 3), cost: 1, extra: { sub_id_1: `ad-${count % 2}` } });
	}
	const alert = expect.anything() as IDataObject;
	const shown = { roi: -100, alert };
	expect(await poll({ ...chosen, minClicks: 7 })).toEqual([]);
	b.kept = {};
	const told = await poll({ ...chosen, minClicks: 7, tellPresent: true });
	expect(told.map(({ campaign_id, sub_id_1 }) => `${String(campaign_id)} ${String(sub_id_1)}`).sort()).toEqual([
		'1 ad-0',
		'1 ad-1',
		'2 ad-1',
	]);
	expect(told).toEqual(expect.arrayContaining([expect.objectContaining({ campaign_id: 1, sub_id_1: 'ad-0', ...shown })]));
	expect(b.bodies().at(-1)).toMatchObject({ filters: [{ name: 'campaign_id', operator: 'IN_LIST' }] });
});

it('begins anew when the condition is changed', async () => {
	await names();
	traffic(1, 20);
	expect(await names({ threshold: -50 })).toEqual([]);
	expect(await names({ threshold: -50 })).toEqual([]);
});

it('tells with the next poll what happened while one failed', async () => {
	await names();
	traffic(1, 20);
	const before = structuredClone(b.kept);
	b.tracker.fault({ kind: 'status', status: 500, times: 1 });
	await expect(names()).rejects.toThrow('HTTP 500');
	expect(b.kept).toEqual(before);
	expect(await names()).toEqual(['Facebook US']);
});

it.each(['dimensions', 'grouping'] as const)('understands a tracker that speaks of %s', async (dialect) => {
	b.tracker.settings.dialect = dialect;
	await names();
	traffic(1, 20);
	expect(await names()).toEqual(['Facebook US']);
});

it('shows in a manual run what meets the condition, else how things are', async () => {
	traffic(1, 20);
	traffic(2, 20, { revenue: 100 });
	const manual = async (parameters = {}) => await b.poll({ ...LOSS, ...parameters }, { mode: 'manual' });
	expect((await manual()).map(({ campaign }) => campaign)).toEqual(['Facebook US']);
	expect(await manual({ threshold: -200 })).toHaveLength(2);
	expect(b.kept).toEqual({});
	b.tracker.store.clicks = [];
	await expect(manual()).rejects.toThrow('The tracker has nothing yet');
});

it.each<[string, object, RegExp]>([
	['no threshold', { threshold: '' }, /Threshold is empty/],
	['a threshold that is none', { threshold: '={{ "low" }}' }, /Threshold must be a number/],
	['an unknown condition', { condition: '={{ "near" }}' }, /Condition must be one of below, above/],
	['a range without dates', { interval: 'custom' }, /From is empty/],
])('refuses %s before anything is asked of the tracker', async (_, parameters, message) => {
	await expect(poll(parameters)).rejects.toThrow(message);
	expect(b.sent()).toEqual([]);
});

it('looks at nothing that its filters leave out, though the tracker passes over them', async () => {
	traffic(1, 20, { revenue: 1 });
	traffic(2, 20, { revenue: 1 });
	const reportFilters = { filters: [{ name: 'campaign_id', operator: 'EQUALS', expression: '2' }] };
	b.tracker.settings.ignoresFilters = 'all';
	expect((await poll({ reportFilters, tellPresent: true })).map(({ campaign_id }) => campaign_id)).toEqual([2]);
});

it('looks at nothing that a filter on a figure leaves out, and does not show the figure', async () => {
	traffic(1, 20, { revenue: 1 });
	traffic(2, 30, { revenue: 1 });
	b.tracker.settings.ignoresFilters = 'measures';
	const reportFilters = {
		filters: [
			{ name: '={{ "conversions" }}', operator: 'EQUALS', expression: '1' },
			{ name: '={{ "cost" }}', operator: 'GREATER_THAN', expression: '25' },
		],
	};
	const rows = await poll({ reportFilters, tellPresent: true, otherMeasures: [] });
	expect(rows.map(({ campaign_id }) => campaign_id)).toEqual([2]);
	expect(rows[0]).not.toHaveProperty('conversions');
});

it.each(['poll', 'test'])('a figure that the tracker leaves out is an error with the names that it gives (%s)', async (mode) => {
	traffic(1, 20);
	Object.assign(b.tracker.settings, settingsOf('dropping'));
	const polled = b.poll({ ...LOSS, measure: '={{ "rebills" }}' }, mode === 'test' ? { mode: 'manual' } : {});
	await expect(polled).rejects.toMatchObject({
		message: 'The tracker does not give "rebills"',
		description: expect.stringMatching(/^Names differ between trackers. This one gives .*clicks.*regs/),
	});
});

it('shows five rows in a manual run, however many there are', async () => {
	for (let day = 1; day <= 7; day++) b.tracker.store.addClick({ campaign_id: 1, cost: 1, at: Date.UTC(2026, 10, day, 12) });
	const parameters = { ...LOSS, dimensions: ['day'], minClicks: 1 };
	expect(await b.poll(parameters, { mode: 'manual' })).toHaveLength(5);
	expect(await b.poll({ ...parameters, tellPresent: true })).toHaveLength(7);
});
