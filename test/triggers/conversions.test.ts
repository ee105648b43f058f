/** The Keitaro Trigger on conversions: n8n's engine polls the emulated tracker, and keeps what the node keeps. */
import { startEmulator } from '../emulator';
import { settingsOf } from '../emulator/personalities';
import { bench } from './bench';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const b = bench();
const NEW = { event: 'newConversion', columns: ['event_id'] };
const CHANGED = { event: 'statusChanged', columns: ['event_id', 'status'] };
const ids = async (parameters = {}, options = {}) =>
	(await b.poll({ ...NEW, ...parameters }, options)).map((item) => item.event_id ?? item.conversion_id);

describe('new conversions', () => {
	it('are told once; none that was there before', async () => {
		expect(await ids()).toEqual([]);
		const [one, other] = [b.convert({ minutesAgo: 2 }), b.convert({ minutesAgo: 1 })];
		expect(await ids()).toEqual([one.event_id, other.event_id]);
		expect(await ids()).toEqual([]);
		expect(b.sent()).toEqual(Array(5).fill('POST /conversions/log'));
	});

	it('are told once although they change, soon or late', async () => {
		await ids();
		const soon = b.convert({ status: 'lead' });
		expect(await ids()).toEqual([soon.event_id]);
		b.change(soon, 'sale');
		const meanwhile = b.convert({ status: 'lead', minutesAgo: 3 });
		b.change(meanwhile, 'sale', 1);
		expect(await ids()).toEqual([meanwhile.event_id]);
		b.wait(40 * DAY);
		b.convert();
		await ids();
		b.change(soon, 'rejected');
		const [seeded] = b.tracker.store.conversions;
		b.change(seeded, 'rejected');
		const next = b.convert();
		expect(await ids()).toEqual([next.event_id]);
		expect(Object.keys((b.state as { seen: object }).seen)).toHaveLength(1);
	});

	it('of one second are all told, whenever they come in', async () => {
		await ids();
		const at = Math.floor(b.now / 1000) * 1000;
		const first = [b.convert({ at }), b.convert({ at })];
		expect(new Set(await ids())).toEqual(new Set(first.map(({ event_id }) => event_id)));
		const later = b.convert({ at });
		expect(await ids()).toEqual([later.event_id]);
	});

	it('that are written late are told; later than the time to look back, with a word about it', async () => {
		await ids();
		const newest = b.convert();
		expect(await ids()).toEqual([newest.event_id]);
		const late = b.convert({ minutesAgo: 110 });
		const later = b.convert({ minutesAgo: 150 });
		b.wait(10 * MINUTE);
		expect(await b.poll(NEW)).toEqual([
			{ event_id: later.event_id, hint: expect.stringMatching(/later than Look Back allows for.*clock of the tracker/) },
			{ event_id: late.event_id },
		]);
		expect(await ids()).toEqual([]);
	});

	it.each([1, 3, 20])('are told when the clock of the tracker is set back by %s hours', async (hours) => {
		await ids();
		for (let hour = 0; hour < 30; hour++) {
			b.wait(HOUR);
			const one = b.convert();
			expect(await ids()).toEqual([one.event_id]);
		}
		b.setClock(-hours * HOUR);
		for (let minute = 0; minute < 5; minute++) {
			b.wait(MINUTE);
			await ids();
		}
		const one = b.convert();
		const [told] = await b.poll(NEW);
		expect(told).toMatchObject({ event_id: one.event_id, ...(hours > 2 ? { hint: expect.stringContaining('clock') } : {}) });
		expect(await ids()).toEqual([]);
	});

	it('are looked for where they come in usually, and every ten minutes in all that is remembered', async () => {
		const from = () => (b.bodies().at(-1)?.range as { from: string }).from;
		await ids();
		const first = from();
		const newest = b.convert();
		b.wait(MINUTE);
		await ids();
		b.wait(MINUTE);
		await ids();
		expect(from()).toBe(new Date(Math.floor(newest.at / 1000) * 1000 - 10 * MINUTE).toISOString().slice(0, 19).replace('T', ' '));
		b.wait(9 * MINUTE);
		await ids();
		// A day, and two hours for what clocks and time zones can make of it.
		expect(Date.parse(`${first.replace(' ', 'T')}Z`)).toBeLessThan(newest.at - 26 * HOUR);
		expect(Date.parse(`${from().replace(' ', 'T')}Z`)).toBeLessThanOrEqual(newest.at - 26 * HOUR);
		b.wait(MINUTE);
		await ids();
		expect(Date.parse(`${from().replace(' ', 'T')}Z`)).toBeGreaterThan(newest.at - 11 * MINUTE);
	});

	it('that are written later still need a longer time to look back', async () => {
		const patient = { options: { lookBack: 600 } };
		await ids(patient);
		await ids(patient);
		b.convert();
		await ids(patient);
		const late = b.convert({ minutesAgo: 580 });
		b.wait(10 * MINUTE);
		expect(await ids(patient)).toEqual([late.event_id]);
	});

	it('of the last hours are told by the first poll when that is wanted', async () => {
		const recent = b.tracker.store.conversions.filter(({ at }) => at > b.now - 24 * HOUR).sort((one, other) => one.at - other.at);
		expect(recent.length).toBeGreaterThan(1);
		const wanted = { options: { firstHours: 24 } };
		expect(await ids(wanted)).toEqual(recent.map(({ event_id }) => event_id));
		expect(await ids(wanted)).toEqual([]);
		const next = b.convert();
		expect(await ids(wanted)).toEqual([next.event_id]);
	});

	it('of a tracker that had none are told', async () => {
		b.tracker.store.conversions.length = 0;
		expect(await ids()).toEqual([]);
		b.wait(MINUTE);
		expect(await ids()).toEqual([]);
		const first = b.convert();
		expect(await ids()).toEqual([first.event_id]);
	});

	it.each([0, 3 * DAY, -3 * DAY])(
		'of a tracker that gave none at first are told, and none that it had before (its clock: %s)',
		async (ahead) => {
			b.setClock(ahead);
			const hidden = Array.from({ length: 20 }, (_, at) => b.convert({ minutesAgo: at * 20 + 1 }));
			b.tracker.store.conversions = [];
			expect(await ids()).toEqual([]);
			b.wait(MINUTE);
			expect(await ids()).toEqual([]);
			b.tracker.store.conversions = hidden;
			b.wait(MINUTE);
			expect(await ids()).toEqual([]);
			b.wait(MINUTE);
			const first = b.convert();
			expect(await ids()).toEqual([first.event_id]);
		},
	);

	it('are told in the order in which they happened', async () => {
		await ids();
		const [late, early] = [b.convert({ minutesAgo: 1 }), b.convert({ minutesAgo: 9 })];
		expect(await ids()).toEqual([early.event_id, late.event_id]);
	});

	it('are told when they get one of the chosen statuses first, once', async () => {
		const sales = { statuses: ['sale'] };
		await ids(sales);
		const [sale, lead] = [b.convert({ status: 'sale', minutesAgo: 2 }), b.convert({ status: 'lead', minutesAgo: 2 })];
		expect(await ids(sales)).toEqual([sale.event_id]);
		b.change(lead, 'sale', 1);
		b.change(sale, 'rejected', 1);
		expect(await ids(sales)).toEqual([lead.event_id]);
		b.wait(2 * DAY);
		b.convert({ status: 'sale' });
		await ids(sales);
		b.change(sale, 'sale');
		b.change(lead, 'sale');
		expect(await ids(sales)).toEqual([]);
	});

	it.each([
		['network', ['approved']],
		['tracker', ['sale']],
	])('are found by what the %s calls the status', async (_, statuses) => {
		await ids({ statuses });
		const found = b.convert({ status: 'approved', conversion_type: 'Sale' });
		b.convert({ status: 'trash' });
		expect(await ids({ statuses })).toEqual([found.event_id]);
		b.wait(DAY);
		b.convert({ status: 'approved', conversion_type: 'Sale' });
		await ids({ statuses });
		Object.assign(found, { revenue: 7, at: b.now, version: 2 });
		found.history.push({ type: 'Sale', at: b.now });
		expect(await ids({ statuses })).toEqual([]);
	});

	it('of other campaigns and offers are not told', async () => {
		const chosen = { campaigns: ['2', '3'], offers: '={{ [1, 2, 3] }}' };
		await ids(chosen);
		const clicks = b.tracker.store.clicks;
		const of = (campaign: number) => clicks.findIndex((click) => click.campaign_id === campaign && click.offer_id > 0);
		const [, two, three] = [1, 2, 3].map((campaign) => b.convert({ click: of(campaign), offer_id: campaign }));
		b.convert({ click: of(2), offer_id: 5 });
		expect(new Set(await ids(chosen))).toEqual(new Set([two.event_id, three.event_id]));
		expect(b.bodies().at(-1)).toMatchObject({ filters: [], columns: expect.arrayContaining(['campaign_id', 'offer_id']) });
		expect(await b.poll({ ...NEW, ...chosen }, { mode: 'manual' })).toEqual(Array(5).fill({ event_id: expect.any(String) }));
	});

	it('go on when other conversions are to be watched: nothing old, nothing twice, and all that came in since', async () => {
		const at = (campaign: number) => b.tracker.store.clicks.findIndex(({ campaign_id }) => campaign_id === campaign);
		await ids();
		const seen = b.convert({ click: at(1) });
		expect(await ids()).toEqual([seen.event_id]);
		b.wait(60_000);
		const [other, wanted] = [b.convert({ click: at(1) }), b.convert({ click: at(2) })];
		expect(await ids({ campaigns: ['2'] })).toEqual([wanted.event_id]);
		b.wait(60_000);
		const later = b.convert({ click: at(1) });
		const more = b.convert({ click: at(2) });
		expect((await ids()).sort()).toEqual([later.event_id, more.event_id].sort());
		expect(await ids()).toEqual([]);
		expect(await ids({ campaigns: ['1'] })).toEqual([]);
		expect(other.event_id).not.toBe(later.event_id);
	});

	it('begin anew for another event, and for another tracker', async () => {
		await ids();
		b.convert();
		expect(await b.poll({ event: 'statusChanged' })).toEqual([]);
		expect(await ids()).toEqual([]);
	});

	it('go on where another address is that of the same tracker, and begin anew where it is another', async () => {
		const other = await startEmulator({ now: () => b.now });
		const behind = await startEmulator({ now: () => b.now });
		try {
			// The same tracker by another domain: all that it has is the same.
			behind.store.conversions = b.tracker.store.conversions;
			await ids();
			const at = (domain: string) => ({ credentials: { keitaroApi: { ...b.credentials().keitaroApi, domain } } });
			const one = b.convert();
			expect(await ids()).toEqual([one.event_id]);
			b.wait(MINUTE);
			const next = b.convert();
			expect(await ids({}, at(behind.url))).toEqual([next.event_id]);
			expect(await ids({}, at(behind.url))).toEqual([]);
			other.store.addConversion({ sub_id: other.store.clicks[0].sub_id, tid: 'X', at: b.now });
			expect(await ids({}, at(other.url))).toEqual([]);
			expect(await ids({}, at(other.url))).toEqual([]);
			// Older trackers count their conversions: the same number proves nothing.
			Object.assign(b.tracker.settings, settingsOf('old'));
			Object.assign(behind.settings, settingsOf('old'));
			b.kept = {};
			await ids();
			b.convert();
			expect(await ids({}, at(behind.url))).toEqual([]);
		} finally {
			await other.stop();
			await behind.stop();
		}
	});

	it('say what a poll that failed leaves to the next', async () => {
		b.tracker.fault({ kind: 'status', status: 500 });
		await expect(ids()).rejects.toMatchObject({
			description: expect.stringMatching(/Watching begins with the first poll that succeeds\.$/),
		});
		b.tracker.clearFaults();
		await ids();
		b.tracker.fault({ kind: 'status', status: 500 });
		b.wait(MINUTE);
		await expect(ids({}, { timezone: 'Europe/Berlin' })).rejects.toMatchObject({
			description: expect.stringMatching(
				/Nothing is lost: the next poll that succeeds also tells what has happened since 2026-11-23 13:00:00 \(Europe\/Berlin\)\.$/,
			),
		});
	});

	it.each(['/admin/#!/campaigns', '/', '/admin_api/v1'])(
		'go on where the address of the tracker is spelt in another way: with %s',
		async (rest) => {
			await ids();
			const { event_id } = b.convert();
			const keitaroApi = { ...b.credentials().keitaroApi, domain: `${b.tracker.url}${rest}`.replace('http://', 'HTTP://') };
			expect((await b.poll({ columns: ['event_id'] }, { credentials: { keitaroApi } })).map((item) => item.event_id)).toEqual([event_id]);
		},
	);

	describe('a node that', () => {
		const columns = ['event_id'];
		const polled = async (options: object) => (await b.poll({ columns }, options)).map((item) => item.event_id);

		it('is renamed tells what came in since, once', async () => {
			const globalData = {};
			await polled({ globalData });
			const before = b.convert();
			expect(await polled({ globalData })).toEqual([before.event_id]);
			b.wait(60_000);
			const { event_id } = b.convert();
			const renamed = { name: 'Sales', globalData };
			expect(await polled(renamed)).toEqual([event_id]);
			expect(await polled(renamed)).toEqual([]);
			const next = b.convert({ minutesAgo: 30 });
			b.wait(10 * MINUTE);
			expect(await polled(renamed)).toEqual([next.event_id]);
			// And back again.
			const last = b.convert();
			expect(await polled({ globalData })).toEqual([last.event_id]);
			expect(await polled({ globalData })).toEqual([]);
			expect(Object.keys((globalData as { keitaro: Record<string, object> }).keitaro.trigger)).toEqual(['Trigger']);
		});

		it('is duplicated, or shares its ID with another, has a place of its own', async () => {
			const globalData = {};
			await polled({ globalData });
			b.wait(60_000);
			const { event_id } = b.convert();
			// A copy has another ID, and tells nothing old.
			expect(await polled({ id: 'copy', name: 'Trigger1', globalData })).toEqual([]);
			expect(await polled({ globalData })).toEqual([event_id]);
			// Of one ID, both tell.
			const twin = { name: 'Twin', twin: 'Trigger', globalData };
			await polled(twin);
			b.wait(60_000);
			const next = b.convert();
			expect(await polled({ globalData, twin: 'Twin' })).toEqual([next.event_id]);
			expect(await polled(twin)).toEqual([next.event_id]);
		});

		it('was deleted is forgotten after a month', async () => {
			const globalData: { keitaro?: object } = {};
			await polled({ globalData, id: 'gone' });
			b.wait(29 * DAY);
			await polled({ globalData });
			expect(Object.keys(globalData.keitaro!)).toEqual(['gone', 'trigger']);
			b.wait(DAY);
			await polled({ globalData });
			expect(Object.keys(globalData.keitaro!)).toEqual(['trigger']);
		});
	});

	it('go on where they were when columns, time zone or the time to look back change', async () => {
		await ids();
		const one = b.convert();
		expect(await ids({ columns: ['event_id', 'revenue'], timezone: 'Asia/Tokyo', options: { lookBack: 600 } })).toEqual([one.event_id]);
	});
});

