import type { INode, INodeType, INodeTypeDescription } from 'n8n-workflow';

/**
 * A stand-in for a node of n8n-nodes-base, which is not installed here. It does exactly what the original does, for the parameters
 * it accepts; any other is refused, so that no example runs differently here and in n8n.
 */
export interface CoreNode {
	type: INodeType;
	accepts: Accepted;
}

/** Parameter name -> anything, one of some values, or an object or list of objects with their own accepted names. */
export type Accepted = { [parameter: string]: 'anything' | readonly unknown[] | Accepted };

export const ANYTHING = 'anything';

type Essentials = Pick<INodeTypeDescription, 'displayName' | 'name' | 'version'> & Partial<INodeTypeDescription>;

/** The parts of a description that running needs. */
export function description(essentials: Essentials): INodeTypeDescription {
	return {
		group: ['transform'],
		description: '',
		defaults: { name: essentials.displayName },
		inputs: ['main'],
		outputs: ['main'],
		properties: [],
		...essentials,
	};
}

export function refuseUnsupported(node: INode, { type, accepts }: CoreNode): void {
	const { displayName, version } = 'nodeVersions' in type ? { displayName: node.type, version: [] } : type.description;
	const versions = [version].flat();
	if (!versions.includes(node.typeVersion)) {
		throw new Error(`Node "${node.name}": only version ${versions.join(', ')} of ${displayName} runs here, not ${node.typeVersion}`);
	}
	const unsupported = firstUnsupported(node.parameters, accepts, '');
	if (unsupported !== undefined) throw new Error(`Node "${node.name}": the stand-in for ${displayName} has no ${unsupported}`);
}

function firstUnsupported(value: unknown, accepts: Accepted, path: string): string | undefined {
	if (Array.isArray(value)) {
		return value.map((entry, index) => firstUnsupported(entry, accepts, `${path}[${index}]`)).find((found) => found !== undefined);
	}
	if (typeof value !== 'object' || value === null) return `${path} = ${JSON.stringify(value)}`;
	for (const [name, part] of Object.entries(value)) {
		const rule = accepts[name];
		const here = path === '' ? name : `${path}.${name}`;
		if (rule === ANYTHING) continue;
		if (rule === undefined) return `parameter ${here}`;
		if (!Array.isArray(rule)) {
			const found = firstUnsupported(part, rule as Accepted, here);
			if (found !== undefined) return found;
		} else if (!rule.includes(part)) return `${here} = ${JSON.stringify(part)}`;
	}
	return undefined;
}
