import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';
import { engine } from '../core';
import { ANYTHING, description, type Accepted, type CoreNode } from './core-node';

const properties: INodeProperties[] = [
	// The type does the work: with extractValue the engine evaluates the conditions itself.
	{ displayName: 'Conditions', name: 'conditions', type: 'filter', default: {} },
	{ displayName: 'Convert types where required', name: 'looseTypeValidation', type: 'boolean', default: false },
	{ displayName: 'Options', name: 'options', type: 'collection', default: {}, options: [] },
];

/** Options are written into `conditions.options` by the editor; that copy is what counts. */
const accepts: Accepted = { conditions: ANYTHING, looseTypeValidation: ANYTHING, options: { ignoreCase: ANYTHING } };

/** If: items that meet the conditions leave by the first output, the others by the second. */
export const ifNode: CoreNode = {
	type: {
		description: description({ displayName: 'If', name: 'if', version: [2.2, 2.3], outputs: ['main', 'main'], properties }),
		async execute() {
			return divide(this);
		},
	},
	accepts,
};

/** Filter: items that meet the conditions; the others are dropped. */
export const filter: CoreNode = {
	type: {
		description: description({ displayName: 'Filter', name: 'filter', version: [2.2, 2.3], properties }),
		async execute() {
			const [kept, discarded] = divide(this);
			return [kept, discarded];
		},
	},
	accepts,
};

function divide(node: IExecuteFunctions): [INodeExecutionData[], INodeExecutionData[]] {
	const { NodeOperationError } = engine().workflow;
	const meeting: INodeExecutionData[] = [];
	const others: INodeExecutionData[] = [];
	node.getInputData().forEach((item, itemIndex) => {
		try {
			const pass = node.getNodeParameter('conditions', itemIndex, false, { extractValue: true });
			(pass ? meeting : others).push({ ...item, pairedItem: item.pairedItem ?? { item: itemIndex } });
		} catch (error) {
			if (!node.continueOnFail()) throw new NodeOperationError(node.getNode(), error as Error, { itemIndex });
			others.push(item);
		}
	});
	return [meeting, others];
}
