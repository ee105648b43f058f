import type { Tracker } from '../types';
import { generateCampaigns, generateClicks, generateConversions, generateOffers } from './bulk';
import { newClick } from './clicks';
import { newConversion } from './conversions';
import type { Click, Store } from './types';

export type StoreHost = Pick<Tracker, 'now' | 'stamp' | 'random' | 'settings' | 'postbackKey'>;

/** An empty store; seed() fills it. */
export function createStore(host: StoreHost): Store {
	const ids: Record<string, number> = {};
	let bySubId = new Map<string, Click>();
	let indexed = { list: [] as Click[], length: 0 };

	const store: Store = {
		campaigns: [],
		streams: [],
		offers: [],
		landings: [],
		sources: [],
		networks: [],
		groups: [],
		domains: [],
		users: [],
		facebook: [],
		bots: new Set(),
		labels: [],
		clicks: [],
		conversions: [],
		logs: { system: [], traffic: [], postbacks: [], ssl: [], sent_postbacks: [] },
		integrations: { avscan_key: '', imklo_api_url: '' },
		files: new Map(),
		next: (kind) => (ids[kind] = (ids[kind] ?? 0) + 1),
		addClick: (given) => {
			const click = newClick(store, host, given);
			store.clicks.push(click);
			return click;
		},
		addConversion: (given) => {
			const conversion = newConversion(store, host, given);
			store.conversions.push(conversion);
			return conversion;
		},
		clickOf: (subId) => {
			// a test may have given a click another sub id
			const isStale = indexed.list !== store.clicks || indexed.length !== store.clicks.length || bySubId.get(subId)?.sub_id !== subId;
			if (isStale) {
				bySubId = new Map(store.clicks.map((click) => [click.sub_id, click]));
				indexed = { list: store.clicks, length: store.clicks.length };
			}
			return bySubId.get(subId);
		},
		generateClicks: (count, options) => generateClicks(store, host, count, options),
		generateConversions: (count) => generateConversions(store, count),
		generateCampaigns: (count) => generateCampaigns(store, host, count),
		generateOffers: (count) => generateOffers(store, host, count),
	};
	return store;
}
