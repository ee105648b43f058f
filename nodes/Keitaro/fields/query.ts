import type { IDataObject } from 'n8n-workflow';
import { InputError } from '../values/errors';
import { quote } from '../values/quote';

/** Values as they can stand in an address: yes and no as 1 and 0, empty ones left out. */
export function queryOf(values: IDataObject): IDataObject {
	const query: IDataObject = {};
	for (const [name, value] of Object.entries(values)) {
		if (value === null || value === undefined || value === '') continue;
		if (typeof value === 'object')
			throw new InputError(
				`${name} must be a text or a number, but is ${quote(value)}`,
				'It stands in the address of the request, where lists and objects have no place.',
			);
		query[name] = typeof value === 'boolean' ? Number(value) : value;
	}
	return query;
}
