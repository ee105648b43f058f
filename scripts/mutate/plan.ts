/** Which mutants are run, and on which tests. */
import { createHash } from 'node:crypto';
import { testsOf } from '../check/reach';
import type { Mutant } from './instrument';
import type { Result } from './pool';

export type Kind = 'behaviour' | 'data' | 'words';

/** Texts of two words or more are told to people. */
const isSentence = ({ original }: Mutant): boolean => /^['"`][^]*\p{L} \p{L}[^]*['"`]$/u.test(original);
/** How a field looks, which changes nothing of what it does. */
const LOOKS = /\b(placeholder|rows|icon|subtitle|defaults|group)\b['"]?: /;
const DATA = /^(StringLiteral|ObjectLiteral|ArrayDeclaration|BooleanLiteral|NumericLiteral|SwappedTexts)$/;

/**
 * `data`: defaults, labels, names and tables, which are there once the node is loaded. `words`: sentences for people, and how fields
 * look. The rest is behaviour.
 */
export function kindOf(mutant: Mutant, atLoad: Set<string>): Kind {
	const isWords = (mutant.mutator === 'StringLiteral' && isSentence(mutant)) || (DATA.test(mutant.mutator) && LOOKS.test(mutant.code));
	if (isWords) return 'words';
	return DATA.test(mutant.mutator) && atLoad.has(mutant.id) ? 'data' : 'behaviour';
}

/** The same sample for the same seed, whatever else has changed. */
export function sampleOf(mutants: Mutant[], size: number, seed: string): Mutant[] {
	const rank = ({ key }: Mutant) => createHash('sha1').update(`${seed} ${key}`).digest('hex');
	const ranked = mutants.map((mutant) => [rank(mutant), mutant] as const).sort(([one], [other]) => (one < other ? -1 : 1));
	return ranked.slice(0, size).map(([, mutant]) => mutant);
}

/** By switch: by test file, the tests that reach the mutant. */
export type Reach = Map<string, Map<string, string[]>>;

export function reachOf(results: Result[]): Reach {
	const reach: Reach = new Map();
	for (const [file, test, ids] of results.flatMap(({ covered = [] }) => covered)) {
		for (const id of ids) {
			const files = reach.get(id) ?? new Map<string, string[]>();
			reach.set(id, files);
			const tests = files.get(file);
			if (tests) tests.push(test);
			else files.set(file, [test]);
		}
	}
	return reach;
}

export interface Plan {
	files: string[];
	/** All of each file where missing. */
	tests?: Record<string, string[]>;
}

/** What is known of the test files. */
export interface Suite {
	files: string[];
	reach: Reach;
	/** Milliseconds that a file takes. */
	times: Map<string, number>;
	/** How many tests a file has. */
	sizes: Map<string, number>;
	/** By source file, the test files that call functions in it. */
	callers: Map<string, Set<string>>;
}

export function suiteOf(reach: Reach, dry: Result[], files: string[], mutants: Mutant[], atLoad: Set<string>): Suite {
	const sizes = new Map<string, number>();
	for (const [file] of dry.flatMap(({ covered = [] }) => covered)) sizes.set(file, (sizes.get(file) ?? 0) + 1);
	const callers = new Map<string, Set<string>>();
	for (const { id, file } of mutants.filter((mutant) => !atLoad.has(mutant.id)))
		callers.set(file, new Set([...(callers.get(file) ?? []), ...(reach.get(id)?.keys() ?? [])]));
	return { files, reach, sizes, callers, times: new Map(dry.flatMap(({ times }) => Object.entries(times))) };
}

/** Milliseconds of tests that a mutant is run on at most: what is about it comes first, and what notices it late would rather not. */
const LONGEST = 30_000;

/**
 * A mutant in a function is run on the tests that call it; one that is evaluated while the node is loaded on the tests of its part of
 * the node. The tests that are most about it come first, the quick ones of them before the slow.
 */
export function planFor(mutant: Mutant, atLoad: boolean, { files, reach, times, sizes, callers }: Suite): Plan {
	const calling = reach.get(mutant.id) ?? new Map<string, string[]>();
	const beginnings = [...(atLoad ? ['description/'] : []), ...testsOf(mutant.file)];
	const closeness = (file: string) => {
		const at = beginnings.findIndex((beginning) => belowTest(file).startsWith(beginning));
		return at < 0 ? beginnings.length : at;
	};
	// What is evaluated at load matters to those that call what stands beside it.
	const isCaller = (file: string) => !atLoad || belowTest(file).startsWith('description/') || callers.get(mutant.file)?.has(file);
	/** Milliseconds that the tests of a file would take. */
	const cost = (file: string) => (atLoad ? 1 : calling.get(file)!.length / sizes.get(file)!) * times.get(file)!;
	const rank = (file: string) => (isCaller(file) ? 0 : 1e8) + closeness(file) * 1e6 + cost(file);
	const candidates = files.filter((file) => calling.has(file) || (atLoad && closeness(file) < beginnings.length));
	candidates.sort((one, other) => rank(one) - rank(other));
	let left = LONGEST;
	const chosen = candidates.filter((file) => {
		const isIn = left > 0;
		left -= cost(file);
		return isIn;
	});
	return atLoad ? { files: chosen } : { files: chosen, tests: Object.fromEntries(calling) };
}

const belowTest = (file: string) => file.replace(/^test\//, '');
