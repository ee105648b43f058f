/**
 * The long lists of the API's own names, which trackers know or refuse: columns, dimensions, measures, macros, values of a click. Their
 * labels are the names in readable form; where they are not, they stand here.
 */
import type { Labels } from './choices';

const names = (text: string): string[] => text.trim().split(/\s+/);
const numbered = (name: string, last: number): string[] => Array.from({ length: last }, (_, at) => `${name}_${at + 1}`);

/** The published API knows 15 sub IDs, newer trackers 30. */
const SUB_IDS = numbered('sub_id', 30);
const EXTRA = numbered('extra_param', 10);

const CALENDAR = names('day day_hour hour month week weekday year');
const MONEY = names('revenue cost profit');

const DIMENSIONS = [
	...names(`
		click_id sub_id visitor_code campaign_id campaign_group_id parent_campaign_id landing_id offer_id ts_id stream_id language_id
		device_type_id campaign campaign_group parent_campaign landing landing_clicked_datetime landing_clicked_period offer ts stream
		language device_type connection_type ip country_code country region city user_agent operator os os_version browser browser_version
		device_model isp source referrer search_engine keyword destination ad_campaign_id external_id creative_id is_unique_stream
		is_unique_campaign is_lead is_sale is_rejected is_bot is_using_proxy datetime ip_mask1 ip_mask2 label
	`),
	...CALENDAR,
	...SUB_IDS,
	...EXTRA,
	// Of newer trackers.
	...names('affiliate_network landing_clicked country_flag os_icon browser_icon'),
];

const MEASURES = [
	...MONEY,
	...names(`
		clicks campaign_unique_clicks stream_unique_clicks global_unique_clicks uc_campaign_rate uc_stream_rate uc_global_rate bots bot_share
		proxies empty_referrers conversions leads sales rejected rebills approve lp_clicks lp_ctr landing_clicked_period cr crs crl roi
		roi_confirmed epc epc_confirmed cps cpa cpc ecpc ecpm ecpm_confirmed ec ec_confirmed profitability lead_revenue sale_revenue
		rejected_revenue profit_confirmed
	`),
	// Some trackers have one name, some the other, some neither.
	...names('deposits registrations regs cpl'),
];

const CLICK_COLUMNS = [...DIMENSIONS, ...MONEY, 'event_id'];
const CONVERSION_COLUMNS = [
	...CLICK_COLUMNS,
	...names('conversion_id click_datetime postback_datetime sale_datetime sale_period tid status previous_status original_status params'),
	// Of newer trackers.
	...names('conversion_type status_history version'),
];

/** What a link of a campaign carries. */
const CLICK_PARAMETERS = [...names('keyword cost currency external_id creative_id ad_campaign_id source'), ...SUB_IDS];

const MACROS = [
	...names(`
		subid tid status revenue conversion_revenue currency cost campaign_name landing_id offer_id ad_campaign_id creative_id external_id
		keyword source ip city country isp browser device_model device_brand device_type connection_type is_bot is_using_proxy
		current_domain destination visitor_code
	`),
	...SUB_IDS,
	...EXTRA,
];

/** Of which a report can say that a value is on the blacklist or whitelist. */
const LABELLED = [...names('ip source ad_campaign_id ad_campaign_idn creative_id keyword'), ...numbered('sub_id', 10)];

