import { description, type CoreNode } from './core-node';

/** No Operation, do nothing. */
export const noOp: CoreNode = {
	type: {
		description: description({ displayName: 'No Operation, do nothing', name: 'noOp', version: 1 }),
		async execute() {
			return [this.getInputData()];
		},
	},
	accepts: {},
};
