const path = require('node:path');
const SharedGlobals = require(path.join(process.env.KEITARO_MUTATED, 'test/jest/environment.js'));

/** The names of a test and of the blocks it stands in, as one. */
function nameOf(test) {
	const names = [];
	for (let at = test; at.parent; at = at.parent) names.unshift(at.name);
	return names.join(' › ');
}

/**
 * Tells which tests reach which mutants (while `job.covered` is there), or runs only the tests that were named for the file, up to the
 * first that fails.
 */
module.exports = class extends SharedGlobals {
	constructor(config, context) {
		super(config, context);
		this.testPath = context.testPath;
	}

	handleTestEvent(event) {
		const { job } = globalThis.__mutation__;
		const mutants = globalThis.__stryker__;
		const isFailure = ['test_fn_failure', 'hook_failure', 'error'].includes(event.name);
		if (isFailure && !job.failed) {
			const { message = event.error } = event.error ?? {};
			job.failed = {
				file: path.relative(process.env.KEITARO_MUTATED, this.testPath),
				test: event.test ? nameOf(event.test) : '',
				message: String(message).slice(0, 400),
			};
		}
		if (event.name === 'test_start') {
			const name = nameOf(event.test);
			const wanted = job.tests?.[this.testPath];
			if (!job.covered && (job.failed || (wanted && !wanted.has(name)))) event.test.mode = 'skip';
			mutants.currentTestId = name;
		}
		if (event.name === 'test_done' || event.name === 'test_skip') {
			const name = mutants.currentTestId;
			mutants.currentTestId = undefined;
			if (job.covered)
				job.covered.push([
					path.relative(process.env.KEITARO_MUTATED, this.testPath),
					name,
					Object.keys(mutants.mutantCoverage?.perTest[name] ?? {}),
				]);
			if (mutants.mutantCoverage) mutants.mutantCoverage.perTest = {};
		}
	}
};
