import type { IDataObject } from 'n8n-workflow';
import { phasesIn } from '../../values/history';
import type { Dialect } from './log';
import { timestampOf } from './timestamps';

/** Something that can be told of a conversion. */
interface Mark {
	/** The same for the same thing, in whatever later row of the conversion it is seen. */
	key: string;
	/** When it happened, in milliseconds; `-Infinity` where all that is known is that it was before the row's last change. */
	at: number;
	/** What is told of the past is told in the tracker's zone, and can be off by as much as clocks are changed for the summer. */
	isRough?: boolean;
}

/** Something that happened to a conversion, read from its row in the log. */
export interface ConversionEvent extends Mark {
	/** The status before. */
	before?: string;
	/** Keys of what happened before it, if they are known: then it is not told. */
	unless?: string[];
}

export interface Seen {
	/** All that could be told of the row, with whatever statuses: so that it is known when other statuses are to be told. */
	marks: Mark[];
	/** What is to be told of it, one of these; absent if its status is not one of those wanted. */
	happening?: ConversionEvent;
}

/** What is looked for in a row. `statuses` in small letters; none: any. `isFresh`: the conversion came in since the last look. */
export type Find = (row: IDataObject, dialect: Dialect, statuses: string[], isFresh: boolean) => Seen;

/** A status that a conversion had, from a moment on. */
interface Phase {
	status: string;
	at: number;
	/** What tells it from another phase of the same status. */
	mark: string;
	isRough?: boolean;
}

const HISTORY = 'status_history';

/** Milliseconds: time zones lie whole quarters of an hour apart, and at most so many hours. */
const QUARTER = 900_000;
const FARTHEST = 14 * 4 * QUARTER;

const small = (value: unknown): string => (typeof value === 'string' ? value.trim().toLowerCase() : '');

const idOf = (row: IDataObject, { id }: Dialect): string => String(row[id]);

const isOf = (statuses: string[], ...names: string[]): boolean => statuses.length === 0 || names.some((name) => statuses.includes(name));

/** The row's status goes by two names: what the network called it, and what Keitaro counts it as. */
const namesOf = (row: IDataObject): string[] => [small(row.conversion_type), small(row.status)].filter((name) => name !== '');

const statusOf = (row: IDataObject): string => namesOf(row)[0] ?? '';

/**
 * A conversion with one of the statuses, at the moment when it first had one. A row that was changed since tells its past in the history,
 * so that a conversion is not taken for new when it changes after it was forgotten.
 */
export const newConversion: Find = (row, dialect, statuses, isFresh) => {
	const id = idOf(row, dialect);
	const phases = phasesOf(row, dialect, isFresh);
	const present = phases[lastTurn(phases)];
	const byStatus = new Map<string, Phase>();
	for (const phase of [...phases, ...namesOf(row).map((status) => ({ ...present, status }))])
		if (!byStatus.has(phase.status)) byStatus.set(phase.status, phase);
	const marks: Mark[] = [...byStatus].map(([status, { at, isRough }]) => ({ key: `${id} ${status}`, at, isRough }));
	// Without a history, which status was the first is not known any more after two changes.
	if (!dialect.columns.includes(HISTORY)) marks.unshift({ ...marks[0], key: id });
	if (!isOf(statuses, ...namesOf(row))) return { marks };
	if (statuses.length === 0) return { marks, happening: marks[0] };
	const wanted = [...byStatus.keys()].find((status) => isOf(statuses, status));
	const mark = marks.find(({ key }) => key === `${id} ${wanted}`)!;
	return { marks, happening: { ...mark, unless: statuses.filter((status) => status !== wanted).map((status) => `${id} ${status}`) } };
};

/** The change to the status that the conversion has now, at the moment when it got it. */
export const statusChanged: Find = (row, dialect, statuses) => {
	const phases = phasesOf(row, dialect, false);
	const turn = lastTurn(phases);
	if (turn === 0) return { marks: [] };
	const { status, at, mark, isRough } = phases[turn];
	const happening = { key: `${idOf(row, dialect)} ${status} ${mark}`, at, isRough, before: phases[turn - 1].status };
	return { marks: [happening], happening: isOf(statuses, ...namesOf(row)) ? happening : undefined };
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
	const changed = timestampOf(row[stamp]) ?? 0;
	const now = { status: statusOf(row), at: changed, mark: String(changed) };
	const before = small(row.previous_status);
	const wasChanged = before !== '' || Number(row.version) > 1;
	const history = historyOf(row[HISTORY], changed);
	if (history.length > 1 || (history.length === 1 && wasChanged)) return history;
	return wasChanged ? [{ status: before, at: isFresh ? changed : -Infinity, mark: '' }, now] : [now];
}

/** The history ends with the last change; if hours lie between them, it is told in another time zone. */
function historyOf(text: unknown, changed: number): Phase[] {
	const phases = phasesIn(text)
		.map(({ number, status, stamp }) => ({ number, status: small(status), at: timestampOf(stamp) ?? changed }))
		.sort((one, other) => one.number - other.number);
	const apart = changed - (phases[phases.length - 1]?.at ?? changed);
	const shift = apart % QUARTER === 0 && Math.abs(apart) <= FARTHEST ? apart : 0;
	return phases.map(({ number, status, at }, place) => ({
		status,
		at: Math.min(at + shift, changed),
		mark: `#${number}`,
		isRough: place < phases.length - 1,
	}));
}
