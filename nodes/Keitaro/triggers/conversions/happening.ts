import type { IDataObject } from 'n8n-workflow';
import { phasesIn } from '../../values/history';
import type { Dialect } from './log';
import { momentOf } from './moments';

/** Something that happened to a conversion, read from its row in the log. */
export interface Happening {
	/** The same for the same happening, in whatever later row of the conversion it is seen. */
	key: string;
	/** When it happened, in milliseconds; `-Infinity` where all that is known is that it was before the row's last change. */
	at: number;
	/** The status before. */
	before?: string;
}

/** What is looked for in a row. `statuses` in small letters; none: any. `isFresh`: the conversion came in since the last look. */
export type Find = (row: IDataObject, dialect: Dialect, statuses: string[], isFresh: boolean) => Happening | undefined;

/** A status that a conversion had, from a moment on. */
interface Phase {
	status: string;
	at: number;
}

/** Milliseconds: time zones lie whole quarters of an hour apart, and at most so many hours. */
const QUARTER = 900_000;
const FARTHEST = 14 * 4 * QUARTER;

const small = (value: unknown): string => (typeof value === 'string' ? value.trim().toLowerCase() : '');

const idOf = (row: IDataObject, { id }: Dialect): string => String(row[id]);

const isOf = (statuses: string[], ...names: string[]): boolean => statuses.length === 0 || names.some((name) => statuses.includes(name));

/** The row's status goes by two names: what the network called it, and what Keitaro counts it as. */
const statusOf = (row: IDataObject): string => small(row.conversion_type) || small(row.status);

/**
 * A conversion with one of the statuses, at the moment when it first had one. A row that was changed since tells its past in the history,
 * so that a conversion is not taken for new when it changes after it was forgotten.
 */
export const newConversion: Find = (row, dialect, statuses, isFresh) => {
	if (!isOf(statuses, small(row.status), small(row.conversion_type))) return undefined;
	const phases = phasesOf(row, dialect, isFresh);
	const { at } = phases.find(({ status }) => isOf(statuses, status)) ?? phases[lastTurn(phases)];
	return { key: idOf(row, dialect), at };
};

/** The change to the status that the conversion has now, at the moment when it got it. */
export const statusChanged: Find = (row, dialect, statuses) => {
	if (!isOf(statuses, small(row.status), small(row.conversion_type))) return undefined;
	const phases = phasesOf(row, dialect, false);
	const turn = lastTurn(phases);
	if (turn === 0) return undefined;
	const { status, at } = phases[turn];
	return { key: `${idOf(row, dialect)} ${status} ${at}`, at, before: phases[turn - 1].status };
};

/** Where the present status begins. */
function lastTurn(phases: Phase[]): number {
	let turn = phases.length - 1;
	while (turn > 0 && phases[turn - 1].status === phases[turn].status) turn--;
	return turn;
}

/**
 * The statuses that a conversion had, oldest first. Newer trackers keep a history. Older ones only tell the status before the last change,
 * and nothing of when it began; for a conversion that came in since the last look it can only have been after that.
 */
function phasesOf(row: IDataObject, { stamp }: Dialect, isFresh: boolean): Phase[] {
	const changed = momentOf(row[stamp]) ?? 0;
	const now = { status: statusOf(row), at: changed };
	const before = small(row.previous_status);
	const wasChanged = before !== '' || Number(row.version) > 1;
	const history = historyOf(row.status_history, changed);
	if (history.length > 1 || (history.length === 1 && wasChanged)) return history;
	return wasChanged ? [{ status: before, at: isFresh ? changed : -Infinity }, now] : [now];
}

/** The history ends with the last change; if hours lie between them, it is told in another time zone. */
function historyOf(text: unknown, changed: number): Phase[] {
	const phases = phasesIn(text)
		.map(({ number, status, stamp }) => ({ number, status: small(status), at: momentOf(stamp) ?? changed }))
		.sort((one, other) => one.at - other.at || one.number - other.number);
	const apart = changed - (phases[phases.length - 1]?.at ?? changed);
	const shift = apart % QUARTER === 0 && Math.abs(apart) <= FARTHEST ? apart : 0;
	return phases.map(({ status, at }) => ({ status, at: at + shift }));
}
