import type { Emulator } from '../emulator';

/** Milliseconds between two tries of a request; the time that one may take is longer. */
const LONGEST_PAUSE = 30_000;
/** Pauses are slept in pieces of this length. */
const MOMENT = 100;

/** Shortens the pauses before requests are repeated, which the triggers and lists have no option for. */
export function withoutPauses(): void {
	const start = globalThis.setTimeout;
	const soon = (work: (...given: unknown[]) => void, ms = 0, ...given: unknown[]) =>
		ms <= MOMENT ? setImmediate(work, ...given) : start(work, ms < LONGEST_PAUSE ? 1 : ms, ...given);
	// Not as a mock of Jest, which would remember all that is called.
	beforeAll(() => void (globalThis.setTimeout = soon as unknown as typeof setTimeout));
	afterAll(() => void (globalThis.setTimeout = start));
}

/**
 * The time that a request has is up as soon as no other request is under way than those that are left without an answer: nothing is
 * waited for, and no slow machine makes an answer late.
 */
export function withoutWaiting(emulator: () => Emulator): void {
	let deadlines: AbortController[] = [];
	let watch: NodeJS.Timeout;
	const begin = AbortSignal.timeout;
	beforeEach(() => {
		deadlines = [];
		AbortSignal.timeout = () => {
			const deadline = new AbortController();
			deadlines.push(deadline);
			return deadline.signal;
		};
		watch = setInterval(() => {
			const { requests, inFlight, hanging } = emulator();
			// Each try of a request has a deadline: all that were begun have arrived.
			if (hanging > 0 && hanging === inFlight && deadlines.length === requests.length) for (const late of deadlines) late.abort();
		}, 1);
	});
	afterEach(() => {
		clearInterval(watch);
		AbortSignal.timeout = begin;
	});
}
