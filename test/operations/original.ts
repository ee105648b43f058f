import type { IDataObject, INodeParameters } from 'n8n-workflow';

/**
 * The 72 pairs of resource and operation that the original node had, with its parameters and nothing else: `<resource>Id` as a plain
 * text, `<resource>Data` as JSON text. A pair does its work, by these requests and with this answer; or it says, before any request, what
 * to use or which new field to fill instead.
 */
export interface Row {
	pair: string;
	parameters?: INodeParameters;
	does?: string[];
	/** What the last request carries; the data as they were entered unless said otherwise. */
	sends?: IDataObject;
	gives?: unknown;
	says?: RegExp;
}

export const POSTBACK = 'GET /pbk7e21/postback';

/** The four operations on a record that Keitaro has under an address of its own. */
const record = (
	resource: string,
	path: string,
	id: string,
	created: IDataObject,
	changed: IDataObject,
	remove = `DELETE ${path}/${id}`,
): Row[] => {
	const [idName, dataName] = [`${resource}Id`, `${resource}Data`];
	return [
		{ pair: `${resource}:get`, parameters: { [idName]: id }, does: [`GET ${path}/${id}`], gives: { id: Number(id) } },
		{ pair: `${resource}:create`, parameters: { [dataName]: JSON.stringify(created) }, does: [`POST ${path}`], sends: created },
		{
			pair: `${resource}:update`,
			parameters: { [idName]: id, [dataName]: JSON.stringify(changed) },
			does: [`PUT ${path}/${id}`],
			sends: changed,
			gives: { id: Number(id), ...changed },
		},
		{ pair: `${resource}:delete`, parameters: { [idName]: id }, does: [remove] },
	];
};

const flow = { campaign_id: 1, type: 'regular', name: 'Old', schema: 'redirect', action_type: 'http', action_payload: 'https://e.com/' };
const user = { login: 'old', new_password: 'word', new_password_confirmation: 'word', type: 'USER' };
const column = { campaign_id: 1, ref_name: 'source' };
const range = { interval: 'all_time', timezone: 'Europe/Berlin' };

