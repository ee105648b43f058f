import { statuses } from '../values/statuses';
import type { IDataObject } from 'n8n-workflow';
import { confirmFields } from '../fields/confirm';
import { currency } from '../fields/currency';
import { choice, number, optional, text, type Field } from '../fields/field';
import { group, readAlone } from '../fields/groups';
import { checkChange } from '../transport/given';
import { readId } from '../records/id';
import { limitFields, readLimit } from '../fields/limit';
import { idField } from '../records/locator';
import { ownerField, readOwner } from '../records/parentRecord';
import { postbackMethod, postbackStatuses, postbackUrl } from '../fields/postbacks';
import type { ItemContext } from '../transport/itemContext';
import type { Outcome, Resource } from '../operation';
import { sendConversion } from '../fields/confirmation';
import { unwrap } from '../api/unwrap';
import { changeEntry, type EntryList } from '../api/nestedLists';
import { InputError } from '../values/errors';

const campaignId = ownerField('campaign', 'postbacks');

const postbackId = idField(
	'postback',
	'The postback of that campaign; on a tracker that gives them no IDs, its place in the list from 1 on',
	'ID Постбэка',
);

/** A field under the name that it had in the original node. */
const known = (field: Field, russian: string): Field => ({
	...field,
	property: { ...field.property, description: `${field.property.description} (${russian})` },
});

const url = known(postbackUrl, 'URL постбэка');
const settings = [known(postbackMethod, 'HTTP метод'), known(postbackStatuses, 'Триггер')];
const updateFields = group('updateFields', 'Update Fields', 'What is to change', [optional(url), ...settings]);

const testData = group('testData', 'Test Conversion', 'The conversion to send (Тестирование постбэка)', [
	text('subid', 'Click ID', 'ID of a click in this tracker (its sub ID), to which the conversion is added', {
		name: 'clickId',
		placeholder: 'e.g. 2odk4rt.3.snk',
	}),
	choice(
		'status',
		'Status',
		'Status of the conversion. Without it, the tracker takes it for a sale. An expression may give one of your own.',
		statuses,
		{ open: true },
	),
	number('payout', 'Payout', 'Revenue of the conversion; it counts when the offer takes its payout from the postback'),
	number('cost', 'Cost', 'Cost of the conversion'),
	currency('currency', 'Currency', 'Currency of payout and cost'),
	text('tid', 'Transaction ID', 'Tells several conversions of one click apart', { name: 'transactionId' }),
	text('sub_id_1', 'Sub ID 1', 'Value that takes the place of the sub ID 1 of the click'),
]);

const readCampaign = async (context: ItemContext) => await readOwner(context, 'campaign', 'postbacks');

/** A campaign as the tracker has it; read once per run when nothing is changed. */
async function readPostbacks(context: ItemContext, campaign: string) {
	const path: `/${string}` = `/campaigns/${encodeURIComponent(campaign)}`;
	const { request, data } = await context.cached(
		`campaign:${campaign}`,
		async () => await context.tracker.request({ method: 'GET', path }),
	);
	const { postbacks } = (unwrap(data) ?? {}) as IDataObject;
	return { request, postbacks: Array.isArray(postbacks) ? (postbacks as IDataObject[]).map(withId) : [] };
}

/** What identifies a postback: its ID, or its place where the tracker gives it none. */
const idOf = (postback: IDataObject, at: number): string => String(postback.id ?? at + 1);

const withId = (postback: IDataObject, at: number): IDataObject => ({ ...postback, id: postback.id ?? at + 1 });

function placeOf(postbacks: IDataObject[], id: string, campaign: string): number {
	const at = postbacks.findIndex((postback, place) => idOf(postback, place) === id);
	if (at >= 0) return at;
	const there = postbacks.map(idOf).join(', ');
	throw new InputError(
		`The campaign ${campaign} has no postback ${id}`,
		there === '' ? 'It has no postbacks at all.' : `Its postbacks are: ${there}.`,
	);
}

