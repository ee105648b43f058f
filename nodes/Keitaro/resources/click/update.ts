import type { IDataObject } from 'n8n-workflow';
import { body } from '../../fields/body';
import { subIds } from '../../api/columns';
import { choice, text } from '../../fields/field';
import { groups, map } from '../../fields/groups';
import { queryOf } from '../../fields/query';
import type { ItemContext } from '../../transport/itemContext';
import type { Outcome } from '../../operation';
import { InputError } from '../../values/errors';
import { readClickId } from './id';

export const updateBody = body(
	{ dataName: 'clickData', collection: 'updateFields', russian: 'Данные Клика', closed: true },
	[
		map(
			groups('sub_ids', 'Sub IDs', 'Which sub IDs of the click are to change; the others stay', 'Sub ID', [
				choice('name', 'Sub ID', 'The sub ID that changes', subIds, { required: true }),
				text('value', 'Value', 'Its new value', { required: true }),
			]),
			'name',
		),
	],
	[],
);

/** Changes sub IDs of a click the way landing pages do it: by an address of the tracker's public side (docs). */
export async function updateClick(context: ItemContext): Promise<Outcome> {
	const sub_id = readClickId(context);
	const { sub_ids: entered = {}, ...inData } = await updateBody.read(context);
	const values = queryOf({ ...inData, ...(entered as IDataObject) });
	const other = Object.keys(values).find((name) => !Object.hasOwn(subIds, name));
	if (other !== undefined)
		throw new InputError(`${other} of a click cannot be changed`, 'Keitaro changes sub_id_1 to sub_id_30 of a click.');
	if (Object.keys(values).length === 0) throw new InputError('Sub IDs: no data to send', 'Add at least one sub ID to change.');
	const { request } = await context.tracker.request({
		method: 'GET',
		path: '/',
		query: { _update_tokens: 1, sub_id, ...values },
		public: true,
	});
	// What the tracker answers is not documented.
	return { request, data: { sub_id, ...values } };
}
