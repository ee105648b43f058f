import { freshNetwork, freshSource } from '../store/fresh';
import type { Network, Source } from '../store/types';
import type { Handler } from '../types';
import { cloneOf, createOf, getOf, type Kind, listOf, required, stateOf, unique, updateOf } from './entities';

const sourceKind: Kind<Source> = {
	model: 'TrafficSource',
	rows: (store) => store.sources,
	fresh: (tracker) => freshSource(tracker.store, tracker),
	check: (tracker, body) => required(tracker, body, 'name'),
};

const networkKind: Kind<Network> = {
	model: 'AffiliateNetwork',
	rows: (store) => store.networks,
	fresh: (tracker) => freshNetwork(tracker.store, tracker),
	// unlike the other kinds
	readsArchived: true,
	check: (tracker, body, row) => {
		required(tracker, body, 'name');
		unique(
			tracker,
			tracker.store.networks.filter((network) => network.state !== 'deleted'),
			row,
			body,
			'name',
		);
	},
};

export const sources: Record<string, Handler> = {
	'GET /traffic_sources': listOf(sourceKind),
	'POST /traffic_sources': createOf(sourceKind),
	'GET /traffic_sources/{id}': getOf(sourceKind),
	'PUT /traffic_sources/{id}': updateOf(sourceKind),
	'DELETE /traffic_sources/{id}': stateOf(sourceKind, 'deleted', { answer: 'empty' }),
	'POST /traffic_sources/{id}/clone': cloneOf(sourceKind),
};

export const networks: Record<string, Handler> = {
	'GET /affiliate_networks': listOf(networkKind),
	'POST /affiliate_networks': createOf(networkKind),
	'GET /affiliate_networks/{id}': getOf(networkKind),
	'PUT /affiliate_networks/{id}': updateOf(networkKind),
	'DELETE /affiliate_networks/{id}': stateOf(networkKind, 'deleted'),
	'POST /affiliate_networks/{id}/clone': cloneOf(networkKind),
};
