import type { Samples } from './sample';

const name: NonNullable<Samples[string]['setup']> = ({ store, settings }) => {
	settings.asyncDelay = 0;
	store.conversions.slice(0, 3).forEach((one, at) => (one.event_id = `conversion${at}`));
	[0, 1, 2].forEach((at) => store.addClick({ sub_id: `click${at}` }));
};

const conversionId = '={{ "conversion" + $itemIndex }}';
const clickId = '={{ "click" + $itemIndex }}';
const columns = ['event_id', 'status_history', 'version', 'conversion_type', 'params', 'postback_datetime'];
const more = {
	comment: 'paid',
	cost: 1.5,
	currency: 'EUR',
	from: 'alpha',
	ignoreStatus: 'test',
	leadStatus: 'reg,new',
	otherFields: '{ "version": 1 }',
	parameters: { parameters: [{ name: 'sub_id_15', value: 'fifteen' }] },
	rejectedStatus: 'bad',
	revenue: 25.5,
	saleStatus: 'dep',
};
const confirm = { confirm: true, confirmSeconds: 5 };

export const conversion: Samples = {
	getAll: {
		minimal: {},
		full: {
			interval: 'custom',
			from: '2026-01-01 00:00',
			to: '2026-12-31',
			timezone: 'Europe/Madrid',
			columns,
			limit: 5,
			reportFilters: { filters: [{ name: 'status', operator: 'EQUALS', expression: 'sale' }] },
			sort: { sort: [{ name: 'revenue', order: 'DESC' }] },
			additionalFields: { offset: 1, otherColumns: 'isp, region' },
		},
	},
	get: {
		minimal: { conversionId },
		full: { conversionId, columns, additionalFields: { otherColumns: 'isp' } },
		setup: name,
	},
	create: {
		minimal: { clickId },
		full: { clickId, status: 'lead', additionalFields: { transactionId: 'T-100', ...more }, ...confirm },
		setup: name,
	},
	update: {
		minimal: { conversionId, updateFields: { status: 'sale' } },
		full: { conversionId, updateFields: { status: 'sale', ...more }, ...confirm },
		setup: name,
	},
	delete: { minimal: { conversionId }, full: { conversionId, ...confirm }, setup: name },
};
