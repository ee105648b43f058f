import { hasNumbers, numberIn } from './filter';

/** A rule of the order of a report or log, as Keitaro takes it. */
export interface SortRule {
	name: string;
	order: string;
}

type Row = Record<string, unknown>;

const DATE = /^\d{4}-\d\d-\d\d/;
/** How trackers order other texts (marks, capital letters, accents) is not known. */
const PLAIN = /^[a-z0-9]*$/i;

/** How two values stand to each other; `undefined` where it depends on the tracker. */
function certain(one: unknown, other: unknown, name: string): number | undefined {
	if ([one, other].some((value) => value === null || value === undefined || value === '')) return undefined;
	const [low, high] = [numberIn(one), numberIn(other)];
	if (low !== undefined && high !== undefined && hasNumbers(name)) return low - high;
	const [text, next] = [String(one), String(other)];
	const areDates = DATE.test(text) && DATE.test(next);
	if (!areDates && !(PLAIN.test(text) && PLAIN.test(next))) return undefined;
	const sign = compareTexts(text.toLowerCase(), next.toLowerCase());
	if (low === undefined || high === undefined) return sign;
	return Math.sign(low - high) === sign ? sign : undefined;
}

const compareTexts = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

/**
 * Whether a row stands where the rules do not allow it, after the one before. Rows show figures rounded, so that two which look equal may
 * not be: of those, a further rule proves nothing.
 */
export function isMisplaced(before: Row, row: Row, rules: SortRule[]): boolean {
	for (const { name, order } of rules) {
		const sign = certain(before[name], row[name], name);
		if (sign === undefined) return false;
		if (sign !== 0) return order === 'DESC' ? sign < 0 : sign > 0;
		const value = numberIn(row[name]);
		if (value !== undefined && !Number.isInteger(value)) return false;
	}
	return false;
}

/** Puts rows into the order of the rules, in place: numbers by size, texts by letter, nothing at the end that is low. */
export function sortRows(rows: Row[], rules: SortRule[]): void {
	rows.sort((one, other) => {
		for (const { name, order } of rules) {
			const sign = compare(one[name], other[name]);
			if (sign !== 0) return order === 'DESC' ? -sign : sign;
		}
		return 0;
	});
}

function compare(one: unknown, other: unknown): number {
	const [low, high] = [numberIn(one), numberIn(other)];
	if (low !== undefined && high !== undefined) return low - high;
	if (low !== undefined || high !== undefined) return low !== undefined ? -1 : 1;
	return compareTexts(String(one ?? '').toLowerCase(), String(other ?? '').toLowerCase());
}
