import { ANYTHING, description, type CoreNode } from './core-node';

/** Aggregate, all item data: one item with the data of all items as a list in one field. */
export const aggregate: CoreNode = {
	type: {
		description: description({
			displayName: 'Aggregate',
			name: 'aggregate',
			version: 1,
			properties: [
				{ displayName: 'Aggregate', name: 'aggregate', type: 'string', default: 'aggregateIndividualFields' },
				{ displayName: 'Put Output in Field', name: 'destinationFieldName', type: 'string', default: 'data' },
			],
		}),
		async execute() {
			if (this.getNodeParameter('aggregate', 0) !== 'aggregateAllItemData') throw new Error('Only "All Item Data" runs here');
			const field = this.getNodeParameter('destinationFieldName', 0) as string;
			const items = this.getInputData();
			return [[{ json: { [field]: items.map(({ json }) => json) }, pairedItem: items.map((_, item) => ({ item })) }]];
		},
	},
	accepts: { aggregate: ['aggregateAllItemData'], destinationFieldName: ANYTHING, include: ['allFields'], options: {} },
};
