/** n8n's rules for descriptions read source files; what builders put together they see only when it is spelt out. */
import { lint, nodes, sourceOf, type Message } from './source';

/** Where we do otherwise: the rule, the lines, and why. */
const EXCEPTIONS: Array<[rule: RegExp, text: RegExp, reason: string]> = [
	[/unsorted-items$/, /./, 'by their letters, but "Sub ID 2" before "Sub ID 10", which invariants.test.ts checks'],
	[/^node-param-operation-option-action-miscased$/, /Facebook integration|\(not in Keitaro\)",$/, 'Facebook and Keitaro are names'],
	[/^node-param-placeholder-miscased-id$/, /\?id=|\{\{campaign\.id\}\}/, 'an address and a macro, not a text'],
	[/^node-param-default-wrong-for-limit$/, /^default: 100,$/, 'what the original node gave when no limit was set'],
	[/^node-param-resource-with-plural-option$/, /"Integration Settings"/, 'what Keitaro calls them; there is one of each'],
];

const excused = ({ rule, text }: Message) => EXCEPTIONS.filter(([rules, texts]) => rules.test(rule) && texts.test(text));

const classes = Object.keys(nodes);
let messages: Record<string, Message[]>;

beforeAll(async () => {
	const found = Object.entries(nodes).map(
		async ([className, { description }]) =>
			[className, await lint(sourceOf(className, description), `nodes/Keitaro/${className}.node.ts`)] as const,
	);
	messages = Object.fromEntries(await Promise.all(found));
}, 120_000);

it.each(classes)('%s keeps the rules', (className) => {
	expect(messages[className].filter((message) => excused(message).length === 0)).toEqual([]);
});

it('makes no exceptions that are not needed', () => {
	const needed = new Set(Object.values(messages).flat().flatMap(excused));
	expect(EXCEPTIONS.filter((exception) => !needed.has(exception))).toEqual([]);
});

it('finds what is wrong', async () => {
	const { description } = nodes.Keitaro;
	const [first, ...rest] = description.properties;
	const wrong = { ...description, properties: [{ ...first, displayName: 'which resource' }, ...rest.slice(0, 1)] };
	const found = await lint(sourceOf('Keitaro', wrong), 'nodes/Keitaro/Keitaro.node.ts');
	expect(found).toContainEqual(
		expect.objectContaining({ rule: 'node-param-display-name-miscased', text: 'displayName: "which resource",' }),
	);
}, 60_000);