/** The postbacks of a campaign; they are written with all that the tracker gave. */
const listOf = (campaign: string): EntryList => ({
	path: `/campaigns/${encodeURIComponent(campaign)}`,
	key: 'postbacks',
	written: (postback) => postback,
});

async function change(
	context: ItemContext,
	campaign: string,
	next: (known: IDataObject) => IDataObject | undefined,
	id?: string,
): Promise<Outcome> {
	const place = id === undefined ? undefined : (postbacks: IDataObject[]) => placeOf(postbacks, id, campaign);
	const { request, data, at } = await changeEntry(context.tracker, listOf(campaign), next, place);
	return { request, data: withId(data, at) };
}

export const postback: Resource = {
	value: 'postback',
	name: 'S2S Postback',
	description: 'S2S postbacks of a campaign: what the tracker calls when a conversion comes in (Постбэк)',
	operations: [
		{
			value: 'getAll',
			name: 'Get Many',
			action: 'Get many S2S postbacks',
			description: 'The postbacks of a campaign (Получить Все)',
			reads: true,
			fields: [...campaignId, ...limitFields],
			run: async (context) => {
				const limit = readLimit(context);
				const { request, postbacks } = await readPostbacks(context, await readCampaign(context));
				return { request, data: postbacks.slice(0, limit), list: true };
			},
		},
		{
			value: 'get',
			name: 'Get',
			action: 'Get an S2S postback',
			description: 'A postback of a campaign (Получить)',
			reads: true,
			fields: [...campaignId, postbackId],
			run: async (context) => {
				const [campaign, id] = [await readCampaign(context), await readId(context, 'postbackId')];
				const { request, postbacks } = await readPostbacks(context, campaign);
				return { request, data: postbacks[placeOf(postbacks, id, campaign)] };
			},
		},
		{
			value: 'create',
			name: 'Create',
			action: 'Create an S2S postback',
			description: 'Add a postback to a campaign, whose other postbacks stay (Создать)',
			fields: [...campaignId, url.property, ...settings.map(({ property }) => property)],
			run: async (context) => {
				const campaign = await readCampaign(context);
				const data = await readAlone([url, ...settings], context);
				return await change(context, campaign, () => data);
			},
		},
		{
			value: 'update',
			name: 'Update',
			action: 'Update an S2S postback',
			description: 'Change a postback of a campaign, whose other postbacks stay (Обновить)',
			changes: true,
			fields: [...campaignId, postbackId, updateFields.property],
			run: async (context) => {
				const [campaign, id] = [await readCampaign(context), await readId(context, 'postbackId')];
				const entered = (context.parameter('updateFields') ?? {}) as IDataObject;
				const data = await updateFields.read(entered, context, 'Update Fields', context.raw('updateFields'));
				checkChange(data, Object.keys(entered).length, 'Update Fields');
				return await change(context, campaign, (known) => ({ ...known, ...data }), id);
			},
		},
		{
			value: 'delete',
			name: 'Delete',
			action: 'Delete an S2S postback',
			description: 'Take a postback out of a campaign, whose other postbacks stay (Удалить)',
			fields: [...campaignId, postbackId],
			run: async (context) => {
				const [campaign, id] = [await readCampaign(context), await readId(context, 'postbackId')];
				return await change(context, campaign, () => undefined, id);
			},
		},
		{
			value: 'test',
			name: 'Test',
			action: 'Send a test conversion',
			description:
				"Send a conversion to the tracker's postback address as an affiliate network does. It counts: take it back with the status Rejected. (Тестировать)",
			fields: [testData.property, ...confirmFields],
			run: async (context) => {
				const query = await testData.read(context.parameter('testData'), context, 'Test Conversion', context.raw('testData'));
				if (!query.subid) {
					throw new InputError(
						'Test Conversion: Click ID is empty',
						'Add the Click ID of a click in this tracker; the click log shows it as sub ID.',
					);
				}
				const { request, data, answer } = await sendConversion(context, query, false);
				return { request, data: { answer, ...('confirmed' in data ? data : {}) } };
			},
		},
	],
};
