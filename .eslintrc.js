const community = require('@n8n/eslint-plugin-community-nodes');

const flatRules = (config) => Object.assign({}, ...[config].flat().map(({ rules }) => rules));

/** Both of n8n's rule sets: the older one for texts and parameters, the newer one for what a community package may do. */
module.exports = {
	root: true,
	env: { node: true, es2022: true },
	parser: '@typescript-eslint/parser',
	parserOptions: { sourceType: 'module', extraFileExtensions: ['.json'] },
	plugins: ['@n8n/community-nodes', 'n8n-nodes-base'],
	reportUnusedDisableDirectives: true,
	ignorePatterns: ['dist/**', 'node_modules/**', '.cache/**'],
	overrides: [
		{
			files: ['nodes/**/*.ts', 'credentials/**/*.ts', 'package.json'],
			rules: flatRules(community.configs.recommended),
		},
		{
			files: ['package.json'],
			extends: ['plugin:n8n-nodes-base/community'],
		},
		{
			files: ['credentials/**/*.ts'],
			extends: ['plugin:n8n-nodes-base/credentials'],
			rules: {
				// The newer set has better rules for both: an address that exists, and fields that hold secrets. n8n switches these off, too.
				'n8n-nodes-base/cred-class-field-documentation-url-miscased': 'off',
				'n8n-nodes-base/cred-class-field-type-options-password-missing': 'off',
			},
		},
		{
			files: ['nodes/**/*.ts'],
			extends: ['plugin:n8n-nodes-base/nodes'],
			rules: {
				// They ask for ['main'] where the newer set asks for NodeConnectionTypes.Main; n8n switches them off, too.
				'n8n-nodes-base/node-class-description-inputs-wrong-regular-node': 'off',
				'n8n-nodes-base/node-class-description-outputs-wrong': 'off',
			},
		},
		{
			files: ['nodes/**/*.ts', 'credentials/**/*.ts'],
			rules: { 'no-console': 'error' },
		},
	],
};
