/** A Keitaro tracker over real HTTP: stateful, strict, with the oddities of live ones. */
import { answerAdmin, isAdmin } from './admin';
import { html, isRefusal } from './answers';
import { blockedByCloudflare, hiccup } from './cloudflare';
import { clearTraffic, close, createHttp, listen, newTraffic } from './http/server';
import { createQueue } from './http/queue';
import { settingsOf } from './personalities';
import { seeded } from './random';
import { defaultSettings } from './settings';
import { createStore } from './store';
import { seed } from './store/seed';
import { answerTracking } from './tracking';
import type { Answer, Emulator, EmulatorOptions, RecordedRequest, Settings, Tracker } from './types';
import { stamp } from './zone';

export type { Emulator, EmulatorOptions, Fault, RecordedRequest, Settings } from './types';
export type * from './store/types';

async function answer(tracker: Tracker, request: RecordedRequest, earlier: () => number): Promise<Answer> {
	try {
		if (request.url.length > tracker.settings.maxUrl) return html('<h1>414 Request-URI Too Large</h1>', 414);
		const stumble = hiccup(tracker, earlier());
		if (stumble) return stumble;
		const blocked = blockedByCloudflare(tracker, request);
		if (blocked) return blocked;
		return await (isAdmin(tracker, request) ? answerAdmin : answerTracking)(tracker, request);
	} catch (thrown) {
		if (isRefusal(thrown)) return thrown.answer;
		throw thrown;
	}
}

/** Monday, 23 November 2026, 12:00 UTC: far from the border of a day, a month, a year and from a change of clocks. */
export const NOON = Date.UTC(2026, 10, 23, 12);

export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
	const now = options.now ?? (() => NOON);
	const freshSettings = (): Settings => ({ ...defaultSettings(), ...settingsOf(options.as ?? 'spec'), ...options.settings });
	const traffic = newTraffic();
	const queue = createQueue(() => tracker.settings.asyncDelay);
	let random = seeded(42);

	let store: Tracker['store'] | undefined;
	const tracker = {
		/** Filled when it is first looked at: many tests look at answers that need no data. */
		get store(): Tracker['store'] {
			if (store === undefined) {
				store = createStore(tracker);
				seed(store, tracker);
			}
			return store;
		},
		settings: freshSettings(),
		apiKey: options.apiKey ?? 'emulator-api-key-4f9d2c7a1b',
		postbackKey: options.postbackKey ?? 'pbk7e21',
		url: '',
		now,
		stamp: (at = now()) => stamp(at, tracker.settings.timezone),
		random: () => random(),
		later: queue.later,
	};
	const refill = () => {
		random = seeded(42);
		store = undefined;
	};
	refill();

	const server = createHttp(
		traffic,
		() => tracker.settings,
		(request) => answer(tracker, request, () => traffic.requests.length - 1),
		now,
	);
	tracker.url = `http://127.0.0.1:${await listen(server, options.port ?? 0)}`;

	return {
		get url() {
			return tracker.url + tracker.settings.folder;
		},
		apiKey: tracker.apiKey,
		postbackKey: tracker.postbackKey,
		credentials: () => ({
			keitaroApi: { domain: tracker.url + tracker.settings.folder, apiKey: tracker.apiKey, postbackKey: tracker.postbackKey },
		}),
		get settings() {
			return tracker.settings;
		},
		get requests() {
			return traffic.requests;
		},
		get connections() {
			return traffic.connections;
		},
		get maxInFlight() {
			return traffic.maxInFlight;
		},
		get inFlight() {
			return traffic.inFlight;
		},
		get hanging() {
			return traffic.hanging.size;
		},
		get store() {
			return tracker.store;
		},
		fault: traffic.faults.add,
		clearFaults: traffic.faults.clear,
		onRequest: (listener) => {
			traffic.listeners.add(listener);
			return () => void traffic.listeners.delete(listener);
		},
		onAnswer: (listener) => {
			traffic.answered.add(listener);
			return () => void traffic.answered.delete(listener);
		},
		settle: queue.settle,
		reset: () => {
			queue.drop();
			clearTraffic(traffic);
			Object.assign(tracker.settings, freshSettings());
			refill();
		},
		stop: async () => {
			queue.drop();
			await close(server);
		},
	};
}
