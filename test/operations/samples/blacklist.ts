import type { Samples } from './sample';

const campaignId = { __rl: true, mode: 'id', value: '1' };
const column = { campaignId, refName: 'source' };
const blacklistId = '={{ ["badsite.example", "goodsite.example", "newsite.example"][$itemIndex] }}';

export const blacklist: Samples = {
	getAll: { minimal: column, full: { ...column, labelName: 'both', returnAll: false, limit: 10 } },
	get: { minimal: { ...column, blacklistId } },
	create: {
		minimal: { ...column, values: '={{ "site" + $itemIndex + ".example" }}' },
		full: {
			campaignId: { __rl: true, mode: 'alias', value: 'google-de' },
			refName: '={{ ["ip", "keyword", "sub_id_10"][$itemIndex] }}',
			values: '={{ ["a" + $itemIndex, "b" + $itemIndex] }}',
			label: 'whitelist',
		},
	},
	update: { minimal: { ...column, blacklistId }, full: { ...column, blacklistId, label: 'whitelist' } },
	delete: { minimal: { ...column, blacklistId } },
};
