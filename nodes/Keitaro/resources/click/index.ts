import { NotFoundError, requestOf } from '../../values/errors';
import { clickColumns, withNumbers } from '../../api/columns';
import { costFields } from '../../fields/costs';
import { quote } from '../../values/quote';
import { logFields } from '../../fields/log';
import type { ItemContext } from '../../transport/itemContext';
import { unsupported, type Outcome, type Resource } from '../../operation';
import { CLICKS, readLog } from '../../api/log';

import { clean, cleanFields } from './clean';
import { campaignIds, updateCosts } from './costs';
import { campaignId, createBody, createClick } from './create';
import { clickId, readClickId } from './id';
import { updateBody, updateClick } from './update';

const log = logFields({
	columns: clickColumns,
	usual: ['datetime', 'sub_id', 'campaign_id', 'campaign', 'offer', 'country_code', 'ip', 'is_bot', 'cost', 'revenue'],
	russian: 'Параметры Фильтрации Кликов',
});

async function get(context: ItemContext): Promise<Outcome> {
	const id = readClickId(context);
	const wanted = {
		range: { interval: 'all_time', timezone: context.timezone },
		columns: await log.readColumns(context),
		filters: [{ name: 'sub_id', operator: 'EQUALS', expression: id }],
	};
	const { request, rows, findings } = await readLog(context.tracker, CLICKS, wanted, { limit: 1 });
	if (rows.length > 0) return { request, data: withNumbers(rows)[0], findings };
	throw new NotFoundError({
		message: `No click has the ID ${quote(id)}`,
		advice:
			'The ID of a click is its sub ID, such as 2odk4rt.3.snk. Clicks that were cleaned, or are older than the tracker keeps, are gone.',
		request: requestOf(request),
	});
}

export const click: Resource = {
	value: 'click',
	name: 'Click',
	description: 'Clicks: the log, new clicks by the Click API, their sub IDs and costs (Клик)',
	operations: [
		{
			value: 'getAll',
			name: 'Get Many',
			action: 'Get many clicks',
			description: 'Clicks of a range, one by one (Получить Все)',
			reads: true,
			fields: log.many,
			run: async (context) => {
				const { body: asked, part } = await log.readMany(context);
				const { request, rows, findings } = await readLog(context.tracker, CLICKS, asked, part);
				return { request, data: withNumbers(rows), list: true, findings };
			},
		},
		{
			value: 'get',
			name: 'Get',
			action: 'Get a click',
			description: 'One click by its ID (Получить)',
			reads: true,
			fields: [clickId, ...log.one],
			run: get,
		},
		{
			value: 'create',
			name: 'Create',
			action: 'Create a click',
			description: 'Send a visitor through a campaign by the Click API, and get what they are to be shown (Создать)',
			fields: [campaignId, ...createBody.fields],
			run: createClick,
		},
		{
			value: 'update',
			name: 'Update',
			action: 'Update a click',
			description: 'Change the sub IDs of a click, as reports show them (Обновить)',
			changes: true,
			fields: [clickId, ...updateBody.fields],
			run: updateClick,
		},
		{
			value: 'delete',
			name: 'Delete',
			action: 'Delete a click',
			description: 'Not possible in Keitaro: Clean deletes the clicks of a range (Удалить)',
			fields: [{ ...clickId, required: false }],
			run: unsupported(
				'Keitaro cannot delete a single click',
				'Clean deletes the clicks of a range, of one campaign or of all; Update changes the sub IDs of a click.',
			),
		},
		{
			value: 'updateCosts',
			name: 'Update Costs',
			action: 'Update the costs of clicks',
			description:
				'Put a cost, such as the ad spend, in place of what the clicks of a range cost before; all items of a run go into as few requests as possible. The figures change within minutes. A cost is lost where no click matches.',
			changes: true,
			fields: [campaignIds.property, ...costFields],
			fold: updateCosts,
		},
		{
			value: 'clean',
			sweeps: true,
			name: 'Clean',
			action: 'Clean statistics',
			description: 'Delete the clicks and conversions of a range for good. This cannot be undone.',
			fields: cleanFields,
			run: clean,
		},
	],
};
