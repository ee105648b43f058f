/** A status that a conversion had, as its history tells it. */
export interface HistoryPhase {
	number: number;
	status: string;
	/** When it began, `YYYY-MM-DD HH:MM:SS` in the zone of the log. */
	stamp: string;
}

/** What ends an entry of a history, and what begins it: `1. Lead (2026-07-14 08:12:00), 2. Sale (2026-07-15 10:40:59)` (seen live). */
const STAMP = /\((\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2})\)/;
const NUMBER = /(\d{1,9})\./;

/** The statuses in the history of a conversion, in its order; none for anything else. */
export function phasesIn(history: unknown): HistoryPhase[] {
	// Every second part is a stamp.
	const parts = (typeof history === 'string' ? history : '').split(STAMP);
	return parts.flatMap((part, place) => {
		const begins = NUMBER.exec(part);
		if (place % 2 === 1 || place === parts.length - 1 || !begins) return [];
		const status = part.slice(begins.index + begins[0].length).trim();
		return status === '' ? [] : [{ number: Number(begins[1]), status, stamp: parts[place + 1] }];
	});
}
