/** New records with what the API puts where nothing was sent; not always what the panel would. */
import type { StoreHost } from '.';
import { randomText } from '../random';
import type { Campaign, Domain, Landing, Network, Named, Offer, Source, Store, Stream, User } from './types';

export const newToken = (host: StoreHost) => randomText(host.random, 32);

const named = (store: Store, host: StoreHost, kind: string): Named => {
	const at = host.stamp();
	return { id: store.next(kind), name: '', state: 'active', created_at: at, updated_at: at };
};

export const freshCampaign = (store: Store, host: StoreHost): Campaign => ({
	...named(store, host, 'campaign'),
	alias: '',
	type: 'position',
	cookies_ttl: 24,
	position: store.campaigns.length + 1,
	cost_type: 'CPC',
	cost_value: 0,
	cost_currency: host.settings.currency,
	cost_auto: false,
	group_id: 0,
	bind_visitors: null,
	traffic_source_id: 0,
	token: newToken(host),
	parameters: {},
	postbacks: [],
	notes: '',
	uniqueness_method: 'ip',
	uniqueness_use_cookies: true,
	traffic_loss: 0,
	domain_id: null,
});

export const freshStream = (store: Store, host: StoreHost): Stream => ({
	id: store.next('stream'),
	type: 'regular',
	name: '',
	campaign_id: 0,
	position: 0,
	weight: 100,
	action_options: null,
	comments: null,
	state: 'active',
	updated_at: host.stamp(),
	action_type: '',
	action_payload: '',
	schema: 'landings',
	collect_clicks: false,
	filter_or: false,
	offer_selection: 'before_click',
	filters: [],
	triggers: [],
	landings: [],
	offers: [],
});

export const freshOffer = (store: Store, host: StoreHost): Offer => ({
	...named(store, host, 'offer'),
	group_id: 0,
	offer_type: 'external',
	action_type: 'http',
	action_payload: '',
	action_options: null,
	affiliate_network_id: 0,
	payout_value: 0,
	payout_currency: host.settings.currency,
	payout_type: 'CPA',
	payout_auto: false,
	payout_upsell: false,
	country: [],
	notes: '',
	conversion_cap_enabled: false,
	daily_cap: 0,
	conversion_timezone: 'UTC',
	alternative_offer_id: null,
});

export const freshLanding = (store: Store, host: StoreHost): Landing => ({
	...named(store, host, 'landing'),
	landing_type: 'local',
	action_type: 'local_file',
	action_payload: '',
	action_options: null,
	url: '',
	group_id: 0,
	notes: '',
});

export const freshSource = (store: Store, host: StoreHost): Source => ({
	...named(store, host, 'source'),
	postback_url: '',
	postback_statuses: ['lead', 'sale'],
	template_name: '',
	accept_parameters: true,
	parameters: {},
	notes: '',
	traffic_loss: 0,
});

export const freshNetwork = (store: Store, host: StoreHost): Network => ({
	...named(store, host, 'network'),
	postback_url: '',
	offer_param: '',
	template_name: '',
	notes: '',
});

export const freshDomain = (store: Store, host: StoreHost): Domain => ({
	...named(store, host, 'domain'),
	status: 'pending',
	network_status: 'pending',
	default_campaign_id: 0,
	group_id: 0,
	catch_not_found: false,
	wildcard: false,
	notes: '',
	is_ssl: true,
	ssl_redirect: false,
	ssl_status: null,
	allow_indexing: true,
	admin_dashboard: false,
	checks: [],
	next_check_at: null,
	error_description: null,
	error_solution: null,
});

export const freshUser = (store: Store): User => ({
	id: store.next('user'),
	login: '',
	type: 'USER',
	state: 'active',
	password: '',
	access_data: {},
	preferences: { language: 'en', timezone: 'UTC', first_weekday: 1 },
	key_count: 0,
});
