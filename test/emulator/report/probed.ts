/** The names of a tracker of August 2026, each of which was probed alone (a client's catalogue). */
const words = (text: string): string[] => text.trim().split(/\s+/);

const SUB_IDS = (count: number) => Array.from({ length: count }, (_, at) => `sub_id_${at + 1}`);

export const PROBED_DIMENSIONS = [
	...words(`
		campaign campaign_id campaign_group campaign_group_id parent_campaign_id stream stream_id offer offer_id landing landing_id
		affiliate_network ts ts_id day hour day_hour week month year weekday datetime country country_code region city language operator isp
		connection_type os os_version browser browser_version device_type device_model user_agent source referrer search_engine keyword
		destination ip click_id sub_id visitor_code external_id ad_campaign_id creative_id is_unique_campaign is_unique_stream is_bot
		is_using_proxy
	`),
	...SUB_IDS(30),
];

export const PROBED_MEASURES = words(`
	clicks campaign_unique_clicks stream_unique_clicks global_unique_clicks uc_campaign_rate uc_stream_rate uc_global_rate lp_clicks lp_ctr
	regs custom_conversion_7 custom_conversion_8 custom_conversion_9 custom_conversion_10 conversions leads sales rejected approve revenue
	cost profit profit_confirmed custom_conversion_7_revenue custom_conversion_8_revenue custom_conversion_9_revenue
	custom_conversion_10_revenue lead_revenue sale_revenue rejected_revenue roi roi_confirmed cr crs crl epc epc_confirmed cpc ecpc cpa cps
	ecpm ecpm_confirmed ec ec_confirmed profitability bots bot_share proxies empty_referrers
`);

export const PROBED_CONVERSION_COLUMNS = [
	...words(`
		postback_datetime click_datetime sale_datetime sale_period conversion_id click_id sub_id external_id tid status previous_status
		original_status params campaign campaign_id offer stream landing ts revenue cost country country_code city os browser device_type
	`),
	...SUB_IDS(11),
];
