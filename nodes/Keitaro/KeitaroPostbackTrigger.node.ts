import type { IHookFunctions, INodeType, INodeTypeDescription, IWebhookFunctions } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import { loadOptions } from './records/loadOptions';
import { postbackProperties } from './triggers/postback/fields';
import { receive } from './triggers/postback/receive';
import { isRegistered, register, unregister } from './triggers/postback/registration';

export class KeitaroPostbackTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Keitaro Postback Trigger',
		name: 'keitaroPostbackTrigger',
		icon: { light: 'file:keitaro.svg', dark: 'file:keitaro.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ ($parameter["statuses"] || []).join(", ") }}',
		description: 'Starts the workflow as soon as Keitaro reports a conversion by S2S postback (Триггер постбэков Keitaro)',
		defaults: { name: 'Keitaro Postback Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		// By hand it works without; but who changes to that still needs it once, to have taken out what was set up automatically.
		credentials: [{ name: 'keitaroApi' }],
		webhooks: [
			{
				name: 'default',
				// As an expression: n8n takes several methods, but its types do not.
				httpMethod: '={{ ["GET", "POST"] }}',
				responseMode: 'onReceived',
				path: 'keitaro',
			},
		],
		properties: postbackProperties,
	};

	methods = { loadOptions };

	webhookMethods = {
		default: {
			async checkExists(this: IHookFunctions): Promise<boolean> {
				return await isRegistered(this);
			},
			async create(this: IHookFunctions): Promise<boolean> {
				return await register(this);
			},
			async delete(this: IHookFunctions): Promise<boolean> {
				return await unregister(this);
			},
		},
	};

	async webhook(this: IWebhookFunctions) {
		return await receive.call(this);
	}
}
