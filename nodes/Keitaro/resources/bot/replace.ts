import { KeitaroError, InputError } from '../../values/errors';
import type { Outcome } from '../../operation';
import type { ItemContext } from '../../transport/itemContext';

import { readCover, readList } from './list';
import { countOf, outcomesOf, sendEntries, type Carrier } from './send';

/** An entry, and what takes its place. */
export interface Replacement {
	from: string;
	to: string[];
}

/** The new entries are on the list, and the old one still is. */
function notTakenOff(error: Error, { from, to }: Replacement): Error {
	if (!(error instanceof KeitaroError)) return error;
	return error.with({
		message: `The new entries are on the list, but ${from} is not taken off: ${error.message}`,
		done: { added: to },
		notDone: { removed: from },
	});
}

/** Replaces entries. The new ones are added before the old ones are taken off, so that nothing is missing in between. */
export async function replace(contexts: ItemContext[], prepared: Replacement[]): Promise<Array<Outcome | Error>> {
	const cover = await readCover(contexts[0]);
	const unknown = prepared.map(({ from }) => {
		const block = cover(from);
		if (block === from) return undefined;
		return new InputError(
			`${from} is not an entry of the bot list`,
			block ? `The entry ${block} covers it: replace that one.` : 'Add the new entry with Create.',
		);
	});
	// What the replacements come to in the end, in the order of the items.
	const added = new Set<string>();
	const removed = new Set<string>();
	for (const { from, to } of prepared.filter((_, at) => !unknown[at])) {
		added.delete(from);
		removed.add(from);
		for (const entry of to) {
			removed.delete(entry);
			added.add(entry);
		}
	}
	const adding = await sendEntries(contexts[0], '/botlist/add', added);
	const isIn = ({ to }: Replacement) => to.every((entry) => !(adding.get(entry)?.answer instanceof Error));
	const excluding = await sendEntries(
		contexts[0],
		'/botlist/exclude',
		prepared.filter((one) => removed.has(one.from) && isIn(one)).map(({ from }) => from),
	);
	const usedFor = (at: number): Carrier[] => {
		const { from, to } = prepared[at];
		return [...to.map((entry) => adding.get(entry)), excluding.get(from)].filter((carrier) => carrier !== undefined);
	};
	const outcomes = outcomesOf(
		prepared.map((_, at) => unknown[at] ?? usedFor(at)),
		(error, at) => (isIn(prepared[at]) ? notTakenOff(error, prepared[at]) : error),
	);
	const listed = new Set((await readList(contexts[0])).entries);
	return outcomes.map((outcome, at) => {
		if (outcome instanceof Error) return outcome;
		const { from, to } = prepared[at];
		const before = to.filter((entry) => listed.has(entry)).length;
		return {
			...outcome,
			data: { ...countOf(usedFor(at).slice(-1)), removed: to.includes(from) ? 0 : 1, added: to.length - before, already_listed: before },
		};
	});
}
