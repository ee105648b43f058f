import { sleep } from 'n8n-workflow';

/** How often and how patiently a call is repeated. */
export interface RetryPolicy {
	/** Repeats after the first try. */
	retries: number;
	/** Milliseconds before the first repeat; each further one waits twice as long. */
	pause: number;
}

const USUAL: RetryPolicy = { retries: 2, pause: 1000 };
const MOST_RETRIES = 10;

/** What the user chose, within bounds; an expression may give anything. */
export const retryPolicy = (retries: unknown, pause: unknown): RetryPolicy => ({
	retries: Math.floor(numberOr(retries, USUAL.retries, MOST_RETRIES)),
	pause: numberOr(pause, USUAL.pause, LONGEST_PAUSE),
});

/** A number from 0 to `most`, or what is usual in place of anything else. */
export function numberOr(given: unknown, usual: number, most: number): number {
	const number = typeof given === 'string' && given.trim() !== '' ? Number(given) : given;
	return typeof number === 'number' && number >= 0 ? Math.min(number, most) : usual;
}

/** The longest that is waited before a repeat, in milliseconds, whatever Retry-After asks for. */
const LONGEST_PAUSE = 60_000;

/** Answers after which a repeat can succeed. */
const PASSING = new Set([429, 502, 503, 504]);

/**
 * Whether a call may be repeated. A call that only reads, or leaves the same state however often it is made, may be; one that
 * creates something only if it is certain that nothing was created: it never arrived, or was turned away with 429.
 */
export function mayRepeat(creates: boolean, outcome: { status?: number; neverArrived?: boolean; lasting?: boolean }): boolean {
	if (outcome.lasting) return false;
	// No answer, or none that can be read.
	if (outcome.status === undefined || outcome.status < 300) return !creates || outcome.neverArrived === true;
	return creates ? outcome.status === 429 : PASSING.has(outcome.status);
}

/** Milliseconds to wait before repeat number `attempt` (from 0): what the server asks for, else a growing pause with some spread. */
export function pauseBefore(attempt: number, { pause }: RetryPolicy, retryAfter: unknown, now: number, random = Math.random()): number {
	const asked = retryAfterMs(retryAfter, now);
	const grown = pause * 2 ** attempt;
	return Math.min(asked ?? grown + random * grown * 0.5, LONGEST_PAUSE);
}

/** Retry-After is a number of seconds or an HTTP date. */
function retryAfterMs(value: unknown, now: number): number | undefined {
	if (typeof value !== 'string' || value.trim() === '') return undefined;
	const seconds = Number(value);
	if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
	const date = Date.parse(value);
	return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

/** Waits, but no longer than a moment once the execution is cancelled. */
export async function wait(ms: number, signal?: AbortSignal): Promise<void> {
	for (let left = ms; left > 0 && !signal?.aborted; left -= MOMENT) await sleep(Math.min(left, MOMENT));
}

const MOMENT = 100;

/** The longest that items without a request follow each other without a break, in milliseconds. */
const LONGEST_BREATH = 100;

/** Lets n8n do other things now and then, such as cancelling this: what needs no request would keep it waiting for thousands of items. */
export function yieldToEventLoop(): () => Promise<void> {
	let since = Date.now();
	return async () => {
		if (Date.now() - since < LONGEST_BREATH) return;
		await sleep(0);
		since = Date.now();
	};
}
