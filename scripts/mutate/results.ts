/** What runs have found: kept for the next, and told. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { harmlessBecause } from './harmless';
import type { Mutant } from './instrument';
import type { Kind } from './plan';
import type { Failure } from './pool';

export interface Verdict {
	mutant: Mutant;
	kind: Kind;
	/** The test that failed; none: the mutant survived. */
	noticed?: Failure;
	/** Whether any test runs the mutant at all. */
	reached: boolean;
}

interface Kept {
	/** Of the mutant's file and of the test file that noticed it. */
	digest: string;
	failed: Failure;
}

const digestOf = (...files: string[]) => {
	const hash = createHash('sha1');
	for (const file of files) hash.update(existsSync(file) && statSync(file).isFile() ? readFileSync(file) : '-');
	return hash.digest('hex');
};

/** Noticed mutants are kept as long as neither their file nor the test changes; survivors are tried again. */
export function openResults(home: string, projectDir: string) {
	const file = path.join(home, 'results.json');
	const kept = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, Kept>) : {};
	const source = (of: string) => path.join(projectDir, of);
	return {
		known({ key, file: of }: Mutant): Failure | undefined {
			const known = kept[key];
			return known && known.digest === digestOf(source(of), source(known.failed.file)) ? known.failed : undefined;
		},
		keep({ mutant: { key, file: of }, noticed }: Verdict): void {
			if (!noticed) return void delete kept[key];
			kept[key] = { digest: digestOf(source(of), source(noticed.file)), failed: noticed };
		},
		save: () => writeFileSync(file, JSON.stringify(kept)),
	};
}

const percent = (part: number, whole: number) => (whole === 0 ? '-' : `${((100 * part) / whole).toFixed(1)} %`);

const shortly = (text: string) => text.replace(/\s+/g, ' ').slice(0, 140);

/** A mutant in two lines: where it is, and what it makes of what. */
export const describe = ({ mutant: { file, line, mutator, original, replacement, key }, kind, reached }: Verdict): string =>
	`${key} ${kind} ${file}:${line} ${mutator}${reached ? '' : ', which no test runs'}\n    ${shortly(original)}\n    -> ${shortly(replacement)}`;

/** Each survivor, then how many there are by file, by kind of fault and by what they are about. */
export function print(verdicts: Verdict[]): void {
	const groups = (of: (verdict: Verdict) => string) => {
		const found = new Map<string, Verdict[]>();
		for (const verdict of verdicts) found.set(of(verdict), [...(found.get(of(verdict)) ?? []), verdict]);
		return [...found].sort(([one], [other]) => (one < other ? -1 : 1));
	};
	const row = ([name, of]: [string, Verdict[]]) => {
		const noticed = of.filter((verdict) => verdict.noticed).length;
		return `${name.padEnd(64)} ${String(of.length).padStart(5)} ${String(noticed).padStart(5)} ${percent(noticed, of.length).padStart(8)}\n`;
	};
	const heading = `${''.padEnd(64)} ${'all'.padStart(5)} ${'seen'.padStart(5)}\n`;
	const survivors = verdicts.filter(({ noticed }) => !noticed);
	const isHarmless = ({ mutant }: Verdict) => harmlessBecause(mutant) !== undefined;
	const told = survivors.filter((verdict) => !isHarmless(verdict)).map((verdict) => `${describe(verdict)}\n`);
	const excused = survivors.filter(isHarmless).map((verdict) => `${describe(verdict)}\n    ${harmlessBecause(verdict.mutant)}\n`);
	const mistaken = verdicts.filter((verdict) => verdict.noticed && isHarmless(verdict));
	process.stdout.write(`\nSurvivors\n${told.sort().join('')}\n${excused.length} that do not matter\n${excused.sort().join('')}\n`);
	for (const verdict of mistaken) process.stdout.write(`Has no place in harmless.ts, since a test notices it: ${describe(verdict)}\n`);
	process.stdout.write(
		heading +
			groups(({ mutant }) => mutant.file)
				.map(row)
				.join(''),
	);
	process.stdout.write(
		`\n${heading}${groups(({ mutant }) => mutant.mutator)
			.map(row)
			.join('')}`,
	);
	process.stdout.write(
		`\n${heading}${groups(({ kind }) => kind)
			.map(row)
			.join('')}`,
	);
	process.stdout.write(
		`\nwithout those that do not matter\n${heading}${groups(({ kind }) => kind)
			.map(([kind, of]): [string, Verdict[]] => [kind, of.filter((verdict) => verdict.noticed || !isHarmless(verdict))])
			.map(row)
			.join('')}`,
	);
}
