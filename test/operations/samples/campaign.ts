import { everyFilter, everyParameter, type Samples } from './sample';

const campaignId = { __rl: true, mode: 'id', value: '={{ $itemIndex + 1 }}' };
const byId = { minimal: { campaignId } };

const postback = { url: 'https://ads.example.com/pb?id={external_id}', method: 'POST', statuses: ['lead', 'sale', 'rejected', 'rebill'] };

const added = {
	bindVisitors: 'sl',
	cookiesTtl: 12,
	costCurrency: 'EUR',
	costType: 'CPM',
	costValue: 0.25,
	domainId: { __rl: true, mode: 'name', value: 'go.example.com' },
	groupId: { __rl: true, mode: 'name', value: 'Main' },
	notes: 'Made by a workflow',
	otherFields: '{ "notes": "From other fields" }',
	parameters: { parameters: everyParameter },
	postbacks: { postbacks: [{ ...postback, id: '' }] },
	state: 'disabled',
	token: '={{ "sampletoken" + $itemIndex }}',
	trafficSourceId: { __rl: true, mode: 'list', value: '1' },
	type: 'weight',
};

const cost = { startDate: '2026-11-20 00:00', endDate: '2026-11-22', cost: '19.22', currency: 'EUR' };

export const campaign: Samples = {
	getAll: { minimal: {}, full: { returnAll: true } },
	get: byId,
	create: {
		minimal: { name: '={{ "Campaign " + $itemIndex }}' },
		full: {
			name: '={{ "Campaign " + $itemIndex }}',
			alias: '={{ "campaign-" + $itemIndex }}',
			costAuto: false,
			copySourceParameters: false,
			additionalFields: added,
		},
	},
	update: {
		minimal: { campaignId, updateFields: { name: 'Renamed' } },
		full: {
			campaignId,
			updateFields: {
				...added,
				name: 'Renamed',
				alias: '={{ "renamed-" + $itemIndex }}',
				costAuto: true,
				postbacks: { postbacks: [{ ...postback, id: '1' }] },
			},
		},
	},
	delete: byId,
	clone: byId,
	enable: byId,
	disable: byId,
	restore: { ...byId, setup: ({ store }) => store.campaigns.slice(0, 3).forEach((row) => (row.state = 'deleted')) },
	getDeleted: { minimal: {}, full: { returnAll: true } },
	updateCosts: {
		minimal: { campaignId, ...cost },
		full: {
			campaignId,
			...cost,
			timezone: 'Europe/Madrid',
			additionalFields: {
				filters: { filters: everyFilter },
				onlyCampaignUniques: true,
			},
		},
	},
	cleanArchive: { minimal: {} },
};
