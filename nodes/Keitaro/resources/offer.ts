import { actionPayload, actionType, pageType } from '../fields/action';
import { archive } from '../fields/archive';
import { body } from '../fields/body';
import { currency } from '../fields/currency';
import { choice, boolean, multiline, number, reference, text, texts, type Field } from '../fields/field';
import { idField } from '../records/locator';
import { fileOperations } from './localFiles';
import { request, listRequest, type Resource } from '../operation';

const offerId = idField('offer', 'The offer to work on', 'ID Оффера');

const name = (more = {}) => text('name', 'Name', 'Name of the offer', { placeholder: 'e.g. Slim US', ...more });

const added: Field[] = [
	pageType('offer_type', 'Offer Type'),
	actionType,
	actionPayload,
	archive,
	reference('group_id', 'offerGroup', 'Group', 'The group it stands in; ID 0 for none'),
	reference('affiliate_network_id', 'affiliateNetwork', 'Affiliate Network', 'The network it belongs to; ID 0 for none'),
	texts(
		'country',
		'Countries',
		'Two-letter codes of the countries it takes, separated by commas. Great Britain is GB: UK is stored, but never matches.',
		{
			placeholder: 'e.g. US, DE, GB',
		},
	),
	number('payout_value', 'Payout', 'What a conversion pays, where the postback does not say'),
	currency('payout_currency', 'Payout Currency', 'Currency of the payout'),
	choice('payout_type', 'Payout Type', 'What is paid for', { CPA: 'CPA (per Conversion)', CPC: 'CPC (per Click)' }, { open: true }),
	boolean('payout_auto', 'Payout From Postback', 'Whether the payout is taken from the postback'),
	boolean('payout_upsell', 'Upsells', 'Whether further conversions of the same click (upsells, rebills) count'),
	boolean('conversion_cap_enabled', 'Conversion Cap', 'Whether it takes only so many conversions a day'),
	number('daily_cap', 'Daily Cap', 'Conversions a day after which its traffic goes to the alternative offer'),
	text('conversion_timezone', 'Conversion Time Zone', "Time zone in which the network's day begins", { placeholder: 'e.g. Europe/Madrid' }),
	reference('alternative_offer_id', 'offer', 'Alternative Offer', 'Where traffic goes once the cap is reached; ID 0 for none'),
	choice('state', 'State', 'Whether it is in use', { active: 'Active', deleted: 'Archived' }, { open: true }),
	multiline('notes', 'Notes', 'Notes on the offer'),
];

const createBody = body({ dataName: 'offerData', russian: 'Данные Оффера' }, [name({ required: true })], added);
const updateBody = body({ dataName: 'offerData', collection: 'updateFields', russian: 'Данные Оффера' }, [], [name(), ...added]);

export const offer: Resource = {
	value: 'offer',
	name: 'Offer',
	description: 'Offers: what is advertised, and what it pays (Оффер)',
	operations: [
		{
			value: 'getAll',
			name: 'Get Many',
			action: 'Get many offers',
			description: 'The offers that the API key may see, without the archive (Получить Все)',
			...listRequest('GET /offers'),
		},
		{
			value: 'get',
			name: 'Get',
			action: 'Get an offer',
			description: 'One offer with its payout and caps (Получить)',
			fields: [offerId],
			reads: true,
			run: request('GET /offers/{offerId}'),
		},
		{
			value: 'create',
			name: 'Create',
			action: 'Create an offer',
			description: 'Add an offer: an address, or files from a ZIP in binary data (Создать)',
			fields: createBody.fields,
			run: request('POST /offers', { body: createBody.read }),
		},
		{
			value: 'update',
			name: 'Update',
			action: 'Update an offer',
			description: 'Change what is sent and leave the rest as it is (Обновить)',
			changes: true,
			fields: [offerId, ...updateBody.fields],
			run: request('PUT /offers/{offerId}', { body: updateBody.read }),
		},
		{
			value: 'delete',
			name: 'Delete',
			action: 'Move an offer to the archive',
			description: 'Move an offer to the archive (Удалить)',
			fields: [offerId],
			run: request('DELETE /offers/{offerId}/archive'),
		},
		{
			value: 'clone',
			name: 'Clone',
			action: 'Clone an offer',
			description: 'Copy an offer with its files; the copy is named "Copy of …"',
			fields: [offerId],
			run: request('POST /offers/{offerId}/clone'),
		},
		...fileOperations({ path: '/offers', kind: 'offer', one: 'an offer' }, offerId),
	],
};
