import { updateDisplayOptions } from 'n8n-workflow';
import { conversionColumns, withNumbers } from '../../api/columns';
import { confirmFields } from '../../fields/confirm';
import { limitFields } from '../../fields/limit';
import { logFields } from '../../fields/log';
import type { Resource } from '../../operation';
import { readConversions, usualColumns } from '../../api/conversions';
import { createBody, updateBody } from './fields';
import { conversionId, findConversion } from './read';
import { createConversion, rejectConversion, updateConversion } from './send';

/** What the original node (version 1) gave when neither a range nor a limit was set. */
const USUAL_LIMIT = 100;

const [returnAll, limit] = limitFields;

const log = logFields({
	columns: conversionColumns,
	usual: [...usualColumns, 'campaign', 'offer', 'country_code'],
	russian: 'Параметры Фильтрации Конверсий',
	limits: [
		returnAll,
		...updateDisplayOptions({ show: { '@version': [1] } }, [{ ...limit, default: USUAL_LIMIT }]),
		...updateDisplayOptions({ show: { '@version': [2] } }, [limit]),
	],
	blank: USUAL_LIMIT,
});

export const conversion: Resource = {
	value: 'conversion',
	name: 'Conversion',
	description: 'Conversions (leads, sales, deposits): the log, and reporting, correcting and rejecting them by postback (Конверсия)',
	operations: [
		{
			value: 'getAll',
			name: 'Get Many',
			action: 'Get many conversions',
			description: 'Conversions of a range, one by one, by the date of their last change (Получить Все)',
			reads: true,
			fields: log.many,
			run: async (context) => {
				const { body, part } = await log.readMany(context);
				const { request, rows, findings } = await readConversions(context.tracker, body, part);
				return { request, data: withNumbers(rows), list: true, findings };
			},
		},
		{
			value: 'get',
			name: 'Get',
			action: 'Get a conversion',
			description: 'One conversion by its ID (Получить)',
			reads: true,
			fields: [conversionId, ...log.one],
			run: async (context) => {
				const { request, row, findings } = await findConversion(context, await log.readColumns(context));
				return { request, data: row, findings };
			},
		},
		{
			value: 'create',
			name: 'Create',
			action: 'Create a conversion',
			description: "Report a conversion of a click to the tracker's postback address (Создать)",
			fields: [...createBody.fields, ...confirmFields],
			run: createConversion,
		},
		{
			value: 'update',
			name: 'Update',
			action: 'Update a conversion',
			description:
				'Change status or money of a conversion by a further postback. Without Status, the one that it has is sent again, since Keitaro would take it for a sale. (Обновить)',
			changes: true,
			fields: [conversionId, ...updateBody.fields, ...confirmFields],
			run: updateConversion,
		},
		{
			value: 'delete',
			name: 'Delete',
			action: 'Reject a conversion',
			description: 'Give a conversion the status "rejected", which is how Keitaro takes one back: none can be deleted (Удалить)',
			fields: [conversionId, ...confirmFields],
			run: rejectConversion,
		},
	],
};
