/**
 * Rules that know the types, over all of the code. n8n's own rules are in .eslintrc.js, the form that n8n's linter reads; one run of ESLint
 * reads one form only, so `npm run lint` makes two, and nothing is in both.
 */
import tseslint from 'typescript-eslint';

export default tseslint.config(
	{ ignores: ['dist/**', 'node_modules/**', '.cache/**', '.n8n-dev/**', '**/*.{js,cjs,mjs}'] },
	{
		files: ['nodes/**/*.ts', 'credentials/**/*.ts', 'test/**/*.ts', 'scripts/**/*.ts'],
		extends: [...tseslint.configs.recommendedTypeCheckedOnly],
		languageOptions: { parserOptions: { project: 'test/tsconfig.json', tsconfigRootDir: import.meta.dirname } },
		// What disables a rule in the code disables one of n8n's.
		linterOptions: { reportUnusedDisableDirectives: 'off' },
		rules: {
			// Methods here are closures: none looks at `this`.
			'@typescript-eslint/unbound-method': 'off',
			// What a tracker or an expression gives can be anything, and is made a text of on purpose.
			'@typescript-eslint/no-base-to-string': 'off',
		},
	},
	{
		files: ['nodes/**/*.ts', 'credentials/**/*.ts'],
		// Ways through a function.
		rules: { complexity: ['error', 20] },
	},
	{
		files: ['test/**/*.ts', 'scripts/**/*.ts'],
		rules: {
			// The matchers of Jest are of the type `any`.
			'@typescript-eslint/no-unsafe-assignment': 'off',
			// What stands in for something that waits must be a promise, too.
			'@typescript-eslint/require-await': 'off',
		},
	},
);
