import { fileSamples, withArchive } from './localFiles';
import type { Samples } from './sample';

const offerId = { __rl: true, mode: 'id', value: '={{ $itemIndex + 1 }}' };
const byId = { minimal: { offerId } };

const added = {
	actionPayload: 'https://example.com/?click={subid}',
	actionType: 'http',
	affiliateNetworkId: { __rl: true, mode: 'name', value: 'Beta Network' },
	alternativeOfferId: { __rl: true, mode: 'list', value: '2' },
	archive: 'site',
	conversionCapEnabled: true,
	conversionTimezone: 'Europe/Madrid',
	country: 'US, DE\nGB',
	dailyCap: 50,
	groupId: { __rl: true, mode: 'name', value: 'Nutra' },
	notes: 'Made by a workflow',
	offerType: 'local',
	otherFields: '{ "notes": "From other fields" }',
	payoutAuto: true,
	payoutCurrency: 'EUR',
	payoutType: 'CPC',
	payoutUpsell: true,
	payoutValue: 12.5,
	state: 'active',
};

export const offer: Samples = {
	getAll: { minimal: {}, full: { returnAll: true } },
	get: byId,
	create: { minimal: { name: 'New' }, full: { name: 'New', additionalFields: added }, item: withArchive },
	update: {
		minimal: { offerId, updateFields: { name: 'Renamed' } },
		full: { offerId, updateFields: { name: 'Renamed', ...added } },
		item: withArchive,
	},
	delete: byId,
	clone: byId,
	...fileSamples({ offerId: '5' }),
};