/** Labels that do not follow from the name, wherever it stands. */
export const SPECIAL: Labels = {
	ad_campaign_idn: 'Ad Campaign IDN',
	approve: 'Approve Rate',
	campaign_unique_clicks: 'Unique Clicks (Campaign)',
	click_datetime: 'Click Date and Time',
	click_id: 'Click ID (Number)',
	conversion_id: 'Conversion ID (Older Trackers)',
	conversion_type: 'Conversion Type (Newer Trackers)',
	cpa: 'CPA (Cost per Conversion)',
	cpc: 'CPC (Cost per Click)',
	cpl: 'CPL (Cost per Lead; Not on Every Tracker)',
	cps: 'CPS (Cost per Sale)',
	cr: 'CR (Conversions per Click)',
	crl: 'CRL (Leads per Click)',
	crs: 'CRS (Sales per Click)',
	datetime: 'Date and Time',
	day_hour: 'Day and Hour',
	deposits: 'Deposits (Not on Every Tracker)',
	ec: 'EC (Revenue per Conversion)',
	epc: 'EPC (Revenue per Click)',
	global_unique_clicks: 'Unique Clicks (Global)',
	ip_mask1: 'IP Mask 1 (First Three Numbers)',
	ip_mask2: 'IP Mask 2 (First Two Numbers)',
	is_unique_campaign: 'Is Unique in Campaign',
	is_unique_stream: 'Is Unique in Flow',
	landing: 'Landing Page',
	landing_clicked: 'Landing Page Clicked',
	landing_clicked_datetime: 'Landing Page Clicked At',
	landing_clicked_period: 'Landing Page Clicked After (Seconds)',
	landing_id: 'Landing Page ID',
	lead_revenue: 'Revenue of Leads',
	// A lead that became a sale counts there no more.
	leads: 'Leads (Not Yet Sales)',
	lp_clicks: 'Landing Page Clicks',
	lp_ctr: 'Landing Page CTR',
	original_status: 'Original Status (Older Trackers)',
	params: 'Parameters of the Postback',
	postback_datetime: 'Postback Date and Time (Older Trackers)',
	previous_status: 'Previous Status (Older Trackers)',
	rebills: 'Rebills (Not on Every Tracker)',
	registrations: 'Registrations (Not on Every Tracker)',
	regs: 'Regs (Registrations; Not on Every Tracker)',
	rejected_revenue: 'Revenue of Rejected',
	sale_datetime: 'Sale Date and Time',
	sale_period: 'Time to Sale (Seconds)',
	sale_revenue: 'Revenue of Sales',
	status_history: 'Status History (Newer Trackers)',
	stream: 'Flow',
	stream_id: 'Flow ID',
	stream_unique_clicks: 'Unique Clicks (Flow)',
	sub_id: 'Sub ID (of the Click)',
	subid: 'Sub ID (of the Click)',
	tid: 'Transaction ID',
	ts: 'Traffic Source',
	ts_id: 'Traffic Source ID',
	uc_campaign_rate: 'Unique Clicks Rate (Campaign)',
	uc_global_rate: 'Unique Clicks Rate (Global)',
	uc_stream_rate: 'Unique Clicks Rate (Flow)',
	version: 'Version (Newer Trackers)',
};

/** A site, and no traffic source. */
const SITE: Labels = { source: 'Source (Site)' };
/** The click's own, which older trackers do not have; every conversion has one. */
const OF_CLICKS: Labels = { ...SITE, event_id: 'Event ID (Newer Trackers)' };

export interface List {
	names: string[];
	/** Labels that do not follow from the name, or not here. */
	special?: Labels;
}

export const LISTS: Record<string, List> = {
	'click:getAll|get columns, click:getAll reportFilters.name, click:getAll sort.name': { names: CLICK_COLUMNS, special: OF_CLICKS },
	'conversion:getAll|get columns, conversion:getAll reportFilters.name, conversion:getAll sort.name': {
		names: CONVERSION_COLUMNS,
		special: SITE,
	},
	// Parts of a date have no time zone that they could be told in.
	'KeitaroTrigger columns': { names: CONVERSION_COLUMNS.filter((name) => !CALENDAR.includes(name)), special: SITE },
	'stats:getAll dimensions, KeitaroTrigger dimensions, KeitaroTrigger reportFilters.name': { names: DIMENSIONS, special: SITE },
	'stats:getAll measures, KeitaroTrigger measure, KeitaroTrigger otherMeasures': { names: MEASURES },
	'stats:getAll reportFilters.name, stats:getAll sort.name': { names: [...DIMENSIONS, ...MEASURES], special: SITE },
	'campaign parameters.parameter, source parameters.parameter, campaign:updateCosts filters.name, click:updateCosts filters.name': {
		names: CLICK_PARAMETERS,
	},
	'click:create parameters.name, conversion:create|update parameters.name': { names: [...SUB_IDS, ...EXTRA] },
	'click:update subIds.name': { names: SUB_IDS },
	'blacklist refName': { names: LABELLED },
	'KeitaroPostbackTrigger values': { names: MACROS, special: SITE },
};

/** Parts of names that are not written like words. */
const WORDS = new Map([
	...names('API CR CTR EC ECPC ECPM EPC HTTP ID IDs IP ISP OS ROI SSL URL').map((word) => [word.toLowerCase(), word] as const),
	['param', 'Parameter'],
]);

/** A name as it is told to people: `ad_campaign_id` and `adCampaignId` are "Ad Campaign ID". */
export const readable = (name: string): string =>
	name
		.replace(/([a-z])(?=[A-Z\d])/g, '$1_')
		.split('_')
		.map((word) => WORDS.get(word.toLowerCase()) ?? word[0].toUpperCase() + word.slice(1))
		.join(' ');