describe('changes of status', () => {
	it('are told, with the status before', async () => {
		expect(await b.poll(CHANGED)).toEqual([]);
		const conversion = b.convert({ status: 'lead', minutesAgo: 3 });
		expect(await b.poll(CHANGED)).toEqual([]);
		b.change(conversion, 'sale', 2);
		expect(await b.poll(CHANGED)).toEqual([{ event_id: conversion.event_id, status: 'sale', previous_status: 'lead' }]);
		expect(await b.poll(CHANGED)).toEqual([]);
		b.change(conversion, 'sale', 1);
		expect(await b.poll(CHANGED)).toEqual([]);
		b.change(conversion, 'rejected');
		expect(await b.poll(CHANGED)).toEqual([{ event_id: conversion.event_id, status: 'rejected', previous_status: 'sale' }]);
	});

	it('of old conversions are told as well', async () => {
		await b.poll(CHANGED);
		const [old] = b.tracker.store.conversions.filter(({ status }) => status === 'lead');
		b.wait(300 * DAY);
		b.change(old, 'sale');
		expect(await b.poll(CHANGED)).toEqual([{ event_id: old.event_id, status: 'sale', previous_status: 'lead' }]);
	});

	it('between two polls are told as they are by then', async () => {
		await b.poll(CHANGED);
		const conversion = b.convert({ status: 'lead', minutesAgo: 3 });
		b.change(conversion, 'sale', 2);
		b.change(conversion, 'rejected', 1);
		expect(await b.poll(CHANGED)).toEqual([{ event_id: conversion.event_id, status: 'rejected', previous_status: 'sale' }]);
	});

	it('to other statuses than the chosen ones are not told', async () => {
		const toSale = { ...CHANGED, statuses: ['sale'] };
		await b.poll(toSale);
		const [one, other] = [b.convert({ status: 'lead', minutesAgo: 3 }), b.convert({ status: 'lead', minutesAgo: 3 })];
		b.change(one, 'rejected', 2);
		b.change(other, 'sale', 2);
		expect(await b.poll(toSale)).toEqual([{ event_id: other.event_id, status: 'sale', previous_status: 'lead' }]);
	});
});

