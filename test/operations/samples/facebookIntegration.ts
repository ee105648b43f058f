import type { Samples } from './sample';

const located = (value: string) => ({ __rl: true, mode: 'id', value });
const facebookIntegrationId = located('1');
const proxy = { protocol: 'socks5', address: 'proxy.example.com', port: 1080, login: 'user', password: 'proxy-word' };
const settings = { name: '={{ "Account " + $itemIndex }}', adAccountId: '42', token: 'EAAB-new' };
const campaign = { facebookIntegrationId, campaignId: located('={{ $itemIndex + 1 }}') };
const spare: NonNullable<Samples[string]['setup']> = ({ store }) => {
	for (let at = 0; at < 3; at++) store.facebook.push({ ...structuredClone(store.facebook[0]), id: store.next('facebook') });
};

export const facebookIntegration: Samples = {
	getAll: { minimal: {}, full: { returnAll: true } },
	get: { minimal: { facebookIntegrationId } },
	create: {
		minimal: settings,
		full: { ...settings, additionalFields: { otherFields: '{ "proxy_enabled": true }', proxy, proxyEnabled: false } },
	},
	update: {
		minimal: { facebookIntegrationId, updateFields: { name: 'Renamed' } },
		full: {
			facebookIntegrationId,
			updateFields: { ...settings, otherFields: '{ "ad_account_id": "43" }', proxy, proxyEnabled: true },
		},
	},
	delete: { minimal: { facebookIntegrationId: located('={{ $itemIndex + 2 }}') }, setup: spare },
	getCampaigns: { minimal: { facebookIntegrationId }, full: { facebookIntegrationId, returnAll: false, limit: 5 } },
	addCampaign: { minimal: campaign },
	removeCampaign: { minimal: campaign },
};
