import { json } from '../answers';
import { freshLanding, freshOffer } from '../store/fresh';
import { countryName } from '../store/devices';
import type { Landing, Offer } from '../store/types';
import type { Handler, Tracker } from '../types';
import { cloneOf, createOf, getOf, groupName, type Kind, listOf, required, show, stateOf, updateOf } from './entities';
import { acceptArchive, copyFiles, fileHandlers, previewOf } from './files';

const presentCountries = ({ settings }: Tracker, codes: string[]) => {
	if (settings.countriesAs === 'codes') return codes;
	const names = codes.map(countryName);
	return settings.countriesAs === 'names' ? names : names.join(', ');
};

const offerKind: Kind<Offer> = {
	model: 'Offer',
	rows: (store) => store.offers,
	fresh: (tracker) => freshOffer(tracker.store, tracker),
	check: (tracker, body) => required(tracker, body, 'name'),
	accept: (tracker, body, row) => acceptArchive(tracker, `offer:${row.id}`, body),
	present: (tracker, row) => ({
		...row,
		country: presentCountries(tracker, row.country),
		group: groupName(tracker.store, row.group_id),
		affiliate_network: tracker.store.networks.find((network) => network.id === row.affiliate_network_id)?.name ?? '',
		...previewOf(tracker, 'offer', row.id, row.offer_type === 'local'),
	}),
	cloned: (tracker, copy, original) => copyFiles(tracker, `offer:${original.id}`, `offer:${copy.id}`),
};

const landingKind: Kind<Landing> = {
	model: 'Landing',
	rows: (store) => store.landings,
	fresh: (tracker) => freshLanding(tracker.store, tracker),
	check: (tracker, body) => required(tracker, body, 'name'),
	accept: (tracker, body, row) => {
		const { group_id, ...rest } = acceptArchive(tracker, `landing:${row.id}`, body);
		return { ...rest, ...(group_id === undefined ? {} : { group_id: Number(group_id) }) };
	},
	present: (tracker, row) => ({
		...row,
		group: groupName(tracker.store, row.group_id),
		offer_count: (JSON.stringify(row.action_payload ?? '').match(/\{offer/g) ?? []).length || 1,
		...previewOf(tracker, 'landing', row.id, row.landing_type === 'local'),
	}),
	cloned: (tracker, copy, original) => copyFiles(tracker, `landing:${original.id}`, `landing:${copy.id}`),
};

/** A user with few rights gets fewer offers, and no word about it. */
const listOffers: Handler = (tracker, call) => {
	if (!tracker.settings.restricted) return listOf(offerKind)(tracker, call);
	const seen = tracker.store.offers.filter((row) => row.state !== 'deleted').slice(0, 2);
	return json(seen.map((row) => show(offerKind, tracker, row)));
};

export const offers: Record<string, Handler> = {
	'GET /offers': listOffers,
	'POST /offers': createOf(offerKind),
	'GET /offers/{id}': getOf(offerKind),
	'PUT /offers/{id}': updateOf(offerKind),
	'DELETE /offers/{id}/archive': stateOf(offerKind, 'deleted'),
	'POST /offers/{id}/clone': cloneOf(offerKind),
	...fileHandlers('/offers', 'offer', offerKind, (row) => row.offer_type === 'local'),
};

export const landings: Record<string, Handler> = {
	'GET /landing_pages': listOf(landingKind),
	'POST /landing_pages': createOf(landingKind),
	'GET /landing_pages/{id}': getOf(landingKind),
	'PUT /landing_pages/{id}': updateOf(landingKind),
	'DELETE /landing_pages/{id}': stateOf(landingKind, 'deleted'),
	'PUT /landing_pages/{id}/clone': cloneOf(landingKind, 'object'),
	...fileHandlers('/landing_pages', 'landing', landingKind, (row) => row.landing_type === 'local'),
};
