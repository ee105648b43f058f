/**
 * Mutation testing: puts faults into the source, one at a time, and looks whether the tests notice.
 *
 *   npm run mutate -- nodes/Keitaro/transport    all mutants of a file or folder
 *   npm run mutate -- --sample 600 --seed a      a sample over all of the source; the same seed draws the same sample
 *   npm run mutate -- --changed main             mutants in the lines that have changed since a commit
 *
 * What a run finds is kept in `.cache/mutate` for the next one, which asks again only what a change may have changed.
 */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { isCampaign } from './check/reach';
import { changedLines } from './mutate/changes';
import { instrument, type Mutant } from './mutate/instrument';
import { kindOf, planFor, reachOf, sampleOf, suiteOf, type Plan } from './mutate/plan';
import { Pool, type Failure } from './mutate/pool';
import { describe, openResults, print, type Verdict } from './mutate/results';
import { projectDir, run } from './scratch';

const { values, positionals } = parseArgs({
	allowPositionals: true,
	options: {
		sample: { type: 'string' },
		seed: { type: 'string', default: '1' },
		changed: { type: 'string' },
		workers: { type: 'string', default: '2' },
	},
});

/** Milliseconds that a mutant may take, above what its tests take without it. */
const PATIENCE = 60_000;

async function mutate(): Promise<void> {
	const startedAt = Date.now();
	run('npm', ['run', '--silent', 'build'], projectDir);
	const home = path.join(projectDir, '.cache/mutate');
	const tree = path.join(home, 'tree');
	const all = await instrument(tree);
	const pool = new Pool(tree, Number(values.workers));
	const files = readdirSync(path.join(tree, 'test'), { recursive: true, encoding: 'utf8' })
		.filter((file) => file.endsWith('.test.ts') && !isCampaign(file))
		.map((file) => path.join('test', file));

	const atLoad = new Set(await pool.run<string[]>({ kind: 'load', files: [] }, PATIENCE));
	const dry = await Promise.all(files.map(async (file) => await pool.run({ files: [file], record: true }, 10 * PATIENCE)));
	for (const { failed } of dry)
		if (failed) say(`left out, since it fails without a mutant: ${failed.file} ${failed.test} ${failed.message}`);
	const unusable = new Set(dry.flatMap(({ failed }) => (failed ? [failed.file] : [])));
	const usable = files.filter((file) => !unusable.has(file));
	const reach = reachOf(dry.filter(({ failed }) => !failed));
	const suite = suiteOf(reach, dry, usable, all, atLoad);
	say(`${all.length} mutants, ${usable.length} test files, ready after ${seconds(startedAt)} s`);

	const wanted = positionals.length > 0 ? all.filter(({ file }) => positionals.some((at) => file.startsWith(at))) : all;
	const lines = values.changed === undefined ? undefined : changedLines(values.changed);
	const touched = lines ? wanted.filter(({ file, line }) => lines.get(file)?.has(line)) : wanted;
	const chosen = values.sample === undefined ? touched : sampleOf(touched, Number(values.sample), values.seed);

	const results = openResults(home, projectDir);
	let done = 0;
	const verdicts = await Promise.all(
		chosen.map(async (mutant): Promise<Verdict> => {
			const known = results.known(mutant);
			const plan = planFor(mutant, atLoad.has(mutant.id), suite);
			const failed = known ?? (await noticedBy(pool, mutant, plan));
			const verdict = { mutant, kind: kindOf(mutant, atLoad), noticed: failed, reached: plan.files.length > 0 };
			results.keep(verdict);
			if (!failed) say(`survived: ${describe(verdict)}`);
			if (++done % 50 === 0) results.save();
			if (done % 50 === 0) say(`${done} of ${chosen.length}, ${seconds(startedAt)} s`);
			return verdict;
		}),
	);
	results.save();
	await distrust(pool, verdicts);
	pool.end();
	print(verdicts);
	say(`${chosen.length} mutants in ${seconds(startedAt)} s`);
}

/** The first test that fails with the mutant; none if all pass. */
async function noticedBy(pool: Pool, { id }: Mutant, { files, tests }: Plan): Promise<Failure | undefined> {
	if (files.length === 0) return undefined;
	try {
		const { failed } = await pool.run({ mutant: id, files, tests }, PATIENCE + files.length * 5_000);
		return failed;
	} catch (error) {
		return { file: files[0], test: '', message: (error as Error).message };
	}
}

/** A test that fails alone without any mutant needs those before it: what it noticed does not count. */
async function distrust(pool: Pool, verdicts: Verdict[]): Promise<void> {
	const tests = new Map<string, Set<string>>();
	for (const { noticed } of verdicts) if (noticed?.test) tests.set(noticed.file, (tests.get(noticed.file) ?? new Set()).add(noticed.test));
	await Promise.all(
		[...tests].flatMap(([file, names]) =>
			[...names].map(async (name) => {
				const { failed } = await pool.run({ files: [file], tests: { [file]: [name] } }, PATIENCE);
				if (!failed) return;
				say(`not to be trusted, since it fails alone: ${file} ${name} ${failed.message}`);
				for (const verdict of verdicts) if (verdict.noticed?.file === file && verdict.noticed.test === name) verdict.noticed = undefined;
			}),
		),
	);
}

const seconds = (since: number) => Math.round((Date.now() - since) / 1000);
const say = (text: string) => process.stdout.write(`${text}\n`);

void mutate();
