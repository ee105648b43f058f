/**
 * What the choices of the panel mean, written by hand from the words of the API and not from the code: value -> label. A label that
 * stands at the wrong value does something else than it says. `statuses` are those of every resource, `offer.state` those of one.
 */
type Labels = Record<string, string>;

const ON_OFF: Labels = { active: 'Active', disabled: 'Disabled' };
const CURRENCIES: Labels = { EUR: 'EUR', GBP: 'GBP', RUB: 'RUB', UAH: 'UAH', USD: 'USD' };
const FORMS: Labels = { fields: 'Fields', json: 'JSON' };
const STATUSES: Labels = { lead: 'Lead', sale: 'Sale', rejected: 'Rejected', rebill: 'Rebill' };
const MORE_STATUSES: Labels = {
	...STATUSES,
	deposit: 'Deposit (Newer Trackers)',
	registration: 'Registration (Newer Trackers)',
	trash: 'Trash (Newer Trackers)',
};
const RIGHTS: Labels = {
	full_access: 'Full Access',
	read_only: 'Read Only',
	to_groups_and_selected: 'Chosen Groups and Records',
	created_by_user_groups_and_selected: "The User's Own, Chosen Groups and Records",
};
const GROUPS: Labels = { campaigns: 'Campaigns', offers: 'Offers', landings: 'Landing Pages', domains: 'Domains' };
const PLACES: Labels = {
	local: 'Local (Files on the Tracker)',
	external: 'External (Redirect)',
	preloaded: 'Preloaded',
	action: 'Action',
};
const LOGS: Labels = {
	postbacks: 'Received Postbacks',
	sent_postbacks: 'Sent Postbacks',
	ssl: 'SSL',
	system: 'System',
	traffic: 'Traffic',
};

/** Those of the node. */
export const CHOICES: Record<string, Labels> = {
	dataMode: FORMS,
	offersMode: FORMS,
	currency: CURRENCIES,
	costCurrency: CURRENCIES,
	payoutCurrency: CURRENCIES,
	statuses: STATUSES,
	postbackStatuses: STATUSES,
	'postback.status': STATUSES,
	'conversion.status': MORE_STATUSES,
	method: { GET: 'GET', POST: 'POST' },
	output: { full: 'Full Response', data: 'Data Only' },

	// A visitor keeps to the flow, the landing page in it, the offer behind it.
	bindVisitors: { off: 'Off', s: 'Flow', sl: 'Flow and Landing Page', slo: 'Flow, Landing Page and Offer' },
	costType: { CPC: 'CPC (per Click)', CPUC: 'CPUC (per Unique Click)', CPM: 'CPM (per Thousand Clicks)' },
	'campaign.type': { position: 'By Position (the First Flow That Fits)', weight: 'By Weight (Split Test)' },
	'campaign.state': { ...ON_OFF, deleted: 'Archived' },
	'landing.state': { ...ON_OFF, deleted: 'Archived' },
	'domain.state': { ...ON_OFF, deleted: 'Archived' },
	'offer.state': { active: 'Active', deleted: 'Archived' },
	'source.state': { active: 'Active', deleted: 'Archived' },
	'stream.state': { ...ON_OFF, deleted: 'Deleted' },
	'stream.offers.state': ON_OFF,
	'stream.landings.state': ON_OFF,

	interval: {
		today: 'Today',
		yesterday: 'Yesterday',
		first_day_of_this_week: 'This Week',
		// These begin so many days ago and end now.
		'7_days_ago': 'Last 7 Days and Today',
		first_day_of_this_month: 'This Month',
		'1_month_ago': 'Last Month up to Today',
		first_day_of_this_year: 'This Year',
		'1_year_ago': 'Last Year up to Today',
		all_time: 'All Time',
		custom: 'Custom Dates',
	},
	operator: {
		EQUALS: 'Equals',
		NOT_EQUAL: 'Equals Not',
		GREATER_THAN: 'Greater Than',
		EQUALS_OR_GREATER_THAN: 'Greater Than or Equal',
		LESS_THAN: 'Less Than',
		EQUALS_OR_LESS_THAN: 'Less Than or Equal',
		MATCH_REGEXP: 'Matches Regular Expression',
		NOT_MATCH_REGEXP: 'Does Not Match Regular Expression',
		BEGINS_WITH: 'Begins With',
		ENDS_WITH: 'Ends With',
		CONTAINS: 'Contains',
		NOT_CONTAIN: 'Does Not Contain',
		IN_LIST: 'In List',
		NOT_IN_LIST: 'Not in List',
		BETWEEN: 'Between',
		IS_SET: 'Is Set',
		IS_NOT_SET: 'Is Not Set',
		IS_TRUE: 'Is True',
		IS_FALSE: 'Is False',
		HAS_LABEL: 'Has Label',
		NOT_HAS_LABEL: 'Has Not Label',
	},
	order: { ASC: 'Ascending', DESC: 'Descending' },
	// Of clicks that are deleted for good.
	'click.scope': { all: 'All Campaigns', campaign: 'One Campaign' },

	protocol: { http: 'HTTP', https: 'HTTPS', socks5: 'SOCKS5' },
	// What a filter does with a click that it fits.
	mode: { accept: 'Accept', reject: 'Reject' },
	'stream.type': { forced: 'Forced', regular: 'Regular', default: 'Default' },
	schema: { landings: 'Landing Pages and Offers', redirect: 'Redirect', action: 'Action' },
	target: { stream: 'Flow', landings: 'Landing Pages', offers: 'Offers', selected_page: 'Selected Page' },
	condition: {
		always: 'Always',
		av_detected: 'Antivirus Detected Something',
		not_contains: 'Page Does Not Contain a Text',
		not_respond: 'Page Does Not Respond',
	},
	action: { disable: 'Disable', replace_url: 'Replace URL', grab_from_page: 'Take New URL From a Page', webhook: 'Webhook' },

	'group.type': GROUPS,
	groupType: { any: 'Any', ...GROUPS },
	settingsId: { avscan: 'AVScan Key', imklo: 'IMKLO Address' },
	labelName: { blacklist: 'Blacklist', whitelist: 'Whitelist', both: 'Both' },
	label: { blacklist: 'Blacklist', whitelist: 'Whitelist' },
	actionType: {
		http: 'HTTP Redirect',
		curl: 'CURL (Load by the Tracker)',
		local_file: 'Local File',
		show_html: 'Show HTML',
		show_text: 'Show Text',
		status404: '404 Not Found',
	},
	landingType: PLACES,
	offerType: PLACES,
	payoutType: { CPA: 'CPA (per Conversion)', CPC: 'CPC (per Click)' },
	logId: LOGS,
	'log:delete.logId': { '': 'Choose a Log', ...LOGS },

	'user.type': { USER: 'User', ADMIN: 'Administrator' },
	language: { en: 'English', ru: 'Russian' },
	affiliateNetworksAccessType: RIGHTS,
	campaignsAccessType: RIGHTS,
	domainsAccessType: RIGHTS,
	streamsAccessType: RIGHTS,
	landingsAccessType: RIGHTS,
	offersAccessType: RIGHTS,
	trafficSourcesAccessType: RIGHTS,
};

