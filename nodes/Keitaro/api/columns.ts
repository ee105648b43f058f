import { toNumbers } from './unwrap';
import type { IDataObject } from 'n8n-workflow';
import type { Choices } from '../values/choice';

/** The names of reports and logs, as the published API and newer trackers have them, with labels for people. */

const numbered = (key: string, label: string, count: number): Choices =>
	Object.fromEntries(Array.from({ length: count }, (_, at) => [`${key}_${at + 1}`, `${label} ${at + 1}`]));

/** Values that the advertiser's link puts into a click. The published API knows 15 sub IDs, newer trackers 30. */
export const subIds = numbered('sub_id', 'Sub ID', 30);
export const extraParams = numbered('extra_param', 'Extra Parameter', 10);

/** What reports are grouped by; the logs have them as columns, too. */
export const dimensions: Choices = {
	ad_campaign_id: 'Ad Campaign ID',
	affiliate_network: 'Affiliate Network',
	browser: 'Browser',
	browser_icon: 'Browser Icon',
	browser_version: 'Browser Version',
	campaign: 'Campaign',
	campaign_group: 'Campaign Group',
	campaign_group_id: 'Campaign Group ID',
	campaign_id: 'Campaign ID',
	city: 'City',
	click_id: 'Click ID (Number)',
	connection_type: 'Connection Type',
	country: 'Country',
	country_code: 'Country Code',
	country_flag: 'Country Flag',
	creative_id: 'Creative ID',
	datetime: 'Date and Time',
	day: 'Day',
	day_hour: 'Day and Hour',
	destination: 'Destination',
	device_model: 'Device Model',
	device_type: 'Device Type',
	device_type_id: 'Device Type ID',
	external_id: 'External ID',
	...extraParams,
	stream: 'Flow',
	stream_id: 'Flow ID',
	hour: 'Hour',
	ip: 'IP',
	ip_mask1: 'IP Mask 1 (First Three Numbers)',
	ip_mask2: 'IP Mask 2 (First Two Numbers)',
	is_bot: 'Is Bot',
	is_lead: 'Is Lead',
	is_rejected: 'Is Rejected',
	is_sale: 'Is Sale',
	is_unique_campaign: 'Is Unique in Campaign',
	is_unique_stream: 'Is Unique in Flow',
	is_using_proxy: 'Is Using Proxy',
	isp: 'ISP',
	keyword: 'Keyword',
	label: 'Label',
	landing: 'Landing Page',
	landing_clicked: 'Landing Page Clicked',
	landing_clicked_datetime: 'Landing Page Clicked At',
	landing_clicked_period: 'Landing Page Clicked After (Seconds)',
	landing_id: 'Landing Page ID',
	language: 'Language',
	language_id: 'Language ID',
	month: 'Month',
	offer: 'Offer',
	offer_id: 'Offer ID',
	operator: 'Operator',
	os: 'OS',
	os_icon: 'OS Icon',
	os_version: 'OS Version',
	parent_campaign: 'Parent Campaign',
	parent_campaign_id: 'Parent Campaign ID',
	referrer: 'Referrer',
	region: 'Region',
	search_engine: 'Search Engine',
	source: 'Source (Site)',
	sub_id: 'Sub ID (of the Click)',
	...subIds,
	ts: 'Traffic Source',
	ts_id: 'Traffic Source ID',
	user_agent: 'User Agent',
	visitor_code: 'Visitor Code',
	week: 'Week',
	weekday: 'Weekday',
	year: 'Year',
};

/** What stands in a report by its name has an ID, which other operations ask for; the affiliate network has none there. */
const IDS: Readonly<Record<string, string>> = {
	campaign: 'campaign_id',
	campaign_group: 'campaign_group_id',
	landing: 'landing_id',
	offer: 'offer_id',
	parent_campaign: 'parent_campaign_id',
	stream: 'stream_id',
	ts: 'ts_id',
};

/** The IDs of those dimensions that are names. */
export const idsOf = (names: string[]): string[] => names.flatMap((name) => (Object.hasOwn(IDS, name) ? [IDS[name]] : []));

const money: Choices = { cost: 'Cost', profit: 'Profit', revenue: 'Revenue' };

