/** A process that runs test files with one mutant switched on, as often as it is told to: n8n-core is loaded once. */
const path = require('node:path');
const { createRequire } = require('node:module');

const tree = process.env.KEITARO_MUTATED;
const { readConfig } = require('jest-config');
const { default: Runtime } = require('jest-runtime');
const { default: TestRunner } = require('jest-runner');

/** A test that takes longer has lost its way. */
const LONGEST_TEST = 8_000;
/** How often a mutant may be passed, beyond which it runs in circles. */
const MOST_HITS = 3_000_000;

globalThis.__stryker__ = {};
globalThis.__mutation__ = { job: {} };

const below = (file) => path.relative(tree, file);

async function prepare() {
	const { globalConfig, projectConfig } = await readConfig({ $0: '', _: [], runInBand: true }, tree);
	const config = { ...projectConfig, testEnvironment: path.join(__dirname, 'environment.js'), globalSetup: undefined };
	const context = await Runtime.createContext(config, { console, maxWorkers: 1, watch: false, watchman: false });
	return { globalConfig: { ...globalConfig, silent: true }, context };
}

/** What is evaluated while the nodes are loaded, without a test. */
function evaluatedAtLoad() {
	const mutants = globalThis.__stryker__;
	const load = createRequire(path.join(tree, 'package.json'));
	const { nodes, credentials } = load('./package.json').n8n;
	for (const file of [...nodes, ...credentials]) {
		const exported = load(`./${file}`);
		for (const type of Object.values(exported)) if (typeof type === 'function') new type();
	}
	return Object.keys(mutants.mutantCoverage?.static ?? {});
}

async function run({ globalConfig, context }, { mutant, files, tests, record }) {
	const job = (globalThis.__mutation__.job = { covered: record ? [] : undefined, failed: undefined });
	if (tests) job.tests = Object.fromEntries(Object.entries(tests).map(([file, names]) => [path.resolve(tree, file), new Set(names)]));
	globalThis.__stryker__ = { activeMutant: mutant, hitCount: 0, hitLimit: MOST_HITS };
	const runner = new TestRunner(mutant === undefined ? globalConfig : { ...globalConfig, testTimeout: LONGEST_TEST }, {});
	const times = {};
	runner.on('test-file-success', ([test, { numFailingTests, numPassingTests, testExecError, failureMessage, perfStats }]) => {
		times[below(test.path)] = perfStats.end - perfStats.start;
		const broke = testExecError ?? (numFailingTests > 0 || (record && numPassingTests === 0));
		if (broke) job.failed ??= { file: below(test.path), test: '', message: String(testExecError?.message ?? failureMessage).slice(0, 400) };
	});
	runner.on('test-file-failure', ([test, error]) => {
		job.failed ??= { file: below(test.path), test: '', message: String(error.message ?? error).slice(0, 400) };
	});
	const watcher = { isInterrupted: () => job.failed !== undefined && !record, isWatchMode: () => false };
	await runner
		.runTests(
			files.map((file) => ({ context, path: path.resolve(tree, file) })),
			watcher,
			{ serial: true },
		)
		.catch((error) => {
			if (error.name !== 'CancelRun') throw error;
		});
	return { failed: job.failed, covered: job.covered, times };
}

let ready;
process.on('message', (message) => {
	const answer =
		message.kind === 'load' ? Promise.resolve().then(evaluatedAtLoad) : (ready ??= prepare()).then((prepared) => run(prepared, message));
	answer.then(
		(result) => process.send({ result }),
		(error) => process.send({ error: String(error.stack ?? error) }),
	);
});
process.on('disconnect', () => process.exit());