export const rows: Row[] = [
	...record('campaign', '/campaigns', '1', { alias: 'old', name: 'Old' }, { name: 'Renamed', cost_value: 0.5 }),
	...record('stream', '/streams', '2', flow, { weight: 30, comments: 'Changed' }),
	...record('landing', '/landing_pages', '1', { name: 'Old', landing_type: 'external', action_type: 'http' }, { notes: 'Changed' }),
	...record('offer', '/offers', '1', { name: 'Old' }, { name: 'Renamed', payout_value: 9 }, 'DELETE /offers/1/archive'),
	...record('source', '/traffic_sources', '1', { name: 'Old' }, { name: 'Renamed' }),
	...record('domain', '/domains', '1', { name: 'old.example.com' }, { notes: 'Changed' }),
	...record('user', '/users', '2', user, { login: 'renamed' }),

	{ pair: 'group:get', parameters: { groupId: '3' }, does: ['GET /groups', 'GET /groups'], gives: { id: 3, name: 'Nutra' } },
	{
		pair: 'group:create',
		parameters: { groupData: '{ "name": "Old", "type": "offers" }' },
		does: ['POST /groups'],
		gives: { name: 'Old' },
	},
	{ pair: 'group:update', parameters: { groupId: '3', groupData: '{ "name": "New" }' }, does: ['PUT /groups/3'], gives: { name: 'New' } },
	{ pair: 'group:delete', parameters: { groupId: '3' }, does: ['DELETE /groups/3/delete'] },

	{ pair: 'bot:get', parameters: { botId: '203.0.113.7' }, does: ['GET /botlist'], gives: { listed: true } },
	{ pair: 'bot:create', parameters: { botData: '{ "ip": "192.0.2.1" }' }, does: ['POST /botlist/add'], sends: { value: '192.0.2.1' } },
	{
		pair: 'bot:update',
		parameters: { botId: '203.0.113.7', botData: '{ "value": "192.0.2.1" }' },
		does: ['GET /botlist', 'POST /botlist/add', 'POST /botlist/exclude'],
		sends: { value: '203.0.113.7' },
	},
	{ pair: 'bot:delete', parameters: { botId: '203.0.113.7' }, does: ['POST /botlist/exclude'], sends: { value: '203.0.113.7' } },

	{ pair: 'blacklist:get', parameters: { blacklistId: 'badsite.example' }, says: /Choose under Campaign/ },
	{
		pair: 'blacklist:create',
		parameters: { blacklistData: JSON.stringify({ ...column, items: { 'old.example': 'blacklist' } }) },
		does: ['POST /report/labels'],
		sends: { ...column, items: { 'old.example': 'blacklist' } },
	},
	{
		pair: 'blacklist:update',
		parameters: { blacklistId: 'badsite.example', blacklistData: JSON.stringify({ ...column, label: 'whitelist' }) },
		does: ['POST /report/labels'],
		sends: { ...column, items: { 'badsite.example': 'whitelist' } },
	},
	{ pair: 'blacklist:delete', parameters: { blacklistId: 'badsite.example' }, says: /Choose under Campaign/ },

	{ pair: 'filter:get', parameters: { filterId: '2' }, says: /Choose under Flow/ },
	{
		pair: 'filter:create',
		parameters: { filterData: '{ "stream_id": 3, "name": "bot", "mode": "reject" }' },
		does: ['GET /streams/3', 'PUT /streams/3', 'GET /streams/3'],
		gives: { name: 'bot', mode: 'reject', stream_id: 3 },
	},
	{
		pair: 'filter:update',
		parameters: { filterId: '2', filterData: '{ "stream_id": 2, "mode": "reject" }' },
		does: ['GET /streams/2', 'PUT /streams/2', 'GET /streams/2'],
		gives: { id: 2, name: 'country', mode: 'reject', payload: ['US'] },
	},
	{ pair: 'filter:delete', parameters: { filterId: '2' }, says: /Choose under Flow/ },

	{ pair: 'postback:get', parameters: { postbackId: '1' }, says: /Choose under Campaign/ },
	{ pair: 'postback:create', says: /Choose under Campaign/ },
	{ pair: 'postback:update', parameters: { postbackId: '1' }, says: /Choose under Campaign/ },
	{ pair: 'postback:delete', parameters: { postbackId: '1' }, says: /Choose under Campaign/ },
	{
		pair: 'postback:test',
		parameters: { testData: { clickId: 'click0', status: 'lead', payout: 5, currency: 'USD', transactionId: 'T1', subId1: 'ad' } },
		does: [POSTBACK],
		sends: { subid: 'click0', status: 'lead', payout: '5', currency: 'USD', tid: 'T1', sub_id_1: 'ad' },
	},

	{ pair: 'click:getAll', does: ['POST /clicks/log'], sends: { range, limit: 50 } },
	{ pair: 'click:get', parameters: { clickId: 'click0' }, does: ['POST /clicks/log'], gives: { sub_id: 'click0' } },
	{
		pair: 'click:create',
		parameters: { clickData: '{ "campaign_id": 1, "ip": "192.0.2.1", "sub_id_1": "ad" }' },
		does: ['GET /campaigns/1', 'GET /click_api/v3'],
		sends: { token: 'token0', ip: '192.0.2.1', sub_id_1: 'ad' },
	},
	{
		pair: 'click:update',
		parameters: { clickId: 'click0', clickData: '{ "sub_id_1": "new" }' },
		does: ['GET /'],
		sends: { _update_tokens: '1', sub_id: 'click0', sub_id_1: 'new' },
	},
	{ pair: 'click:delete', parameters: { clickId: 'click0' }, says: /\bClean\b/ },

	{ pair: 'conversion:getAll', does: ['POST /conversions/log'], sends: { range, limit: 100 } },
	{
		pair: 'conversion:get',
		parameters: { conversionId: 'conversion0' },
		does: ['POST /conversions/log'],
		gives: { event_id: 'conversion0' },
	},
	{
		pair: 'conversion:create',
		parameters: { conversionData: '{ "click_id": "click0", "status": "sale", "revenue": 5, "transaction_id": "T1" }' },
		does: [POSTBACK],
		sends: { subid: 'click0', status: 'sale', payout: '5', tid: 'T1' },
	},
	{
		pair: 'conversion:update',
		parameters: { conversionId: 'conversion0', conversionData: '{ "click_id": "click0", "status": "lead" }' },
		does: ['POST /conversions/log', POSTBACK],
		sends: { subid: 'click0', status: 'lead' },
	},
	{
		pair: 'conversion:delete',
		parameters: { conversionId: 'conversion0' },
		does: ['POST /conversions/log', POSTBACK],
		sends: { subid: 'click0', status: 'rejected' },
	},

	{ pair: 'stats:getAll', does: ['POST /report/build'], sends: { range: { ...range, interval: 'today' }, dimensions: ['campaign'] } },
	{ pair: 'stats:get', parameters: { statsId: '1' }, says: /Get Many/ },
	{ pair: 'stats:create', parameters: { statsData: '{ "clicks": 1 }' }, says: /Get Many/ },
	{ pair: 'stats:update', parameters: { statsId: '1', statsData: '{ "clicks": 1 }' }, says: /Update Costs/ },
	{ pair: 'stats:delete', parameters: { statsId: '1' }, says: /\bClean\b/ },

	{ pair: 'log:get', parameters: { logId: 'system' }, does: ['GET /logs/system'] },
	{ pair: 'log:create', parameters: { logData: '{ "message": "a" }' }, says: /Get Many/ },
	{ pair: 'log:update', parameters: { logId: 'system', logData: '{ "message": "a" }' }, says: /Get Many/ },
	{ pair: 'log:delete', parameters: { logId: 'system' }, does: ['DELETE /logs/system'] },

	{ pair: 'settings:get', parameters: { settingsId: 'imklo' }, does: ['GET /integrations/imklo'] },
	{ pair: 'settings:create', parameters: { settingsData: '{ "avscan_key": "a" }' }, says: /Update/ },
	{
		pair: 'settings:update',
		parameters: { settingsId: 'imklo', settingsData: '{ "imklo_api_url": "https://imklo.example.com" }' },
		does: ['PUT /integrations/imklo'],
		sends: { imklo_api_url: 'https://imklo.example.com' },
	},
	{ pair: 'settings:delete', parameters: { settingsId: 'imklo' }, says: /Update/ },
];
