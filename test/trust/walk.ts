import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { known, sampleOf } from '../operations/every';
import type { Sample } from '../operations/samples/sample';

/** Every operation of the node, with the sample of how it is used. */
export const everyOperation = known.map((one) => ({
	name: one.name,
	resource: one.resource.value,
	operation: one.operation.value,
	reads: one.operation.reads === true,
	/** Parameters that take all values as one JSON object. */
	jsonFields: (one.operation.fields ?? []).filter(({ type, name }) => type === 'json' && /Data$/.test(name)).map(({ name }) => name),
	sample: sampleOf(one),
}));

export type OneOperation = (typeof everyOperation)[number];

/** The different ways in which a sample fills the form in. */
export const formsOf = ({ minimal, full, others = [] }: Sample): INodeParameters[] =>
	[minimal, ...(full ? [full] : []), ...others].map((form) => ({ ...minimal, ...form }));

export type Path = Array<string | number>;

/** The places in parameters where a user can enter a value; of a list of groups, those of the first two. */
export function placesOf(value: unknown, path: Path = []): Path[] {
	if (Array.isArray(value)) return value.slice(0, 2).flatMap((one, at) => placesOf(one, [...path, at]));
	if (typeof value !== 'object' || value === null) return [path];
	return Object.entries(value).flatMap(([name, part]) => (name === '__rl' ? [] : placesOf(part, [...path, name])));
}

/** A copy of the parameters with what `change` makes of the values at the places. */
export function changed(parameters: INodeParameters, places: Path[], change: (value: unknown, at: number) => unknown): INodeParameters {
	const copy = structuredClone(parameters) as IDataObject;
	places.forEach((path, at) => {
		let holder = copy as Record<string | number, unknown>;
		for (const step of path.slice(0, -1)) holder = holder[step] as typeof holder;
		const last = path[path.length - 1];
		holder[last] = change(holder[last], at);
	});
	return copy as INodeParameters;
}
