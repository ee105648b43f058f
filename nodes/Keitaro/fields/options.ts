import type { INodeProperties } from 'n8n-workflow';

/** Saved workflows of version 1 get one item for everything. */
const outputOfOriginal: INodeProperties = {
	displayName: 'Output',
	name: 'output',
	type: 'options',
	description: 'What the output items hold',
	options: [
		{ name: 'Data Only', value: 'data', description: 'Only the data: a list gives one item for each of its records' },
		{
			name: 'Full Response',
			value: 'full',
			description: 'One item with the request, the resource and operation, and the data in the field "data"',
		},
	],
	default: 'full',
	displayOptions: { show: { '@version': [1] } },
};

const output: INodeProperties = {
	displayName: 'Output',
	name: 'output',
	type: 'options',
	options: [
		{
			name: 'Item per Record',
			value: 'records',
			description: 'An item for each record, with the request, the resource and operation, and the record in the field "data"',
		},
		{ name: 'Data Only', value: 'data', description: 'Only the data: an item for each record, and nothing besides' },
		{
			name: 'One Item With the List',
			value: 'full',
			description: 'Like Item per Record, but the records of a list as one item, in the field "data", with their number in "count"',
		},
	],
	default: 'records',
	description: 'What the output items hold',
	displayOptions: { show: { '@version': [2], '@tool': [false] } },
};

/** A model is best served with the data alone. */
const outputOfTool: INodeProperties = { ...output, default: 'data', displayOptions: { show: { '@version': [2], '@tool': [true] } } };

/** What stands under every operation: the form of the output, and how requests are made. `changing`: operations that change a record. */
export const outputFields = (changing: string[]): INodeProperties[] => [
	outputOfOriginal,
	output,
	outputOfTool,
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
				displayName: 'Empty Values',
				name: 'emptyValues',
				type: 'options',
				options: [
					{ name: 'Refuse', value: 'refuse', description: 'An error that names the field, before anything is sent' },
					{ name: 'Leave', value: 'leave', description: 'The field is left as it is in the tracker' },
					{ name: 'Clear', value: 'clear', description: 'The field is emptied in the tracker' },
				],
				default: 'refuse',
				description:
					'What becomes of a field whose expression gives nothing for an item, such as a blank cell or a missing column. Without this option, Refuse; as a tool of an AI agent, Leave. What a model leaves empty is never sent.',
				displayOptions: { show: { '/operation': changing } },
			},
			{
				displayName: 'Largest Answer (MB)',
				name: 'largestAnswer',
				type: 'number',
				typeOptions: { minValue: 1, maxValue: 2048 },
				default: 256,
				description:
					'Megabytes that one answer may have, once unpacked. Reading ends there, so that no answer takes all the memory of n8n. Of the first input item, for the whole run.',
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
