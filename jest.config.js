/** Tests import `nodes/...` and `credentials/...`, and get what was built from them: what is tested is what is shipped. */
module.exports = {
	testEnvironment: 'node',
	roots: ['<rootDir>/test'],
	testMatch: ['**/*.test.ts'],
	transform: {
		'\\.ts$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' } }],
	},
	moduleNameMapper: {
		'^(?:\\.\\./)+(nodes|credentials)/(.+)$': '<rootDir>/dist/$1/$2',
	},
	collectCoverageFrom: ['dist/nodes/**/*.js', 'dist/credentials/**/*.js'],
	coverageReporters: ['text-summary', 'json-summary'],
	setupFiles: ['<rootDir>/test/setup.ts'],
	testSequencer: '<rootDir>/test/sequencer.js',
	// For machines that have other things to do.
	testTimeout: 120_000,
	// Every test file loads the engine; a worker that has grown is replaced.
	maxWorkers: 2,
	workerIdleMemoryLimit: '1.5GB',
};
