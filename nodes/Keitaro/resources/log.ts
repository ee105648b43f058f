import type { INodeProperties } from 'n8n-workflow';
import { collectionOf, options, text } from '../fields/field';
import { type Choices } from '../values/choice';
import { readCollection } from '../fields/groups';
import { quote } from '../values/quote';
import { limitFields, offset, readLimit } from '../fields/limit';
import type { ItemContext } from '../transport/itemContext';
import { unsupported, type Outcome, type Resource } from '../operation';
import { readPages, rowsOf } from '../api/pages';
import { InputError } from '../values/errors';

/** Lines asked for at once. */
const PAGE = 1000;

/** The logs of the published API; newer trackers may have more. */
const TYPES: Choices = {
	postbacks: 'Received Postbacks',
	sent_postbacks: 'Sent Postbacks',
	ssl: 'SSL',
	system: 'System',
	traffic: 'Traffic',
};

const logId: INodeProperties = {
	displayName: 'Log',
	name: 'logId',
	type: 'options',
	options: options(TYPES),
	default: 'postbacks',
	required: true,
	description: "Which log. An expression may give any other that Get Types lists. It is the log's ID. (ID Лога)",
};

const more = [offset, text('query', 'Search', 'Only lines that hold this text')];

const fields: INodeProperties[] = [logId, ...limitFields, collectionOf(more)];

/** The original showed this field under operations that Keitaro does not have. */
const logData: INodeProperties = {
	displayName: 'Data (JSON)',
	name: 'logData',
	type: 'json',
	default: '',
	description: 'Not used (Данные Лога)',
};

const readTypes = async (context: ItemContext) => {
	const { request, data } = await context.tracker.request({ method: 'POST', path: '/logs/types', idempotent: true, expects: 'texts' });
	return { request, types: rowsOf(data, request).map(String) };
};

/** The path of a log. A type that is not among the known ones must be one that the tracker lists. */
async function readPath(context: ItemContext): Promise<`/${string}`> {
	const entered = context.parameter('logId');
	const type = typeof entered === 'string' ? entered.trim() : '';
	if (!Object.hasOwn(TYPES, type)) {
		if (type === '') throw new InputError('Log is empty', `Choose one of: ${Object.keys(TYPES).join(', ')}.`);
		const { types } = await context.cached('log types', async () => await readTypes(context));
		if (!types.includes(type) || !/^[\w-]+$/.test(type))
			throw new InputError(`The tracker has no log ${quote(entered)}`, `Its logs are: ${types.join(', ')}.`);
	}
	return `/logs/${encodeURIComponent(type)}`;
}

async function read(context: ItemContext): Promise<Outcome> {
	const limit = readLimit(context);
	const { offset: start, ...search } = await readCollection(more, 'additionalFields', context);
	const path = await readPath(context);
	const { request, rows } = await readPages(
		async (size, at) => {
			const answer = await context.tracker.request({ method: 'GET', path, query: { limit: size, offset: at, ...search }, expects: 'list' });
			const page = rowsOf(answer.data, answer.request);
			// These answers have no total, and nothing is known of trackers that give less than asked for: a short page is the last.
			return { request: answer.request, rows: page, total: page.length < size ? at + page.length : undefined };
		},
		{ limit, offset: start },
		PAGE,
	);
	return { request, data: rows, list: true };
}

const WRITTEN = 'The tracker writes its logs itself:';

export const log: Resource = {
	value: 'log',
	name: 'Log',
	description: 'Logs of the tracker: system, traffic, SSL, postbacks received and sent (Лог)',
	operations: [
		{
			value: 'getAll',
			name: 'Get Many',
			action: 'Get many lines of a log',
			description: 'The lines of a log, the newest first (Получить Все)',
			reads: true,
			fields,
			run: read,
		},
		{
			value: 'get',
			name: 'Get',
			action: 'Get a log',
			description: 'The lines of a log, like Get Many: in Keitaro the type of a log is its ID (Получить)',
			reads: true,
			fields,
			run: read,
		},
		{
			value: 'getTypes',
			name: 'Get Types',
			action: 'Get the types of logs',
			description: 'Which logs the tracker has',
			reads: true,
			run: async (context) => {
				const { request, types } = await readTypes(context);
				return { request, data: types, list: true };
			},
		},
		{
			value: 'delete',
			sweeps: true,
			name: 'Delete',
			action: 'Clean a log',
			description: 'Delete all lines of a log. This cannot be undone. (Удалить)',
			// None is chosen beforehand: the lines are gone for good.
			fields: [{ ...logId, options: options({ '': 'Choose a Log', ...TYPES }), default: '' }],
			run: async (context) => await context.tracker.request({ method: 'DELETE', path: await readPath(context) }),
		},
		{
			value: 'create',
			name: 'Create',
			action: 'Create a log',
			description: 'Not possible in Keitaro: Keitaro writes its logs itself, and Get Many reads them (Создать)',
			fields: [logData],
			run: unsupported('Nothing can be written into a log of Keitaro', `${WRITTEN} read them with Get or Get Many.`),
		},
		{
			value: 'update',
			name: 'Update',
			action: 'Update a log',
			description: 'Not possible in Keitaro: Keitaro writes its logs itself, and Delete cleans one (Обновить)',
			fields: [logId, logData],
			run: unsupported('A log of Keitaro cannot be changed', `${WRITTEN} read them with Get or Get Many, or clean one with Delete.`),
		},
	],
};
