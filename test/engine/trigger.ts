/** What polling and webhook triggers have in common: one node, alone in a workflow, with data kept between its calls. */
import type { IDataObject, INode, INodeParameters, Workflow } from 'n8n-workflow';
import { engine } from './core';
import { references, type Credentials } from './credentials';
import { nodeTypes } from './node-types';
import { newestVersion } from './package-loader';
import { workflowSettings } from './run-node';

export interface TriggerOptions {
	/** Full type name. */
	type: string;
	typeVersion?: number;
	parameters?: INodeParameters;
	credentials?: Credentials;
	/** The node's static data. The object given is changed, so that the next call finds in it what this one left. */
	staticData?: IDataObject;
	/** The workflow's own static data, likewise. */
	globalData?: IDataObject;
	/** Its name, and its ID. */
	name?: string;
	id?: string;
	/** The workflow, and the n8n, that the node is in. */
	workflowId?: string;
	instanceId?: string;
	/** What n8n made up for the node's addresses; without it, they name the workflow and the node. */
	webhookId?: string;
	/** The name of another node of the same type and ID in the workflow, which something follows. */
	twin?: string;
	timezone?: string;
	packageDir?: string;
}

/** Runs a call on the trigger's node and then stores static data as n8n stores it: as JSON, and if the call threw, not at all. */
export async function withTrigger<T>(options: TriggerOptions, call: (workflow: Workflow, node: INode) => Promise<T>): Promise<T> {
	const {
		type,
		parameters = {},
		credentials = {},
		staticData = {},
		globalData = {},
		name = 'Trigger',
		id = 'trigger',
		workflowId = 'engine',
		webhookId = 'webhookId' in options ? undefined : 'b0a7c8d2-0000-4000-8000-3f6b1c2d4e5f',
		twin,
		packageDir,
	} = options;
	const node: INode = {
		id,
		name,
		type,
		typeVersion: options.typeVersion ?? newestVersion(type.split('.')[1] ?? '', packageDir),
		position: [0, 0],
		parameters,
		...(webhookId === undefined ? {} : { webhookId }),
		...(Object.keys(credentials).length > 0 ? { credentials: references(credentials) } : {}),
	};
	const { Workflow, deepCopy } = engine().workflow;
	const workflow = new Workflow({
		id: workflowId,
		name: 'engine',
		nodes: twin === undefined ? [node] : [node, { ...node, name: twin }, { ...node, id: 'after', name: 'After' }],
		connections: twin === undefined ? {} : { [twin]: { main: [[{ node: 'After', type: 'main', index: 0 }]] } },
		active: true,
		nodeTypes: nodeTypes(packageDir),
		staticData: { [`node:${name}`]: deepCopy(staticData), global: deepCopy(globalData) },
		settings: workflowSettings(options.timezone),
	});
	const result = await call(workflow, workflow.nodes[name]);
	const stored = JSON.parse(JSON.stringify(workflow.staticData)) as Record<string, IDataObject | undefined>;
	for (const [held, now] of [
		[staticData, stored[`node:${name}`]],
		[globalData, stored.global],
	] as const) {
		for (const key of Object.keys(held)) delete held[key];
		Object.assign(held, now);
	}
	return result;
}
