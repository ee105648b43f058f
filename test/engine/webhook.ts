/** A webhook trigger behind a real HTTP server, registered and called the way n8n does it. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type {
	IDataObject,
	INode,
	INodeExecutionData,
	IWebhookData,
	IWebhookDescription,
	IWebhookResponseData,
	WebhookSetupMethodNames,
	Workflow,
} from 'n8n-workflow';
import { engine } from './core';
import { additionalData } from './execution';
import { nodeType, loadKeitaro } from './package-loader';
import { withTrigger, type TriggerOptions } from './trigger';
import { answer, startWebhookServer } from './webhook-server';

export interface WebhookTrigger {
	/** Where the outside world calls it. */
	url: string;
	/** Where it is called in a test run. */
	testUrl: string;
	/** Items of every workflow start so far. */
	starts: INodeExecutionData[][];
	/** What `webhook()` threw so far; n8n answers 500 then. */
	errors: Error[];
	/** Publishing the workflow: the node's webhook is created unless it exists. If that fails, what is there of it is deleted. */
	activate(): Promise<void>;
	deactivate(): Promise<void>;
	/** "Listen for test event": the webhook of test runs, until the first event, or until it is stopped. */
	listen(): Promise<void>;
	stopListening(): Promise<void>;
	/** Calls one of the node's own methods. */
	method(name: WebhookSetupMethodNames): Promise<boolean>;
	stop(): Promise<void>;
}

/** n8n keeps other data for test runs than in production, and does not tell hooks that delete in which of them they are. */
interface Run {
	isTest: boolean;
	path: string;
	options: TriggerOptions;
	active: boolean;
}

export interface WebhookOptions extends TriggerOptions {
	/** What n8n takes for its own address (`WEBHOOK_URL`), if not that of the server. */
	publicUrl?: string;
}

/** The n8n that a context belongs to. */
const known = <T extends object>(context: T, { instanceId }: TriggerOptions): T =>
	instanceId === undefined ? context : Object.assign(context, { getInstanceId: () => instanceId });

export async function webhook(given: WebhookOptions): Promise<WebhookTrigger> {
	const { type, credentials, packageDir } = given;
	await loadKeitaro(packageDir);
	const server = await startWebhookServer(receive);
	const production: Run = {
		isTest: false,
		path: '/webhook',
		options: { ...given, staticData: given.staticData ?? {}, globalData: given.globalData ?? {} },
		active: false,
	};
	const test: Run = { isTest: true, path: '/webhook-test', options: { ...given, staticData: {}, globalData: {} }, active: false };
	const webhookBaseUrl = `${given.publicUrl ?? server.url}${production.path}`;
	const extra = { webhookTestBaseUrl: `${server.url}${test.path}` };
	const starts: INodeExecutionData[][] = [];
	const errors: Error[] = [];
	let ending: Promise<void> | undefined;

	const typeOf = (node: INode) => nodeType(type.split('.')[1] ?? '', node.typeVersion, packageDir);

	async function method(name: WebhookSetupMethodNames, { isTest, options }: Run): Promise<boolean> {
		const [mode, activation] = name === 'delete' ? ['internal', 'update'] : isTest ? ['manual', 'manual'] : ['trigger', 'activate'];
		return await withTrigger(options, async (workflow, node) => {
			const found = typeOf(node).webhookMethods?.default?.[name];
			if (!found) throw new Error(`${type} has no webhook method ${name}`);
			const [description] = typeOf(node).description.webhooks ?? [];
			const data = additionalData({ credentials, packageDir, mode: mode as 'trigger', workflow, webhookBaseUrl, extra });
			const webhookData = { ...dataOf(description, workflow, node), isTest };
			const { HookContext } = engine().core;
			return await found.call(
				known(new HookContext(workflow, node, data, mode as 'trigger', activation as 'activate', webhookData), options),
			);
		});
	}

	/** n8n does everything once for each HTTP method that the node takes. */
	const httpMethods = async () =>
		await withTrigger(production.options, async (workflow, node) =>
			methodsOf(defaultWebhook(typeOf(node).description.webhooks), workflow, node),
		);

	async function start(run: Run): Promise<void> {
		if (run.isTest) Object.assign(run.options, { staticData: {}, globalData: {} });
		run.active = true;
		try {
			for (const _ of await httpMethods()) if (!(await method('checkExists', run))) await method('create', run);
		} catch (error) {
			await end(run);
			throw error;
		}
	}

	async function end(run: Run): Promise<void> {
		run.active = false;
		for (const _ of await httpMethods()) await method('delete', run);
	}

	async function receive(request: IncomingMessage, response: ServerResponse, path: string): Promise<void> {
		const run = path.startsWith(`${test.path}/`) ? test : production;
		await withTrigger(run.options, async (workflow, node) => {
			const description = run.active
				? matching(typeOf(node).description.webhooks ?? [], request, path.slice(run.path.length + 1), workflow, node)
				: undefined;
			if (!description) return answer(response, 404, { message: `The requested webhook "${request.method} ${path}" is not registered.` });
			const mode = run.isTest ? 'manual' : 'webhook';
			const http = { httpRequest: request as never, httpResponse: response as never };
			const data = additionalData({ credentials, packageDir, mode, workflow, webhookBaseUrl, extra: { ...extra, ...http } });
			const webhookData = dataOf(description, workflow, node);
			const context = known(new (engine().core.WebhookContext)(workflow, node, data, mode, webhookData, [], null), run.options);
			try {
				const result = (await typeOf(node).webhook?.call(context)) ?? {};
				if (result.workflowData) starts.push(result.workflowData[0]);
				respond(response, result);
				if (result.workflowData && run.isTest) ending = after(async () => await end(run));
			} catch (error) {
				errors.push(error as Error);
				answer(response, 500, { message: 'Workflow Webhook Error: Workflow could not be started!' });
			}
		});
	}

	const path = await withTrigger(production.options, async (workflow, node) =>
		pathOf(defaultWebhook(typeOf(node).description.webhooks), workflow, node),
	);

	return {
		url: `${webhookBaseUrl}/${path}`,
		testUrl: `${server.url}${test.path}/${path}`,
		starts,
		errors,
		method: async (name) => await method(name, production),
		activate: async () => await start(production),
		deactivate: async () => await end(production),
		listen: async () => await start(test),
		stopListening: async () => {
			await ending;
			if (test.active) await end(test);
		},
		stop: server.stop,
	};
}

