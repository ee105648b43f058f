import { NotFoundError } from '../values/errors';
import type { IDataObject } from 'n8n-workflow';
import { body } from '../fields/body';
import { optional } from '../fields/field';
import { filterFields } from '../fields/filters';
import { readId } from '../records/id';
import { limitFields, readLimit } from '../fields/limit';
import { idField } from '../records/locator';
import { ownerField, readOwner } from '../records/parentRecord';
import type { ItemContext } from '../transport/itemContext';
import { listRequest, type Resource } from '../operation';
import { unwrap } from '../api/unwrap';
import { changeEntry, type EntryList } from '../api/nestedLists';

const streamId = ownerField('stream', 'filters');

const filterId = idField('filter', 'The filter of that flow', 'ID Фильтра');

const naming = { dataName: 'filterData', russian: 'Данные Фильтра', closed: true };
const createBody = body(naming, filterFields, []);
const updateBody = body({ ...naming, collection: 'updateFields' }, [], filterFields.map(optional));

/** A flow as the tracker has it; read once per run when nothing is changed. */
const readFlow = async (context: ItemContext, id: string) =>
	await context.cached(
		`stream:${id}`,
		async () => await context.tracker.request({ method: 'GET', path: `/streams/${encodeURIComponent(id)}` }),
	);

const filtersOf = (flow: unknown): IDataObject[] => {
	const { filters } = (unwrap(flow) ?? {}) as IDataObject;
	return Array.isArray(filters) ? (filters as IDataObject[]) : [];
};

/** The place of a filter in its flow. */
function placeOf(filters: IDataObject[], id: string, flow: string): number {
	const at = filters.findIndex((filter) => String(filter.id) === id);
	if (at >= 0) return at;
	const known = filters.map((filter) => `${String(filter.id)} (${String(filter.name)})`).join(', ');
	throw new NotFoundError({
		message: `The flow ${flow} has no filter ${id}`,
		advice: known === '' ? 'It has no filters at all.' : `Its filters are: ${known}.`,
	});
}

const listOf = (flow: string): EntryList => ({
	path: `/streams/${encodeURIComponent(flow)}`,
	key: 'filters',
	written: ({ id, name, mode, payload }) => ({ id, name, mode, payload }),
});

export const filter: Resource = {
	value: 'filter',
	name: 'Filter',
	description: 'Filters of a flow: which visitors it takes (Фильтр)',
	operations: [
		{
			value: 'getAll',
			name: 'Get Many',
			action: 'Get many filters',
			description: 'The filters of a flow (Получить Все)',
			reads: true,
			fields: [...streamId, ...limitFields],
			run: async (context) => {
				const limit = readLimit(context);
				const { request, data } = await readFlow(context, await readOwner(context, 'stream', 'filters'));
				return { request, data: filtersOf(data).slice(0, limit), list: true };
			},
		},
		{
			value: 'get',
			name: 'Get',
			action: 'Get a filter',
			description: 'A filter of a flow (Получить)',
			reads: true,
			fields: [...streamId, filterId],
			run: async (context) => {
				const [flow, id] = [await readOwner(context, 'stream', 'filters'), await readId(context, 'filterId')];
				const { request, data } = await readFlow(context, flow);
				const filters = filtersOf(data);
				return { request, data: filters[placeOf(filters, id, flow)] };
			},
		},
		{
			value: 'create',
			name: 'Create',
			action: 'Create a filter',
			description: 'Add a filter to a flow, whose other filters stay (Создать)',
			fields: [...streamId, ...createBody.fields],
			run: async (context) => {
				const { stream_id, id: _id, ...data } = await createBody.read(context);
				const flow = await readOwner(context, 'stream', 'filters', stream_id);
				return await changeEntry(context.tracker, listOf(flow), () => data);
			},
		},
		{
			value: 'update',
			name: 'Update',
			action: 'Update a filter',
			description: 'Change a filter of a flow, whose other filters stay (Обновить)',
			changes: true,
			fields: [...streamId, filterId, ...updateBody.fields],
			run: async (context) => {
				const wanted = await readId(context, 'filterId');
				const { stream_id, id: _id, ...data } = await updateBody.read(context);
				const flow = await readOwner(context, 'stream', 'filters', stream_id);
				return await changeEntry(
					context.tracker,
					listOf(flow),
					(known) => ({ ...known, ...data }),
					(filters) => placeOf(filters, wanted, flow),
				);
			},
		},
		{
			value: 'delete',
			name: 'Delete',
			action: 'Delete a filter',
			description: 'Take a filter out of a flow, whose other filters stay (Удалить)',
			fields: [...streamId, filterId],
			run: async (context) => {
				const [flow, id] = [await readOwner(context, 'stream', 'filters'), await readId(context, 'filterId')];
				return await changeEntry(
					context.tracker,
					listOf(flow),
					() => undefined,
					(filters) => placeOf(filters, id, flow),
				);
			},
		},
		{
			value: 'getTypes',
			name: 'Get Types',
			action: 'Get the types of filters',
			description: 'The filters that this tracker knows, with their modes and default values',
			...listRequest('GET /stream_filters'),
		},
	],
};
