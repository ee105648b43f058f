import type { IDataObject } from 'n8n-workflow';
import { body } from '../fields/body';
import { choice, boolean, number, required, secret, text, type Field } from '../fields/field';
import { group } from '../fields/groups';
import { readId } from '../records/id';
import { idField } from '../records/locator';
import type { ItemContext } from '../transport/itemContext';
import { request, listRequest, type Resource } from '../operation';

const facebookIntegrationId = idField('facebookIntegration', 'The connected ad account');
const campaignId = idField('campaign', 'The campaign whose costs come from the ad account');

const name = text('name', 'Name', 'Name of the integration in the tracker', { placeholder: 'e.g. Ads account' });
const account = text('ad_account_id', 'Ad Account ID', 'ID of the ad account at Facebook', { placeholder: 'e.g. 1234567890' });
const token = secret('token', 'Token', 'Access token with which the tracker reads the ad account');
const proxy: Field[] = [
	boolean('proxy_enabled', 'Use Proxy', 'Whether the tracker calls Facebook through the proxy'),
	group('proxy', 'Proxy', 'The proxy server. It is sent as a whole: fill in every value that it needs.', [
		choice('protocol', 'Protocol', 'How the tracker talks to the proxy', { http: 'HTTP', https: 'HTTPS', socks5: 'SOCKS5' }),
		text('address', 'Address', 'Host name or IP of the proxy', { placeholder: 'e.g. proxy.example.com' }),
		number('port', 'Port', 'Port of the proxy', { whole: true, default: 8080 }),
		text('login', 'Login', 'Login at the proxy'),
		secret('password', 'Password', 'Password at the proxy'),
	]),
];

const dataName = 'facebookIntegrationData';
const createBody = body({ dataName }, [required(name), required(account), required(token)], proxy);
const updateBody = body({ dataName, collection: 'updateFields' }, [], [name, account, token, ...proxy]);

/** A record read or updated comes inside `data`, a created one does not (spec). */
const answer = (answered: unknown): unknown => (answered as IDataObject | null)?.data ?? answered;

const campaign = async (context: ItemContext) => ({ campaign_id: Number(await readId(context, 'campaignId')) });

export const facebookIntegration: Resource = {
	value: 'facebookIntegration',
	name: 'Facebook Integration',
	description: 'Facebook ad accounts from which the tracker reads the costs of campaigns',
	secrets: ['token', 'password'],
	operations: [
		{
			value: 'getAll',
			name: 'Get Many',
			action: 'Get many Facebook integrations',
			description: 'The connected ad accounts',
			...listRequest('GET /integrations/facebook'),
		},
		{
			value: 'get',
			name: 'Get',
			action: 'Get a Facebook integration',
			description: 'A connected ad account and its last error',
			reads: true,
			fields: [facebookIntegrationId],
			run: request('GET /integrations/facebook/{facebookIntegrationId}', { answer }),
		},
		{
			value: 'create',
			name: 'Create',
			action: 'Create a Facebook integration',
			description: 'Connect an ad account',
			fields: createBody.fields,
			run: request('POST /integrations/facebook', { body: createBody.read, answer }),
		},
		{
			value: 'update',
			name: 'Update',
			action: 'Update a Facebook integration',
			description: 'Change the name, account, token or proxy',
			changes: true,
			fields: [facebookIntegrationId, ...updateBody.fields],
			run: request('PUT /integrations/facebook/{facebookIntegrationId}', { body: updateBody.read, answer }),
		},
		{
			value: 'delete',
			name: 'Delete',
			action: 'Delete a Facebook integration',
			description: 'Disconnect an ad account for good',
			fields: [facebookIntegrationId],
			run: request('DELETE /integrations/facebook/{facebookIntegrationId}'),
		},
		{
			value: 'getCampaigns',
			name: 'Get Campaigns',
			action: 'Get the campaigns of a Facebook integration',
			description: 'The campaigns whose costs come from the ad account, by name and ID (value)',
			...listRequest('GET /integrations/facebook/{facebookIntegrationId}/campaign', { fields: [facebookIntegrationId] }),
		},
		{
			value: 'addCampaign',
			name: 'Add Campaign',
			action: 'Add a campaign to a Facebook integration',
			description: 'Let the costs of a campaign come from the ad account',
			fields: [facebookIntegrationId, campaignId],
			run: request('POST /integrations/facebook/{facebookIntegrationId}/campaign', { body: campaign, idempotent: true, expects: 'done' }),
		},
		{
			value: 'removeCampaign',
			name: 'Remove Campaign',
			action: 'Remove a campaign from a Facebook integration',
			description: 'Let the costs of a campaign no longer come from the ad account',
			fields: [facebookIntegrationId, campaignId],
			run: request('DELETE /integrations/facebook/{facebookIntegrationId}/campaign', { body: campaign }),
		},
	],
};
