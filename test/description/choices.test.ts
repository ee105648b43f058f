/** What is chosen is what is sent: labels, defaults, and the words without which somebody would do harm. */
import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { CHOICES, NAMES, NAMES_IN, OF_NAMES, POSTBACK_CHOICES, TRIGGER_CHOICES } from './choices';
import { nodes } from './source';

interface Place {
	/** Names of the collections it is in. */
	within: string[];
	property: INodeProperties;
	/** Empty in triggers. */
	resources: string[];
	operations: string[];
}

/** Every property, also those inside others. */
function placesOf(
	properties: INodeProperties[],
	within: string[] = [],
	shown: Pick<Place, 'resources' | 'operations'> = { resources: [], operations: [] },
): Place[] {
	return properties.flatMap((property) => {
		const { resource = shown.resources, operation = shown.operations } = property.displayOptions?.show ?? {};
		const own = { resources: resource.map(String), operations: operation.map(String) };
		const inside = (property.options ?? []).flatMap((option) =>
			'values' in option ? option.values : 'displayName' in option ? [option] : [],
		);
		return [{ within, property, ...own }, ...placesOf(inside as INodeProperties[], [...within, property.name], own)];
	});
}

const isFixed = ({ property: { type, options, name } }: Place) =>
	['options', 'multiOptions'].includes(type) && (options?.length ?? 0) > 0 && !['resource', 'operation'].includes(name);

/** Under which names a table may have a place, the most exact first. */
const namesOf = ({ property: { name }, within, resources, operations }: Place): string[] => [
	...resources.flatMap((resource) => operations.map((operation) => `${resource}:${operation}.${name}`)),
	...resources.flatMap((resource) => within.map((outer) => `${resource}.${outer}.${name}`)),
	...resources.map((resource) => `${resource}.${name}`),
	name,
];

const WORDS: Record<string, string> = { id: 'ID', ip: 'IP', isp: 'ISP', os: 'OS' };
const speltOut = (value: string) =>
	value
		.replace(/^extra_param_/, 'extra_parameter_')
		.split('_')
		.map((word) => WORDS[word] ?? word.charAt(0).toUpperCase() + word.slice(1))
		.join(' ');

const tables = { Keitaro: CHOICES, KeitaroTrigger: TRIGGER_CHOICES, KeitaroPostbackTrigger: POSTBACK_CHOICES };
const used = new Set<string>();

/** What a place must offer; nothing where no table has it. */
function expected(node: keyof typeof tables, place: Place): Record<string, string> | undefined {
	const [own] = namesOf(place).filter((name) => Object.hasOwn(tables[node], name));
	if (own !== undefined) {
		used.add(`${node} ${own}`);
		return tables[node][own];
	}
	if (!OF_NAMES.includes(place.property.name)) return undefined;
	const [exact = ''] = namesOf(place).filter((name) => Object.hasOwn(NAMES_IN, name));
	used.add(`names ${exact}`);
	const values = (place.property.options as INodePropertyOptions[]).map(({ value }) => String(value));
	return Object.fromEntries(values.map((value) => [value, NAMES_IN[exact]?.[value] ?? NAMES[value] ?? speltOut(value)]));
}

describe.each(Object.keys(tables) as Array<keyof typeof tables>)('%s', (node) => {
	const places = placesOf(nodes[node].description.properties);

	it('has the right label at each value', () => {
		const wrong = places.filter(isFixed).flatMap((place) => {
			const where = `${place.resources.join('|')}:${place.operations.join('|')} ${[...place.within, place.property.name].join('.')}`;
			const labels = expected(node, place);
			if (labels === undefined) return [`${where}: write into test/description/choices.ts what its values mean`];
			const shown = Object.fromEntries((place.property.options as INodePropertyOptions[]).map(({ value, name }) => [String(value), name]));
			const names = [...new Set([...Object.keys(labels), ...Object.keys(shown)])];
			return names
				.filter((value) => labels[value] !== shown[value])
				.map((value) => `${where}: ${value} is "${shown[value]}", not "${labels[value]}"`);
		});
		expect(wrong).toEqual([]);
	});

	it('has a place for each row of the table', () => {
		for (const place of places.filter(isFixed)) expected(node, place);
		expect(Object.keys(tables[node]).filter((name) => !used.has(`${node} ${name}`))).toEqual([]);
		if (node === 'Keitaro') expect(Object.keys(NAMES_IN).filter((name) => !used.has(`names ${name}`))).toEqual([]);
	});
});
