import { Refusal } from '../transport/refusal';
import { text, type Field } from './field';

/** How every ZIP with files in it begins. */
const ZIP = Buffer.from('PK\x03\x04');

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
	read: async (entered, task, label) => {
		const property = typeof entered === 'string' ? entered.trim() : '';
		if (property === '') throw new Refusal(`${label} is empty`, 'Enter the name of the binary field of the input item that holds the ZIP.');
		const content = await task.file(property);
		if (content.subarray(0, ZIP.length).equals(ZIP)) return content.toString('base64');
		throw new Refusal(
			`${label}: the file in "${property}" is not a ZIP archive with files in it`,
			'Pack the files first, for example with the node Compression.',
		);
	},
};
