import { everyFilter, type Samples } from './sample';

const name: NonNullable<Samples[string]['setup']> = ({ store }) =>
	[0, 1, 2].forEach((at) => {
		const click = store.clicks[at];
		store.conversions.filter(({ sub_id }) => sub_id === click.sub_id).forEach((one) => (one.sub_id = `click${at}`));
		click.sub_id = `click${at}`;
	});

const clickId = '={{ "click" + $itemIndex }}';
const campaignId = { __rl: true, mode: 'id', value: '={{ $itemIndex + 1 }}' };
const columns = ['datetime', 'sub_id', 'event_id', 'sub_id_30', 'extra_param_10', 'profit'];
const span = { startDate: '2026-11-01', endDate: '2026-11-02 12:00' };
const cost = { campaignIds: '={{ $itemIndex + 1 }}', ...span, cost: '19.22', currency: 'EUR' };

export const click: Samples = {
	getAll: {
		minimal: {},
		full: {
			interval: 'custom',
			from: '2026-01-01',
			to: '2026-12-31 12:00',
			timezone: 'Europe/Madrid',
			columns,
			limit: 5,
			reportFilters: { filters: [{ name: 'country_code', operator: 'NOT_IN_LIST', expression: 'IN,BR' }] },
			sort: { sort: [{ name: 'ip', order: 'ASC' }] },
			additionalFields: { offset: 1, otherColumns: 'isp, region' },
		},
	},
	get: { minimal: { clickId }, full: { clickId, columns, additionalFields: { otherColumns: 'isp' } }, setup: name },
	create: {
		minimal: { campaignId },
		full: {
			campaignId,
			ip: '203.0.113.99',
			userAgent: 'Mozilla/5.0',
			info: true,
			additionalFields: {
				adCampaignId: 'ac-1',
				cost: 0.25,
				creativeId: 'cr-1',
				currency: 'EUR',
				externalId: 'ext-1',
				forceRedirectOffer: true,
				keyword: 'slim',
				landingId: { __rl: true, mode: 'id', value: '1' },
				language: 'en',
				log: true,
				otherFields: '{ "version": 3 }',
				parameters: {
					parameters: [
						{ name: 'sub_id_30', value: 'thirty' },
						{ name: 'extra_param_10', value: 'ten' },
					],
				},
				source: 'news.example',
				token: '={{ "clicktoken" + $itemIndex }}',
				uniquenessCookie: 'cookie',
				xRequestedWith: 'XMLHttpRequest',
			},
		},
		setup: ({ store }) => store.campaigns.forEach((campaign, at) => (campaign.token = `clicktoken${at}`)),
	},
	update: {
		minimal: { clickId, subIds: { subIds: [{ name: 'sub_id_1', value: 'new' }] } },
		full: {
			clickId,
			subIds: {
				subIds: [
					{ name: 'sub_id_1', value: 'new' },
					{ name: 'sub_id_30', value: 'thirty' },
				],
			},
		},
		setup: name,
	},
	delete: { minimal: { clickId }, explains: /Clean/ },
	updateCosts: {
		minimal: cost,
		full: {
			...cost,
			timezone: 'Europe/Madrid',
			additionalFields: {
				filters: { filters: everyFilter },
				onlyCampaignUniques: true,
			},
		},
	},
	clean: {
		minimal: { campaignId, ...span },
		full: { scope: 'all', ...span, timezone: 'Europe/Madrid' },
	},
};
