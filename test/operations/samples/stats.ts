import type { Samples } from './sample';

export const stats: Samples = {
	getAll: {
		minimal: {},
		full: {
			interval: 'custom',
			from: '2026-01-01',
			to: '2026-12-31 12:00',
			timezone: 'Europe/Madrid',
			dimensions: ['campaign_id', 'day'],
			measures: ['clicks', 'revenue'],
			includeIds: true,
			returnAll: true,
			reportFilters: {
				filters: [
					{ name: 'campaign_id', operator: 'IN_LIST', expression: '1, 2' },
					{ name: 'clicks', operator: 'GREATER_THAN', expression: '0' },
					{ name: 'sub_id_1', operator: 'IS_SET' },
				],
			},
			sort: { sort: [{ name: 'revenue', order: 'DESC' }] },
			additionalFields: {
				includeTotals: true,
				otherDimensions: 'country',
				otherMeasures: 'deposits, cpl',
				otherFields: '{ "columns": ["city"] }',
			},
		},
	},
	get: { minimal: { statsId: '1' }, explains: /Get Many/ },
	create: { minimal: { statsData: '{ "clicks": 1 }' }, explains: /Get Many/ },
	update: { minimal: { statsId: '1', statsData: '{ "clicks": 1 }' }, explains: /Update Costs/ },
	delete: { minimal: { statsId: '1' }, explains: /Clean/ },
};
