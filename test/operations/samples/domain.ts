import type { Samples } from './sample';

const domainId = { __rl: true, mode: 'id', value: '={{ $itemIndex + 1 }}' };
const byId = { minimal: { domainId } };
const name = '={{ "new" + $itemIndex + ".example.com" }}';

const shared = {
	catchNotFound: true,
	defaultCampaignId: { __rl: true, mode: 'alias', value: 'facebook-us' },
	notes: 'Made by a workflow',
	otherFields: '{ "notes": "From other fields" }',
};
const parked = { ...shared, allowIndexing: false, sslRedirect: true };

export const domain: Samples = {
	getAll: { minimal: {}, full: { returnAll: true } },
	get: byId,
	create: { minimal: { name }, full: { name, additionalFields: { ...parked, isSsl: true, wildcard: true } } },
	update: {
		minimal: { domainId, updateFields: { notes: 'Changed' } },
		full: { domainId, updateFields: { ...shared, name, isSsl: false, state: 'disabled' } },
	},
	delete: byId,
	check: byId,
	restore: { ...byId, setup: ({ store }) => store.domains.forEach((row) => (row.state = 'deleted')) },
	getDeleted: { minimal: {}, full: { returnAll: true } },
	getIp: { minimal: {} },
	register: {
		minimal: { name },
		full: { name, additionalFields: { ...parked, adminDashboard: true, groupId: { __rl: true, mode: 'name', value: 'Parked' } } },
	},
};
