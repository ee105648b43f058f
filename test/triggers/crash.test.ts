/**
 * What breaks off at any step is healed by the next: the tracker goes down before or after each request of an activation, a deactivation
 * or a poll, or n8n dies and has kept nothing of it.
 */
import type { IDataObject } from 'n8n-workflow';
import type { Fault } from '../emulator';
import { withoutPauses } from '../trust/impatience';
import { bench } from './bench';
import { postbackBench, seeded } from './postbackBench';

withoutPauses();

/** The tracker goes down at a request, before or after it took effect, and does not come back by itself. */
const DOWN: Array<[string, Fault]> = [
	['after', { kind: 'dropAfter' }],
	['before', { kind: 'status', status: 500 }],
];
/** More than any of the steps needs. */
const STEPS = Array.from({ length: 9 }, (_, at) => at + 1);
const everyBreak = STEPS.flatMap((step) =>
	DOWN.map(([when, fault]): [string, Fault] => [`${when} request ${step}`, { ...fault, skip: step - 1 }]),
);

describe('the postback trigger', () => {
	const b = postbackBench();
	const own = () => b.postbacks(1, 2).map((urls) => urls.filter((url) => url !== seeded));
	const kept = () => b.postbacks(1)[0].filter((url) => url === seeded).length;

	/** Postbacks of the node, each once, and the tracker's own left alone. */
	function expectRegistered(url: string) {
		expect(own()).toEqual([[url], [url]]);
		expect(kept()).toBe(1);
	}
	function expectGone() {
		expect(own()).toEqual([[], []]);
		expect(kept()).toBe(1);
	}

	it.each(everyBreak)('activation: the tracker goes down %s', async (_, fault) => {
		const trigger = await b.trigger();
		b.tracker.fault(fault);
		const error = await trigger.activate().then(
			() => undefined,
			(thrown: Error) => thrown,
		);
		b.tracker.clearFaults();
		if (error === undefined) expectRegistered(trigger.url);
		else expect(error.message).toMatch(/\w/);
		await trigger.activate();
		expectRegistered(trigger.url);
		await b.convert({ status: 'sale' });
		expect(trigger.starts).toHaveLength(1);
		await trigger.deactivate();
		expectGone();
	});

	it.each(everyBreak)('activation: the tracker goes down %s, and the workflow is deactivated instead', async (_, fault) => {
		const trigger = await b.trigger();
		b.tracker.fault(fault);
		await trigger.activate().catch(() => undefined);
		b.tracker.clearFaults();
		await trigger.deactivate();
		expectGone();
	});

	it.each(everyBreak)('activation: n8n dies %s, and has kept nothing', async (_, fault) => {
		const globalData: IDataObject = {};
		const trigger = await b.trigger({}, globalData);
		b.tracker.fault(fault);
		await trigger.activate().catch(() => undefined);
		b.tracker.clearFaults();
		for (const key of Object.keys(globalData)) delete globalData[key];
		await trigger.activate();
		expectRegistered(trigger.url);
		await b.convert({ status: 'sale' });
		expect(trigger.starts).toHaveLength(1);
		await trigger.deactivate();
		expectGone();
	});

	it.each(everyBreak)('deactivation: the tracker goes down %s', async (_, fault) => {
		const trigger = await b.trigger();
		await trigger.activate();
		b.tracker.fault(fault);
		await trigger.deactivate();
		b.tracker.clearFaults();
		await trigger.deactivate();
		expectGone();
	});

	it.each(everyBreak)('deactivation: n8n dies %s, and has kept nothing of it', async (_, fault) => {
		const globalData: IDataObject = {};
		const trigger = await b.trigger({}, globalData);
		await trigger.activate();
		const before = structuredClone(globalData);
		b.tracker.fault(fault);
		await trigger.deactivate();
		b.tracker.clearFaults();
		Object.assign(globalData, before);
		await trigger.activate();
		expectRegistered(trigger.url);
		await trigger.deactivate();
		expectGone();
	});

	it.each(everyBreak)('other campaigns are chosen: the tracker goes down %s', async (_, fault) => {
		const globalData: IDataObject = {};
		const first = await b.trigger({ campaigns: [1] }, globalData);
		await first.activate();
		const then = await b.trigger({ campaigns: [2] }, globalData);
		b.tracker.fault(fault);
		await then.activate().catch(() => undefined);
		b.tracker.clearFaults();
		await then.activate();
		expect(own()[1]).toEqual([then.url]);
		await then.deactivate();
		await first.deactivate();
		expectGone();
	});
});

describe('the polling trigger', () => {
	const b = bench();
	const EVENT = { event: 'newConversion', columns: ['event_id'] };
	const ids = async () => (await b.poll(EVENT)).map(({ event_id }) => event_id);

	it.each(everyBreak)('the first look: the tracker goes down %s', async (_, fault) => {
		b.tracker.fault(fault);
		const error = await ids().then(
			() => undefined,
			(thrown: Error) => thrown,
		);
		b.tracker.clearFaults();
		if (error) {
			expect(b.kept).toEqual({});
			expect(await ids()).toEqual([]);
		}
		const next = b.convert();
		expect(await ids()).toEqual([next.event_id]);
	});

	it.each(everyBreak)('a poll: the tracker goes down %s', async (_, fault) => {
		b.tracker.settings.pageCap = 2;
		await ids();
		const fresh = Array.from({ length: 5 }, (__, at) => b.convert({ minutesAgo: 5 - at }));
		const before = structuredClone(b.kept);
		b.tracker.fault(fault);
		const told = await ids().catch(() => undefined);
		b.tracker.clearFaults();
		if (told === undefined) expect(b.kept).toEqual(before);
		expect([...(told ?? []), ...(await ids())]).toEqual(fresh.map(({ event_id }) => event_id));
		expect(await ids()).toEqual([]);
	});

	it('n8n dies before it has kept what was told: it is told again, and nothing is lost', async () => {
		await ids();
		const one = b.convert();
		const before = structuredClone(b.kept);
		expect(await ids()).toEqual([one.event_id]);
		b.kept = before;
		const other = b.convert();
		expect(await ids()).toEqual([one.event_id, other.event_id]);
	});
});
