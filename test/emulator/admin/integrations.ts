import { empty, json, missing, refuse } from '../answers';
import type { Facebook } from '../store/types';
import type { Handler, Tracker } from '../types';

const find = (tracker: Tracker, id: number): Facebook =>
	tracker.store.facebook.find((row) => row.id === id) ?? refuse(missing('FacebookIntegration', id));

const show = ({ campaign_ids: _ids, ...row }: Facebook) => ({ integration: 'facebook', last_error: null, last_raw_error: null, ...row });

/** Two settings that are read as JSON and written through the query. */
const setting = (path: string, name: 'avscan_key' | 'imklo_api_url'): Record<string, Handler> => ({
	[`GET ${path}`]: ({ store }) => json({ [name]: store.integrations[name] }),
	[`PUT ${path}`]: ({ store }, { query }) => json({ [name]: (store.integrations[name] = query[name]) }),
});

export const integrations: Record<string, Handler> = {
	...setting('/integrations/avscan', 'avscan_key'),
	...setting('/integrations/imklo', 'imklo_api_url'),
	'GET /integrations/facebook': ({ store }) => json({ data: store.facebook.map(show) }),
	// created: the record itself; read and updated: inside `data`
	'POST /integrations/facebook': ({ store }, { body }) => {
		const row = {
			name: '',
			ad_account_id: '',
			token: '',
			proxy_enabled: false,
			proxy: null,
			...body,
			id: store.next('facebook'),
			campaign_ids: [],
		};
		store.facebook.push(row);
		return json(show(row));
	},
	'GET /integrations/facebook/{id}': (tracker, { id }) => json({ data: show(find(tracker, id)) }),
	'PUT /integrations/facebook/{id}': (tracker, { id, body }) => json({ data: show(Object.assign(find(tracker, id), body)) }),
	'DELETE /integrations/facebook/{id}': (tracker, { id }) => {
		const row = find(tracker, id);
		tracker.store.facebook = tracker.store.facebook.filter((other) => other !== row);
		return json({ success: true });
	},
	'GET /integrations/facebook/{id}/campaign': (tracker, { id }) => {
		const { campaign_ids } = find(tracker, id);
		const rows = tracker.store.campaigns.filter((campaign) => campaign_ids.includes(campaign.id));
		return json(rows.map((campaign) => ({ name: campaign.name, value: campaign.id })));
	},
	'POST /integrations/facebook/{id}/campaign': (tracker, { id, body }) => {
		const row = find(tracker, id);
		row.campaign_ids = [...new Set([...row.campaign_ids, Number(body.campaign_id)])];
		return empty();
	},
	'DELETE /integrations/facebook/{id}/campaign': (tracker, { id, body }) => {
		const row = find(tracker, id);
		row.campaign_ids = row.campaign_ids.filter((campaignId) => campaignId !== body.campaign_id);
		return empty();
	},
};
