import type { Samples } from './sample';

const campaignId = { __rl: true, mode: 'id', value: '1' };
const fill: NonNullable<Samples[string]['setup']> = ({ store }) => {
	const { postbacks } = store.campaigns[0];
	for (let at = 0; at < 2; at++) postbacks.push({ ...structuredClone(postbacks[0]), id: store.next('postback') });
};
const seeded = { campaignId, postbackId: '={{ $itemIndex + 1 }}' };
const url = '={{ "https://ads.example.com/" + $itemIndex + "?e={external_id}" }}';
const settings = { url, method: 'POST', statuses: ['lead', 'rebill'] };

export const postback: Samples = {
	getAll: { minimal: { campaignId }, full: { campaignId, returnAll: false, limit: 5 } },
	get: { minimal: seeded, setup: fill },
	create: { minimal: { campaignId, url }, full: { campaignId, ...settings } },
	update: {
		minimal: { ...seeded, updateFields: { url } },
		full: { ...seeded, updateFields: settings },
		setup: fill,
	},
	delete: { minimal: seeded, setup: fill },
	test: {
		minimal: { testData: { clickId: '={{ "click" + $itemIndex }}' } },
		full: {
			testData: {
				clickId: '={{ "click" + $itemIndex }}',
				cost: 1.5,
				currency: 'EUR',
				payout: 25,
				status: 'sale',
				subId1: 'ad-1',
				transactionId: '={{ "T" + $itemIndex }}',
			},
			confirm: true,
			confirmSeconds: 1,
		},
	},
};
