import { error, json, refuse } from '../answers';
import type { Handler } from '../types';
import { find } from './entities';
import { campaignKind } from './campaigns';

const REFS = /^(ip|source|ad_campaign_id|creative_id|keyword|ad_campaign_idn|sub_id_([1-9]|10))$/;

const checkRef = (name: unknown) => REFS.test(String(name)) || refuse(error(400, `Unknown ref_name "${String(name)}"`));

export const labels: Record<string, Handler> = {
	'GET /report/labels': (tracker, { query }) => {
		if (tracker.settings.labels === 'refused') refuse(error(400, 'Bad request'));
		checkRef(query.ref_name);
		const campaign = find(campaignKind, tracker, Number(query.campaign_id));
		const rows = tracker.store.labels.filter(
			(row) => row.campaign_id === campaign.id && row.ref_name === query.ref_name && row.label === query.label_name,
		);
		return json(Object.fromEntries(rows.map((row) => [row.value, row.label])));
	},
	// an empty label takes the label off
	'POST /report/labels': (tracker, { body }) => {
		checkRef(body.ref_name);
		const { id } = find(campaignKind, tracker, Number(body.campaign_id));
		const ref_name = String(body.ref_name);
		for (const [value, label] of Object.entries(body.items as Record<string, string>)) {
			const others = tracker.store.labels.filter((row) => row.campaign_id !== id || row.ref_name !== ref_name || row.value !== value);
			tracker.store.labels = label === '' ? others : [...others, { campaign_id: id, ref_name, value, label }];
		}
		return json({ success: true });
	},
};
