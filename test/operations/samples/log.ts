import type { Samples } from './sample';

const logId = 'system';
const more = { logId, limit: 2, additionalFields: { offset: 1, query: 'a' } };

export const log: Samples = {
	getAll: { minimal: { logId }, full: { ...more, returnAll: true } },
	get: { minimal: { logId }, full: more },
	getTypes: { minimal: {} },
	delete: { minimal: { logId: '={{ ["system", "traffic", "ssl"][$itemIndex] }}' } },
	create: { minimal: { logData: '{ "message": "Hello" }' }, explains: /Get Many/ },
	update: { minimal: { logId, logData: '{ "message": "Hello" }' }, explains: /Delete/ },
};
