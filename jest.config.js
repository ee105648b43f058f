/** How tests are loaded: test/jest. */
module.exports = {
	testEnvironment: '<rootDir>/test/jest/environment.js',
	runtime: '<rootDir>/test/jest/runtime.js',
	globalSetup: '<rootDir>/test/jest/build.js',
	roots: ['<rootDir>/test'],
	testMatch: ['**/*.test.ts'],
	transform: {
		'\\.ts$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' } }],
	},
	setupFiles: ['<rootDir>/test/setup.ts'],
	testSequencer: '<rootDir>/test/sequencer.js',
	// For machines that have other things to do.
	testTimeout: 120_000,
	maxWorkers: 2,
};
