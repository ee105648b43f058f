import { trimmed } from '../../values/entered';
import { NotFoundError, requestOf, InputError } from '../../values/errors';
import type { IDataObject, INodeProperties } from 'n8n-workflow';
import type { Findings } from '../../api/received';
import { quote } from '../../values/quote';
import { withNumbers } from '../../api/columns';
import type { ItemContext } from '../../transport/itemContext';
import { ever, readConversions } from '../../api/conversions';

import type { SentRequest } from '../../transport/request';

export const conversionId: INodeProperties = {
	displayName: 'Conversion ID',
	name: 'conversionId',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. 019f36c1-7a40-7002-8e3c-5d2f00000001',
	description: 'The ID of the conversion: event_id in its log, on older trackers conversion_id (ID Конверсии)',
};

/** The conversion that the item names. @throws {NotFoundError} when there is none. */
export async function findConversion(
	context: ItemContext,
	columns?: string[],
): Promise<{ request: SentRequest; row: IDataObject; findings?: Findings }> {
	const entered = context.parameter('conversionId');
	const id = trimmed(entered);
	const WHERE = 'Get Many lists conversions with their ID in the column event_id, on older trackers conversion_id.';
	if (id === '') throw new InputError('Conversion ID is empty', WHERE);
	const filter = { name: 'event_id', operator: 'EQUALS', expression: id };
	const { request, rows, findings } = await readConversions(
		context.tracker,
		{ range: ever(context), columns, filters: [filter] },
		{ limit: 1 },
	);
	if (rows.length === 0)
		throw new NotFoundError({ message: `No conversion has the ID ${quote(id)}`, advice: WHERE, request: requestOf(request) });
	return { request, row: withNumbers(rows)[0], findings };
}
