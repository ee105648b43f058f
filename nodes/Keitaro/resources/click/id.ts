import { trimmed } from '../../values/entered';
import type { INodeProperties } from 'n8n-workflow';
import type { ItemContext } from '../../transport/itemContext';
import { InputError } from '../../values/errors';

export const clickId: INodeProperties = {
	displayName: 'Click ID',
	name: 'clickId',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. 2odk4rt.3.snk',
	description: 'The ID of the click, in Keitaro its sub ID (ID Клика)',
};

export function readClickId(context: ItemContext): string {
	const entered = context.parameter('clickId');
	const id = trimmed(entered);
	if (id !== '') return id;
	throw new InputError('Click ID is empty', 'Enter the sub ID of the click; Get Many lists it in the column sub_id.');
}
