/**
 * What a change must pass before it is committed, in less than half a minute: types, lint, and the tests that it touches.
 *
 *   npm run check            what is not committed yet, or else the last commit
 *   npm run check -- main    all that has come since a commit or branch
 */
import { execFileSync, spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { isLong, reached } from './check/reach';
import { projectDir } from './scratch';

const git = (...args: string[]) => execFileSync('git', args, { cwd: projectDir, encoding: 'utf8' }).split('\n').filter(Boolean);

function changedSince(base: string | undefined): string[] {
	const files = (from: string) => [
		...git('diff', '--name-only', '--diff-filter=d', from),
		...git('ls-files', '--others', '--exclude-standard'),
	];
	const uncommitted = files(base ?? 'HEAD');
	return base !== undefined || uncommitted.length > 0 ? uncommitted : files('HEAD~1');
}

interface Step {
	name: string;
	passed: boolean;
	seconds: number;
	output: string;
}

async function step(name: string, program: string, args: string[], env: NodeJS.ProcessEnv = {}): Promise<Step> {
	const startedAt = Date.now();
	const child = spawn(program, args, { cwd: projectDir, env: { ...process.env, ...env } });
	const output: Buffer[] = [];
	for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => output.push(part));
	const code = await new Promise((resolve) => child.on('close', resolve));
	return { name, passed: code === 0, seconds: (Date.now() - startedAt) / 1000, output: Buffer.concat(output).toString() };
}

const bin = (name: string) => path.join(projectDir, 'node_modules/.bin', name);
const isTest = (file: string) => file.endsWith('.test.ts');

/** Test files, below `test/`, that import what changed, and those that run it. */
async function touchedBy(changed: string[]): Promise<string[]> {
	const tests = readdirSync(path.join(projectDir, 'test'), { recursive: true, encoding: 'utf8' }).filter(isTest);
	const ofTests = changed.filter((file) => /^(test|scripts)\/.*\.ts$/.test(file));
	const { output } = ofTests.length > 0 ? await step('', bin('jest'), ['--listTests', '--findRelatedTests', ...ofTests]) : { output: '' };
	const importing = output
		.split('\n')
		.filter(isTest)
		.map((file) => path.relative(path.join(projectDir, 'test'), file));
	return [...new Set([...reached(changed, tests), ...importing])].sort();
}

async function check(): Promise<void> {
	const changed = changedSince(process.argv[2]);
	const touched = await touchedBy(changed);
	const [left, tests] = [touched.filter(isLong), touched.filter((test) => !isLong(test))].map((files) =>
		files.map((file) => path.join('test', file)),
	);
	const pretty = changed.filter((file) => /\.(ts|js|json|md|ya?ml)$/.test(file));
	const steps = await Promise.all([
		step('types', 'npm', ['run', '--silent', 'types']),
		step('lint', bin('eslint'), ['--ext', '.ts,.json', '--max-warnings', '0', 'nodes', 'credentials', 'package.json'], {
			ESLINT_USE_FLAT_CONFIG: 'false',
		}),
		step('typed lint', bin('eslint'), [
			'--cache',
			'--cache-location',
			'.cache/eslint',
			'--max-warnings',
			'0',
			'nodes',
			'credentials',
			'test',
			'scripts',
		]),
		step('house', bin('depcruise'), ['nodes', 'credentials', '--config', '.dependency-cruiser.cjs']),
		...(pretty.length > 0 ? [step('format', bin('prettier'), ['--check', ...pretty])] : []),
		...(tests.length > 0 ? [step(`tests (${tests.length} files)`, bin('jest'), ['--ci', '--silent', '--runTestsByPath', ...tests])] : []),
	]);
	for (const { name, passed, seconds, output } of steps) {
		process.stdout.write(`${passed ? '✓' : '✗'} ${name} ${seconds.toFixed(1)} s\n${passed ? '' : `${output}\n`}`);
	}
	process.stdout.write(`${changed.length} changed files${left.length > 0 ? `; left to npm test: ${left.join(', ')}` : ''}\n`);
	process.exitCode = steps.every(({ passed }) => passed) ? 0 : 1;
}

void check();
