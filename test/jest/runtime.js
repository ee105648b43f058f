const { createRequire } = require('node:module');
const path = require('node:path');
const { compileFunction } = require('node:vm');
const { default: Runtime } = require('jest-runtime');

const root = path.resolve(__dirname, '../..');
const packages = `${path.sep}node_modules${path.sep}`;
/** Tests import `nodes/...` and `credentials/...`, and get what was built from them: what is tested is what is shipped. */
const source = new RegExp(`^${root.replace(/[^\w/]/g, '\\$&')}[\\\\/](?:nodes|credentials)[\\\\/]`);

/**
 * Loads test code file by file as Jest does. All else - n8n-core, packages, the built nodes - is loaded by Node itself: packages once for
 * all test files of a process, the nodes anew for each of them.
 */
module.exports = class OutsideRuntime extends Runtime {
	constructor(...args) {
		super(...args);
		this.executor.compile = (code, filename) => compileFunction(code, this.executor.injectedModuleParameters, { filename });
	}

	requireModuleOrMock(from, name) {
		const file = outside(from, name);
		return file ? require(file) : super.requireModuleOrMock(from, name);
	}

	teardown() {
		for (const file of Object.keys(require.cache)) if (!file.includes(packages)) delete require.cache[file];
		super.teardown();
	}
};

/** What to load outside of Jest; undefined for the tests' own code. */
function outside(from, name) {
	if (name === '@jest/globals') return undefined;
	if (!/^[./]/.test(name)) return createRequire(from).resolve(name);
	const file = path.resolve(path.dirname(from), name);
	return source.test(file) ? require.resolve(file.replace(root, path.join(root, 'dist'))) : undefined;
}
