/** One execution on n8n's engine: what is common to running a node, a workflow, a trigger or a dropdown. */
import type {
	ExecutionError,
	IDataObject,
	INode,
	INodeExecutionData,
	IPinData,
	IRun,
	IWorkflowExecuteAdditionalData,
	Workflow,
	WorkflowExecuteMode,
} from 'n8n-workflow';
import { engine } from './core';
import { credentialsHelper, type Credentials } from './credentials';

const BASE_URL = 'http://127.0.0.1:5678';

export interface AdditionalDataOptions {
	credentials?: Credentials;
	packageDir?: string;
	mode?: WorkflowExecuteMode;
	workflow?: Workflow;
	/** Gets what nodes send to the open editor. */
	toEditor?: unknown[];
	webhookBaseUrl?: string;
	extra?: Partial<IWorkflowExecuteAdditionalData>;
}

export function additionalData(options: AdditionalDataOptions): IWorkflowExecuteAdditionalData {
	const { credentials = {}, packageDir, mode = 'manual', workflow, toEditor = [], webhookBaseUrl } = options;
	const workflowData = {
		id: 'engine',
		name: workflow?.name ?? 'engine',
		active: false,
		isArchived: false,
		nodes: Object.values(workflow?.nodes ?? {}),
		connections: workflow?.connectionsBySourceNode ?? {},
		createdAt: new Date(0),
		updatedAt: new Date(0),
	};
	const data = {
		credentialsHelper: credentialsHelper(credentials, packageDir),
		executionId: '1',
		currentNodeExecutionIndex: 0,
		variables: {},
		externalSecretsProxy: {},
		restApiUrl: `${BASE_URL}/rest`,
		instanceBaseUrl: BASE_URL,
		formWaitingBaseUrl: `${BASE_URL}/form-waiting`,
		webhookBaseUrl: webhookBaseUrl ?? `${BASE_URL}/webhook`,
		webhookWaitingBaseUrl: `${BASE_URL}/webhook-waiting`,
		webhookTestBaseUrl: `${BASE_URL}/webhook-test`,
		hooks: new (engine().core.ExecutionLifecycleHooks)(mode, '1', workflowData as never),
		logAiEvent: () => {},
		setExecutionStatus: () => {},
		sendDataToUI: (type: string, content: unknown) => toEditor.push([type, content]),
		...options.extra,
	};
	return data as unknown as IWorkflowExecuteAdditionalData;
}

export interface ExecuteOptions extends AdditionalDataOptions {
	workflow: Workflow;
	start: INode;
	items: INodeExecutionData[];
	pinData?: IPinData;
	signal?: AbortSignal;
	/** Told before a node starts and after it ended. */
	onNode?: (name: string, event: 'start' | 'end') => void;
}

export interface Executed {
	run: IRun;
	/** The execution data as text; made when asked for, since it can be big. */
	readonly saved: () => string;
}

/** Runs a workflow from a start node that is given the items, as n8n does for a manual run or a trigger. */
export async function execute(options: ExecuteOptions): Promise<Executed> {
	const { workflow, start, items, pinData, signal, onNode, mode = 'manual' } = options;
	const { core, workflow: lib } = engine();
	const toEditor: unknown[] = [];
	const data = lib.createRunExecutionData({
		resultData: { runData: {}, ...(pinData ? { pinData } : {}) },
		executionData: { nodeExecutionStack: [{ node: start, data: { main: [items] }, source: null }] },
	});
	const additional = additionalData({ ...options, toEditor });
	additional.hooks?.addHandler('nodeExecuteBefore', (name) => onNode?.(name, 'start'));
	additional.hooks?.addHandler('nodeExecuteAfter', (name) => onNode?.(name, 'end'));
	const executor = new core.WorkflowExecute(additional, mode, data);
	const running = executor.processRunExecutionData(workflow);
	const cancel = () => running.cancel();
	signal?.addEventListener('abort', cancel, { once: true });
	if (signal?.aborted) cancel();
	try {
		const run = await running;
		return { run, saved: () => saved([run.data, run.waitTill, toEditor]) };
	} finally {
		signal?.removeEventListener('abort', cancel);
	}
}

/** Everything that is reachable in the execution data, as n8n's database would hold it: each object once. */
function saved(data: unknown): string {
	const seen = new Set<unknown>();
	return JSON.stringify(data, (_key, value: unknown) => {
		if (typeof value !== 'object' || value === null) return value;
		if (seen.has(value)) return undefined;
		seen.add(value);
		return value;
	});
}

/** n8n refuses to start a workflow with invalid parameters; its error does not tell which, so the description does here. */
export function refusal(error: unknown, workflow: Workflow): ExecutionError {
	const { NodeHelpers } = engine().workflow;
	const issues: IDataObject = {};
	for (const node of Object.values(workflow.nodes)) {
		const { description } = workflow.nodeTypes.getByNameAndVersion(node.type, node.typeVersion);
		const found = NodeHelpers.getNodeParametersIssues(description.properties, node, description);
		if (found) issues[node.name] = found;
	}
	return Object.assign(error as ExecutionError, { description: JSON.stringify(issues) });
}
