import { KeitaroError } from '../../values/errors';
import type { IDataObject } from 'n8n-workflow';
import type { ItemContext } from '../../transport/itemContext';
import { shared, type Outcome } from '../../operation';
import { newAllowance, sendDivided } from '../../api/bisect';

import type { Answer } from '../../transport/request';

/** Entries sent with one request: about 100 KB, far below what servers take. */
const ENTRIES_PER_REQUEST = 5000;

/** A request that carried entries, or why it failed; and the items it served. */
export interface Carrier {
	answer: Answer | Error;
	items: Set<number>;
	/** How many entries. */
	size: number;
}

/** Sends entries in as few requests as they fit in, and tells which request carried each. A failed one spoils no other. */
export async function sendEntries(
	context: ItemContext,
	path: '/botlist/add' | '/botlist/exclude',
	entries: Iterable<string>,
): Promise<Map<string, Carrier>> {
	const all = [...new Set(entries)];
	const carriers = new Map<string, Carrier>();
	const send = async (part: string[]) =>
		await context.tracker.request({ method: 'POST', path, body: { value: part.join('\n') }, idempotent: true });
	const allowance = newAllowance();
	for (let at = 0; at < all.length; at += ENTRIES_PER_REQUEST) {
		for (const { part, answer } of await sendDivided(all.slice(at, at + ENTRIES_PER_REQUEST), send, allowance)) {
			const carrier: Carrier = { answer, items: new Set(), size: part.length };
			for (const entry of part) carriers.set(entry, carrier);
		}
	}
	return carriers;
}

/** What came of each item, from the requests that carried what it asked for: the first that failed, else the last. */
export function outcomesOf(used: Array<Carrier[] | Error>, inParts: (error: Error, at: number) => Error): Array<Outcome | Error> {
	const carriersOf = used.map((carriers) => (carriers instanceof Error ? [] : carriers));
	carriersOf.forEach((carriers, at) => carriers.forEach(({ items }) => items.add(at)));
	return used.map((carriers, at) => {
		if (carriers instanceof Error) return carriers;
		const told = carriers.find(({ answer }) => answer instanceof Error) ?? carriers[carriers.length - 1];
		return told.answer instanceof Error ? inParts(told.answer, at) : shared(told.answer, told.items.size);
	});
}

/** The error of an item of which a part has arrived. */
function partOf(error: Error, carriers: Carrier[]): Error {
	const arrived = carriers.filter(({ answer }) => !(answer instanceof Error)).length;
	if (arrived === 0 || !(error instanceof KeitaroError)) return error;
	const left = carriers.length - arrived;
	return error.with({
		...error.failure,
		message: `${arrived} of ${carriers.length} entries are done, ${left} are not: ${error.message}`,
		done: { entries: arrived },
		notDone: { entries: left },
	});
}

/** What the tracker's count says of entries: those that it did something about, and those that were so already. */
type Words = readonly [done: string, before: string];
export const ADDED: Words = ['added', 'already_listed'];
export const REMOVED: Words = ['removed', 'not_listed'];

/**
 * The receipt of an item, by the tracker's count of what its request did. Of a request that served several items, a count between none
 * and all does not tell whose entries were there before: then only the sum is told.
 */
function receiptOf(entries: number, carriers: Carrier[], [done, before]: Words): IDataObject {
	const sums = [...new Set(carriers)].map(({ answer, size, items }) => {
		const count = countIn(answer as Answer) ?? Infinity;
		return { size, counted: count <= size ? count : undefined, isShared: items.size > 1 };
	});
	const total = sums.reduce((sum, { size }) => sum + size, 0);
	if (sums.some(({ counted }) => counted === undefined)) return { entries };
	const counted = sums.reduce((sum, one) => sum + (one.counted ?? 0), 0);
	const own = counted === total ? entries : counted === 0 ? 0 : sums.every(({ isShared }) => !isShared) ? counted : undefined;
	return {
		entries,
		...(own === undefined ? {} : { [done]: own, [before]: entries - own }),
		...(sums.some(({ isShared }) => isShared) ? { of_all_items: { entries: total, [done]: counted, [before]: total - counted } } : {}),
	};
}

export const sendAll =
	(path: '/botlist/add' | '/botlist/exclude', words: Words) =>
	async (contexts: ItemContext[], prepared: string[][]): Promise<Array<Outcome | Error>> => {
		const carriers = await sendEntries(contexts[0], path, prepared.flat());
		const used = prepared.map((own) => own.map((entry) => carriers.get(entry)!));
		return outcomesOf(used, (error, at) => partOf(error, used[at])).map((outcome, at) =>
			outcome instanceof Error
				? outcome
				: { ...outcome, data: { ...countOf(used[at]), ...receiptOf(prepared[at].length, used[at], words) } },
		);
	};

/** What the tracker itself answers, of all requests that carried something of an item. */
export const countOf = (carriers: Carrier[]): { count?: number } => {
	const counts = [...new Set(carriers)].map(({ answer }) => countIn(answer as Answer));
	return counts.length > 0 && counts.every((count) => count !== undefined) ? { count: counts.reduce((sum, count) => sum + count, 0) } : {};
};

const countIn = ({ data }: Pick<Answer, 'data'>): number | undefined => {
	const { count } = (data ?? {}) as { count?: unknown };
	return typeof count === 'number' ? count : undefined;
};
