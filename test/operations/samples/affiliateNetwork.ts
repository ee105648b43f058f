import type { Samples } from './sample';

const affiliateNetworkId = { __rl: true, mode: 'id', value: '={{ $itemIndex + 1 }}' };
const thirdNetwork: Samples[string]['setup'] = ({ store }) =>
	void store.networks.push({ ...store.networks[1], id: 3, name: 'Gamma Network' });
const byId = { minimal: { affiliateNetworkId }, setup: thirdNetwork };

const added = {
	notes: 'Made by a workflow',
	offerParam: 'sub1={subid}',
	otherFields: '{ "notes": "From other fields" }',
	postbackUrl: 'https://postbacks.example.com/?subid={sub1}',
};

export const affiliateNetwork: Samples = {
	getAll: { minimal: {}, full: { returnAll: true } },
	get: byId,
	create: {
		minimal: { name: '={{ "Network " + $itemIndex }}' },
		full: { name: '={{ "Network " + $itemIndex }}', additionalFields: added },
	},
	update: {
		minimal: { affiliateNetworkId, updateFields: { name: '={{ "Renamed " + $itemIndex }}' } },
		full: { affiliateNetworkId, updateFields: { name: '={{ "Renamed " + $itemIndex }}', ...added } },
		setup: thirdNetwork,
	},
	delete: byId,
	clone: byId,
};
