import type { StoreHost } from '.';
import { COUNTRIES, DEVICES } from './devices';
import type { Click, Store } from './types';

/** Spreads numbers over the 32-bit range: ids that look random and never repeat. */
export const scatter = (id: number) => Math.imul(id, 0x9e3779b1) >>> 0;

/** As live trackers write it: `2odk4rt.3.snk`. */
export const subIdOf = (id: number, campaignId: number) => `${scatter(id).toString(36)}.${campaignId}.${id.toString(36)}`;

const hex = (value: number, length: number) => value.toString(16).padStart(length, '0').slice(-length);

/** A UUID of version 7: the time first, then what is unique. */
export const eventId = (at: number, id: number, kind: number) => {
	const time = hex(at, 12);
	return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(kind, 3)}-8${hex(scatter(id), 3)}-${hex(id, 12)}`;
};

export function newClick(store: Store, host: StoreHost, given: Partial<Click> = {}): Click {
	const id = given.id ?? store.next('click');
	const campaignId = given.campaign_id ?? 1;
	const campaign = store.campaigns.find((row) => row.id === campaignId);
	const stream = store.streams.find((row) => row.campaign_id === campaignId && row.state === 'active' && row.offers.length > 0);
	const country = COUNTRIES[(id + campaignId) % COUNTRIES.length];
	return {
		id,
		sub_id: subIdOf(id, campaignId),
		at: host.now(),
		campaign_id: campaignId,
		stream_id: stream?.id ?? 0,
		landing_id: stream?.landings[0]?.landing_id ?? 0,
		offer_id: stream?.offers[id % stream.offers.length]?.offer_id ?? 0,
		source_id: campaign?.traffic_source_id ?? 0,
		country_code: country.code,
		city: country.city,
		device: id % DEVICES.length,
		ip: `198.18.${(id >> 8) & 255}.${id & 255}`,
		keyword: ['slim fast', 'quick loan', 'best offer'][id % 3],
		source: ['news.example', 'goodsite.example', 'badsite.example', ''][id % 4],
		referrer: id % 4 === 3 ? '' : 'https://news.example/post',
		language: country.language,
		ad_campaign_id: `ac-${1 + (id % 3)}`,
		creative_id: `cr-${1 + (id % 5)}`,
		external_id: `ext-${id}`,
		unique: id % 3 !== 0,
		is_bot: id % 20 === 0,
		is_using_proxy: id % 25 === 0,
		landing_clicked: id % 2 === 0 ? 12 : 0,
		cost: 0,
		...given,
	};
}
