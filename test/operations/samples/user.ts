import type { Samples } from './sample';

const located = (value: string) => ({ __rl: true, mode: 'id', value });
const spare: NonNullable<Samples[string]['setup']> = ({ store }) => {
	for (let at = 0; at < 3; at++) store.users.push({ ...structuredClone(store.users[1]), id: store.next('user'), login: `spare${at}` });
};
const preferences = { language: 'ru', timezone: 'Europe/Minsk' };
const access = {
	affiliateNetworksAccessType: 'read_only',
	campaignsAccessType: 'to_groups_and_selected',
	domainsAccessType: 'full_access',
	landingsAccessType: 'created_by_user_groups_and_selected',
	offersAccessType: 'read_only',
	reports: 'campaigns, offers',
	resources: 'campaigns\nreports',
	streamsAccessType: 'full_access',
	trafficSourcesAccessType: 'read_only',
};

export const user: Samples = {
	getAll: { minimal: {}, full: { returnAll: false, limit: 1 } },
	get: { minimal: { userId: located('={{ $itemIndex % 2 + 1 }}') } },
	create: {
		minimal: { login: '={{ "login" + $itemIndex }}', newPassword: 'secret-word' },
		full: {
			login: '={{ "login" + $itemIndex }}',
			newPassword: 'secret-word',
			type: 'ADMIN',
			additionalFields: { preferences, otherFields: '{ "type": "USER" }' },
		},
	},
	update: {
		minimal: { userId: located('2'), updateFields: { login: '={{ "renamed" + $itemIndex }}' } },
		full: {
			userId: { __rl: true, mode: 'name', value: '={{ "spare" + $itemIndex }}' },
			updateFields: {
				keyCount: 3,
				login: '={{ "spare" + $itemIndex }}',
				newPassword: 'new-secret-word',
				otherFields: '{ "keyCount": 4 }',
				preferences,
				type: 'USER',
			},
		},
		setup: spare,
	},
	updateAccess: {
		minimal: { userId: located('2'), updateFields: { offersAccessType: 'read_only' } },
		full: { userId: located('2'), updateFields: { ...access, otherFields: '{ "reports": ["campaigns"] }' } },
	},
	delete: { minimal: { userId: located('={{ $itemIndex + 3 }}') }, setup: spare },
};
