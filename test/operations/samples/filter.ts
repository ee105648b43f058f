import type { Samples } from './sample';

const located = (value: string) => ({ __rl: true, mode: 'id', value });
/** The flows of the seed that have filters, and the filter of each. */
const seeded = { streamId: located('={{ [1, 2, 6][$itemIndex] }}'), filterId: '={{ $itemIndex + 1 }}' };

export const filter: Samples = {
	getAll: { minimal: { streamId: located('2') }, full: { streamId: located('2'), returnAll: false, limit: 5 } },
	get: { minimal: seeded },
	create: {
		minimal: { streamId: located('2'), name: 'bot' },
		full: { streamId: located('2'), name: 'keyword', mode: 'reject', payload: '={{ "word" + $itemIndex }}, shoes' },
	},
	update: {
		minimal: { ...seeded, updateFields: { mode: 'reject' } },
		full: { ...seeded, updateFields: { name: 'limit', mode: 'accept', payload: '{ "per_hour": 1, "per_day": 2, "total": 3 }' } },
	},
	delete: { minimal: seeded },
	getTypes: { minimal: {}, full: { returnAll: true } },
};