describe('whatever happens', () => {
	it('a poll that fails changes nothing, and the next tells', async () => {
		await ids();
		const one = b.convert();
		const before = structuredClone(b.kept);
		b.tracker.fault({ kind: 'status', status: 500, times: 1 });
		await expect(ids()).rejects.toThrow('The tracker could not handle the request: Error 500 (HTTP 500)');
		expect(b.kept).toEqual(before);
		b.tracker.fault({ kind: 'html', times: 1 });
		await expect(ids()).rejects.toThrow('Instead of the API, a web page answered');
		expect(await ids()).toEqual([one.event_id]);
	});

	it('a first poll that fails is a first poll again', async () => {
		b.tracker.fault({ kind: 'status', status: 401, times: 1, skip: 1 });
		await expect(ids()).rejects.toThrow(/does not accept the API key/);
		expect(b.kept).toEqual({});
		expect(await ids()).toEqual([]);
	});

	it('a poll that fails on a later page tells all with the next', async () => {
		await ids();
		b.tracker.settings.pageCap = 10;
		b.wait(40 * MINUTE);
		const all = Array.from({ length: 35 }, (_, at) => b.convert({ minutesAgo: 35 - at }));
		b.tracker.fault({ kind: 'status', status: 500, skip: 2, times: 1 });
		await expect(ids()).rejects.toThrow('HTTP 500');
		expect(await ids()).toEqual(all.map(({ event_id }) => event_id));
	});

	it.each([true, false])('n8n that slept for a day reads all pages (totals: %s), also while conversions change', async (totals) => {
		Object.assign(b.tracker.settings, { pageCap: 10, totals });
		await ids();
		b.wait(DAY);
		const all = Array.from({ length: 95 }, (_, at) => b.convert({ minutesAgo: 950 - at * 10, status: 'lead' }));
		let changed = 0;
		// With each page, an early conversion moves to the end of the log, and the others move up.
		b.tracker.onRequest(() => b.change(all[changed++ * 3], 'sale'));
		expect(new Set(await ids())).toEqual(new Set(all.map(({ event_id }) => event_id)));
		expect(changed).toBeGreaterThan(8);
		expect(await ids()).toEqual([]);
	});

	it('n8n that is restarted goes on from what it kept', async () => {
		await ids();
		const one = b.convert();
		expect(await ids()).toEqual([one.event_id]);
		b.kept = JSON.parse(JSON.stringify(b.kept)) as typeof b.kept;
		const other = b.convert();
		expect(await ids()).toEqual([other.event_id]);
	});

	it('older n8n, which forgets polls that told nothing, tells nothing twice', async () => {
		await ids();
		const kept = structuredClone(b.kept);
		const one = b.convert({ status: 'lead' });
		b.change(b.tracker.store.conversions[0], 'sale');
		expect(await ids({ statuses: ['rejected'] })).toEqual([]);
		b.kept = kept;
		expect(await ids()).toEqual([one.event_id]);
		const after = structuredClone(b.kept);
		expect(await ids()).toEqual([]);
		b.kept = after;
		expect(await ids()).toEqual([]);
	});

	it.each([
		['ahead', 3 * DAY],
		['behind', -3 * DAY],
	])("the tracker's clock is %s", async (_, ahead) => {
		b.ahead = ahead;
		b.convert();
		expect(await ids()).toEqual([]);
		const one = b.convert();
		expect(await ids()).toEqual([one.event_id]);
		const late = b.convert({ minutesAgo: 100 });
		b.wait(10 * MINUTE);
		expect(await ids()).toEqual([late.event_id]);
		b.wait(HOUR);
		const next = b.convert();
		expect(await ids()).toEqual([next.event_id]);
	});

	it('a conversion dated in the future does not hide the others', async () => {
		await ids();
		const far = b.convert({ minutesAgo: -60 * 24 * 30 });
		expect(await ids()).toEqual([far.event_id]);
		const next = b.convert();
		expect(await ids()).toEqual([next.event_id]);
	});

	it('a poll that begins before the last one ended tells nothing', async () => {
		await ids();
		const one = b.convert();
		let meanwhile: Promise<unknown[]> | undefined;
		b.tracker.onRequest(() => void (meanwhile ??= ids()));
		expect(await ids()).toEqual([one.event_id]);
		expect(await meanwhile).toEqual([]);
		expect(await ids()).toEqual([]);
	});

	it('a tracker that takes longer than n8n gives a poll is given up, and nothing is lost', async () => {
		await ids();
		const one = b.convert();
		b.tracker.fault({ kind: 'timeout', times: 1 });
		await expect(ids({}, { budgetMs: 200 })).rejects.toThrow('The tracker did not answer within the 0 seconds that n8n gives a poll');
		expect(await ids({}, { budgetMs: 30_000 })).toEqual([one.event_id]);
	});
});

