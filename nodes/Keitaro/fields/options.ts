import type { INodeProperties } from 'n8n-workflow';

/** What stands under every operation: the form of the output, and how requests are made. */
export const outputFields: INodeProperties[] = [
	{
		displayName: 'Output',
		name: 'output',
		type: 'options',
		options: [
			{ name: 'Data Only', value: 'data', description: 'Only the data: a list gives one item for each of its records' },
			{
				name: 'Full Response',
				value: 'full',
				description: 'One item with the request, the resource and operation, and the data in the field "data"',
			},
		],
		default: 'full',
		description: 'What the output items hold',
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [
			{
				displayName: 'Concurrent Requests',
				name: 'concurrentRequests',
				type: 'number',
				typeOptions: { minValue: 1, maxValue: 50 },
				default: 5,
				description:
					'How many input items are worked on at once. Without this option, 5 when only reading, else 1. Remember that the tracker also serves clicks.',
			},
			{
				displayName: 'Pause Between Requests (Ms)',
				name: 'pause',
				type: 'number',
				typeOptions: { minValue: 0 },
				default: 0,
				description: 'Milliseconds to wait after each input item before the next',
			},
			{
				displayName: 'Retries',
				name: 'retries',
				type: 'number',
				typeOptions: { minValue: 0, maxValue: 10 },
				default: 2,
				description:
					'How often a request is repeated when the tracker is busy or the connection breaks. What creates something is never repeated once it may have arrived.',
			},
			{
				displayName: 'Retry Pause (Ms)',
				name: 'retryPause',
				type: 'number',
				typeOptions: { minValue: 0 },
				default: 1000,
				description:
					'Milliseconds before the first repeat; each further one waits twice as long. A Retry-After of the tracker comes first.',
			},
			{
				displayName: 'Timeout (Ms)',
				name: 'timeout',
				type: 'number',
				typeOptions: { minValue: 1 },
				default: 60000,
				description: 'Milliseconds that the tracker has to answer one request',
			},
		],
	},
];
