/** Milliseconds between two tries of a request; the time that one may take is longer. */
const LONGEST_PAUSE = 30_000;

/** Shortens the pauses before requests are repeated, which the triggers and lists have no option for. */
export function withoutPauses(): void {
	const start = globalThis.setTimeout;
	const soon = (work: (...given: unknown[]) => void, ms = 0, ...given: unknown[]) =>
		start(work, ms < LONGEST_PAUSE ? Math.min(ms, 5) : ms, ...given);
	// Not as a mock of Jest, which would remember all that is called.
	beforeAll(() => void (globalThis.setTimeout = soon as typeof setTimeout));
	afterAll(() => void (globalThis.setTimeout = start));
}
