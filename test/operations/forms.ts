import type { IDataObject, INodeParameters } from 'n8n-workflow';

/** A copy of a form with a value in a place; nothing where the form has no such place. */
export function withValue(form: INodeParameters, path: string[], value: unknown): INodeParameters | undefined {
	const copy = structuredClone(form) as IDataObject;
	let holder: IDataObject | undefined = copy;
	for (const step of path.slice(0, -1)) {
		const held = holder?.[step] as IDataObject | undefined;
		// A repeated group holds its entries under a name of its own.
		const [group] = Object.values(held ?? {});
		holder = Array.isArray(group) && typeof group[0] === 'object' ? (group[0] as IDataObject) : held;
	}
	const last = path[path.length - 1];
	if (holder?.[last] === undefined) return undefined;
	holder[last] = value as IDataObject;
	return copy as INodeParameters;
}
