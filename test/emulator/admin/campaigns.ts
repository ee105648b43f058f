import { json } from '../answers';
import { freshCampaign, newToken } from '../store/fresh';
import type { Campaign, CampaignPostback } from '../store/types';
import type { Handler, Tracker } from '../types';
import { applyCost, type CostEntry } from '../costs';
import { cloneOf, createOf, deletedOf, find, getOf, groupName, type Kind, required, show, stateOf, unique, updateOf } from './entities';
import { copyStream, presentStream } from './streams';

const domainAddress = (tracker: Tracker, id: number | null) => {
	const domain = tracker.store.domains.find((row) => row.id === id);
	if (!domain || tracker.settings.restricted) return null;
	return domain.name.includes('://') ? `${domain.name}/` : `${domain.is_ssl ? 'https' : 'http'}://${domain.name}/`;
};

function presentParameters({ settings }: Tracker, parameters: Campaign['parameters']): unknown {
	if (settings.parametersAs === 'object') return parameters;
	const once = JSON.stringify(parameters);
	return settings.parametersAs === 'string' ? once : JSON.stringify(once);
}

const kind: Kind<Campaign> = {
	model: 'Campaign',
	rows: (store) => store.campaigns,
	fresh: (tracker) => freshCampaign(tracker.store, tracker),
	check: (tracker, body, row) => {
		required(tracker, body, 'alias', 'name');
		unique(tracker, tracker.store.campaigns, row, body, 'alias');
	},
	accept: (tracker, body, row) => {
		const { group_id, postbacks, ...rest } = body as Partial<Campaign>;
		return {
			...rest,
			...(group_id === undefined ? {} : { group_id: Number(group_id) }),
			...(postbacks && { postbacks: postbacks.map((postback) => storedPostback(tracker, row, postback)) }),
		};
	},
	present: (tracker, row) => ({
		...row,
		parameters: presentParameters(tracker, row.parameters),
		group: groupName(tracker.store, row.group_id),
		domain: domainAddress(tracker, row.domain_id),
	}),
	cloned: (tracker, copy, original) => {
		copy.alias = newToken(tracker).slice(0, 8);
		copy.token = newToken(tracker);
		copy.postbacks = original.postbacks.map((postback) => ({ ...postback, id: tracker.store.next('postback'), campaign_id: copy.id }));
		const streams = tracker.store.streams.filter((stream) => stream.campaign_id === original.id && stream.state !== 'deleted');
		streams.forEach((stream) => copyStream(tracker, stream, copy.id));
	},
};

export const campaignKind = kind;

/** Postbacks are replaced as a whole; one sent with its id keeps it. */
function storedPostback(tracker: Tracker, row: Campaign, given: Partial<CampaignPostback>): CampaignPostback {
	const known = row.postbacks.find((postback) => postback.id === given.id);
	const id = known?.id ?? tracker.store.next('postback');
	return { method: 'GET', url: '', statuses: [], ...given, id, campaign_id: row.id };
}

const list: Handler = (tracker, { query }) => {
	const rows = tracker.store.campaigns.filter((row) => row.state !== 'deleted');
	const { pagedCampaigns } = tracker.settings;
	const offset = pagedCampaigns ? Number(query.offset ?? 0) : 0;
	const limit = pagedCampaigns && query.limit !== undefined ? Number(query.limit) : rows.length;
	return json(rows.slice(offset, offset + limit).map((row) => show(kind, tracker, row)));
};

/** Purges the whole archive, of every kind. */
const cleanArchive: Handler = ({ store }) => {
	const kept = <T extends { state: string }>(rows: T[]) => rows.filter((row) => row.state !== 'deleted');
	Object.assign(store, {
		campaigns: kept(store.campaigns),
		streams: kept(store.streams),
		offers: kept(store.offers),
		landings: kept(store.landings),
		sources: kept(store.sources),
		networks: kept(store.networks),
		domains: kept(store.domains),
	});
	return json({ success: true });
};

const streams: Handler = (tracker, { id }) => {
	find(kind, tracker, id);
	const rows = tracker.store.streams.filter((stream) => stream.campaign_id === id && stream.state !== 'deleted');
	return json(rows.map((row) => presentStream(tracker, row)));
};

const updateCosts: Handler = (tracker, { id, body }) => {
	find(kind, tracker, id);
	const { only_campaign_uniques, ...entry } = body;
	applyCost(tracker, { campaigns: [id], onlyUnique: Boolean(only_campaign_uniques), entry: entry as unknown as CostEntry });
	return { status: 200, body: '' };
};

export const campaigns: Record<string, Handler> = {
	'GET /campaigns': list,
	'POST /campaigns': createOf(kind),
	'GET /campaigns/deleted': deletedOf(kind),
	'POST /campaigns/clean_archive': cleanArchive,
	'GET /campaigns/{id}': getOf(kind),
	'PUT /campaigns/{id}': updateOf(kind),
	'DELETE /campaigns/{id}': stateOf(kind, 'deleted', { status: 201, answer: 'array' }),
	'POST /campaigns/{id}/restore': stateOf(kind, 'active', { status: 201 }),
	'POST /campaigns/{id}/enable': stateOf(kind, 'active'),
	'POST /campaigns/{id}/disable': stateOf(kind, 'disabled'),
	'POST /campaigns/{id}/clone': cloneOf(kind),
	'GET /campaigns/{id}/streams': streams,
	'POST /campaigns/{id}/update_costs': updateCosts,
};
