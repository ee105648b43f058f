import type { IExecuteFunctions, INodeType, INodeTypeDescription } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import { dispatch } from './dispatch';
import { loadOptions } from './records/loadOptions';
import { listSearch } from './records/listSearch';
import { nodeProperties } from './resources';

export class Keitaro implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Keitaro',
		name: 'keitaro',
		icon: { light: 'file:keitaro.svg', dark: 'file:keitaro.dark.svg' },
		group: ['transform'],
		// Version 1 is the original node, whose workflows go on working; 2 asks for typed fields first.
		version: [1, 2],
		defaultVersion: 2,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description:
			'Manage a Keitaro tracker (campaigns, flows, offers, reports, costs, conversions, bots), and start workflows when it has a sale, a figure crosses a threshold or a domain is banned (Работа с API Keitaro)',
		defaults: { name: 'Keitaro' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		usableAsTool: true,
		credentials: [{ name: 'keitaroApi', required: true }],
		properties: nodeProperties(),
	};

	methods = { listSearch, loadOptions };

	async execute(this: IExecuteFunctions) {
		return await dispatch.call(this);
	}
}
