import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { poll, type PollOptions } from '../engine';
import { startEmulator, type Conversion, type Emulator } from '../emulator';

export const POLLING = 'n8n-nodes-keitaro.keitaroTrigger';

const MINUTE = 60_000;

/** An emulator with a clock of its own, fresh for each test, and a polling trigger that keeps its data from poll to poll. */
export function bench() {
	let tracker: Emulator;
	/** Milliseconds that the tracker's clock is ahead. */
	let ahead = 0;
	let kept: IDataObject = {};
	beforeAll(async () => void (tracker = await startEmulator({ now: () => Date.now() + ahead })));
	beforeEach(() => {
		ahead = 0;
		kept = {};
		tracker.reset();
	});
	afterAll(async () => await tracker.stop());

	const credentials = () => ({ keitaroApi: { domain: tracker.url, apiKey: tracker.apiKey, postbackKey: tracker.postbackKey } });
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
		credentials,
		/** Sets the tracker's clock; what is in the tracker already stays where it is. */
		set ahead(milliseconds: number) {
			ahead = milliseconds;
		},
		/** What one poll starts the workflow with. */
		async poll(parameters: INodeParameters = {}, options: Partial<PollOptions> = {}): Promise<IDataObject[]> {
			const items = await poll({ type: POLLING, parameters, credentials: credentials(), staticData: kept, ...options });
			return (items ?? []).map(({ json }) => json);
		},
		/** A conversion of one of the seeded clicks, so many minutes ago. */
		convert(given: Partial<Conversion> & { click?: number; minutesAgo?: number } = {}): Conversion {
			const { click = 0, minutesAgo = 0, ...conversion } = given;
			const { sub_id } = tracker.store.clicks[click];
			const at = Date.now() + ahead - minutesAgo * MINUTE;
			return tracker.store.addConversion({ sub_id, tid: `N-${tracker.store.conversions.length}`, at, ...conversion });
		},
		/** Gives a conversion another status, as a further postback does. */
		change(conversion: Conversion, status: string, minutesAgo = 0): void {
			const at = Date.now() + ahead - minutesAgo * MINUTE;
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
