import { body } from '../fields/body';
import { multiline, text, type Field } from '../fields/field';
import { idField } from '../records/locator';
import { request, listRequest, type Resource } from '../operation';

const affiliateNetworkId = idField('affiliateNetwork', 'The affiliate network to work on');

const name = (more = {}) => text('name', 'Name', 'Name of the network, each only once', { placeholder: 'e.g. Alpha Network', ...more });

const added: Field[] = [
	text('offer_param', 'Offer Parameters', "What is appended to the links of the network's offers", { placeholder: 'e.g. sub1={subid}' }),
	text('postback_url', 'Postback URL', 'The address that the network is told to call with conversions'),
	multiline('notes', 'Notes', 'Notes on the network'),
];

const createBody = body({ dataName: 'affiliateNetworkData' }, [name({ required: true })], added);
const updateBody = body({ dataName: 'affiliateNetworkData', collection: 'updateFields' }, [], [name(), ...added]);

export const affiliateNetwork: Resource = {
	value: 'affiliateNetwork',
	name: 'Affiliate Network',
	description: 'Affiliate networks: where offers come from',
	operations: [
		{
			value: 'getAll',
			name: 'Get Many',
			action: 'Get many affiliate networks',
			description: 'The affiliate networks, without the archive',
			...listRequest('GET /affiliate_networks'),
		},
		{
			value: 'get',
			name: 'Get',
			action: 'Get an affiliate network',
			description: 'One affiliate network; an archived one is found too, with the state "deleted"',
			fields: [affiliateNetworkId],
			reads: true,
			run: request('GET /affiliate_networks/{affiliateNetworkId}'),
		},
		{
			value: 'create',
			name: 'Create',
			action: 'Create an affiliate network',
			description: 'Add an affiliate network',
			fields: createBody.fields,
			run: request('POST /affiliate_networks', { body: createBody.read }),
		},
		{
			value: 'update',
			name: 'Update',
			action: 'Update an affiliate network',
			description: 'Change what is sent and leave the rest as it is',
			changes: true,
			fields: [affiliateNetworkId, ...updateBody.fields],
			run: request('PUT /affiliate_networks/{affiliateNetworkId}', { body: updateBody.read }),
		},
		{
			value: 'delete',
			name: 'Delete',
			action: 'Move an affiliate network to the archive',
			description: 'Move an affiliate network to the archive',
			fields: [affiliateNetworkId],
			run: request('DELETE /affiliate_networks/{affiliateNetworkId}'),
		},
		{
			value: 'clone',
			name: 'Clone',
			action: 'Clone an affiliate network',
			description: 'Copy an affiliate network; the copy is named "Copy of …"',
			fields: [affiliateNetworkId],
			run: request('POST /affiliate_networks/{affiliateNetworkId}/clone'),
		},
	],
};
