import { isRefused } from './unknownColumns';
import type { Answer } from '../transport/request';

/** How many refused requests of a run may still be divided. Beyond it is hardly single wrong entries that the tracker refuses. */
export interface Allowance {
	left: number;
}

export const newAllowance = (): Allowance => ({ left: 100 });

/** What went with one request, and what came of it. */
export interface Sent<T> {
	part: T[];
	answer: Answer | Error;
}

/**
 * Sends many things with one request. Where the tracker refuses it, its halves are sent instead, in their order, down to single things:
 * so only those that are wrong are refused. Only for requests that come to the same when made again.
 */
export async function sendDivided<T>(all: T[], send: (part: T[]) => Promise<Answer>, allowance = newAllowance()): Promise<Array<Sent<T>>> {
	const sent: Array<Sent<T>> = [];
	const waiting = [all];
	for (let part = waiting.pop(); part !== undefined; part = waiting.pop()) {
		const answer = await send(part).catch((error: Error) => error);
		if (isRefused(answer) && part.length > 1 && allowance.left > 0) {
			allowance.left--;
			const half = Math.ceil(part.length / 2);
			waiting.push(part.slice(half), part.slice(0, half));
		} else {
			sent.push({ part, answer });
		}
	}
	return sent;
}
