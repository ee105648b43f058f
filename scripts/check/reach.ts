/** Which test files a change touches. What tests import is Jest's to know; what they run through n8n's engine is told here. */

/** Tests of a part of the node, as beginnings of paths below `test/`. */
const RULES: Array<[source: RegExp, tests: (...found: string[]) => string[]]> = [
	[/^nodes\/Keitaro\/values\/(filter|sorted)/, () => ['unit/filter', 'resources/stats', 'resources/conversion']],
	[/^nodes\/Keitaro\/values\/alike/, () => ['unit/alike', 'operations/receipts']],
	[/^nodes\/Keitaro\/values\/(number|flag)/, () => ['operations/numbers', 'resources/stats']],
	[/^nodes\/Keitaro\/values\/(botText|ipBlocks)/, () => ['unit/fields', 'resources/bot']],
	[/^nodes\/Keitaro\/(api\/clicksMet|(fields|records)\/costs)/, () => ['resources/costs', 'resources/campaign', 'resources/click']],
	[
		/^nodes\/Keitaro\/(api\/(received|columns|pages|report|unknownColumns)|fields\/report)/,
		() => ['unit', 'resources/stats', 'resources/conversion'],
	],
	[/^nodes\/Keitaro\/fields\/archive/, () => ['resources/localFiles']],
	[
		/^nodes\/Keitaro\/fields\/(parameters|postbacks)/,
		() => ['resources/campaign', 'resources/source', 'operations/openChoices', 'description'],
	],
	[/^nodes\/Keitaro\/(fields\/(groups|body)|transport\/given)/, () => ['operations/emptyValues', 'operations/required']],
	[/^nodes\/Keitaro\/fields\/confirmation/, () => ['resources/conversion', 'resources/postback']],
	[/^nodes\/Keitaro\/(api|values|records|hints)/, () => ['unit', 'resources', 'operations', 'triggers']],
	[/^nodes\/Keitaro\/triggers\/postback\/macros/, () => ['unit/macros']],
	[
		/^nodes\/Keitaro\/resources\/(?:index|(\w+))/,
		(resource = '') => [`resources/${resource}`, 'operations', 'description', 'scale/folds', 'examples'],
	],
	[/^nodes\/Keitaro\/resources\/localFiles/, () => ['resources/localFiles', 'operations/family', 'operations/contract']],
	[/^nodes\/Keitaro\/(triggers|Keitaro\w*Trigger)/, () => ['triggers', 'description', 'examples']],
	[/^nodes\/Keitaro\/(fields|operation)/, () => ['unit', 'operations', 'resources', 'description']],
	[
		/^nodes\/Keitaro\/(transport|dispatch|envelope)/,
		() => ['unit', 'operations', 'resources', 'triggers', 'scale', 'trust/secrets', 'description/defaults'],
	],
	[/^nodes\/Keitaro\/__schema__/, () => ['operations/previews']],
	[/^nodes\/.*\.(svg|json)$/, () => ['description']],
	[/^credentials\//, () => ['credential', 'description', 'engine', 'unit/address']],
	[/^examples\//, () => ['examples', 'readme']],
	[/^(\w+(\.ru)?\.md|docs\/|package\.json|scripts\/)/, () => ['readme']],
];

/** Campaigns of thousands of runs: they look for what nobody thought of, and not at single values. */
export const isCampaign = (test: string): boolean => /^(trust\/(faults|hostile|server|secrets|triggerSecrets)|triggers\/lives)/.test(test);

/** What takes longer than a check may: that is left to `npm test`. */
export const isLong = (test: string): boolean => LONG.test(test);
const LONG =
	/^(trust\/(faults|hostile|server|secrets|hostileTriggers|triggerSecrets)|triggers\/(simulation|crash|lives)|scale\/(pace|rows))/;

/** Beginnings of the test files, below `test/`, that a file of the project is tested by: those that are most about it come first. */
export const testsOf = (file: string): string[] =>
	RULES.flatMap(([source, of]) => (source.test(file) ? of(...source.exec(file)!.slice(1)) : []));

/** Test files, below `test/`, that changed files of the project touch by what they run. */
export function reached(changed: string[], tests: string[]): string[] {
	const beginnings = changed.flatMap(testsOf);
	return tests.filter((test) => beginnings.some((beginning) => test.startsWith(beginning)));
}
