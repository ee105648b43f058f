import type { Click, Conversion, Label, LogLine, LogType } from './traffic-types';

export * from './traffic-types';

/** What the tracker keeps. Records stand here as they are stored; the admin handlers add what is only computed. */
export type State = 'active' | 'disabled' | 'deleted';

export interface Named {
	id: number;
	name: string;
	state: State;
	created_at: string;
	updated_at: string;
}

export interface Placeholder {
	name?: string;
	placeholder?: string;
	alias?: string;
}

export interface CampaignPostback {
	id: number;
	campaign_id: number;
	method: 'GET' | 'POST';
	url: string;
	statuses: string[];
}

export interface Campaign extends Named {
	alias: string;
	type: string;
	cookies_ttl: number;
	position: number;
	cost_type: string;
	cost_value: number;
	cost_currency: string | null;
	cost_auto: boolean;
	group_id: number;
	bind_visitors: string | null;
	traffic_source_id: number;
	token: string;
	parameters: Record<string, Placeholder>;
	postbacks: CampaignPostback[];
	notes: string;
	uniqueness_method: string;
	uniqueness_use_cookies: boolean;
	traffic_loss: number;
	domain_id: number | null;
}

export interface StreamFilter {
	id: number;
	stream_id: number;
	name: string;
	mode: string;
	payload: string[] | Record<string, unknown> | null;
	oid: number | null;
}

export interface Binding {
	id: number;
	stream_id: number;
	state: State;
	share: number;
	created_at: string;
	updated_at: string;
}
export type OfferBinding = Binding & { offer_id: number };
export type LandingBinding = Binding & { landing_id: number };

export interface Trigger {
	id: number;
	oid: number | null;
	stream_id: number;
	target: string;
	condition: string;
	selected_page: string;
	pattern: string;
	action: string;
	interval: number;
	next_run_at: number | null;
	alternative_urls: string;
	grab_from_page: string;
	av_settings: string;
	reverse: boolean;
	enabled: boolean;
	scan_page: boolean;
}

export interface Stream {
	id: number;
	type: string;
	name: string;
	campaign_id: number;
	position: number;
	weight: number;
	action_options: unknown;
	comments: string | null;
	state: State;
	updated_at: string;
	action_type: string;
	action_payload: unknown;
	schema: string;
	collect_clicks: boolean;
	filter_or: boolean;
	offer_selection: string;
	filters: StreamFilter[];
	triggers: Trigger[];
	landings: LandingBinding[];
	offers: OfferBinding[];
}

export interface Offer extends Named {
	group_id: number;
	offer_type: string;
	action_type: string;
	action_payload: unknown;
	action_options: unknown;
	affiliate_network_id: number;
	payout_value: number;
	payout_currency: string;
	payout_type: string;
	payout_auto: boolean;
	payout_upsell: boolean;
	country: string[];
	notes: string;
	conversion_cap_enabled: boolean;
	daily_cap: number;
	conversion_timezone: string;
	alternative_offer_id: number | null;
}

export interface Landing extends Named {
	landing_type: string;
	action_type: string;
	action_payload: unknown;
	action_options: unknown;
	url: string;
	group_id: number;
	notes: string;
}

export interface Source extends Named {
	postback_url: string;
	postback_statuses: string[];
	template_name: string;
	accept_parameters: boolean;
	parameters: Record<string, Placeholder>;
	notes: string;
	traffic_loss: number;
}

export interface Network extends Named {
	postback_url: string;
	offer_param: string;
	template_name: string;
	notes: string;
}

export interface Domain extends Named {
	status: string;
	network_status: string;
	default_campaign_id: number;
	group_id: number;
	catch_not_found: boolean;
	wildcard: boolean;
	notes: string;
	is_ssl: boolean;
	ssl_redirect: boolean;
	ssl_status: string | null;
	allow_indexing: boolean;
	admin_dashboard: boolean;
	checks: number[];
	next_check_at: string | null;
	error_description: string | null;
	error_solution: string | null;
}

export type GroupType = 'campaigns' | 'offers' | 'landings' | 'domains';

export interface Group {
	id: number;
	name: string;
	position: number;
	type: GroupType;
}

export interface User {
	id: number;
	login: string;
	type: string;
	state: State;
	/** Never answered. */
	password: string;
	access_data: Record<string, unknown>;
	preferences: Record<string, unknown>;
	key_count: number;
}

export interface Facebook {
	id: number;
	name: string;
	ad_account_id: string;
	token: string;
	proxy_enabled: boolean;
	proxy: Record<string, unknown> | null;
	campaign_ids: number[];
}

export interface Store {
	campaigns: Campaign[];
	streams: Stream[];
	offers: Offer[];
	landings: Landing[];
	sources: Source[];
	networks: Network[];
	groups: Group[];
	domains: Domain[];
	users: User[];
	facebook: Facebook[];
	/** The bot list, one IPv4 address or CIDR block per entry. */
	bots: Set<string>;
	labels: Label[];
	clicks: Click[];
	conversions: Conversion[];
	logs: Record<LogType, LogLine[]>;
	/** Settings of integrations. */
	integrations: { avscan_key: string; imklo_api_url: string };
	/** Files of local landings and offers: `landing:1` -> path -> content. */
	files: Map<string, Map<string, Buffer>>;
	/** The next free id of a kind. */
	next(kind: string): number;
	/** Adds a click with believable values for what is not given. */
	addClick(click?: Partial<Click>): Click;
	/** Adds a conversion of a click, as an accepted postback does. */
	addConversion(conversion: Partial<Conversion> & { sub_id: string }): Conversion;
	clickOf(subId: string): Click | undefined;
	generateClicks(count: number, options?: { days?: number; campaignId?: number }): void;
	generateConversions(count: number): void;
	generateCampaigns(count: number): void;
	generateOffers(count: number): void;
}