/** Not before what is under way has kept its data. */
const after = async (work: () => Promise<void>) =>
	await new Promise<void>((resolve, reject) => setImmediate(() => void work().then(resolve, reject)));

function defaultWebhook(webhooks: IWebhookDescription[] = []): IWebhookDescription {
	const found = webhooks.find(({ name }) => name === 'default');
	if (!found) throw new Error('The node describes no webhook named "default"');
	return found;
}

function valueOf(expression: IWebhookDescription[keyof IWebhookDescription], workflow: Workflow, node: INode): unknown {
	return workflow.expression.getSimpleParameterValue(node, expression, 'trigger', {});
}

function pathOf({ path, isFullPath }: IWebhookDescription, workflow: Workflow, node: INode): string {
	const own = String(valueOf(path, workflow, node)).replace(/^\/|\/$/g, '');
	return engine().workflow.NodeHelpers.getNodeWebhookPath(workflow.id, node, own, isFullPath === true);
}

function matching(webhooks: IWebhookDescription[], request: IncomingMessage, path: string, workflow: Workflow, node: INode) {
	return webhooks.find((webhook) => {
		return methodsOf(webhook, workflow, node).includes(request.method ?? '') && path === pathOf(webhook, workflow, node);
	});
}

function methodsOf({ httpMethod }: IWebhookDescription, workflow: Workflow, node: INode): string[] {
	return [valueOf(httpMethod, workflow, node)].flat().map(String);
}

function dataOf(webhookDescription: IWebhookDescription, workflow: Workflow, node: INode): IWebhookData {
	const data: Omit<IWebhookData, 'workflowExecuteAdditionalData'> = {
		httpMethod: valueOf(webhookDescription.httpMethod, workflow, node) as IWebhookData['httpMethod'],
		node: node.name,
		path: pathOf(webhookDescription, workflow, node),
		webhookDescription,
		workflowId: workflow.id,
	};
	return data as IWebhookData;
}

/** Answers at once, as response mode "onReceived" does; a node may have answered by itself. */
function respond(response: ServerResponse, { noWebhookResponse, webhookResponse, workflowData }: IWebhookResponseData): void {
	if (noWebhookResponse) return;
	const standard: IDataObject = { message: workflowData ? 'Workflow was started' : 'Webhook call received' };
	answer(response, 200, webhookResponse ?? standard);
}
