import type { INodeType, INodeTypes, IVersionedNodeType } from 'n8n-workflow';
import { engine } from './core';
import { coreNodes } from './core-nodes';
import { packageLoader } from './package-loader';

/**
 * The node types a workflow can use here: the package's own, and stand-ins for the few n8n core nodes the examples use. As a tool of an AI
 * agent n8n runs a node under its name with "Tool" behind it.
 */
export function nodeTypes(packageDir?: string): INodeTypes {
	const { loader } = packageLoader(packageDir);

	function find(fullName: string): INodeType | IVersionedNodeType {
		const [packageName, name] = fullName.split('.');
		if (packageName === loader.packageName && name !== undefined)
			return name.endsWith('Tool') ? asTool(loader.getNode(name.slice(0, -4)).type as INodeType) : loader.getNode(name).type;
		const standIn = coreNodes[fullName];
		if (standIn) return standIn.type;
		throw new Error(`No node type "${fullName}" here: neither in ${loader.packageName} nor among the stand-ins of test/engine/core-nodes`);
	}

	return {
		getByName: find,
		getByNameAndVersion: (fullName, version) => executable(engine().workflow.NodeHelpers.getVersionedNodeType(find(fullName), version)),
		getKnownTypes: () => ({}),
	};
}

const asTool = (type: INodeType): INodeType =>
	Object.assign(Object.create(type) as INodeType, { description: { ...type.description, name: `${type.description.name}Tool` } });

/** n8n gives a declarative node its execute() where it serves node types. */
function executable(type: INodeType): INodeType {
	const declarative = type.description.requestDefaults !== undefined && !type.trigger && !type.webhook && !type.poll;
	if (declarative && !type.execute) {
		type.execute = async function () {
			return (await new (engine().core.RoutingNode)(this as never, type).runNode()) ?? [];
		};
	}
	return type;
}
