import { ConflictError } from '../values/errors';
import type { Tracker } from '../transport/request';

/** The last turn of each record, by its tracker and path: of all executions of this process. */
const last = new Map<string, Promise<void>>();

/** Milliseconds that a turn is waited for. */
const LONGEST_WAIT = 60_000;
const MOMENT = 100;

/**
 * Works on a record when nobody else in this process does.
 * @throws {ConflictError} when its turn does not come in time.
 */
export async function inTurn<T>(tracker: Tracker, path: string, work: () => Promise<T>): Promise<T> {
	const key = `${tracker.base} ${path}`;
	const before = last.get(key);
	let end = () => {};
	const own = new Promise<void>((resolve) => (end = resolve));
	const turn = (before ?? Promise.resolve()).then(async () => await own);
	last.set(key, turn);
	try {
		if (before && !(await comes(before, tracker)))
			throw new ConflictError({
				message: `Other executions have been changing ${path} for ${LONGEST_WAIT / 1000} seconds, so nothing was written`,
				advice: 'Run it again, or let fewer executions change the same record at once.',
			});
		return await work();
	} finally {
		end();
		void turn.then(() => last.get(key) === turn && last.delete(key));
	}
}

/** Whether a turn comes in time. Waiting ends with the execution, too: the next request then tells so. */
async function comes(turn: Promise<void>, tracker: Tracker): Promise<boolean> {
	let isOver = false;
	const over = turn.then(() => void (isOver = true));
	for (let waited = 0; !isOver && waited < LONGEST_WAIT; waited += MOMENT) await Promise.race([over, tracker.wait(MOMENT)]);
	return isOver;
}
