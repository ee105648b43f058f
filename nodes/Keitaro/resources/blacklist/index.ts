import { trimmed } from '../../values/entered';
import type { INodeProperties } from 'n8n-workflow';
import { body } from '../../fields/body';
import { choice, options, reference, required, texts, type Field } from '../../fields/field';
import { type Choices } from '../../values/choice';
import { readAlone } from '../../fields/groups';
import { plainText, quote } from '../../values/quote';
import { limitFields, readLimit } from '../../fields/limit';
import { parentRecordId } from '../../records/parentRecord';
import type { ItemContext } from '../../transport/itemContext';
import { batch, type Resource } from '../../operation';
import { InputError } from '../../values/errors';
import { labellingOf, LABELS, readLabelled, sendLabels, takeOff, type Column, type Label } from './labels';

const COLUMNS: Choices = {
	ip: 'IP',
	source: 'Source',
	keyword: 'Keyword',
	ad_campaign_id: 'Ad Campaign ID',
	creative_id: 'Creative ID',
	ad_campaign_idn: 'Ad Campaign IDN',
	...Object.fromEntries(Array.from({ length: 10 }, (_, at) => [`sub_id_${at + 1}`, `Sub ID ${at + 1}`])),
};

const campaign: Field<'campaign_id', number> = {
	...reference('campaign_id', 'campaign', 'Campaign', 'The campaign in whose reports the values carry labels'),
	empty: undefined,
	read: async (entered, context) => Number(await parentRecordId(context, 'campaign', 'labels', entered)),
};
const refName = choice('ref_name', 'Column', 'The column of the reports whose values carry labels', COLUMNS, { open: true });
const label = choice('label', 'Label', 'The label that the values get', LABELS);

const column = [campaign.property, refName.property];

const readColumn = async (context: ItemContext): Promise<Column> => await readAlone([campaign, refName], context);

const blacklistId: INodeProperties = {
	displayName: 'Value',
	name: 'blacklistId',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. site.com',
	description: 'The value that carries the label: an IP, a source, a sub ID … (ID Блэклиста)',
};

function readValue(context: ItemContext): string {
	const entered = context.parameter('blacklistId');
	const value = trimmed(entered);
	if (value !== '') return value;
	throw new InputError('Value is empty', 'Enter the value that carries the label, for example an IP or a source.');
}

const naming = { dataName: 'blacklistData', russian: 'Данные Блэклиста', closed: true };
const createBody = body(
	naming,
	[
		campaign,
		refName,
		required(texts('values', 'Values', 'The values to label; one a line or separated by commas, or a list by expression')),
		label,
	],
	[],
);
const updateBody = body(naming, [campaign, refName, label], []);

const BOTH = 'both';

const labelName: INodeProperties = {
	displayName: 'Label',
	name: 'labelName',
	type: 'options',
	options: options({ ...LABELS, [BOTH]: 'Both' }),
	default: 'blacklist',
	description: 'Values with which label to list',
};

const labelsWanted = (context: ItemContext): Label[] => {
	const entered = context.parameter('labelName');
	const wanted = plainText(entered);
	if (wanted === BOTH) return Object.keys(LABELS) as Label[];
	if (Object.hasOwn(LABELS, wanted)) return [wanted as Label];
	throw new InputError(
		`Label must be one of ${[...Object.keys(LABELS), BOTH].join(', ')}, but is ${quote(entered)}`,
		'Choose one of these.',
	);
};

export const blacklist: Resource = {
	value: 'blacklist',
	name: 'Label',
	description: 'Blacklist and whitelist: labels of IPs, sources, sub IDs and the like in the reports of a campaign (Блэклист)',
	operations: [
		{
			value: 'getAll',
			name: 'Get Many',
			action: 'Get many labels',
			description: 'The values of a column that are on the blacklist or whitelist of a campaign (Получить Все)',
			reads: true,
			fields: [...column, labelName, ...limitFields],
			run: async (context) => {
				const limit = readLimit(context);
				const labels = labelsWanted(context);
				const place = await readColumn(context);
				const found = [];
				for (const one of labels) found.push({ ...(await readLabelled(context, place, one)), label: one });
				const rows = found.flatMap(({ values, label: name }) => values.map((value) => ({ ...place, value, label: name })));
				return { request: found[found.length - 1].request, data: rows.slice(0, limit), list: true };
			},
		},
		{
			value: 'get',
			name: 'Get',
			action: 'Get the label of a value',
			description: 'Whether a value is on the blacklist or the whitelist of a campaign (Получить)',
			reads: true,
			fields: [blacklistId, ...column],
			run: async (context) => {
				const value = readValue(context);
				const place = await readColumn(context);
				const black = await readLabelled(context, place, 'blacklist');
				const data = { ...place, value, label: null };
				if (black.values.includes(value)) return { request: black.request, data: { ...data, label: 'blacklist' } };
				const white = await readLabelled(context, place, 'whitelist');
				return { request: white.request, data: { ...data, label: white.values.includes(value) ? 'whitelist' : null } };
			},
		},
		{
			value: 'create',
			name: 'Create',
			action: 'Label values',
			description: 'Put values on the blacklist or whitelist; items of the same campaign and column share one request (Создать)',
			fields: createBody.fields,
			fold: batch(async (context) => labellingOf(await createBody.read(context)), sendLabels),
		},
		{
			value: 'update',
			name: 'Update',
			action: 'Change the label of a value',
			description: 'Give a value another label; items of the same campaign and column share one request (Обновить)',
			changes: true,
			fields: [blacklistId, ...updateBody.fields],
			fold: batch(async (context) => {
				const value = readValue(context);
				return labellingOf(await updateBody.read(context), [value]);
			}, sendLabels),
		},
		{
			value: 'delete',
			name: 'Delete',
			action: 'Take the label off a value',
			description: 'Take a value off the blacklist and whitelist, and check that it is gone (Удалить)',
			fields: [blacklistId, ...column],
			fold: batch(async (context) => {
				const items = new Map([[readValue(context), '']]);
				return { ...(await readColumn(context)), items };
			}, takeOff),
		},
	],
};
