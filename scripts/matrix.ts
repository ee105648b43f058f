/**
 * Runs the tests on the engine of every n8n that is in use, from the oldest to the newest.
 *
 *   npm run test:matrix                       all tests on all engines
 *   npm run test:matrix -- 1.122 test/engine  some tests on one of them; others can be named, too, and `latest`
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { installed, projectDir } from './scratch';

/** Versions of n8n-core: the last of n8n 1, the first of n8n 2, the newest. Each brings the n8n-workflow it belongs to. */
const VERSIONS = ['1.122.0', '2.0.2', '2.41.1'];

interface Figures {
	numPassedTests: number;
	numFailedTests: number;
	numFailedTestSuites: number;
	numPendingTests: number;
	numTotalTestSuites: number;
}

function test(version: string, args: string[]): { version: string; figures?: Figures; seconds: number } {
	const engineDir = installed('n8n-core', version);
	const out = mkdtempSync(path.join(os.tmpdir(), 'matrix-'));
	const outputFile = path.join(out, 'results.json');
	const startedAt = Date.now();
	process.stdout.write(`\nn8n-core ${version}\n`);
	spawnSync('npx', ['jest', '--ci', '--json', `--outputFile=${outputFile}`, ...args], {
		cwd: projectDir,
		env: { ...process.env, KEITARO_ENGINE_DIR: engineDir },
		stdio: ['ignore', 'ignore', 'inherit'],
	});
	const seconds = Math.round((Date.now() - startedAt) / 1000);
	try {
		return { version, seconds, figures: JSON.parse(readFileSync(outputFile, 'utf8')) as Figures };
	} catch {
		return { version, seconds }; // Jest did not come to its end
	} finally {
		rmSync(out, { recursive: true, force: true });
	}
}

const given = process.argv.slice(2);
const isVersion = (arg: string) => /^(\d+\.\d+|latest$)/.test(arg);
const wanted = given.filter(isVersion).map((arg) => VERSIONS.find((version) => version.startsWith(`${arg}.`)) ?? arg);
const args = given.filter((arg) => !isVersion(arg));

const results = (wanted.length > 0 ? wanted : VERSIONS).map((version) => test(version, args));
process.stdout.write('\nn8n-core     files   passed   failed   skipped   seconds\n');
for (const { version, figures, seconds } of results) {
	const { numTotalTestSuites, numPassedTests, numFailedTests, numPendingTests } = figures ?? {};
	const columns = [numTotalTestSuites, numPassedTests, numFailedTests, numPendingTests, seconds].map((figure) => String(figure ?? '?'));
	process.stdout.write(`${version.padEnd(10)} ${columns.map((column, at) => column.padStart([7, 8, 8, 9, 9][at])).join(' ')}\n`);
}
const good = ({ figures }: (typeof results)[number]) =>
	figures !== undefined && figures.numPassedTests > 0 && figures.numFailedTests === 0 && figures.numFailedTestSuites === 0;
process.exitCode = results.every(good) ? 0 : 1;
