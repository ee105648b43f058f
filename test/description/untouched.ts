/** The parameters of an operation as n8n has them when the user fills in what is needed, and leaves the rest as it comes. */
import type { INodeParameters, INodeProperties } from 'n8n-workflow';
import { samples } from '../operations/samples';
import type { Untouched } from './defaults';
import { inside, places, versioned } from './places';

/** Types whose default is sent, or decides what is done. */
const DECIDING = ['boolean', 'number', 'options', 'multiOptions'];

export const decides = ({ type, default: usual, required }: INodeProperties): boolean =>
	// A list that must be filled in is never left as it comes.
	(DECIDING.includes(type) && !(type === 'multiOptions' && required)) || (type === 'string' && usual !== '');

type Values = INodeParameters;
type Value = Values[string];

const isPlain = (value: Value): value is Values =>
	typeof value === 'object' && value !== null && !Array.isArray(value) && !('__rl' in value);

const merge = (one: Values, other: Values): Values =>
	Object.fromEntries(
		Object.keys({ ...one, ...other }).map((name) => {
			const [before, after] = [one[name], other[name]];
			return [name, isPlain(before) && isPlain(after) ? merge(before, after) : (after ?? before)];
		}),
	);

/** Samples choose some of what is to be left here. */
const withoutChosen = (properties: INodeProperties[], values: Values, isAdded: boolean): Values =>
	Object.fromEntries(
		Object.entries(values).flatMap(([name, value]) => {
			const property = properties.find((one) => one.name === name);
			if (property && decides(property)) return [];
			const isCollection = isAdded && property?.type === 'collection';
			return [[name, isCollection ? withoutChosen(inside(property), value as Values, true) : value]];
		}),
	);

/** The parameters of a run, and which fields are in it as they came. */
export function untouched({ operation: pair, entered = {}, added, version = 2 }: Untouched): { parameters: Values; left: string[] } {
	const left: string[] = [];
	const leave = (path: string, value: Value) => {
		left.push(`${pair} ${path}`);
		return value;
	};

	/** A field; undefined where there is nothing in it that could be left as it comes. */
	function asLeft(property: INodeProperties, given: Value, path: string, isAdded: boolean): Value {
		const own = inside(property);
		if (property.type === 'fixedCollection') {
			if (given === undefined && !(isAdded && own.some(decides))) return undefined;
			const [group] = property.options!.map(({ name }) => name);
			const { [group]: entries } = (given ?? { [group]: [{}] }) as Record<string, Values[]>;
			return { [group]: entries.map((entry) => allAsLeft(own, entry, `${path}.`, true)) };
		}
		if (property.type === 'collection') {
			if (!isAdded) return given;
			const values = allAsLeft(own, (given ?? {}) as Values, `${path}.`, true);
			return Object.keys(values).length > 0 ? values : undefined;
		}
		if (given !== undefined || !decides(property)) return given;
		return leave(path, property.default);
	}

	function allAsLeft(properties: INodeProperties[], given: Values, path: string, isAdded: boolean, shownFor: Values = {}): Values {
		const filled = { ...shownFor, ...Object.fromEntries(properties.map(({ name, default: usual }) => [name, given[name] ?? usual])) };
		const has = (by: object = {}) => Object.entries(by).map(([name, values]) => (values as unknown[]).includes(filled[name]));
		const shown = properties.filter(({ displayOptions: { show, hide } = {} }) => has(show).every(Boolean) && !has(hide).some(Boolean));
		const values = shown.map(
			(property) => [property.name, asLeft(property, given[property.name], path + versioned(property), isAdded)] as const,
		);
		return Object.fromEntries(values.filter(([, value]) => value !== undefined));
	}

	const [resource, operation] = pair.split(':');
	const own = places
		.filter(({ of, where, path }) => of === 'Keitaro' && where === pair && !path.includes('.'))
		.map(({ property }) => property);
	const given = merge(withoutChosen(own, samples[resource][operation].minimal, added === true), entered);
	const ofVersion = own.filter(({ displayOptions }) => displayOptions?.show?.['@version']?.includes(version) ?? true);
	const values = allAsLeft(ofVersion, given, '', added === true, { resource, operation, '@version': version });
	// n8n fills in the fields that stand on their own.
	const isLeft = (name: string) => left.some((one) => one.split('@')[0] === `${pair} ${name}`);
	return {
		parameters: { resource, operation, ...given, ...Object.fromEntries(Object.entries(values).filter(([name]) => !isLeft(name))) },
		left,
	};
}