/** Those of the two triggers. */
export const TRIGGER_CHOICES: Record<string, Labels> = {
	interval: CHOICES.interval,
	operator: CHOICES.operator,
	event: {
		newConversion: 'New Conversion',
		statusChanged: 'Conversion Status Changed',
		thresholdCrossed: 'Metric Threshold Crossed',
		domainStatusChanged: 'Domain Status Changed',
	},
	statuses: MORE_STATUSES,
	changes: { any: 'Any', problem: 'A Problem Appears', solved: 'A Problem Is Solved' },
	condition: { below: 'Falls Below', above: 'Rises Above' },
};
export const POSTBACK_CHOICES: Record<string, Labels> = {
	registration: { automatic: 'Automatically', manual: 'By Hand' },
	statuses: STATUSES,
	method: { GET: 'GET', POST: 'POST' },
};

/** Choices of names that Keitaro has for the parts of its data: their labels are the names, spelt out, but for NAMES. */
export const OF_NAMES = ['columns', 'dimensions', 'measures', 'measure', 'otherMeasures', 'refName', 'parameter', 'name', 'values'];

/** Names whose label says more, or something else, than the name. */
export const NAMES: Labels = {
	ad_campaign_idn: 'Ad Campaign IDN',
	approve: 'Approve Rate',
	campaign_unique_clicks: 'Unique Clicks (Campaign)',
	click_datetime: 'Click Date and Time',
	click_id: 'Click ID (Number)',
	conversion_id: 'Conversion ID (Older Trackers)',
	conversion_type: 'Conversion Type (Newer Trackers)',
	cpa: 'CPA (Cost per Conversion)',
	cpc: 'CPC (Cost per Click)',
	cpl: 'CPL (Cost per Lead; Newer Trackers)',
	cps: 'CPS (Cost per Sale)',
	cr: 'CR (Conversions per Click)',
	crl: 'CRL (Leads per Click)',
	crs: 'CRS (Sales per Click)',
	datetime: 'Date and Time',
	day_hour: 'Day and Hour',
	deposits: 'Deposits (Newer Trackers)',
	ec: 'EC (Revenue per Conversion)',
	ec_confirmed: 'EC Confirmed',
	ecpc: 'ECPC',
	ecpm: 'ECPM',
	ecpm_confirmed: 'ECPM Confirmed',
	epc: 'EPC (Revenue per Click)',
	epc_confirmed: 'EPC Confirmed',
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
	// Hold: not yet confirmed.
	leads: 'Leads (Not Yet Sales)',
	lp_clicks: 'Landing Page Clicks',
	lp_ctr: 'Landing Page CTR',
	original_status: 'Original Status (Older Trackers)',
	params: 'Parameters of the Postback',
	postback_datetime: 'Postback Date and Time (Older Trackers)',
	previous_status: 'Previous Status (Older Trackers)',
	registrations: 'Registrations (Newer Trackers)',
	rejected_revenue: 'Revenue of Rejected',
	roi: 'ROI',
	roi_confirmed: 'ROI Confirmed',
	sale_datetime: 'Sale Date and Time',
	sale_period: 'Time to Sale (Seconds)',
	sale_revenue: 'Revenue of Sales',
	source: 'Source (Site)',
	status_history: 'Status History (Newer Trackers)',
	// The API says streams where the panel says flows.
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

/** Names whose label differs in one place, where it means something else or needs no explanation. */
export const NAMES_IN: Record<string, Labels> = {
	'click.columns': { event_id: 'Event ID (Newer Trackers)' },
	'click.name': { event_id: 'Event ID (Newer Trackers)' },
	'click.filters.name': { source: 'Source' },
	'campaign.filters.name': { source: 'Source' },
	'campaign.parameter': { source: 'Source' },
	'source.parameter': { source: 'Source' },
	'blacklist.refName': { source: 'Source' },
};
