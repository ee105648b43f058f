import type { INodeProperties } from 'n8n-workflow';
import { plainText } from '../../values/quote';
import { idField, locator } from '../../records/locator';
import { request, listRequest, type Resource, type Run } from '../../operation';
import { readRows } from '../../api/pages';
import { InputError } from '../../values/errors';
import { copyOperation } from './copy';
import { createBody, streamId, updateBody } from './fields';
import { offerOperations } from './offers';
import { create, update } from './save';

const checkShares: INodeProperties = {
	displayName: 'Check Shares and Offers',
	name: 'checkShares',
	type: 'boolean',
	default: true,
	description:
		'Whether to stop when shares do not sum to 100, or an offer does not exist or is there twice. The tracker itself does not check this.',
	displayOptions: { show: { dataMode: ['fields'] } },
};

const query: INodeProperties = {
	displayName: 'Query',
	name: 'query',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. US offers',
	description: 'Part of a name, or of the address that a flow redirects to',
};

/** A short list of what flows may hold, which the tracker always hands out as a whole. */
const catalogue = (path: `/${string}`): { reads: true; run: Run } => ({
	reads: true,
	run: async ({ tracker }) => {
		const { request, rows } = await readRows(tracker, { method: 'GET', path });
		return { request, data: rows, list: true };
	},
});

export const stream: Resource = {
	value: 'stream',
	name: 'Flow (Stream)',
	description: 'Flows of campaigns: who goes where (Поток)',
	operations: [
		{
			value: 'getAll',
			name: 'Get Many',
			action: 'Get many flows',
			description: 'All flows of a campaign, with their filters, triggers, landing pages and offers (Получить Все)',
			...listRequest('GET /campaigns/{campaignId}/streams', { fields: [idField('campaign', 'The campaign whose flows are read')] }),
		},
		{
			value: 'get',
			name: 'Get',
			action: 'Get a flow',
			description: 'One flow with its filters, triggers, landing pages and offers (Получить)',
			reads: true,
			fields: [streamId('The flow', 'ID Потока')],
			run: request('GET /streams/{streamId}'),
		},
		{
			value: 'create',
			name: 'Create',
			action: 'Create a flow',
			description: 'Add a flow to a campaign (Создать)',
			fields: [...createBody.fields, checkShares],
			run: create,
		},
		{
			value: 'update',
			name: 'Update',
			action: 'Update a flow',
			description: 'Change a flow; lists such as offers or filters are replaced as a whole, what is not given stays (Обновить)',
			changes: true,
			fields: [streamId('The flow to change', 'ID Потока'), ...updateBody.fields, checkShares],
			run: update,
		},
		{
			value: 'delete',
			name: 'Delete',
			action: 'Move a flow to the archive',
			description: 'Move a flow to the archive, from which Restore brings it back (Удалить)',
			fields: [streamId('The flow to delete', 'ID Потока')],
			run: request('DELETE /streams/{streamId}'),
		},
		{
			value: 'enable',
			name: 'Enable',
			action: 'Enable a flow',
			description: 'Resume a flow: let it take visitors',
			fields: [streamId('The flow to enable')],
			run: request('POST /streams/{streamId}/enable', { idempotent: true }),
		},
		{
			value: 'disable',
			name: 'Disable',
			action: 'Disable a flow',
			description: 'Pause a flow: it takes no visitors until it is enabled again',
			fields: [streamId('The flow to disable')],
			run: request('POST /streams/{streamId}/disable', { idempotent: true }),
		},
		{
			value: 'restore',
			name: 'Restore',
			action: 'Restore a flow from the archive',
			description: 'Bring a flow back from the archive',
			fields: [locator('archivedStream', 'streamId', 'Flow', 'The flow, from the archive', { required: true })],
			run: request('POST /streams/{streamId}/restore', { idempotent: true }),
		},
		{
			value: 'getDeleted',
			name: 'Get Many Archived',
			action: 'Get many archived flows',
			description: 'The flows in the archive, of all campaigns',
			...listRequest('GET /streams/deleted'),
		},
		{
			value: 'getEvents',
			name: 'Get Events',
			action: 'Get the events of a flow',
			description: 'What happened to a flow, such as actions of its triggers',
			reads: true,
			fields: [streamId('The flow whose events are read')],
			// Documented both as a list of events and as the flow itself.
			run: async (context) => {
				const outcome = await request('GET /streams/{streamId}/events', { expects: 'structure', answer: (data) => data })(context);
				return { ...outcome, list: Array.isArray(outcome.data) };
			},
		},
		{
			value: 'search',
			name: 'Search',
			action: 'Search flows',
			description: 'Find flows of all campaigns by a text',
			...listRequest('GET /streams/search', {
				fields: [query],
				query: (context) => {
					const wanted = plainText(context.parameter('query')).trim();
					if (wanted === '') throw new InputError('Query is empty', 'Enter what to search for.');
					return { query: wanted };
				},
			}),
		},
		{
			value: 'getActions',
			name: 'Get Actions',
			action: 'Get the actions of flows',
			description: 'The actions and kinds of redirect that this tracker knows',
			...catalogue('/streams_actions'),
		},
		{
			value: 'getSchemas',
			name: 'Get Schemas',
			action: 'Get the schemas of flows',
			description: 'The schemas that this tracker knows',
			...catalogue('/stream_schemas'),
		},
		{
			value: 'getTypes',
			name: 'Get Types',
			action: 'Get the types of flows',
			description: 'The types that this tracker knows',
			...catalogue('/stream_types'),
		},
		...offerOperations,
		copyOperation,
	],
};
