import type { Emulator } from '../../emulator';
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
const groupId = { __rl: true, mode: 'name', value: 'Parked' };
/** Trackers take the group of a domain, though the published API does not have it. */
const withGroups = ({ settings }: Emulator) => void (settings.lax = true);
const parked = { ...shared, allowIndexing: false, sslRedirect: true };

export const domain: Samples = {
	getAll: { minimal: {}, full: { returnAll: true } },
	get: byId,
	create: { minimal: { name }, full: { name, isSsl: false, additionalFields: { ...parked, groupId, wildcard: true } }, setup: withGroups },
	update: {
		minimal: { domainId, updateFields: { notes: 'Changed' } },
		full: { domainId, updateFields: { ...parked, groupId, name, isSsl: false, state: 'disabled' } },
		setup: withGroups,
	},
	delete: byId,
	check: byId,
	restore: { ...byId, setup: ({ store }) => store.domains.forEach((row) => (row.state = 'deleted')) },
	getDeleted: { minimal: {}, full: { returnAll: true } },
	getIp: { minimal: {} },
	register: {
		minimal: { name },
		full: { name, additionalFields: { ...parked, adminDashboard: true, groupId } },
	},
};
