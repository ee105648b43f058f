import type { INodeType, INodeTypeDescription, IPollFunctions } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import { loadOptions } from './records/loadOptions';
import { eventProperties } from './triggers/events';
import { poll } from './triggers/poll';

export class KeitaroTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Keitaro Trigger',
		name: 'keitaroTrigger',
		icon: { light: 'file:keitaro.svg', dark: 'file:keitaro.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ $parameter["event"] }}',
		description:
			'Manage a Keitaro tracker (campaigns, flows, offers, reports, costs, conversions, bots), and start workflows on new conversions, changed statuses of conversions and domains, and figures that cross a threshold (Триггер Keitaro)',
		defaults: { name: 'Keitaro Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'keitaroApi', required: true }],
		properties: eventProperties(),
	};

	methods = { loadOptions };

	async poll(this: IPollFunctions) {
		return await poll.call(this);
	}
}
