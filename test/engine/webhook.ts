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
	/** Items of every workflow start so far. */
	starts: INodeExecutionData[][];
	/** What `webhook()` threw so far; n8n answers 500 then. */
	errors: Error[];
	/** Publishing the workflow: the node's webhook is created unless it exists. */
	activate(): Promise<void>;
	deactivate(): Promise<void>;
	/** Calls one of the node's own methods. */
	method(name: WebhookSetupMethodNames): Promise<boolean>;
	stop(): Promise<void>;
}

export async function webhook(given: TriggerOptions): Promise<WebhookTrigger> {
	const options: TriggerOptions = { ...given, staticData: given.staticData ?? {} };
	const { type, credentials, packageDir } = options;
	await loadKeitaro(packageDir);
	const server = await startWebhookServer(receive);
	const webhookBaseUrl = `${server.url}/webhook`;
	const starts: INodeExecutionData[][] = [];
	const errors: Error[] = [];
	let active = false;

	const typeOf = (node: INode) => nodeType(type.split('.')[1] ?? '', node.typeVersion, packageDir);

	async function method(name: WebhookSetupMethodNames): Promise<boolean> {
		return await withTrigger(options, async (workflow, node) => {
			const found = typeOf(node).webhookMethods?.default?.[name];
			if (!found) throw new Error(`${type} has no webhook method ${name}`);
			const [description] = typeOf(node).description.webhooks ?? [];
			const data = additionalData({ credentials, packageDir, mode: 'trigger', workflow, webhookBaseUrl });
			const webhookData = dataOf(description, workflow, node);
			return await found.call(new (engine().core.HookContext)(workflow, node, data, 'trigger', 'activate', webhookData));
		});
	}

	async function receive(request: IncomingMessage, response: ServerResponse, path: string): Promise<void> {
		await withTrigger(options, async (workflow, node) => {
			const description = active ? matching(typeOf(node).description.webhooks ?? [], request, path, workflow, node) : undefined;
			if (!description) return answer(response, 404, { message: `The requested webhook "${request.method} ${path}" is not registered.` });
			const extra = { httpRequest: request as never, httpResponse: response as never };
			const data = additionalData({ credentials, packageDir, mode: 'webhook', workflow, webhookBaseUrl, extra });
			const webhookData = dataOf(description, workflow, node);
			const context = new (engine().core.WebhookContext)(workflow, node, data, 'webhook', webhookData, [], null);
			try {
				const result = (await typeOf(node).webhook?.call(context)) ?? {};
				if (result.workflowData) starts.push(result.workflowData[0]);
				respond(response, result);
			} catch (error) {
				errors.push(error as Error);
				answer(response, 500, { message: 'Workflow Webhook Error: Workflow could not be started!' });
			}
		});
	}

	const url = await withTrigger(
		options,
		async (workflow, node) => `${webhookBaseUrl}/${pathOf(defaultWebhook(typeOf(node).description.webhooks), workflow, node)}`,
	);

	return {
		url,
		starts,
		errors,
		method,
		async activate() {
			if (!(await method('checkExists'))) await method('create');
			active = true;
		},
		async deactivate() {
			active = false;
			await method('delete');
		},
		stop: server.stop,
	};
}

function defaultWebhook(webhooks: IWebhookDescription[] = []): IWebhookDescription {
	const found = webhooks.find(({ name }) => name === 'default');
	if (!found) throw new Error('The node describes no webhook named "default"');
	return found;
}

function valueOf(expression: IWebhookDescription[keyof IWebhookDescription], workflow: Workflow, node: INode): unknown {
	return workflow.expression.getSimpleParameterValue(node, expression as string, 'trigger', {});
}

function pathOf({ path, isFullPath }: IWebhookDescription, workflow: Workflow, node: INode): string {
	const own = String(valueOf(path, workflow, node)).replace(/^\/|\/$/g, '');
	return engine().workflow.NodeHelpers.getNodeWebhookPath('engine', node, own, isFullPath === true);
}

function matching(webhooks: IWebhookDescription[], request: IncomingMessage, path: string, workflow: Workflow, node: INode) {
	return webhooks.find((webhook) => {
		const methods = [valueOf(webhook.httpMethod, workflow, node)].flat();
		return methods.includes(request.method) && path === `/webhook/${pathOf(webhook, workflow, node)}`;
	});
}

function dataOf(webhookDescription: IWebhookDescription, workflow: Workflow, node: INode): IWebhookData {
	const data: Omit<IWebhookData, 'workflowExecuteAdditionalData'> = {
		httpMethod: valueOf(webhookDescription.httpMethod, workflow, node) as IWebhookData['httpMethod'],
		node: node.name,
		path: pathOf(webhookDescription, workflow, node),
		webhookDescription,
		workflowId: 'engine',
	};
	return data as IWebhookData;
}

/** Answers at once, as response mode "onReceived" does; a node may have answered by itself. */
function respond(response: ServerResponse, { noWebhookResponse, webhookResponse, workflowData }: IWebhookResponseData): void {
	if (noWebhookResponse) return;
	const standard: IDataObject = { message: workflowData ? 'Workflow was started' : 'Webhook call received' };
	answer(response, 200, webhookResponse ?? standard);
}
