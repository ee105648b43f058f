/** The longest time that timers can count, in milliseconds. */
const LONGEST = 2 ** 31 - 1;

/** n8n tells by this word, in this spelling, that an execution was stopped and did not fail. */
export const CANCELED = 'The execution was canceled';

/** The time that one request has, from its start to the last byte of its answer. */
export interface Deadline {
	/** Ends the request: the time is up, or the execution was cancelled. */
	signal: AbortSignal;
	/** Whether the time is up. */
	passed(): boolean;
	/** To be called when the request is over. */
	end(): void;
}

/**
 * n8n's own timeout counts only how long a connection is silent, so a server that sends a byte now and then could hold a workflow for
 * ever.
 */
export function startDeadline(ms: number, cancelled?: AbortSignal): Deadline {
	const late = AbortSignal.timeout(Math.min(ms, LONGEST));
	const stop = new AbortController();
	const abort = () => stop.abort();
	const signals = [late, ...(cancelled ? [cancelled] : [])];
	for (const signal of signals) signal.addEventListener('abort', abort);
	if (cancelled?.aborted) abort();
	return {
		signal: stop.signal,
		passed: () => late.aborted,
		end: () => signals.forEach((signal) => signal.removeEventListener('abort', abort)),
	};
}
