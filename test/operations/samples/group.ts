import type { Samples } from './sample';

const groupId = '={{ $itemIndex + 1 }}';
const groupType = '={{ ["campaigns", "offers", "landings"][$itemIndex] }}';
const byName = { groupType, groupId: { __rl: true, mode: 'name', value: '={{ ["Main", "Nutra", "English"][$itemIndex] }}' } };

export const group: Samples = {
	getAll: { minimal: { type: 'campaigns' }, full: { type: groupType, returnAll: true } },
	get: { minimal: { groupId }, full: byName },
	create: {
		minimal: { name: '={{ "Group " + $itemIndex }}', type: 'offers' },
		full: { name: '={{ "Group " + $itemIndex }}', type: groupType, additionalFields: { position: 3, otherFields: '{ "position": "4" }' } },
	},
	update: {
		minimal: { groupId, updateFields: { name: '={{ "Renamed " + $itemIndex }}' } },
		full: { ...byName, updateFields: { name: '={{ "Renamed " + $itemIndex }}', type: 'domains', position: 2 } },
	},
	delete: { minimal: { groupId }, full: byName },
};
