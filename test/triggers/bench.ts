import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { poll, type PollOptions } from '../engine';
import { NOON, startEmulator, type Conversion, type Emulator } from '../emulator';

export const POLLING = 'n8n-nodes-keitaro.keitaroTrigger';

const MINUTE = 60_000;

/** An emulator, fresh for each test, and a polling trigger that keeps its data from poll to poll. It is noon until a test lets time pass. */
export function bench() {
	let tracker: Emulator;
	/** What n8n's clock shows, and the milliseconds that the tracker's is ahead of it. */
	let now = NOON;
	let ahead = 0;
	let kept: IDataObject = {};
	// Not before: of several benches of a file, each gives back the clock when it is done.
	let clock: jest.SpyInstance<number, []>;
	beforeAll(() => void (clock = jest.spyOn(Date, 'now')));
	beforeAll(async () => void (tracker = await startEmulator({ now: () => now + ahead })));
	beforeEach(() => {
		now = NOON;
		ahead = 0;
		kept = {};
		clock.mockImplementation(() => now);
		tracker.reset();
	});
	afterAll(async () => {
		clock.mockRestore();
		await tracker.stop();
	});

	const credentials = () => tracker.credentials();
	return {
		get tracker() {
			return tracker;
		},
		get kept() {
			return kept;
		},
		set kept(data: IDataObject) {
			kept = data;
		},
		/** What the trigger goes on from. */
		get state(): IDataObject | undefined {
			const { Trigger } = ((kept.keitaro as IDataObject | undefined)?.trigger ?? {}) as Record<
				string,
				{ data: { state: IDataObject } } | undefined
			>;
			return Trigger?.data.state;
		},
		credentials,
		get now() {
			return now;
		},
		/** Lets time pass. */
		wait(milliseconds: number): void {
			now += milliseconds;
		},
		/** Begins anew at a moment (milliseconds), with a tracker of that time. */
		beginAt(moment: number): void {
			now = moment;
			kept = {};
			tracker.reset();
		},
		/** Sets the tracker's clock to so many milliseconds ahead of n8n's. */
		setClock(milliseconds: number): void {
			ahead = milliseconds;
		},
		/** The same. What it has by then would be of another time, so there are no conversions then. */
		set ahead(milliseconds: number) {
			ahead = milliseconds;
			tracker.store.conversions.length = 0;
		},
		/** What one poll starts the workflow with. */
		async poll(parameters: INodeParameters = {}, options: Partial<PollOptions> = {}): Promise<IDataObject[]> {
			const items = await poll({ type: POLLING, parameters, credentials: credentials(), globalData: kept, ...options });
			return (items ?? []).map(({ json }) => json);
		},
		/** A conversion of one of the seeded clicks, so many minutes ago. */
		convert(given: Partial<Conversion> & { click?: number; minutesAgo?: number } = {}): Conversion {
			const { click = 0, minutesAgo = 0, ...conversion } = given;
			const { sub_id } = tracker.store.clicks[click];
			const at = now + ahead - minutesAgo * MINUTE;
			return tracker.store.addConversion({ sub_id, tid: `N-${tracker.store.conversions.length}`, at, ...conversion });
		},
		/** Gives a conversion another status, as a further postback does. */
		change(conversion: Conversion, status: string, minutesAgo = 0): void {
			const at = now + ahead - minutesAgo * MINUTE;
			const type = status[0].toUpperCase() + status.slice(1);
			Object.assign(conversion, {
				previous_status: conversion.status,
				status,
				conversion_type: type,
				at,
				history: [...conversion.history, { type, at }],
				version: conversion.version + 1,
			});
		},
		sent: () => tracker.requests.map(({ method, path }) => `${method} ${path.replace('/admin_api/v1', '')}`),
		bodies: () => tracker.requests.map(({ json }) => json as IDataObject),
	};
}
