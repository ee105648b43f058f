import type { INodeProperties } from 'n8n-workflow';
import { readEntries, readEntry } from '../../values/ipBlocks';
import { limitFields, readLimit } from '../../fields/limit';
import type { ItemContext } from '../../transport/itemContext';
import { batch, singleRequest, type Resource } from '../../operation';
import { readCover, readList } from './list';
import { replace, type Replacement } from './replace';
import { ADDED, REMOVED, sendAll } from './send';

const ENTRIES = 'One or more IPv4 addresses, CIDR blocks or ranges, separated by commas or line breaks, or a list by expression';

const botId: INodeProperties = {
	displayName: 'Bot ID',
	name: 'botId',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. 203.0.113.7',
	description: 'The entry itself: an IPv4 address, or a CIDR block such as 203.0.113.0/24 (ID Бота)',
};

const botIds: INodeProperties = { ...botId, description: `${ENTRIES} (ID Бота)` };

const botData = (description: string): INodeProperties => ({
	displayName: 'Entries',
	name: 'botData',
	type: 'string',
	typeOptions: { rows: 4 },
	default: '',
	required: true,
	placeholder: 'e.g. 203.0.113.7, 198.51.100.0/24',
	description: `${description} (Данные Бота)`,
});

const entriesOf = (parameter: 'botId' | 'botData', label: string) => (context: ItemContext) =>
	readEntries(context.parameter(parameter), label);

export const bot: Resource = {
	value: 'bot',
	name: 'Bot',
	description: 'The bot list: IP addresses whose clicks count as bots, so that flows can block or ban them (Бот)',
	operations: [
		{
			value: 'getAll',
			name: 'Get Many',
			action: 'Get many bot list entries',
			description: 'Every entry of the bot list (Получить Все)',
			reads: true,
			fields: limitFields,
			run: async (context) => {
				const limit = readLimit(context);
				const { request, entries } = await readList(context);
				return { request, data: entries.slice(0, limit).map((value) => ({ value })), list: true };
			},
		},
		{
			value: 'get',
			name: 'Get',
			action: 'Look up an IP in the bot list',
			description: 'Whether an IP is on the list, itself or within a block, and by which entry (Получить)',
			reads: true,
			fields: [botId],
			run: async (context) => {
				const value = readEntry(context.parameter('botId'), 'Bot ID');
				const { request } = await readList(context);
				const entry = (await readCover(context))(value);
				return { request, data: { value, listed: entry !== undefined, entry: entry ?? null } };
			},
		},
		{
			value: 'create',
			name: 'Create',
			action: 'Add entries to the bot list',
			description: 'Add IPs, blocks or ranges; all items of a run go into as few requests as possible (Создать)',
			fields: [botData(ENTRIES)],
			fold: batch(entriesOf('botData', 'Entries'), sendAll('/botlist/add', ADDED)),
		},
		{
			value: 'update',
			name: 'Update',
			action: 'Replace an entry of the bot list',
			description: 'Put other entries in place of one (Обновить)',
			fields: [botId, botData('What takes the place of the entry')],
			fold: batch(
				(context): Replacement => ({
					from: readEntry(context.parameter('botId'), 'Bot ID'),
					to: readEntries(context.parameter('botData'), 'Entries'),
				}),
				replace,
			),
		},
		{
			value: 'delete',
			name: 'Delete',
			action: 'Take entries off the bot list',
			description: 'Take IPs, blocks or ranges off; all items of a run go into as few requests as possible (Удалить)',
			fields: [botIds],
			fold: batch(entriesOf('botId', 'Bot ID'), sendAll('/botlist/exclude', REMOVED)),
		},
		{
			value: 'replaceAll',
			sweeps: true,
			name: 'Replace All',
			action: 'Replace the whole bot list',
			description: 'Put the entries of all items in place of the whole list. This cannot be undone.',
			fields: [botData('The new list')],
			fold: {
				...singleRequest(entriesOf('botData', 'Entries'), (prepared) => ({
					method: 'PUT',
					path: '/botlist',
					body: { value: [...new Set(prepared.flat())].join('\n') },
				})),
				whole: true,
			},
		},
		{
			value: 'clear',
			sweeps: true,
			name: 'Clear',
			action: 'Clear the bot list',
			description: 'Take every entry off the list. This cannot be undone.',
			fold: singleRequest(
				() => null,
				() => ({ method: 'DELETE', path: '/botlist' }),
			),
		},
	],
};