/** What reports count and add up. */
export const measures: Choices = {
	...money,
	approve: 'Approve Rate',
	bot_share: 'Bot Share',
	bots: 'Bots',
	campaign_unique_clicks: 'Unique Clicks (Campaign)',
	clicks: 'Clicks',
	conversions: 'Conversions',
	cpa: 'CPA (Cost per Conversion)',
	cpc: 'CPC (Cost per Click)',
	cpl: 'CPL (Cost per Lead; Not on Every Tracker)',
	cps: 'CPS (Cost per Sale)',
	cr: 'CR (Conversions per Click)',
	crl: 'CRL (Leads per Click)',
	crs: 'CRS (Sales per Click)',
	deposits: 'Deposits (Not on Every Tracker)',
	ec: 'EC (Revenue per Conversion)',
	ec_confirmed: 'EC Confirmed',
	ecpc: 'ECPC',
	ecpm: 'ECPM',
	ecpm_confirmed: 'ECPM Confirmed',
	empty_referrers: 'Empty Referrers',
	epc: 'EPC (Revenue per Click)',
	epc_confirmed: 'EPC Confirmed',
	global_unique_clicks: 'Unique Clicks (Global)',
	landing_clicked_period: 'Landing Page Clicked After (Seconds)',
	lead_revenue: 'Revenue of Leads',
	leads: 'Leads (Not Yet Sales)',
	lp_clicks: 'Landing Page Clicks',
	lp_ctr: 'Landing Page CTR',
	profit_confirmed: 'Profit Confirmed',
	profitability: 'Profitability',
	proxies: 'Proxies',
	rebills: 'Rebills (Not on Every Tracker)',
	regs: 'Regs (Registrations; Not on Every Tracker)',
	registrations: 'Registrations (Not on Every Tracker)',
	rejected: 'Rejected',
	rejected_revenue: 'Revenue of Rejected',
	roi: 'ROI',
	roi_confirmed: 'ROI Confirmed',
	sale_revenue: 'Revenue of Sales',
	sales: 'Sales',
	stream_unique_clicks: 'Unique Clicks (Flow)',
	uc_campaign_rate: 'Unique Clicks Rate (Campaign)',
	uc_global_rate: 'Unique Clicks Rate (Global)',
	uc_stream_rate: 'Unique Clicks Rate (Flow)',
};

/** Whether a name stands for a figure, which a report may be asked for without having other rows. */
export const isMeasure = (name: string): boolean =>
	(Object.hasOwn(measures, name) && !Object.hasOwn(dimensions, name)) || /^custom_conversion_\d+(_revenue)?$/.test(name);

/** The figures of a conversion type that was set up on the tracker: how many, and their money (seen live; there are as many as are set up). */
export const customMeasures = (number: number): string[] => [`custom_conversion_${number}`, `custom_conversion_${number}_revenue`];

export const clickColumns: Choices = { ...dimensions, ...money, event_id: 'Event ID (Newer Trackers)' };

/** `payout` is none of them: the money of a conversion is its revenue. */
export const conversionColumns: Choices = {
	...clickColumns,
	event_id: 'Event ID',
	click_datetime: 'Click Date and Time',
	conversion_id: 'Conversion ID (Older Trackers)',
	conversion_type: 'Conversion Type (Newer Trackers)',
	original_status: 'Original Status (Older Trackers)',
	params: 'Parameters of the Postback',
	postback_datetime: 'Postback Date and Time (Older Trackers)',
	previous_status: 'Previous Status (Older Trackers)',
	sale_datetime: 'Sale Date and Time',
	sale_period: 'Time to Sale (Seconds)',
	status: 'Status',
	status_history: 'Status History (Newer Trackers)',
	tid: 'Transaction ID',
	version: 'Version (Newer Trackers)',
};

/** Columns that hold numbers, though some trackers send them as text. */
export const numbers: ReadonlySet<string> = new Set([
	...Object.keys(money),
	'campaign_group_id',
	'campaign_id',
	'device_type_id',
	'landing_clicked_period',
	'landing_id',
	'language_id',
	'offer_id',
	'parent_campaign_id',
	'sale_period',
	'stream_id',
	'ts_id',
	'version',
]);

/** The rows of a log with numbers for what is one. */
export const withNumbers = (rows: IDataObject[]): IDataObject[] =>
	rows.length === 0
		? rows
		: toNumbers(
				rows,
				Object.keys(rows[0]).filter((name) => numbers.has(name)),
			);
