/** Sorting, cutting and wrapping, the same for reports and logs. */
import { error, json, refuse } from '../answers';
import type { Answer, Tracker } from '../types';
import type { Value } from './columns';

export interface SortBody {
	name: string;
	order: 'ASC' | 'DESC';
}

/** Names the valid ones, as the tracker does. */
export function known(kind: string, valid: object, names: string[]) {
	const unknown = names.filter((name) => !Object.hasOwn(valid, name));
	if (unknown.length === 0) return;
	refuse(error(400, `Unknown ${kind} "${unknown.join('", "')}" in definition "events", valid: ${Object.keys(valid).join(', ')}`));
}

/** Whether a filter is one that the tracker does not pass over. */
export const isApplied = ({ settings: { ignoresFilters } }: Tracker, isMeasure: boolean): boolean =>
	ignoresFilters === 'none' || (ignoresFilters === 'measures' && !isMeasure);

function compare(one: Value, other: Value): number {
	const [left, right] = [Number(one), Number(other)];
	if (one !== '' && other !== '' && !Number.isNaN(left) && !Number.isNaN(right)) return left - right;
	return String(one ?? '') < String(other ?? '') ? -1 : String(one ?? '') > String(other ?? '') ? 1 : 0;
}

export function sortBy<T>(rows: T[], sort: SortBody[], read: (row: T, name: string) => Value): T[] {
	if (sort.length === 0) return rows;
	const keyed = rows.map((row) => ({ row, keys: sort.map(({ name }) => read(row, name)) }));
	keyed.sort((one, other) => {
		for (const [index, { order }] of sort.entries()) {
			const result = compare(one.keys[index], other.keys[index]);
			if (result !== 0) return order === 'ASC' ? result : -result;
		}
		return 0;
	});
	return keyed.map(({ row }) => row);
}

export interface Page {
	limit?: number;
	offset?: number;
}

export function cut<T>(tracker: Tracker, rows: T[], { limit, offset = 0 }: Page): T[] {
	if ((limit ?? 0) < 0 || offset < 0) refuse(error(400, 'Limit and offset must not be negative'));
	const { pageCap, paged } = tracker.settings;
	if (!paged) return rows;
	const wanted = limit || Infinity;
	return rows.slice(offset, offset + Math.min(wanted, pageCap || Infinity));
}

export function answerRows(tracker: Tracker, rows: object[], total: number, extra: object = {}): Answer {
	const meta = { execution_time: 0.012, datetime: tracker.stamp() };
	return json({ rows, ...(tracker.settings.totals ? { total } : {}), meta, ...extra });
}
