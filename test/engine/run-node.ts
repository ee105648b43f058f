import type {
	ExecutionError,
	IDataObject,
	INode,
	INodeExecutionData,
	INodeParameters,
	IWorkflowSettings,
	NodeExecutionHint,
	WorkflowExecuteMode,
} from 'n8n-workflow';
import { engine } from './core';
import { references, type Credentials } from './credentials';
import { execute, refusal } from './execution';
import { nodeTypes } from './node-types';
import { loadKeitaro, newestVersion } from './package-loader';

export const DEFAULT_TYPE = 'n8n-nodes-keitaro.keitaro';

export interface RunNodeOptions {
	/** Full type name; the Keitaro node by default. */
	type?: string;
	/** The node type's newest by default. */
	typeVersion?: number;
	parameters: INodeParameters;
	/** By credential type. Left out or `{}`: the node has none. A value of undefined: the named credential was deleted. */
	credentials?: Credentials;
	/** Input items; one empty item by default. */
	items?: INodeExecutionData[] | IDataObject[];
	/** Node settings: onError, retryOnFail, executeOnce, alwaysOutputData … */
	settings?: Partial<INode>;
	/** Cancels the execution while it runs, as the editor's stop button does. */
	signal?: AbortSignal;
	/** Told before a node starts and after it ended; its name is Node. */
	onNode?: (name: string, event: 'start' | 'end') => void;
	timezone?: string;
	mode?: WorkflowExecuteMode;
	/** Folder of the package with the node; this project by default. */
	packageDir?: string;
}

export interface NodeRun {
	status: string;
	/** Main output. */
	items: INodeExecutionData[];
	/** Error output (`onError: 'continueErrorOutput'`). */
	errorItems: INodeExecutionData[];
	error?: ExecutionError;
	hints: NodeExecutionHint[];
	/** The whole execution data as n8n would save it, to search for secrets. */
	readonly saved: string;
}

/** Runs one node behind a start node that emits the items. */
export async function runNode(options: RunNodeOptions): Promise<NodeRun> {
	const { type = DEFAULT_TYPE, parameters, credentials = {}, settings = {}, packageDir } = options;
	await loadKeitaro(packageDir);
	const [, shortName = ''] = type.split('.');
	const start: INode = { id: 'a', name: 'Start', type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, position: [0, 0], parameters: {} };
	const node: INode = {
		id: 'b',
		name: 'Node',
		type,
		typeVersion: options.typeVersion ?? newestVersion(shortName, packageDir),
		position: [220, 0],
		parameters,
		...(Object.keys(credentials).length > 0 ? { credentials: references(credentials) } : {}),
		...settings,
	};
	const workflow = new (engine().workflow.Workflow)({
		id: 'engine',
		name: 'engine',
		nodes: [start, node],
		connections: { [start.name]: { main: [[{ node: node.name, type: 'main', index: 0 }]] } },
		active: false,
		nodeTypes: nodeTypes(packageDir),
		settings: workflowSettings(options.timezone),
	});

	try {
		const items = toItems(options.items ?? [{ json: {} }]);
		const { run, saved } = await execute({ ...options, workflow, start: workflow.nodes[start.name], items });
		const task = run.data.resultData.runData[node.name]?.at(-1);
		return {
			status: run.status,
			items: task?.data?.main?.[0] ?? [],
			errorItems: task?.data?.main?.[1] ?? [],
			error: run.data.resultData.error ?? task?.error,
			hints: task?.hints ?? [],
			get saved() {
				return saved();
			},
		};
	} catch (error) {
		return { status: 'error', items: [], errorItems: [], error: refusal(error, workflow), hints: [], saved: '' };
	}
}

export function workflowSettings(timezone?: string): IWorkflowSettings {
	return { executionOrder: 'v1', ...(timezone ? { timezone } : {}) };
}

/** Takes bare JSON objects for items as well. */
export function toItems(items: INodeExecutionData[] | IDataObject[]): INodeExecutionData[] {
	return items.map((item) => (isItem(item) ? item : { json: item }));
}

function isItem(item: INodeExecutionData | IDataObject): item is INodeExecutionData {
	return (
		typeof item.json === 'object' &&
		item.json !== null &&
		Object.keys(item).every((key) => ['json', 'binary', 'pairedItem', 'error'].includes(key))
	);
}
