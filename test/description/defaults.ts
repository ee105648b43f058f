/** What a field holds until the user changes it, and what is sent of it then. Rows are named as in places.ts. */
import type { INodeParameters } from 'n8n-workflow';

const USUAL_STATUSES = ['lead', 'sale'];
const CLICK_COLUMNS = ['datetime', 'sub_id', 'campaign_id', 'campaign', 'offer', 'country_code', 'ip', 'is_bot', 'cost', 'revenue'];
const CONVERSION_COLUMNS = [
	...['event_id', 'sub_id', 'tid', 'status', 'revenue', 'datetime', 'campaign_id', 'offer_id', 'campaign', 'offer', 'country_code'],
];
const WATCHED_COLUMNS = [
	...['event_id', 'sub_id', 'tid', 'status', 'revenue', 'datetime', 'campaign_id', 'campaign', 'offer_id', 'offer', 'country_code'],
];
/** Without these, a conversion could not be told apart from others. */
const MACROS = ['subid', 'tid', 'status', 'revenue', 'currency', 'campaign_name', 'offer_id', 'external_id', 'sub_id_1'];

/** Flags, numbers, choices, and the few texts that do not begin empty. */
export const DEFAULTS: Record<string, unknown> = {
	'Keitaro resource': 'bot',
	// The first by its name, though Keitaro does not have it: n8n leaves defaults out of what it saves, so it cannot become another.
	'settings operation': 'get',
	'affiliateNetwork operation, blacklist operation, bot operation, campaign operation, click operation, conversion operation, domain operation, facebookIntegration operation, filter operation, group operation, landing operation, log operation, offer operation, postback operation, source operation, stats operation, stream operation, user operation':
		'getAll',
	'KeitaroTrigger event': 'newConversion',
	'KeitaroPostbackTrigger registration': 'automatic',
	'KeitaroApi ignoreSslIssues': false,

	// Version 1 is the original node, which knew only JSON, and gave 100 conversions where no limit was set.
	'dataMode@1': 'json',
	'dataMode@2': 'fields',
	'stream:setOffers offersMode': 'fields',
	'conversion:getAll limit@1': 100,
	'conversion:getAll limit@2': 50,
	limit: 50,
	returnAll: false,
	offset: 0,
	'output@1': 'full',
	'output@2': 'records',
	'output@2@tool': 'data',
	'options.emptyValues': 'refuse',
	'options.concurrentRequests': 5,
	'options.pause': 0,
	'options.retries': 2,
	'options.retryPause': 1000,
	'options.timeout': 60_000,
	'options.largestAnswer': 256,

	// The API's own, as its specification has them.
	'campaign type': 'position',
	cookiesTtl: 24,
	costType: 'CPC',
	costValue: 0,
	'campaign:update costAuto': false,
	'campaign state, landing state, domain:update state, offer state, source state': 'active',
	'stream:create additionalFields.state, stream:update updateFields.state, landings.state, offers.state': 'active',
	bindVisitors: 'off',
	onlyCampaignUniques: false,
	'domain catchNotFound, domain wildcard, domain sslRedirect': false,
	'domain allowIndexing': true,
	'stream filterOr': false,
	'landingType, offerType': 'local',
	'landing actionType, offer actionType': 'local_file',
	'payoutAuto, payoutUpsell, conversionCapEnabled': false,
	'group type': 'campaigns',
	// What a postback without a status counts as.
	'conversion status': 'sale',
	postbackStatuses: USUAL_STATUSES,

	// As the panel sets them, where the API does otherwise.
	'campaign:create costAuto': true,
	'campaign:create copySourceParameters': true,
	'stream collectClicks': true,

	// What does the least harm.
	'stream checkShares': true,
	checkClicks: true,
	'click:clean scope': 'campaign',
	'log:delete logId': '',
	'group groupType': 'any',
	'user type': 'USER',
	'domain adminDashboard': false,
	'proxyEnabled, triggers.reverse, triggers.scanPage': false,
	'conversion confirm, postback:test confirm': false,
	'KeitaroTrigger tellPresent': false,
	'KeitaroTrigger options.firstHours': 0,
	'KeitaroPostbackTrigger options.ignoreRepeated': 0,

	// What is usual.
	'costCurrency, payoutCurrency, currency': 'USD',
	payoutType: 'CPA',
	'payoutValue, revenue, testData.payout, dailyCap, trafficLoss, user keyCount, group position': 0,
	'click:create cost, conversion cost, testData.cost': 0,
	'postback:test testData.status': 'lead',
	'stream position': 1,
	'stream weight': 100,
	'landings.share, offers.share': 100,
	'stream:addOffer share': 50,
	'stream:create type, stream:update updateFields.type': 'regular',
	'stream schema': 'landings',
	'stream redirectType': 'http',
	'stream actionType, filter name, stream filters.name': '',
	'filter mode, filters.mode': 'accept',
	'triggers.target': 'stream',
	'triggers.condition': 'always',
	'triggers.action': 'disable',
	'triggers.interval': 10,
	'source acceptParameters': true,
	'domain isSsl': true,
	'click:create info, click:create log, click:create forceRedirectOffer': true,
	'conversion confirmSeconds, postback:test confirmSeconds': 15,
	'postbacks.method, postback method, KeitaroPostbackTrigger method': 'GET',
	'postbacks.statuses, postback statuses, KeitaroPostbackTrigger statuses': USUAL_STATUSES,
	'parameters.parameter, campaign:updateCosts filters.name, click:updateCosts filters.name': 'keyword',
	'click:create parameters.name, conversion parameters.name, click:update subIds.name': 'sub_id_1',
	'blacklist refName': 'ip',
	'blacklist:getAll labelName, blacklist label': 'blacklist',
	'log:getAll|get|update logId': 'postbacks',
	'settings settingsId': 'avscan',
	'proxy.protocol': 'http',
	'proxy.port': 8080,
	'preferences.language': 'en',
	'campaignsAccessType, offersAccessType, landingsAccessType, streamsAccessType, domainsAccessType, trafficSourcesAccessType, affiliateNetworksAccessType':
		'full_access',
	'landing archive, offer archive, binaryPropertyName': 'data',

	// What is asked of reports and logs.
	'click:getAll interval, conversion:getAll interval': 'all_time',
	'stats:getAll interval, KeitaroTrigger:thresholdCrossed interval': 'today',
	'click:getAll|get columns': CLICK_COLUMNS,
	'conversion:getAll|get columns': CONVERSION_COLUMNS,
	'KeitaroTrigger columns': WATCHED_COLUMNS,
	'stats:getAll dimensions': ['campaign'],
	'stats:getAll measures': ['clicks', 'conversions', 'revenue', 'cost', 'profit'],
	'stats:getAll includeTotals': false,
	'stats:getAll includeIds@2': true,
	'reportFilters.name': 'campaign_id',
	'reportFilters.operator': 'EQUALS',
	'click:getAll sort.name, conversion:getAll sort.name': 'datetime',
	'stats:getAll sort.name': 'clicks',
	'sort.order': 'DESC',

	// What triggers look at.
	'KeitaroTrigger campaigns, KeitaroTrigger offers, KeitaroTrigger statuses, KeitaroTrigger domains': [],
	'KeitaroTrigger options.lookBack': 120,
	'KeitaroTrigger changes': 'any',
	'KeitaroTrigger kinds': ['campaign', 'offer', 'landing', 'domain'],
	'KeitaroTrigger ofCampaigns, KeitaroTrigger how': [],
	'KeitaroTrigger dimensions': ['campaign_id', 'campaign'],
	'KeitaroTrigger measure': 'roi',
	'KeitaroTrigger condition': 'below',
	'KeitaroTrigger threshold': 0,
	'KeitaroTrigger minClicks': 100,
	'KeitaroTrigger otherMeasures': ['cost', 'profit', 'revenue'],
	'KeitaroPostbackTrigger values': MACROS,
	'KeitaroPostbackTrigger addressTail': expect.stringMatching(/^=\{\{ "\?secret=" \+ /),
};

/** An operation that is run with what it needs and nothing else: all other fields are left as they come. */
export interface Untouched {
	/** `campaign:create` */
	operation: string;
	/** What it needs besides what its sample fills in. */
	entered?: INodeParameters;
	/** Every field of its collections is added, and left as it comes. */
	added?: true;
	version?: number;
	/** The requests, with the query or body of each. Those that only read something whole, without a query, are left out. */
	sends?: Array<[request: string, carrying?: unknown]>;
	/** The binary field that it fills. */
	fills?: string;
	/** It stops before any request, and says so. */
	refused?: RegExp;
}

const timezone = 'Europe/Madrid';
const made = expect.stringMatching(/^[A-Za-z][A-Za-z\d]{7}$/) as string;
const located = (value: string) => ({ __rl: true, mode: 'id', value });
/** A repeated group, as n8n holds it under its name. */
const entries = (group: string, ...values: INodeParameters[]) => ({ [group]: values });

/** What is always asked of a log. */
const newestFirst = (...names: string[]) => names.map((name) => ({ name, order: 'DESC' }));
/** Pages of rows that are alike need an order, too. */
const thenBy = (...names: string[]) => names.map((name) => ({ name, order: 'ASC' }));
const log = { range: { interval: 'all_time', timezone }, filters: [], limit: 50, offset: 0 };
const clickLog = { ...log, columns: CLICK_COLUMNS, sort: newestFirst('datetime', 'sub_id') };
const conversionLog = { ...log, columns: CONVERSION_COLUMNS, sort: newestFirst('datetime', 'sub_id', 'tid') };
const byId = (name: string, expression: string) => ({ filters: [{ name, operator: 'EQUALS', expression }], limit: 1 });
const asked = { ...conversionLog, ...byId('event_id', 'conversion0'), columns: CONVERSION_COLUMNS.slice(0, 8) };
const report = {
	range: { interval: 'today', timezone },
	filters: [],
	sort: [],
	dimensions: ['campaign', 'campaign_id'],
	measures: ['clicks', 'conversions', 'revenue', 'cost', 'profit'],
};

const filtered = { reportFilters: entries('filters', { expression: '1' }), sort: entries('sort', {}) };
const filteredBy = { filters: [{ name: 'campaign_id', operator: 'EQUALS', expression: 1 }] };

const campaign = {
	bind_visitors: null,
	cookies_ttl: 24,
	cost_currency: 'USD',
	cost_type: 'CPC',
	cost_value: 0,
	parameters: { keyword: { name: 'utm_term' } },
	postbacks: [{ url: 'https://ads.example.com/', method: 'GET', statuses: ['lead', 'sale'] }],
	state: 'active',
	type: 'position',
};
const campaignNeeds = {
	parameters: entries('parameters', { name: 'utm_term' }),
	postbacks: entries('postbacks', { url: 'https://ads.example.com/' }),
};

const cost = { timezone, cost: '19.22', currency: 'USD' };
const costNeeds = { additionalFields: { filters: entries('filters', { value: 'shoes' }) } };
const costFilters = { filters: { keyword: 'shoes' } };

const page = { action_type: 'local_file', archive: expect.stringMatching(/^UEs/) as string, state: 'active' };
const offer = {
	...page,
	conversion_cap_enabled: false,
	daily_cap: 0,
	offer_type: 'local',
	payout_auto: false,
	payout_currency: 'USD',
	payout_type: 'CPA',
	payout_upsell: false,
	payout_value: 0,
};
const source = {
	accept_parameters: true,
	parameters: { keyword: { name: 'utm_term' } },
	postback_statuses: ['lead', 'sale'],
	state: 'active',
	traffic_loss: 0,
};
const sourceNeeds = { parameters: entries('parameters', { name: 'utm_term' }) };

const trigger = { action: 'disable', condition: 'always', interval: 10, reverse: false, target: 'stream' };
const triggersOf = (stream_id: number) => [
	{ ...trigger, stream_id },
	{ ...trigger, condition: 'av_detected', scan_page: false, stream_id },
];
const flow = { filter_or: false, position: 1, state: 'active', weight: 100 };
const bound = { share: 100, state: 'active' };
const bindings = { landings: entries('landings', { landingId: located('1') }), offers: entries('offers', { offerId: located('1') }) };
const flowNeeds = { filters: entries('filters', { name: 'bot' }), triggers: entries('triggers', {}, { condition: 'av_detected' }) };
/** The report that counts the clicks of campaign 1 that a cost meets, by what tells its rows apart. */
const clicksOf = (parts: string[]): [string, unknown] => [
	'POST /report/build',
	expect.objectContaining({ dimensions: ['campaign_id', ...parts], measures: ['clicks'] }),
];
/** Whether a campaign without such clicks is there at all. */
const campaignsThereAre: Array<[string, unknown]> = ['0', '5'].map((offset) => ['GET /campaigns', { limit: '1000', offset }]);

export const REQUESTS: Untouched[] = [
	...['affiliateNetwork', 'offer', 'landing', 'source'].map((resource): Untouched => ({
		operation: `${resource}:create`,
		entered: { name: 'New' },
		sends: [
			[
				`POST /${{ affiliateNetwork: 'affiliate_networks', offer: 'offers', landing: 'landing_pages', source: 'traffic_sources' }[resource]}`,
				{ name: 'New' },
			],
		],
	})),
	{ operation: 'affiliateNetwork:update', sends: [['PUT /affiliate_networks/1', { name: 'Renamed 0' }]] },
	{ operation: 'offer:create', added: true, sends: [['POST /offers', { name: 'New', ...offer }]] },
	{ operation: 'offer:update', added: true, sends: [['PUT /offers/1', { name: 'Renamed', ...offer }]] },
	{ operation: 'landing:create', added: true, sends: [['POST /landing_pages', { name: 'New', landing_type: 'local', ...page }]] },
	{ operation: 'landing:update', added: true, sends: [['PUT /landing_pages/1', { name: 'Renamed', landing_type: 'local', ...page }]] },
	{
		operation: 'source:create',
		added: true,
		entered: { additionalFields: sourceNeeds },
		sends: [['POST /traffic_sources', { name: 'New', ...source }]],
	},
	{
		operation: 'source:update',
		added: true,
		entered: { updateFields: sourceNeeds },
		sends: [['PUT /traffic_sources/1', { name: 'Renamed', ...source }]],
	},

	...['landing:download', 'offer:download'].map((operation): Untouched => ({ operation, sends: [], fills: 'data' })),

	{
		operation: 'blacklist:getAll',
		sends: [['GET /report/labels', { campaign_id: '1', ref_name: 'ip', label_name: 'blacklist' }]],
	},
	{
		operation: 'blacklist:get',
		sends: [
			['GET /report/labels', { campaign_id: '1', ref_name: 'ip', label_name: 'blacklist' }],
			['GET /report/labels', { campaign_id: '1', ref_name: 'ip', label_name: 'whitelist' }],
		],
	},
	{
		operation: 'blacklist:create',
		entered: { values: '203.0.113.7' },
		sends: [['POST /report/labels', { campaign_id: 1, ref_name: 'ip', items: { '203.0.113.7': 'blacklist' } }]],
	},
	{
		operation: 'blacklist:update',
		entered: { blacklistId: '203.0.113.7' },
		sends: [['POST /report/labels', { campaign_id: 1, ref_name: 'ip', items: { '203.0.113.7': 'blacklist' } }]],
	},
	{
		operation: 'blacklist:delete',
		entered: { blacklistId: '203.0.113.7' },
		sends: [
			['POST /report/labels', { campaign_id: 1, ref_name: 'ip', items: { '203.0.113.7': '' } }],
			['GET /report/labels', { campaign_id: '1', ref_name: 'ip', label_name: 'blacklist' }],
			['GET /report/labels', { campaign_id: '1', ref_name: 'ip', label_name: 'whitelist' }],
		],
	},

	{ operation: 'campaign:create', entered: { name: 'New' }, sends: [['POST /campaigns', { name: 'New', alias: made, cost_auto: true }]] },
	{
		operation: 'campaign:create',
		added: true,
		entered: { name: 'New', additionalFields: campaignNeeds },
		sends: [['POST /campaigns', { name: 'New', alias: made, cost_auto: true, ...campaign }]],
	},
	// Its parameters are copied.
	{
		operation: 'campaign:create',
		entered: { name: 'New', additionalFields: { trafficSourceId: located('1') } },
		sends: [
			[
				'POST /campaigns',
				{
					name: 'New',
					alias: made,
					cost_auto: true,
					traffic_source_id: 1,
					parameters: expect.objectContaining({ keyword: expect.anything() }),
				},
			],
		],
	},
	{
		operation: 'campaign:update',
		added: true,
		entered: { updateFields: campaignNeeds },
		sends: [['PUT /campaigns/1', { name: 'Renamed', cost_auto: false, ...campaign }]],
	},
	{
		operation: 'campaign:updateCosts',
		sends: [
			clicksOf(['day']),
			['POST /campaigns/1/update_costs', { start_date: '2026-11-20 00:00:00', end_date: '2026-11-22 23:59:59', ...cost }],
		],
	},
	{
		operation: 'campaign:updateCosts',
		added: true,
		entered: costNeeds,
		sends: [
			clicksOf(['day', 'keyword']),
			...campaignsThereAre,
			[
				'POST /campaigns/1/update_costs',
				{ start_date: '2026-11-20 00:00:00', end_date: '2026-11-22 23:59:59', ...cost, ...costFilters, only_campaign_uniques: false },
			],
		],
	},

	{ operation: 'click:getAll', sends: [['POST /clicks/log', clickLog]] },
	{
		operation: 'click:getAll',
		added: true,
		entered: filtered,
		sends: [['POST /clicks/log', { ...clickLog, ...filteredBy, sort: [...newestFirst('datetime'), ...thenBy('sub_id')] }]],
	},
	{ operation: 'click:get', sends: [['POST /clicks/log', { ...clickLog, ...byId('sub_id', 'click0') }]] },
	{ operation: 'click:create', sends: [['GET /click_api/v3', { token: 'clicktoken0', info: '1' }]] },
	{
		operation: 'click:create',
		added: true,
		entered: { additionalFields: { parameters: entries('parameters', { value: 'ad-1' }) } },
		sends: [
			[
				'GET /click_api/v3',
				{ token: 'clicktoken0', info: '1', log: '1', force_redirect_offer: '1', cost: '0', currency: 'USD', sub_id_1: 'ad-1' },
			],
		],
	},
	{
		operation: 'click:update',
		entered: { subIds: entries('subIds', { value: 'ad-1' }) },
		sends: [['GET /', { _update_tokens: '1', sub_id: 'click0', sub_id_1: 'ad-1' }]],
	},
	{
		operation: 'click:updateCosts',
		sends: [
			clicksOf([]),
			...campaignsThereAre,
			[
				'POST /clicks/update_costs',
				{ campaign_ids: [1], costs: [{ start_date: '2026-11-01 00:00:00', end_date: '2026-11-02 12:00:00', ...cost }] },
			],
		],
	},
	{
		// All clicks, unless it is said otherwise.
		operation: 'click:updateCosts',
		added: true,
		entered: costNeeds,
		sends: [
			clicksOf(['keyword']),
			...campaignsThereAre,
			[
				'POST /clicks/update_costs',
				{
					campaign_ids: [1],
					costs: [{ start_date: '2026-11-01 00:00:00', end_date: '2026-11-02 12:00:00', ...cost, ...costFilters }],
				},
			],
		],
	},
	{
		operation: 'click:clean',
		sends: [['POST /clicks/clean', { start_date: '2026-11-01 00:00:00', end_date: '2026-11-02 12:00:00', timezone, campaign_id: 1 }]],
	},

	{ operation: 'conversion:getAll', sends: [['POST /conversions/log', conversionLog]] },
	{ operation: 'conversion:getAll', version: 1, sends: [['POST /conversions/log', { ...conversionLog, limit: 100 }]] },
	{
		operation: 'conversion:getAll',
		added: true,
		entered: filtered,
		sends: [['POST /conversions/log', { ...conversionLog, ...filteredBy, sort: [...newestFirst('datetime'), ...thenBy('sub_id', 'tid')] }]],
	},
	{ operation: 'conversion:get', sends: [['POST /conversions/log', { ...conversionLog, ...byId('event_id', 'conversion0') }]] },
	{ operation: 'conversion:create', sends: [['GET /KEY/postback', { subid: 'click0', status: 'sale' }]] },
	{
		operation: 'conversion:create',
		added: true,
		entered: { additionalFields: { parameters: entries('parameters', { value: 'ad-1' }) } },
		sends: [['GET /KEY/postback', { subid: 'click0', status: 'sale', payout: '0', currency: 'USD', cost: '0', sub_id_1: 'ad-1' }]],
	},
	{
		operation: 'conversion:update',
		added: true,
		entered: { updateFields: { parameters: entries('parameters', { value: 'ad-1' }) } },
		sends: [
			['POST /conversions/log', asked],
			['GET /KEY/postback', { subid: expect.any(String), status: 'sale', payout: '0', currency: 'USD', cost: '0', sub_id_1: 'ad-1' }],
		],
	},
	{
		operation: 'conversion:delete',
		sends: [
			['POST /conversions/log', asked],
			['GET /KEY/postback', { subid: expect.any(String), status: 'rejected' }],
		],
	},

	{
		operation: 'domain:create',
		entered: { name: 'new.example.com' },
		sends: [['POST /domains', { name: 'new.example.com', is_ssl: true }]],
	},
	{
		operation: 'domain:create',
		added: true,
		entered: { name: 'new.example.com' },
		sends: [
			[
				'POST /domains',
				{ name: 'new.example.com', wildcard: false, catch_not_found: false, ssl_redirect: false, allow_indexing: true, is_ssl: true },
			],
		],
	},
	{
		operation: 'domain:update',
		added: true,
		sends: [
			[
				'PUT /domains/1',
				{ notes: 'Changed', state: 'active', catch_not_found: false, is_ssl: true, ssl_redirect: false, allow_indexing: true },
			],
		],
	},
	{
		operation: 'domain:register',
		added: true,
		entered: { name: 'new.example.com' },
		sends: [
			[
				'POST /domains/register',
				{ name: 'new.example.com', catch_not_found: false, ssl_redirect: false, allow_indexing: true, admin_dashboard: false },
			],
		],
	},

	{
		operation: 'facebookIntegration:create',
		added: true,
		sends: [
			[
				'POST /integrations/facebook',
				{ name: 'Account 0', ad_account_id: '42', token: 'EAAB-new', proxy_enabled: false, proxy: { protocol: 'http', port: 8080 } },
			],
		],
	},
	{
		operation: 'facebookIntegration:update',
		added: true,
		sends: [['PUT /integrations/facebook/1', { name: 'Renamed', proxy_enabled: false, proxy: { protocol: 'http', port: 8080 } }]],
	},

	{ operation: 'filter:create', refused: /The workflow has issues/ },
	{
		operation: 'filter:create',
		entered: { name: 'bot' },
		sends: [['PUT /streams/2', { filters: [expect.anything(), { name: 'bot', mode: 'accept', payload: null }] }]],
	},
	{ operation: 'filter:update', added: true, refused: /Filter Name or ID is empty/ },
	{
		operation: 'filter:update',
		added: true,
		entered: { updateFields: { name: 'bot' } },
		sends: [['PUT /streams/1', { filters: [{ id: 1, name: 'bot', mode: 'accept', payload: null }] }]],
	},

	{ operation: 'group:getAll', sends: [['GET /groups', { type: 'campaigns' }]] },
	{ operation: 'group:get', sends: [['GET /groups', { type: 'campaigns' }]] },
	{
		operation: 'group:create',
		added: true,
		entered: { name: 'New' },
		sends: [['POST /groups', { name: 'New', type: 'campaigns', position: 0 }]],
	},
	{
		operation: 'group:update',
		added: true,
		entered: { updateFields: { name: 'New' } },
		sends: [['PUT /groups/1', { name: 'New', type: 'campaigns', position: 0 }]],
	},
	{ operation: 'group:delete', sends: [['DELETE /groups/1/delete']] },

	{ operation: 'log:getAll', sends: [['GET /logs/postbacks', { limit: '50', offset: '0' }]] },
	{ operation: 'log:getAll', added: true, sends: [['GET /logs/postbacks', { limit: '50', offset: '0' }]] },
	{ operation: 'log:get', added: true, sends: [['GET /logs/postbacks', { limit: '50', offset: '0' }]] },
	{ operation: 'log:update', refused: /cannot be changed/ },
	{ operation: 'log:delete', refused: /The workflow has issues/ },

	{
		operation: 'postback:create',
		entered: { url: 'https://ads.example.com/' },
		sends: [
			[
				'PUT /campaigns/1',
				{ postbacks: [expect.anything(), { url: 'https://ads.example.com/', method: 'GET', statuses: ['lead', 'sale'] }] },
			],
		],
	},
	{
		operation: 'postback:update',
		added: true,
		sends: [
			[
				'PUT /campaigns/1',
				{
					postbacks: [
						{ id: 1, campaign_id: 1, url: 'https://ads.example.com/0?e={external_id}', method: 'GET', statuses: ['lead', 'sale'] },
						expect.anything(),
						expect.anything(),
					],
				},
			],
		],
	},
	{ operation: 'postback:test', sends: [['GET /KEY/postback', { subid: 'click0' }]] },
	{
		operation: 'postback:test',
		added: true,
		sends: [['GET /KEY/postback', { subid: 'click0', status: 'lead', payout: '0', cost: '0', currency: 'USD' }]],
	},

	{ operation: 'settings:get', sends: [] },
	{ operation: 'settings:update', entered: { avscanKey: 'key' }, sends: [['PUT /integrations/avscan', { avscan_key: 'key' }]] },
	{ operation: 'settings:delete', refused: /cannot be deleted/ },

	{ operation: 'stats:getAll', sends: [['POST /report/build', report]] },
	{
		operation: 'stats:getAll',
		added: true,
		entered: filtered,
		sends: [['POST /report/build', { ...report, ...filteredBy, sort: newestFirst('clicks') }]],
	},

	{
		operation: 'stream:create',
		entered: { name: 'New' },
		sends: [
			[
				'POST /streams',
				{
					campaign_id: 1,
					name: 'New',
					type: 'regular',
					schema: 'landings',
					action_type: 'http',
					landings: [],
					offers: [],
					collect_clicks: true,
				},
			],
		],
	},
	{
		operation: 'stream:create',
		added: true,
		entered: {
			name: 'New',
			...bindings,
			additionalFields: flowNeeds,
		},
		sends: [
			[
				'POST /streams',
				{
					campaign_id: 1,
					name: 'New',
					type: 'regular',
					schema: 'landings',
					action_type: 'http',
					landings: [{ landing_id: 1, ...bound }],
					offers: [{ offer_id: 1, ...bound }],
					collect_clicks: true,
					filters: [{ name: 'bot', mode: 'accept', payload: null }],
					...flow,
				},
			],
			['PUT /streams/10', { triggers: triggersOf(10) }],
		],
	},
	{
		operation: 'stream:create',
		entered: { name: 'New', schema: 'redirect', redirectUrl: 'https://example.com/' },
		sends: [
			[
				'POST /streams',
				{
					campaign_id: 1,
					name: 'New',
					type: 'regular',
					schema: 'redirect',
					action_type: 'http',
					action_payload: 'https://example.com/',
					collect_clicks: true,
				},
			],
		],
	},
	{ operation: 'stream:create', entered: { name: 'New', schema: 'action' }, refused: /Action Name or ID is empty/ },
	{
		operation: 'stream:create',
		added: true,
		entered: { name: 'New', schema: 'redirect', redirectUrl: 'https://example.com/' },
		refused: /Filter Name or ID is empty/,
	},
	// Each comes in with 100.
	{
		operation: 'stream:create',
		entered: { name: 'New', offers: { offers: [{ offerId: located('1') }, { offerId: located('2') }] } },
		refused: /100/,
	},
	{
		operation: 'stream:update',
		added: true,
		entered: {
			updateFields: {
				name: 'New',
				actionType: 'http',
				...bindings,
				...flowNeeds,
			},
		},
		sends: [
			[
				'PUT /streams/2',
				{
					name: 'New',
					type: 'regular',
					schema: 'landings',
					action_type: 'http',
					landings: [{ landing_id: 1, ...bound }],
					offers: [{ offer_id: 1, ...bound }],
					collect_clicks: true,
					filters: [{ name: 'bot', mode: 'accept', payload: null }],
					triggers: triggersOf(2),
					...flow,
				},
			],
		],
	},
	{ operation: 'stream:update', added: true, entered: { updateFields: bindings }, refused: /Action Name or ID is empty/ },
	{
		operation: 'stream:update',
		added: true,
		entered: { updateFields: { ...bindings, actionType: 'http' } },
		refused: /Filter Name or ID is empty/,
	},
	{
		operation: 'stream:setOffers',
		entered: { offers: entries('offers', { offerId: located('1') }) },
		sends: [['PUT /streams/2', { offers: [{ offer_id: 1, ...bound }] }]],
	},
	// The one comes in for a half, and those that share the rest keep their proportions.
	{
		operation: 'stream:addOffer',
		sends: [
			[
				'PUT /streams/2',
				{
					offers: [
						{ offer_id: 1, share: 25, state: 'active' },
						{ offer_id: 2, share: 25, state: 'active' },
						{ offer_id: 6, share: 50, state: 'active' },
					],
				},
			],
		],
	},

	{
		operation: 'user:create',
		added: true,
		entered: { login: 'new' },
		sends: [
			[
				'POST /users',
				{
					login: 'new',
					new_password: 'secret-word',
					new_password_confirmation: 'secret-word',
					type: 'USER',
					preferences: { language: 'en' },
				},
			],
		],
	},
	{
		operation: 'user:update',
		added: true,
		entered: { updateFields: { login: 'new' } },
		sends: [['PUT /users/2', { login: 'new', type: 'USER', keyCount: 0, preferences: { language: 'en' } }]],
	},
	{
		operation: 'user:updateAccess',
		added: true,
		sends: [
			[
				'PUT /users/2/access',
				{
					access_data: {
						affiliate_networks_access_type: 'full_access',
						campaigns_access_type: 'full_access',
						domains_access_type: 'full_access',
						landings_access_type: 'full_access',
						offers_access_type: 'full_access',
						streams_access_type: 'full_access',
						traffic_sources_access_type: 'full_access',
					},
				},
			],
		],
	},
];

type Row = { id: number; name: string };

/** What a tracker answers to each list that has a limit, with more rows than the limit that stands there by itself. */
export const LISTS: Record<string, (rows: Row[]) => unknown> = {
	...Object.fromEntries(
		[
			...['affiliateNetwork:getAll', 'campaign:getAll', 'campaign:getDeleted', 'domain:getAll', 'domain:getDeleted', 'filter:getTypes'],
			...['group:getAll', 'landing:getAll', 'log:getAll', 'log:get', 'offer:getAll', 'source:getAll', 'stream:getAll', 'stream:getDeleted'],
			...['stream:search', 'facebookIntegration:getCampaigns', 'user:getAll'],
		].map((list) => [list, (rows: Row[]) => rows]),
	),
	'blacklist:getAll': (rows) => Object.fromEntries(rows.map(({ name }) => [name, 'blacklist'])),
	'bot:getAll': (rows) => ({ value: rows.map(({ id }) => `203.0.113.${id}`).join('\n') }),
	'click:getAll': (rows) => ({ rows: rows.map(({ name }) => ({ sub_id: name })), total: rows.length }),
	'conversion:getAll': (rows) => ({ rows: rows.map(({ name }) => ({ event_id: name })), total: rows.length }),
	'facebookIntegration:getAll': (data) => ({ data }),
	'filter:getAll': (filters) => ({ id: 2, filters }),
	'postback:getAll': (postbacks) => ({ id: 1, postbacks }),
	'stats:getAll': (rows) => ({
		rows: rows.map(({ name }) => ({ campaign: name, clicks: 1, conversions: 0, revenue: 0, cost: 0, profit: 0 })),
		total: rows.length,
	}),
};
