/** Every parameter of the nodes and the credential, and how a table of a test names those that a row is about. */
import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { KeitaroApi } from '../../credentials/KeitaroApi.credentials';
import { nodes } from './source';

export interface Place {
	/** The class it belongs to, such as `KeitaroTrigger`. */
	of: string;
	/** What it is shown for: `campaign:create`, `KeitaroTrigger:newConversion`, or the class where it is always there. */
	where: string;
	/** Its name behind those of the collections that hold it, and the node version if only one has it: `updateFields.proxy.port`, `dataMode@1`. */
	path: string;
	property: INodeProperties;
}

const isProperty = (one: object): one is INodeProperties => 'type' in one;

/** The entries of a collection, or of a repeated group. */
export const inside = ({ options = [] }: INodeProperties): INodeProperties[] =>
	options.flatMap((one) => ('values' in one ? one.values : isProperty(one) ? [one] : []));

/** Fields and all that are inside them, with their names behind those of what holds them. */
export const fieldsIn = (fields: INodeProperties[], within: string[] = []): Array<{ path: string[]; property: INodeProperties }> =>
	fields.flatMap((property) => {
		const path = [...within, property.name];
		return [{ path, property }, ...fieldsIn(inside(property), path)];
	});

/** The values of a dropdown; none where the tracker fills it. */
export const choicesOf = ({ type, options = [] }: INodeProperties) =>
	type === 'options' || type === 'multiOptions' ? (options as INodePropertyOptions[]) : [];

/** The name of a parameter, with the node version if only one has it, and a mark if it is there only as a tool. */
export const versioned = ({ name, displayOptions }: INodeProperties): string => {
	const versions = displayOptions?.show?.['@version'];
	return `${name}${versions ? `@${versions.join()}` : ''}${isOfTool({ displayOptions } as INodeProperties) ? '@tool' : ''}`;
};

function walk(property: INodeProperties, before: string): Array<Pick<Place, 'path' | 'property'>> {
	const path = before + versioned(property);
	return [{ path, property }, ...inside(property).flatMap((one) => walk(one, `${path}.`))];
}

function whereOf(of: string, { displayOptions }: INodeProperties): string[] {
	const { resource: resources = [of], operation, event = [] } = (displayOptions?.show ?? {}) as Record<string, string[] | undefined>;
	const operations = operation ?? event;
	return resources.flatMap((resource) => (operations.length > 0 ? operations.map((one) => `${resource}:${one}`) : [resource]));
}

/** A property without some of what it is shown for. */
function without(property: INodeProperties, ...names: Array<'@version' | '@tool'>): INodeProperties {
	const { displayOptions, ...rest } = property;
	const show = Object.fromEntries(Object.entries(displayOptions?.show ?? {}).filter(([name]) => !names.includes(name as '@tool')));
	const shownFor = { ...displayOptions, show };
	if (Object.keys(show).length === 0) delete (shownFor as { show?: unknown }).show;
	return { ...rest, ...(Object.keys(shownFor).length > 0 ? { displayOptions: shownFor } : {}) };
}

const isVersioned = ({ displayOptions }: INodeProperties) => displayOptions?.show?.['@version'] !== undefined;
const isOfTool = ({ displayOptions }: INodeProperties) => displayOptions?.show?.['@tool']?.includes(true) === true;

/** A must-field is there twice, with n8n's mark and, for the workflows of the original, without it: to people that is one. */
function markedOnce(properties: INodeProperties[]): INodeProperties[] {
	const keyOf = ({ required: _required, ...property }: INodeProperties) => JSON.stringify(without(property, '@version'));
	const twins = new Set(properties.filter((property) => property.required && isVersioned(property)).map(keyOf));
	return properties.flatMap((property) => {
		if (!isVersioned(property) || !twins.has(keyOf(property))) return [property];
		return property.required ? [without(property, '@version')] : [];
	});
}

/** A dropdown that is a text as a tool. */
export const isToolText = (property: INodeProperties, among: INodeProperties[]): boolean =>
	isOfTool(property) &&
	property.type === 'string' &&
	among.some(({ name, type, displayOptions }) => name === property.name && type === 'options' && displayOptions?.show?.['@tool']);

/** A dropdown is there twice, too: a model can fill in a text only. */
function dropdownsOnce(properties: INodeProperties[]): INodeProperties[] {
	const texts = new Set(properties.filter((property) => isToolText(property, properties)).map(({ name }) => name));
	return properties
		.filter((property) => !isToolText(property, properties))
		.map((property) => (property.type === 'options' && texts.has(property.name) ? without(property, '@tool') : property))
		.map((property) => {
			const options = property.options?.map((one) => ('values' in one ? { ...one, values: dropdownsOnce(one.values) } : one));
			const inOne = property.type === 'collection' ? dropdownsOnce(options as INodeProperties[]) : options;
			return inOne ? { ...property, options: inOne } : property;
		});
}

/** The parameters as people know them. */
export const withoutTwins = (properties: INodeProperties[]): INodeProperties[] => markedOnce(dropdownsOnce(properties));

const described: Record<string, INodeProperties[]> = {
	...Object.fromEntries(Object.entries(nodes).map(([name, { description }]) => [name, withoutTwins(description.properties)])),
	KeitaroApi: new KeitaroApi().properties,
};

export const places: Place[] = Object.entries(described).flatMap(([of, properties]) =>
	properties.flatMap((property) => whereOf(of, property).flatMap((where) => walk(property, '').map((one) => ({ of, where, ...one })))),
);

export const nameOf = ({ where, path }: Place): string => `${where} ${path}`;

/**
 * What a row names: `proxy.port` is the parameter wherever it is, `/port` only where no collection holds it, `campaign type` that of the
 * resource or class, `campaign:create|update type` that of the operations or events. Several stand behind one another with a comma.
 */
export const partsOf = (row: string): string[] =>
	row.split(', ').flatMap((part) => {
		const [at, name] = part.split(' ');
		if (name === undefined || !at.includes(':')) return [part];
		const [resource, operations] = at.split(':');
		return operations.split('|').map((operation) => `${resource}:${operation} ${name}`);
	});

export const isAbout = (row: string, { where, path }: Place): boolean =>
	partsOf(row).some((part) => {
		const [name, at] = part.split(' ').reverse();
		return (
			(name.startsWith('/') ? path === name.slice(1) : `.${path}`.endsWith(`.${name}`)) &&
			(at === undefined || at === where || at === where.split(':')[0])
		);
	});

/** What is wrong between a table and the places it is for: places without a row or with several, rows and parts of rows without a place. */
export function mismatches(table: Record<string, unknown>, of: Place[], toAdd: (place: Place) => string): string[] {
	const rows = Object.keys(table);
	const byName = new Map(of.map((place) => [nameOf(place), place]));
	const ofPlaces = [...byName].flatMap(([name, place]) => {
		const own = rows.filter((row) => isAbout(row, place));
		if (own.length === 1) return [];
		return [own.length === 0 ? `${name} has no row: add ${toAdd(place)}` : `${name} has several rows: "${own.join('" and "')}"`];
	});
	const idle = rows.flatMap(partsOf).filter((part) => !of.some((place) => isAbout(part, place)));
	return [...ofPlaces, ...idle.map((part) => `"${part}" is about nothing that the panel has: take it out of the table`)];
}

/** What the table says of a place. */
export function rowOf<T>(table: Record<string, T>, place: Place): T | undefined {
	const row = Object.keys(table).find((one) => isAbout(one, place));
	return row === undefined ? undefined : table[row];
}
