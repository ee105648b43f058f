import { isRefused } from '../api/unknownColumns';
import { NotFoundError, requestOf, InputError } from '../values/errors';
import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { body } from '../fields/body';
import { choice, number, options, text } from '../fields/field';
import { type Choices } from '../values/choice';
import { readAll, resolveId, wholeNumber } from '../records/id';
import { plainText, quote } from '../values/quote';
import { locator } from '../records/locator';
import type { ReferenceKind } from '../records/references';
import type { ItemContext } from '../transport/itemContext';
import { request, listRequest, type Outcome, type Resource } from '../operation';
import { unwrap } from '../api/unwrap';

import type { Rows } from '../api/pages';

const TYPES: Choices = { campaigns: 'Campaigns', offers: 'Offers', landings: 'Landing Pages', domains: 'Domains' };
const KINDS: Record<string, ReferenceKind> = {
	campaigns: 'campaignGroup',
	offers: 'offerGroup',
	landings: 'landingGroup',
	domains: 'domainGroup',
};
const ANY = 'any';

const type = choice('type', 'Type', 'What the group holds', TYPES);
const name = (more = {}) => text('name', 'Name', 'Name of the group, unique among groups of its type', more);
const position = number('position', 'Position', 'Place in the list of groups; the tracker may choose another', { whole: true });

/** The group that an operation works on. The original node asked only for the ID, whatever the type. */
const located: INodeProperties[] = [
	{
		displayName: 'Type of the Group',
		name: 'groupType',
		type: 'options',
		options: options({ [ANY]: 'Any', ...TYPES }),
		default: ANY,
		description: 'What the group holds. With a type, the group can be chosen from a list or by name; any group by its ID.',
	},
	{
		displayName: 'Group ID',
		name: 'groupId',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. 15',
		description: 'The group to work on (ID Группы)',
		displayOptions: { show: { groupType: [ANY] } },
	},
	...Object.entries(KINDS).map(([groupType, kind]) =>
		locator(kind, 'groupId', 'Group', 'The group to work on (ID Группы)', {
			required: true,
			displayOptions: { show: { groupType: [groupType] } },
		}),
	),
];

async function readGroup(context: ItemContext): Promise<{ id: number; types: string[] }> {
	const groupType = plainText(context.parameter('groupType'));
	const entered = context.parameter('groupId');
	if (groupType === ANY) return { id: wholeNumber(entered, 'Group ID'), types: Object.keys(TYPES) };
	if (!Object.hasOwn(KINDS, groupType))
		throw new InputError(
			`There are no groups of the type ${quote(context.parameter('groupType'))}`,
			`Use one of: ${[ANY, ...Object.keys(TYPES)].join(', ')}.`,
		);
	return { id: await resolveId(context, entered, KINDS[groupType], 'Group ID'), types: [groupType] };
}

const listOfType = async (context: ItemContext, groupType: string): Promise<Rows> =>
	await context.cached(`groups:${groupType}`, async () => {
		const rows = readAll(context, KINDS[groupType]);
		// Trackers older than the groups of domains refuse to list them.
		return await (groupType === 'domains' ? rows.catch(refusedAsUnknown) : rows);
	});

const refusedAsUnknown = async (error: unknown): Promise<Rows> =>
	isRefused(error) || error instanceof NotFoundError
		? { request: { url: '', method: 'GET', ...error.failure.request, headers: {} }, rows: [] }
		: await Promise.reject(error instanceof Error ? error : new Error(String(error)));

/** Keitaro has no function that reads one group. */
async function getGroup(context: ItemContext): Promise<Outcome> {
	const { id, types } = await readGroup(context);
	for (const groupType of types) {
		const { request, rows } = await listOfType(context, groupType);
		const data = rows.find((row) => Number(row.id) === id);
		if (data) return { request, data: { ...data } };
	}
	const { request } = await listOfType(context, types[types.length - 1]);
	throw new NotFoundError({
		message: `The tracker lists no group with the ID ${id} for ${types.join(', ')}`,
		advice:
			types.length > 1
				? 'It may have been deleted, or be hidden from the user of the API key.'
				: `It may hold something else than ${types[0]}: choose another type, or Any.`,
		request: requestOf(request),
	});
}

/** A change to the group that the item names. */
const change =
	(method: 'PUT' | 'DELETE', path: (id: number) => string, read?: (context: ItemContext) => Promise<IDataObject>) =>
	async (context: ItemContext): Promise<Outcome> => {
		const { id } = await readGroup(context);
		const { request, data } = await context.tracker.request({ method, path: path(id), body: await read?.(context) });
		return { request, data: unwrap(data) };
	};

const created = body({ dataName: 'groupData', russian: 'Данные Группы' }, [name({ required: true }), type], [position]);
const updated = body({ dataName: 'groupData', collection: 'updateFields', russian: 'Данные Группы' }, [], [name(), type, position]);

export const group: Resource = {
	value: 'group',
	name: 'Group',
	description: 'Groups of campaigns, offers, landing pages or domains (Группа)',
	operations: [
		{
			value: 'getAll',
			name: 'Get Many',
			action: 'Get many groups',
			description: 'Every group of one type (Получить Все)',
			...listRequest('GET /groups', {
				fields: [type.property],
				query: async (context) => ({ type: String(await type.read(context.parameter('type'), context, 'Type')) }),
			}),
		},
		{
			value: 'get',
			name: 'Get',
			action: 'Get a group',
			description: "One group, from the tracker's lists of groups (Получить)",
			reads: true,
			fields: located,
			run: getGroup,
		},
		{
			value: 'create',
			name: 'Create',
			action: 'Create a group',
			description: 'Add a group of one type (Создать)',
			fields: created.fields,
			run: request('POST /groups', { body: created.read }),
		},
		{
			value: 'update',
			name: 'Update',
			action: 'Update a group',
			description: 'Rename or move a group (Обновить)',
			changes: true,
			fields: [...located, ...updated.fields],
			run: change('PUT', (id) => `/groups/${id}`, updated.read),
		},
		{
			value: 'delete',
			name: 'Delete',
			action: 'Delete a group',
			description: 'Remove a group for good: groups have no archive (Удалить)',
			fields: located,
			run: change('DELETE', (id) => `/groups/${id}/delete`),
		},
	],
};
