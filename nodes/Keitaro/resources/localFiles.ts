import { NotFoundError, InputError } from '../values/errors';
import type { INodeProperties } from 'n8n-workflow';
import { readFieldName } from '../fields/archive';
import { readId } from '../records/id';
import { quote } from '../values/quote';
import type { ItemContext } from '../transport/itemContext';
import { request, type Operation, type Outcome, type Run } from '../operation';

import { MASK } from '../transport/mask';

import { isNothing } from '../values/nothing';

/** The records that may have files on the tracker. */
interface Owner {
	path: '/landing_pages' | '/offers';
	kind: 'landing' | 'offer';
	/** The word for one, with its article. */
	one: string;
}

const filePath: INodeProperties = {
	displayName: 'File Path',
	name: 'path',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. order/success.html',
	description: 'Path of the file inside the folder of the page',
};

const content: INodeProperties = {
	displayName: 'Content',
	name: 'data',
	type: 'string',
	typeOptions: { rows: 6 },
	default: '',
	required: true,
	description:
		'The new content of the file, in place of all of it. Keitaro takes it in the address of the request, so it must be short: about 7000 Latin letters, or 1200 Cyrillic ones. Upload longer ones as an archive.',
};

const outputField: INodeProperties = {
	displayName: 'Put Output File in Field',
	name: 'binaryPropertyName',
	type: 'string',
	default: 'data',
	required: true,
	description: 'The output field that the ZIP is put into',
	hint: 'The name of the output binary field to put the file in',
};

/** A path as it is sent: inside the folder, never up and out of it. */
function readPath(context: ItemContext): string {
	const entered = context.parameter('path');
	const path = typeof entered === 'string' ? entered.trim() : '';
	const how = 'Give the path inside the folder, such as index.html or css/style.css; Get File Structure lists them.';
	if (path === '') throw new InputError('File Path is empty', how);
	const isInside = path.split(/[/\\]/).every((part) => !['', '.', '..'].includes(part)) && !/^[a-z]:|[\p{Cc}]/iu.test(path);
	if (!isInside) throw new InputError(`File Path must lie inside the folder of the page, but is ${quote(entered)}`, how);
	return path;
}

function readContent(context: ItemContext): string {
	const entered = context.parameter('data');
	if (isNothing(entered)) throw new InputError('Content is empty', 'This would empty the file. To take the file away, use Remove File.');
	if (typeof entered !== 'string')
		throw new InputError(`Content must be a text, but is ${quote(entered)}`, 'For other files, upload a ZIP archive.');
	if (!entered.includes(MASK)) return entered;
	// Written back, it would break the page.
	throw new InputError(
		`The content holds ${MASK}, which stands in place of a secret`,
		'It comes from the output of a Keitaro node. Take the file from Download instead: its content is not masked.',
	);
}

async function download(context: ItemContext, { path, kind }: Owner): Promise<Outcome> {
	const property = readFieldName(context.parameter('binaryPropertyName'), 'Put Output File in Field', 'that is to hold the file');
	const id = await readId(context, `${kind}Id`);
	const { request, data } = await context.tracker.request({
		method: 'GET',
		path: `${path}/${encodeURIComponent(id)}/download`,
		binary: true,
	});
	const fileName = `${kind}-${id}.zip`;
	return {
		request,
		data: { fileName, fileSize: (data as Buffer).length },
		binary: { [property]: await context.attach(data as Buffer, fileName, 'application/zip') },
	};
}

/** An operation on one file. What the tracker does not know may be the record or the file: which, it does not say. */
function onFile(run: Run, { path, kind, one }: Owner): Run {
	const named = async (context: ItemContext): Promise<Outcome> => {
		const outcome = await run(context).catch((error: Error) => error);
		if (!(outcome instanceof Error)) return outcome;
		if (!(outcome instanceof NotFoundError)) throw outcome;
		const id = encodeURIComponent(await readId(context, `${kind}Id`));
		const isThere = await context.tracker.request({ method: 'GET', path: `${path}/${id}` }).then(
			() => true,
			() => false,
		);
		if (!isThere) throw outcome;
		throw outcome.with({
			...outcome.failure,
			message: `There is no file ${quote(readPath(context))} in ${one.replace(/^an? /, 'the ')} ${id} (HTTP 404)`,
			advice: 'Check the File Path: capital letters count. Get File Structure lists the files.',
		});
	};
	return Object.assign(named, { endpoint: run.endpoint });
}

/** The operations on the files of a local landing page or offer. Keitaro takes paths, and even contents, in the query. */
export function fileOperations(owner: Owner, id: INodeProperties): Operation[] {
	const { path, kind, one } = owner;
	const query = (context: ItemContext) => ({ path: readPath(context) });
	return [
		{
			value: 'getStructure',
			name: 'Get File Structure',
			action: `Get the file structure of ${one}`,
			description: 'The tree of its files and folders on the tracker',
			fields: [id],
			reads: true,
			run: request(`GET ${path}/{${kind}Id}/get_structure`, { expects: 'structure', answer: (data) => data }),
		},
		{
			value: 'getFile',
			name: 'Get File',
			action: `Get a file of ${one}`,
			description: 'The content of a text file; for images and the like use Download',
			fields: [id, filePath],
			reads: true,
			run: onFile(request(`GET ${path}/{${kind}Id}/get_file`, { query }), owner),
		},
		{
			value: 'addFile',
			name: 'Add File',
			action: `Add a file to ${one}`,
			description: 'Create an empty file, to be filled by Update File',
			fields: [id, filePath],
			run: request(`POST ${path}/{${kind}Id}/add_file`, { query }),
		},
		{
			value: 'updateFile',
			name: 'Update File',
			action: `Update a file of ${one}`,
			description: 'Put a short text in place of the content of a file',
			fields: [id, filePath, content],
			run: onFile(
				request(`PUT ${path}/{${kind}Id}/update_file`, { query: (context) => ({ ...query(context), data: readContent(context) }) }),
				owner,
			),
		},
		{
			value: 'removeFile',
			name: 'Remove File',
			action: `Remove a file from ${one}`,
			description: 'Delete a file for good',
			fields: [id, filePath],
			run: onFile(request(`DELETE ${path}/{${kind}Id}/remove_file`, { query }), owner),
		},
		{
			value: 'download',
			name: 'Download',
			action: `Download the files of ${one}`,
			description: 'All its files, packed as a ZIP, as binary data',
			fields: [id, outputField],
			reads: true,
			run: async (context) => await download(context, owner),
		},
	];
}
