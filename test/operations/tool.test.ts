/** The node as a tool of an AI agent: what a model can fill in, as n8n's editor and engine make arguments of it. */
import type { INode, INodeParameters, INodeProperties } from 'n8n-workflow';
import { fieldsIn, inside, isToolText } from '../description/places';
import { startEmulator, type Emulator } from '../emulator';
import { engine, nodeType, runNode } from '../engine';
import { registered } from './every';

const { description } = nodeType('keitaro');

/** What is shown for an operation of the newest version as a tool, with all fields that other choices could show. */
function shownFor({ resource, operation }: (typeof registered)[number]): INodeProperties[] {
	const is = {
		resource: resource.value,
		operation: operation.value,
		'@version': 2,
		'@tool': true,
		dataMode: 'fields',
		offersMode: 'fields',
	};
	return description.properties.filter(({ displayOptions }) =>
		Object.entries(is).every(([name, value]) => {
			const show = displayOptions?.show?.[name] as unknown[] | undefined;
			return show === undefined || show.includes(value);
		}),
	);
}

const forTool = (properties: INodeProperties[]): INodeProperties[] =>
	properties.filter(({ displayOptions }) => !displayOptions?.show?.['@tool']?.includes(false));

/** The editor offers a model every field but dropdowns, and names its argument after the entry that it stands in and its label. */
interface Argument {
	key: string;
	/** Where the value is kept: fields of one name are one, whichever of them is shown. */
	path: string;
	property: INodeProperties;
}

function argumentsOf(properties: INodeProperties[], within: string[] = []): Argument[] {
	return forTool(properties).flatMap((property): Argument[] => {
		if (property.type === 'collection') return argumentsOf(inside(property), within);
		if (property.type === 'fixedCollection')
			return (property.options as Array<{ name: string; values: INodeProperties[] }>).flatMap(({ name, values }) =>
				argumentsOf(values, [...within, `${name}0`]),
			);
		if (property.noDataExpression || ['options', 'notice'].includes(property.type)) return [];
		const name = [...within, property.displayName].join('_').slice(0, 63);
		return [{ key: name.replace(/[^a-zA-Z0-9-]/g, '_'), path: [...within, property.name].join('.'), property }];
	});
}

/** What n8n's engine makes of a node whose fields a model fills in. */
function schemaOf(keys: Argument[]): Record<string, { description?: string }> {
	const { createNodeAsTool } = engine().require('n8n-core/dist/execution-engine/node-execution-context/utils/create-node-as-tool.js') as {
		createNodeAsTool(options: object): { response: { schema: { shape: Record<string, { description?: string }> } } };
	};
	const parameters = Object.fromEntries(
		keys.map(({ key, property }, at) => [
			`field${at}`,
			`={{ /*n8n-auto-generated-fromAI-override*/ $fromAI('${key}', \`${(property.description ?? '').replace(/[`\\]/g, '')}\`, 'string') }}`,
		]),
	) as INodeParameters;
	const node: INode = { id: 'a', name: 'Tool', type: 'n8n-nodes-keitaro.keitaroTool', typeVersion: 2, position: [0, 0], parameters };
	return createNodeAsTool({ node, nodeType: { description }, handleToolInvocation: async () => await Promise.resolve() }).response.schema
		.shape;
}

describe.each(registered)('$name as a tool', (one) => {
	const all = argumentsOf(shownFor(one));
	const found = all.filter(({ key, path }, at) => all.findIndex((other) => other.key === key && other.path === path) === at);

	it('has an argument of its own for every field, with a name that n8n takes and a description', () => {
		const keys = found.map(({ key }) => key);
		expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([]);
		const shape = schemaOf(found);
		expect(Object.keys(shape).sort()).toEqual([...keys].sort());
		expect(Object.entries(shape).filter(([, { description: text = '' }]) => !/\w{3}/.test(text))).toEqual([]);
	});

	it('leaves no choice to people alone', () => {
		const dropdowns = fieldsIn(shownFor(one)).filter(
			({ property }) =>
				property.type === 'options' &&
				!property.noDataExpression &&
				!property.typeOptions?.loadOptionsMethod &&
				!property.displayOptions?.show?.['@tool']?.includes(false) &&
				!['output', 'options'].includes(property.name),
		);
		expect(dropdowns.map(({ path }) => path.join('.')).filter((path) => !path.startsWith('options.'))).toEqual([]);
	});
});

it('is text with the values in it, wherever people have a dropdown', () => {
	const problems: string[] = [];
	let texts = 0;
	const walk = (properties: INodeProperties[], path: string) => {
		for (const property of properties) {
			walk(inside(property), `${path}.${property.name}`);
			if (!isToolText(property, properties)) continue;
			texts++;
			const dropdowns = properties.filter(({ name, type }) => name === property.name && type === 'options');
			const values = dropdowns.map(({ options = [] }) => options.map((option) => ('value' in option ? String(option.value) : '')));
			const isOne = values.some((own) => property.description?.endsWith(`One of: ${own.join(', ')}.`));
			const sameDefault = dropdowns.some((dropdown) => dropdown.default === property.default);
			if (!isOne || !sameDefault) problems.push(`${path}.${property.name}`);
		}
	};
	walk(description.properties, '');
	expect(problems).toEqual([]);
	expect(texts).toBeGreaterThan(50);
});

describe('run as a tool', () => {
	let emulator: Emulator;
	beforeAll(async () => void (emulator = await startEmulator()));
	afterAll(async () => await emulator.stop());
	beforeEach(() => emulator.reset());

	const run = async (type: string, parameters: INodeParameters) =>
		await runNode({
			type: `n8n-nodes-keitaro.${type}`,
			typeVersion: 2,
			parameters,
			credentials: { keitaroApi: { domain: emulator.url, apiKey: emulator.apiKey } },
		});
	const update = { resource: 'offer', operation: 'update', offerId: '1', updateFields: { notes: '={{ $json.missing }}', name: 'New' } };

	it.each([
		['keitaro', { resource: 'campaign', operation: 'get', campaignId: '1' }, ['data', 'operation', 'request', 'resource', 'success']],
		['keitaroTool', { resource: 'campaign', operation: 'get', campaignId: '1' }, undefined],
	])('%s gives the data as it is wanted there', async (type, parameters, keys) => {
		const { items } = await run(type, parameters);
		if (keys) expect(Object.keys(items[0].json).sort()).toEqual(keys);
		else expect(items[0].json).toMatchObject({ id: 1, name: 'Facebook US' });
	});

	it('leaves what its expressions give nothing for, where the node refuses it', async () => {
		expect((await run('keitaro', update)).error?.message).toBe('Notes gives nothing for this item');
		expect(emulator.requests).toEqual([]);
		expect((await run('keitaroTool', update)).error).toBeUndefined();
		expect(emulator.requests.map(({ json }) => json)).toEqual([{ name: 'New' }]);
	});
});
