import { InputError } from '../values/errors';
import { text, type Field } from './field';
import { quote } from '../values/quote';

/** How every ZIP with files in it begins. */
const ZIP = Buffer.from('PK\x03\x04');

/**
 * The name of a binary field. n8n offers the file itself to drag, `{{ $binary.data }}`, and what it holds.
 * @param what which field it is, for the message
 */
export function readFieldName(entered: unknown, label: string, what: string): string {
	const name = typeof entered === 'string' ? entered.trim() : '';
	if (name !== '' && name !== '[object Object]') return name;
	if (entered !== undefined && entered !== null && name !== '')
		throw new InputError(`${label} must be the name of a field, but is a whole file or object`, NAME_ONLY);
	if (typeof entered === 'object' && entered !== null)
		throw new InputError(
			`${label} must be the name of a field, but is ${'mimeType' in entered ? 'the file itself' : quote(entered)}`,
			NAME_ONLY,
		);
	throw new InputError(`${label} is empty`, `Enter the name of the binary field ${what}.`);
}

const NAME_ONLY = 'Enter the name without an expression, such as data: it stands above the file in the panel of the node before.';

/** The files of a local landing page or offer: a ZIP from the item's binary data, which Keitaro takes as base64 in the body. */
export const archive: Field = {
	...text(
		'archive',
		'Archive (Binary Field)',
		'The input field that holds a ZIP with the files of a local page. They take the place of all its files.',
		{
			default: 'data',
			placeholder: 'e.g. data',
		},
	),
	empty: undefined,
	read: async (entered, context, label) => {
		const property = readFieldName(entered, label, 'of the input item that holds the ZIP');
		const content = await context.file(property);
		if (content.subarray(0, ZIP.length).equals(ZIP)) return content.toString('base64');
		throw new InputError(
			`${label}: the file in "${property}" is not a ZIP archive with files in it`,
			'Pack the files first, for example with the node Compression.',
		);
	},
};
