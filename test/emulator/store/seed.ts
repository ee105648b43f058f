/** The small data set every test starts from. Ids count from 1 in the order below. */
import type { StoreHost } from '.';
import { COUNTRIES } from './devices';
import { freshCampaign, freshDomain, freshLanding, freshNetwork, freshOffer, freshSource, freshUser } from './fresh';
import { seedStreams } from './seed-streams';
import type { Campaign, Domain, GroupType, Landing, Network, Offer, Source, Store } from './types';

const CREATED = { created_at: '2026-01-10 09:00:00', updated_at: '2026-02-01 12:30:00' };

const GROUPS: [GroupType, string][] = [
	['campaigns', 'Main'],
	['campaigns', 'Tests'],
	['offers', 'Nutra'],
	['offers', 'Finance'],
	['landings', 'English'],
	['domains', 'Parked'],
];

const PARAMETERS = {
	keyword: { name: 'utm_term', placeholder: '{{adset.name}}', alias: '' },
	external_id: { name: 'fbclid', placeholder: '', alias: '' },
	ad_campaign_id: { name: 'utm_campaign', placeholder: '{{campaign.id}}', alias: '' },
	sub_id_1: { name: 'sub_id_1', placeholder: '{{ad.id}}', alias: 'ad' },
};

const SOURCES: Partial<Source>[] = [
	{ name: 'Facebook', template_name: 'facebook.com', parameters: PARAMETERS, traffic_loss: 5 },
	{ name: 'Google Ads', template_name: 'google.com', parameters: { keyword: { name: 'keyword', placeholder: '{keyword}', alias: '' } } },
	{ name: 'TikTok', postback_url: 'https://ads.example.com/pb?clickid={external_id}' },
];

const networks = (key: string): Partial<Network>[] => [
	// the ready postback link of a network shows the postback key
	{
		name: 'Alpha Network',
		offer_param: 'sub1={subid}',
		postback_url: `http://tracker.example.com/${key}/postback?subid={sub1}&status={status}&from=alpha`,
	},
	{ name: 'Beta Network', offer_param: 'aff_sub={subid}', notes: 'pays weekly' },
];

const http = (address: string) => ({ offer_type: 'external', action_type: 'http', action_payload: address });

const OFFERS: Partial<Offer>[] = [
	{
		name: 'Slim US',
		group_id: 3,
		affiliate_network_id: 1,
		payout_value: 25,
		payout_auto: true,
		payout_upsell: true,
		country: ['US'],
		...http('https://alpha.example.com/o/1?c={country}'),
	},
	{
		name: 'Slim DE',
		group_id: 3,
		affiliate_network_id: 1,
		payout_value: 30,
		payout_auto: true,
		country: ['DE'],
		...http('https://alpha.example.com/o/2'),
	},
	{ name: 'Loan BR', group_id: 4, affiliate_network_id: 2, payout_value: 12.5, country: ['BR'], ...http('https://beta.example.com/o/3') },
	{
		name: 'Loan IN',
		group_id: 4,
		affiliate_network_id: 2,
		payout_value: 4,
		country: ['IN', 'RO'],
		...http('https://beta.example.com/o/4'),
	},
	{ name: 'Local shop', offer_type: 'local', action_type: 'local_file', payout_value: 10, payout_auto: true },
	{
		name: 'Capped offer',
		...http('https://beta.example.com/o/6'),
		payout_value: 7,
		conversion_cap_enabled: true,
		daily_cap: 50,
		alternative_offer_id: 1,
	},
	{ name: 'Archived offer', state: 'deleted', ...http('https://beta.example.com/o/7') },
];

const LANDINGS: Partial<Landing>[] = [
	{ name: 'Slim prelander', group_id: 5 },
	{
		name: 'Loan quiz',
		landing_type: 'external',
		action_type: 'http',
		action_payload: 'https://quiz.example.com/',
		url: 'https://quiz.example.com/',
	},
	{ name: 'Plain text', landing_type: 'action', action_type: 'show_text', action_payload: 'Hello' },
];

const healthy = {
	status: 'active',
	network_status: 'active',
	ssl_status: 'issued',
	next_check_at: '2026-12-01 00:00:00',
	checks: [1767225600, 1767312000],
};

const DOMAINS: Partial<Domain>[] = [
	{ name: 'go.example.com', default_campaign_id: 1, ssl_redirect: true, ...healthy },
	{ name: 'track.example.net', group_id: 6, ...healthy },
	// a name may carry its scheme
	{
		name: 'https://broken.example.org',
		status: 'error',
		network_status: 'error',
		ssl_status: 'error',
		error_description: 'The domain points to another server',
		error_solution: 'Change the A record of the domain',
	},
	{ name: 'old.example.org', state: 'deleted' },
];

