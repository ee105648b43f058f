import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { engine } from '../core';
import { ANYTHING, description, type CoreNode } from './core-node';

interface Lodash {
	get(object: unknown, path: string): unknown;
	unset(object: object, path: string): boolean;
}

/** Split Out, one field: an item for every entry of a list, optionally with the item's other fields. */
export const splitOut: CoreNode = {
	type: {
		description: description({
			displayName: 'Split Out',
			name: 'splitOut',
			version: 1,
			properties: [
				{ displayName: 'Fields To Split Out', name: 'fieldToSplitOut', type: 'string', default: '', required: true },
				{ displayName: 'Include', name: 'include', type: 'string', default: 'noOtherFields' },
				{
					displayName: 'Options',
					name: 'options',
					type: 'collection',
					default: {},
					options: [{ displayName: 'Destination Field Name', name: 'destinationFieldName', type: 'string', default: '' }],
				},
			],
		}),
		async execute() {
			const output: INodeExecutionData[] = [];
			let everFound = false;
			const items = this.getInputData();
			for (const [item, { json }] of items.entries()) {
				const field = (this.getNodeParameter('fieldToSplitOut', item) as string).trim().replace(/^\$json\./, '');
				if (field.includes(',') || field === '$binary') throw new Error('Only one JSON field can be split out here');
				const keepOthers = this.getNodeParameter('include', item) === 'allOtherFields';
				const destination = (this.getNodeParameter('options.destinationFieldName', item, '') as string).trim();
				const { get, unset } = engine().require('lodash') as Lodash;
				const value = get(json, field);
				everFound ||= value !== undefined;
				const others = keepOthers ? engine().workflow.deepCopy(json) : {};
				if (keepOthers) unset(others, field);
				for (const entry of entriesOf(value)) {
					const spread = typeof entry === 'object' && entry !== null && !keepOthers && destination === '';
					const split = spread ? (entry as IDataObject) : ({ [destination || field]: entry } as IDataObject);
					output.push({ json: { ...others, ...split }, pairedItem: { item } });
				}
			}
			if (!everFound) {
				const field = this.getNodeParameter('fieldToSplitOut', 0) as string;
				this.addExecutionHints({ message: `The field '${field}' wasn't found in any input item`, location: 'outputPane' });
			}
			return [output];
		},
	},
	accepts: { fieldToSplitOut: ANYTHING, include: ['noOtherFields', 'allOtherFields'], options: { destinationFieldName: ANYTHING } },
};

function entriesOf(value: unknown): unknown[] {
	if (value === undefined) return [];
	if (typeof value !== 'object' || value === null) return [value];
	return Array.isArray(value) ? value : Object.values(value);
}