describe('versions of Keitaro', () => {
	it.each([
		['2021', { oldColumns: true, validationStatus: 406 as const, totals: false }],
		['2026 that answers old names', { legacyConversionColumns: true }],
		['2026 without totals', { totals: false }],
	])('a tracker of %s', async (_, settings) => {
		Object.assign(b.tracker.settings, settings);
		const old = b.tracker.settings.oldColumns;
		const idOf = ({ id, event_id }: { id: number; event_id: string }) => (old ? id : event_id);
		await ids();
		const one = b.convert({ status: 'lead', minutesAgo: 5 });
		expect(await ids()).toEqual([idOf(one)]);
		b.change(one, 'sale', 4);
		const other = b.convert({ status: 'lead', minutesAgo: 3 });
		b.change(other, 'sale', 2);
		const [seeded] = b.tracker.store.conversions;
		b.change(seeded, 'rejected', 1);
		expect(await ids()).toEqual([idOf(other)]);
		expect(await ids()).toEqual([]);
		b.kept = {};
		expect(await b.poll({ ...CHANGED, columns: ['event_id', 'status'] })).toEqual([]);
		b.change(one, 'rejected');
		expect(await b.poll(CHANGED)).toEqual([
			{ [old ? 'conversion_id' : 'event_id']: idOf(one), status: 'rejected', previous_status: 'sale' },
		]);
	});

	it('a tracker that is brought up to date begins anew, since its conversions have other IDs then', async () => {
		b.tracker.settings.oldColumns = true;
		await ids();
		const one = b.convert();
		expect(await ids()).toEqual([one.id]);
		b.tracker.settings.oldColumns = false;
		expect(await ids()).toEqual([]);
		const next = b.convert();
		expect(await ids()).toEqual([next.event_id]);
	});

	it('a column that the tracker does not have is named', async () => {
		b.tracker.settings.oldColumns = true;
		await expect(ids({ columns: ['event_id', 'conversion_type'] })).rejects.toThrow(/does not know "conversion_type"/);
		await expect(ids({ options: { otherColumns: 'payout' } })).rejects.toThrow('does not know "payout"; near to it are "revenue"');
	});
});

