/** A node's dropdown methods, called the way n8n's server calls them for the open editor. */
import type { ILoadOptionsFunctions, INode, INodeListSearchResult, INodeParameters, INodePropertyOptions } from 'n8n-workflow';
import { engine } from './core';
import { references, type Credentials } from './credentials';
import { additionalData } from './execution';
import { nodeTypes } from './node-types';
import { loadKeitaro, newestVersion, nodeType } from './package-loader';
import { DEFAULT_TYPE } from './run-node';

export interface MethodOptions {
	type?: string;
	typeVersion?: number;
	/** What is filled in on the open node. */
	parameters?: INodeParameters;
	/** Where the asking parameter stands. */
	path?: string;
	credentials?: Credentials;
	packageDir?: string;
}

export interface ListSearchOptions extends MethodOptions {
	filter?: string;
	paginationToken?: string;
}

export async function loadOptions(method: string, options: MethodOptions = {}): Promise<INodePropertyOptions[]> {
	const { methods, context } = await prepare(options);
	const found = methods.loadOptions?.[method];
	if (!found) throw new Error(`The node has no loadOptions method "${method}"`);
	return await found.call(context);
}

export async function listSearch(method: string, options: ListSearchOptions = {}): Promise<INodeListSearchResult> {
	const { methods, context } = await prepare(options);
	const found = methods.listSearch?.[method];
	if (!found) throw new Error(`The node has no listSearch method "${method}"`);
	return await found.call(context, options.filter, options.paginationToken);
}

async function prepare(options: MethodOptions) {
	const { type = DEFAULT_TYPE, parameters = {}, path = 'parameters.asking', credentials = {}, packageDir } = options;
	await loadKeitaro(packageDir);
	const [, shortName = ''] = type.split('.');
	const typeVersion = options.typeVersion ?? newestVersion(shortName, packageDir);
	const node: INode = {
		id: 'temp',
		name: 'Temp-Node',
		type,
		typeVersion,
		position: [0, 0],
		parameters,
		...(Object.keys(credentials).length > 0 ? { credentials: references(credentials) } : {}),
	};
	const { Workflow } = engine().workflow;
	const workflow = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes: nodeTypes(packageDir) });
	const data = additionalData({ credentials, packageDir, mode: 'internal', workflow, extra: { currentNodeParameters: parameters } });
	const context: ILoadOptionsFunctions = new (engine().core.LoadOptionsContext)(workflow, workflow.nodes[node.name], data, path);
	return { methods: nodeType(shortName, typeVersion, packageDir).methods ?? {}, context };
}
