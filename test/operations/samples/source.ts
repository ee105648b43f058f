import { everyParameter, type Samples } from './sample';

const sourceId = { __rl: true, mode: 'id', value: '={{ $itemIndex + 1 }}' };
const byId = { minimal: { sourceId } };

const added = {
	acceptParameters: false,
	notes: 'Made by a workflow',
	otherFields: '{ "notes": "From other fields" }',
	parameters: { parameters: everyParameter },
	postbackStatuses: ['lead', 'sale', 'rejected', 'rebill'],
	postbackUrl: 'https://ads.example.com/pb?id={external_id}',
	state: 'active',
	templateName: 'facebook.com',
	trafficLoss: 2.5,
};

export const source: Samples = {
	getAll: { minimal: {}, full: { returnAll: true } },
	get: byId,
	create: { minimal: { name: 'New' }, full: { name: 'New', additionalFields: added } },
	update: { minimal: { sourceId, updateFields: { name: 'Renamed' } }, full: { sourceId, updateFields: { name: 'Renamed', ...added } } },
	delete: byId,
	clone: byId,
};