describe('what is told', () => {
	it('is what the user chose, with the dates in the time zone of the workflow', async () => {
		b.beginAt(Date.UTC(2026, 11, 1, 22, 0));
		const columns = ['event_id', 'datetime', 'click_datetime', 'status_history', 'revenue', 'campaign', 'sub_id_2', 'tid'];
		await b.poll({ event: 'newConversion', columns });
		const one = b.convert({ status: 'lead', at: Date.UTC(2026, 11, 1, 22, 30), tid: '007', revenue: 12.5 });
		one.history.push({ type: 'Sale', at: Date.UTC(2027, 6, 1, 22, 30) });
		Object.assign(one, { at: Date.UTC(2027, 6, 1, 22, 30), version: 2, status: 'sale', conversion_type: 'Sale' });
		expect(await b.poll({ event: 'newConversion', columns }, { timezone: 'Europe/Berlin' })).toEqual([
			{
				event_id: one.event_id,
				datetime: '2027-07-02 00:30:00',
				click_datetime: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/) as string,
				status_history: '1. Lead (2026-12-01 23:30:00), 2. Sale (2027-07-02 00:30:00)',
				revenue: 12.5,
				campaign: 'Facebook US',
				sub_id_2: 'feed',
				tid: '007',
			},
		]);
	});

	it('has the dates in a time zone of its own when one is entered', async () => {
		b.beginAt(Date.UTC(2026, 11, 1, 22, 0));
		const entered = { event: 'newConversion', columns: ['datetime'], timezone: 'Asia/Kolkata' };
		await b.poll(entered, { timezone: 'Europe/Berlin' });
		b.convert({ at: Date.UTC(2026, 11, 1, 22, 30) });
		expect(await b.poll(entered, { timezone: 'Europe/Berlin' })).toEqual([{ datetime: '2026-12-02 04:00:00' }]);
		await expect(b.poll({ ...entered, timezone: 'Mars' })).rejects.toThrow(/Time Zone: "Mars" is not known/);
	});

	it('holds no secret', async () => {
		const columns = ['event_id', 'params'];
		await b.poll({ event: 'newConversion', columns });
		const one = b.convert({ params: { subid: 'x', note: `key ${b.tracker.apiKey}` } });
		const [item] = await b.poll({ event: 'newConversion', columns });
		expect(item).toEqual({ event_id: one.event_id, params: { subid: 'x', note: 'key <masked>' } });
		expect(JSON.stringify(b.kept)).not.toContain(b.tracker.apiKey);
	});

	it('is shown by a manual run, which changes nothing', async () => {
		await ids();
		const kept = structuredClone(b.kept);
		const one = b.convert({ status: 'lead' });
		const shown = await b.poll({ ...NEW, columns: ['event_id', 'status'] }, { mode: 'manual' });
		expect(shown).toHaveLength(5);
		expect(shown[0]).toEqual({ event_id: one.event_id, status: 'lead' });
		expect(b.kept).toEqual(kept);
		expect(await ids()).toEqual([one.event_id]);
		b.change(one, 'sale');
		expect(await b.poll(CHANGED, { mode: 'manual' })).toEqual([{ event_id: one.event_id, status: 'sale', previous_status: 'lead' }]);
	});

	it('is told to be nothing yet by a manual run', async () => {
		b.tracker.store.conversions.length = 0;
		await expect(b.poll(NEW, { mode: 'manual' })).rejects.toThrow('The tracker has nothing yet that this event could show');
	});
});

it.each<[string, object, RegExp]>([
	['an unknown event', { event: 'nothing' }, /The event "nothing" is not supported/],
	['a campaign that is no ID', { campaigns: ['1.5'] }, /must be a whole number above 0, but is "1.5"/],
	['hours below 0', { options: { firstHours: -1 } }, /must be between 0 and ten years/],
	['a look-back without end', { options: { lookBack: 1e300 } }, /must be between 0 and ten years/],
	['minutes that are none', { options: { lookBack: '={{ "soon" }}' } }, /Look Back \(Minutes\) must be a number/],
])('refuses %s before anything is asked of the tracker', async (_, parameters, message) => {
	await expect(b.poll({ ...NEW, ...parameters })).rejects.toThrow(message);
	expect(b.sent()).toEqual([]);
});

it('says that a credential is missing', async () => {
	await expect(b.poll(NEW, { credentials: {} })).rejects.toThrow('No Keitaro credential is chosen');
});
