import type { Samples } from './sample';

const located = (value: string) => ({ __rl: true, mode: 'id', value });
const byId = { minimal: { streamId: located('={{ $itemIndex + 1 }}') } };
const withOffers = located('={{ [2, 4, 5][$itemIndex] }}');

const trigger = {
	target: 'selected_page',
	selectedPage: 'https://page.example.com/',
	condition: 'not_contains',
	pattern: 'Buy',
	avSettings: '',
	scanPage: false,
	action: 'replace_url',
	alternativeUrls: 'https://one.example.com/\nhttps://two.example.com/',
	grabFromPage: '',
	interval: 5,
	reverse: true,
};
const scan = {
	target: 'stream',
	condition: 'av_detected',
	avSettings: 'kaspersky',
	scanPage: true,
	action: 'grab_from_page',
	grabFromPage: 'https://urls.example.com/',
	interval: 5,
	reverse: false,
};
const filter = { name: 'country', mode: 'reject', payload: 'US, CA' };
const landings = { landings: [{ landingId: located('1'), share: 100, state: 'active' }] };
const offers = {
	offers: [
		{ offerId: located('1'), share: 60, state: 'active' },
		{ offerId: { __rl: true, mode: 'name', value: 'Slim DE' }, share: 40, state: 'active' },
		{ offerId: located('3'), share: 10, state: 'disabled' },
	],
};
const common = {
	actionOptions: '{ "key": "value" }',
	comments: 'Made by a workflow',
	filterOr: true,
	otherFields: '{ "comments": "From other fields" }',
	position: 3,
	state: 'disabled',
	weight: 50,
};

const required = { campaignId: located('={{ $itemIndex + 1 }}'), name: '={{ "Flow " + $itemIndex }}' };

export const stream: Samples = {
	getAll: { minimal: { campaignId: located('={{ $itemIndex + 1 }}') }, full: { campaignId: located('1'), returnAll: false, limit: 2 } },
	get: byId,
	create: {
		minimal: required,
		full: {
			...required,
			type: 'forced',
			schema: 'landings',
			landings,
			offers,
			collectClicks: false,
			checkShares: true,
			additionalFields: { ...common, filters: { filters: [filter] }, triggers: { triggers: [trigger, scan] } },
		},
		others: [
			{ ...required, schema: 'redirect', redirectType: 'http', redirectUrl: 'https://example.com/?s={subid}' },
			{ ...required, schema: 'action', actionType: 'show_text', actionPayload: 'Hello' },
		],
	},
	update: {
		minimal: { streamId: withOffers, updateFields: { name: '={{ "Flow " + $itemIndex }}' } },
		full: {
			streamId: withOffers,
			checkShares: true,
			updateFields: {
				...common,
				actionPayload: 'https://new.example.com/',
				actionType: 'http',
				campaignId: located('3'),
				collectClicks: true,
				filters: { filters: [{ ...filter, id: '1' }] },
				landings,
				name: 'Renamed',
				offers,
				schema: 'landings',
				triggers: { triggers: [{ ...trigger, id: '1' }, scan] },
				type: 'regular',
			},
		},
	},
	delete: byId,
	enable: byId,
	disable: byId,
	restore: {
		minimal: { streamId: located('={{ $itemIndex + 7 }}') },
		setup: ({ store }) => store.streams.slice(6, 8).forEach((flow) => (flow.state = 'deleted')),
	},
	getDeleted: { minimal: {}, full: { returnAll: true } },
	getEvents: byId,
	search: { minimal: { query: 'offers' }, full: { query: 'offers', returnAll: true } },
	getActions: { minimal: {} },
	getSchemas: { minimal: {} },
	getTypes: { minimal: {} },
	setOffers: {
		minimal: { streamId: withOffers, offers },
		full: { streamId: withOffers, offersMode: 'json', offersData: '[{ "offer_id": 1, "share": 60 }, { "offer_id": 2, "share": 40 }]' },
	},
	addOffer: { minimal: { streamId: withOffers, offerId: located('6') }, full: { streamId: withOffers, offerId: located('6'), share: 20 } },
	removeOffer: { minimal: { streamId: withOffers, offerId: located('={{ [2, 2, 3][$itemIndex] }}') } },
	equalizeShares: { minimal: { streamId: withOffers } },
	copyToCampaigns: {
		minimal: { streamId: withOffers, targetCampaigns: ['={{ $itemIndex + 2 }}'] },
	},
};
