import { ANYTHING, description, type CoreNode } from './core-node';

/** Merge, mode Append: the items of all inputs, one input after the other. */
export const merge: CoreNode = {
	type: {
		description: description({
			displayName: 'Merge',
			name: 'merge',
			version: [3, 3.1, 3.2],
			inputs: '={{ Array.from({ length: $parameter.numberInputs || 2 }, () => "main") }}',
			requiredInputs: 1,
			properties: [
				{ displayName: 'Mode', name: 'mode', type: 'string', default: 'append' },
				{ displayName: 'Number of Inputs', name: 'numberInputs', type: 'number', default: 2 },
			],
		}),
		async execute() {
			const count = this.getNodeParameter('numberInputs', 0, 2) as number;
			const inputs = Array.from({ length: count }, (_, index) => this.getInputData(index) ?? []);
			return [inputs.flat()];
		},
	},
	accepts: { mode: ['append'], numberInputs: ANYTHING },
};
