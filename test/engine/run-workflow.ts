import type {
	ExecutionError,
	IConnections,
	IDataObject,
	INode,
	INodeExecutionData,
	INodeTypes,
	IPinData,
	IWorkflowSettings,
	NodeExecutionHint,
	Workflow,
	WorkflowExecuteMode,
} from 'n8n-workflow';
import { engine } from './core';
import { assertSupported, isIgnored } from './core-nodes';
import type { Credentials } from './credentials';
import { execute, refusal } from './execution';
import { nodeTypes } from './node-types';
import { loadKeitaro } from './package-loader';
import { toItems, workflowSettings } from './run-node';

/** A workflow as n8n exports it. */
export interface IWorkflowJson {
	id?: string;
	name?: string;
	nodes: INode[];
	connections: IConnections;
	settings?: IWorkflowSettings;
	pinData?: IPinData;
	meta?: IDataObject;
}

export interface RunWorkflowOptions {
	/** By credential type, for all nodes that name a credential of it. */
	credentials?: Credentials;
	/** What the trigger emits. Without it a manual start: one empty item, and a polling trigger polls. */
	startItems?: INodeExecutionData[] | IDataObject[];
	/** Name of the start node; the only trigger by default. */
	startNode?: string;
	/** Fixed output of nodes, by node name. Instead of the workflow's own. */
	pinData?: IPinData;
	signal?: AbortSignal;
	mode?: WorkflowExecuteMode;
	/** Told before a node starts and after it ended. */
	onNode?: (name: string, event: 'start' | 'end') => void;
	packageDir?: string;
}

export interface NodeResult {
	/** Items per output; of a node that ran more than once, of all runs. */
	outputs: INodeExecutionData[][];
	/** Number of items that came in. */
	inputCount: number;
	error?: ExecutionError;
	/** Milliseconds. */
	executionTime: number;
	hints: NodeExecutionHint[];
	runs: number;
}

export interface WorkflowRun {
	status: string;
	error?: ExecutionError;
	/** By node name, in the order of execution; nodes that did not run are not in it. */
	nodes: Record<string, NodeResult>;
	/** The whole execution data as n8n would save it, to search for secrets. */
	readonly saved: string;
}

export async function runWorkflow(json: IWorkflowJson, options: RunWorkflowOptions = {}): Promise<WorkflowRun> {
	const { startItems, packageDir, pinData = json.pinData } = options;
	await loadKeitaro(packageDir);
	const nodes = engine()
		.workflow.deepCopy(json.nodes)
		.filter((node) => !isIgnored(node.type));
	for (const node of nodes) assertSupported(node);
	const types = nodeTypes(packageDir);
	const workflow = new (engine().workflow.Workflow)({
		id: json.id ?? 'engine',
		name: json.name,
		nodes,
		connections: json.connections,
		active: false,
		nodeTypes: types,
		settings: { ...workflowSettings(), ...json.settings },
	});
	const start = startNode(workflow, types, options.startNode);
	const items = toItems(startItems ?? [{ json: {} }]);
	const mode = options.mode ?? (startItems ? 'trigger' : 'manual');
	try {
		const { run, saved } = await execute({ ...options, workflow, start, items, pinData, mode });
		const { resultData } = run.data;
		const results: Record<string, NodeResult> = {};
		const ran = Object.entries(resultData.runData).sort(([, [a]], [, [b]]) => a.executionIndex - b.executionIndex);
		for (const [name, tasks] of ran) {
			results[name] = {
				outputs: concatenated(tasks.map((task) => task.data?.main ?? [])),
				inputCount: tasks.reduce((sum, task) => sum + incoming(task.source, resultData.runData), 0),
				error: tasks.at(-1)?.error,
				executionTime: tasks.reduce((sum, task) => sum + task.executionTime, 0),
				hints: tasks.flatMap((task) => task.hints ?? []),
				runs: tasks.length,
			};
		}
		return {
			status: run.status,
			error: resultData.error,
			nodes: results,
			get saved() {
				return saved();
			},
		};
	} catch (error) {
		return { status: 'error', error: refusal(error, workflow), nodes: {}, saved: '' };
	}
}

function startNode(workflow: Workflow, types: INodeTypes, name?: string): INode {
	const nodes = Object.values(workflow.nodes).filter((node) => !node.disabled);
	const found = nodes.filter((node) => (name === undefined ? isTrigger(types, node) : node.name === name));
	if (found.length === 1) return found[0];
	throw new Error(`${found.length} start nodes${name === undefined ? '' : ` named "${name}"`}: say which with startNode`);
}

function isTrigger(types: INodeTypes, { type, typeVersion }: INode): boolean {
	return types.getByNameAndVersion(type, typeVersion).description.group.includes('trigger');
}

function concatenated(runs: Array<Array<INodeExecutionData[] | null>>): INodeExecutionData[][] {
	const outputs: INodeExecutionData[][] = [];
	for (const run of runs) {
		run.forEach((items, index) => {
			outputs[index] = (outputs[index] ?? []).concat(items ?? []);
		});
	}
	return outputs;
}

type RunData = Record<string, Array<{ data?: { main?: Array<INodeExecutionData[] | null> } }>>;
type Source = Array<{ previousNode: string; previousNodeOutput?: number; previousNodeRun?: number } | null>;

function incoming(source: Source, runData: RunData): number {
	return source.reduce((sum, from) => {
		if (!from) return sum;
		const task = runData[from.previousNode]?.[from.previousNodeRun ?? 0];
		return sum + (task?.data?.main?.[from.previousNodeOutput ?? 0]?.length ?? 0);
	}, 0);
}