const CAMPAIGNS: Partial<Campaign>[] = [
	{ name: 'Facebook US', alias: 'facebook-us', group_id: 1, traffic_source_id: 1, domain_id: 1, parameters: PARAMETERS, cost_value: 0.1 },
	{ name: 'Google DE', alias: 'google-de', group_id: 1, traffic_source_id: 2, domain_id: 1, cost_value: 0.25, bind_visitors: 's' },
	{ name: 'TikTok BR', alias: 'tiktok-br', group_id: 2, traffic_source_id: 3, domain_id: 2, type: 'weight' },
	{ name: 'Push IN', alias: 'push-in', group_id: 2, state: 'disabled', notes: 'paused until spring' },
	{ name: 'Тест кампании', alias: 'test5', uniqueness_method: 'ip_ua' },
	{ name: 'Archived campaign', alias: 'archived', state: 'deleted' },
];

const PAGE = '<html><body><a href="{offer}">Go</a></body></html>';

function seedFiles(store: Store) {
	const files = { 'index.html': PAGE, 'css/style.css': 'body { margin: 0 }', 'order/success.html': '<p>Thank you</p>' };
	for (const owner of ['landing:1', 'offer:5']) {
		store.files.set(owner, new Map(Object.entries(files).map(([path, content]) => [path, Buffer.from(content)])));
	}
}

/** What a click costs in the campaigns; the third loses money. */
const COSTS = [0.1, 0.25, 8];

/** A click every two hours, so twelve a day, two of them of bots; the last one a minute ago. A third of them convert. */
function seedTraffic(store: Store, host: StoreHost) {
	const now = host.now();
	for (let index = 1; index <= 60; index++) {
		const campaign_id = [1, 1, 2, 1, 2, 3][index % 6];
		const country = COUNTRIES[campaign_id - 1];
		store.addClick({
			campaign_id,
			at: now - (60 - index) * 7_200_000 - 60_000,
			country_code: country.code,
			city: country.city,
			cost: COSTS[campaign_id - 1],
			is_bot: index % 12 === 3 || index % 12 === 8,
			extra: { sub_id_1: `ad-${1 + (index % 4)}`, sub_id_2: 'feed' },
		});
	}
	const statuses = ['lead', 'sale', 'lead', 'rejected', 'sale'];
	for (let index = 1; index <= 20; index++) {
		const click = store.clicks[(index * 7) % 60];
		const status = statuses[index % 5];
		const offer = store.offers.find((row) => row.id === click.offer_id);
		store.addConversion({
			sub_id: click.sub_id,
			tid: index % 4 === 0 ? `T-${index}` : '',
			status,
			revenue: offer?.payout_value ?? 0,
			at: click.at + 30_000,
		});
	}
}

export function seed(store: Store, host: StoreHost) {
	GROUPS.forEach(([type, name]) => store.groups.push({ id: store.next('group'), name, type, position: store.groups.length + 1 }));
	SOURCES.forEach((row) => store.sources.push({ ...freshSource(store, host), ...CREATED, ...row }));
	networks(host.postbackKey).forEach((row) => store.networks.push({ ...freshNetwork(store, host), ...CREATED, ...row }));
	OFFERS.forEach((row) => store.offers.push({ ...freshOffer(store, host), ...CREATED, ...row }));
	LANDINGS.forEach((row) => store.landings.push({ ...freshLanding(store, host), ...CREATED, ...row }));
	DOMAINS.forEach((row) => store.domains.push({ ...freshDomain(store, host), ...CREATED, ...row }));
	CAMPAIGNS.forEach((row) => store.campaigns.push({ ...freshCampaign(store, host), ...CREATED, ...structuredClone(row) }));
	store.campaigns[0].postbacks.push({
		id: store.next('postback'),
		campaign_id: 1,
		method: 'GET',
		url: 'https://ads.example.com/fb?e={external_id}',
		statuses: ['sale'],
	});
	seedStreams(store, host);
	store.users.push({ ...freshUser(store), login: 'admin', type: 'ADMIN', password: 'admin-password', key_count: 1 });
	store.users.push({
		...freshUser(store),
		login: 'buyer',
		password: 'buyer-password',
		access_data: { campaigns_access_type: 'read_only' },
	});
	store.facebook.push({
		id: store.next('facebook'),
		name: 'Ads account',
		ad_account_id: '1234567890',
		token: 'EAAB-seeded-token',
		proxy_enabled: false,
		proxy: null,
		campaign_ids: [1],
	});
	['203.0.113.7', '203.0.113.8', '192.0.2.55', '198.51.100.0/24'].forEach((entry) => store.bots.add(entry));
	store.labels.push({ campaign_id: 1, ref_name: 'source', value: 'badsite.example', label: 'blacklist' });
	store.labels.push({ campaign_id: 1, ref_name: 'source', value: 'goodsite.example', label: 'whitelist' });
	store.integrations = { avscan_key: 'avscan-seeded-key', imklo_api_url: 'https://imklo.example.com/api' };
	seedFiles(store);
	seedTraffic(store, host);
	const lines = ['Cron started', 'Database optimised', 'Cache warmed up'];
	lines.forEach((message, index) =>
		store.logs.system.push({ datetime: host.stamp(host.now() - index * 60_000), jid: `j${index}`, message }),
	);
	store.logs.traffic.push({ datetime: host.stamp(), jid: 'j9', message: 'Campaign "Facebook US": flow "US offers"' });
	store.logs.ssl.push({ datetime: host.stamp(), jid: 'j10', message: 'go.example.com: certificate issued' });
}
