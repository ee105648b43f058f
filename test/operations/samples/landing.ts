import { fileSamples, withArchive } from './localFiles';
import type { Samples } from './sample';

const landingId = { __rl: true, mode: 'id', value: '={{ $itemIndex + 1 }}' };
const byId = { minimal: { landingId } };

const added = {
	actionPayload: 'Hello {country}',
	actionType: 'show_text',
	archive: 'site',
	groupId: { __rl: true, mode: 'name', value: 'English' },
	landingType: 'local',
	notes: 'Made by a workflow',
	otherFields: '{ "notes": "From other fields" }',
	state: 'disabled',
	url: 'https://example.com/',
};

export const landing: Samples = {
	getAll: { minimal: {}, full: { returnAll: true } },
	get: byId,
	create: { minimal: { name: 'New' }, full: { name: 'New', additionalFields: added }, item: withArchive },
	update: {
		minimal: { landingId, updateFields: { name: 'Renamed' } },
		full: { landingId, updateFields: { name: 'Renamed', ...added } },
		item: withArchive,
	},
	delete: byId,
	clone: byId,
	...fileSamples({ landingId: '1' }),
};
