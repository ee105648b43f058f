import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { coverOf, readEntries, readEntry } from '../fields/entries';
import { fold, shared, together, type Outcome, type Resource } from '../operation';
import { limitFields, readLimit } from '../fields/limit';
import type { Task } from '../fields/task';
import { newAllowance, sendDivided } from '../transport/divide';
import { TrackerError } from '../transport/errors';
import { Refusal } from '../transport/refusal';
import type { Answer } from '../transport/request';

/** Entries sent with one request: about 100 KB, far below what servers take. */
const ENTRIES_PER_REQUEST = 5000;

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

const entriesOf = (parameter: 'botId' | 'botData', label: string) => (task: Task) => readEntries(task.parameter(parameter), label);

/** A request that carried entries, or why it failed; and the items it served. */
interface Carrier {
	answer: Answer | Error;
	items: Set<number>;
	/** How many entries. */
	size: number;
}

/** Sends entries in as few requests as they fit in, and tells which request carried each. A failed one spoils no other. */
async function sendEntries(
	task: Task,
	path: '/botlist/add' | '/botlist/exclude',
	entries: Iterable<string>,
): Promise<Map<string, Carrier>> {
	const all = [...new Set(entries)];
	const carriers = new Map<string, Carrier>();
	const send = async (part: string[]) =>
		await task.tracker.request({ method: 'POST', path, body: { value: part.join('\n') }, once: false });
	const allowance = newAllowance();
	for (let at = 0; at < all.length; at += ENTRIES_PER_REQUEST) {
		for (const { part, answer } of await sendDivided(all.slice(at, at + ENTRIES_PER_REQUEST), send, allowance)) {
			const carrier: Carrier = { answer, items: new Set(), size: part.length };
			for (const entry of part) carriers.set(entry, carrier);
		}
	}
	return carriers;
}

/** What came of each item, from the requests that carried what it asked for: the first that failed, else the last. */
function outcomesOf(used: Array<Carrier[] | Error>, inParts: (error: Error, at: number) => Error): Array<Outcome | Error> {
	const carriersOf = used.map((carriers) => (carriers instanceof Error ? [] : carriers));
	carriersOf.forEach((carriers, at) => carriers.forEach(({ items }) => items.add(at)));
	return used.map((carriers, at) => {
		if (carriers instanceof Error) return carriers;
		const told = carriers.find(({ answer }) => answer instanceof Error) ?? carriers[carriers.length - 1];
		return told.answer instanceof Error ? inParts(told.answer, at) : shared(told.answer, told.items.size);
	});
}

/** The error of an item of which a part has arrived. */
function partOf(error: Error, carriers: Carrier[]): Error {
	const arrived = carriers.filter(({ answer }) => !(answer instanceof Error)).length;
	if (arrived === 0 || !(error instanceof TrackerError)) return error;
	const left = carriers.length - arrived;
	return new TrackerError({
		...error.failure,
		message: `${arrived} of ${carriers.length} entries are done, ${left} are not: ${error.message}`,
		done: { entries: arrived },
		notDone: { entries: left },
	});
}

/** What the tracker's count says of entries: those that it did something about, and those that were so already. */
type Words = readonly [done: string, before: string];
const ADDED: Words = ['added', 'already_listed'];
const REMOVED: Words = ['removed', 'not_listed'];

/**
 * The receipt of an item, by the tracker's count of what its request did. Of a request that served several items, a count between none
 * and all does not tell whose entries were there before: then only the sum is told.
 */
function receiptOf(entries: number, carriers: Carrier[], [done, before]: Words): IDataObject {
	const sums = [...new Set(carriers)].map(({ answer, size, items }) => {
		const count = countIn(answer as Answer) ?? Infinity;
		return { size, counted: count <= size ? count : undefined, isShared: items.size > 1 };
	});
	const total = sums.reduce((sum, { size }) => sum + size, 0);
	if (sums.some(({ counted }) => counted === undefined)) return { entries };
	const counted = sums.reduce((sum, one) => sum + (one.counted ?? 0), 0);
	const own = counted === total ? entries : counted === 0 ? 0 : sums.every(({ isShared }) => !isShared) ? counted : undefined;
	return {
		entries,
		...(own === undefined ? {} : { [done]: own, [before]: entries - own }),
		...(sums.some(({ isShared }) => isShared) ? { of_all_items: { entries: total, [done]: counted, [before]: total - counted } } : {}),
	};
}

const sendAll =
	(path: '/botlist/add' | '/botlist/exclude', words: Words) =>
	async (tasks: Task[], prepared: string[][]): Promise<Array<Outcome | Error>> => {
		const carriers = await sendEntries(tasks[0], path, prepared.flat());
		const used = prepared.map((own) => own.map((entry) => carriers.get(entry)!));
		return outcomesOf(used, (error, at) => partOf(error, used[at])).map((outcome, at) =>
			outcome instanceof Error
				? outcome
				: { ...outcome, data: { ...countOf(used[at]), ...receiptOf(prepared[at].length, used[at], words) } },
		);
	};

/** What the tracker itself answers, of all requests that carried something of an item. */
const countOf = (carriers: Carrier[]): { count?: number } => {
	const counts = [...new Set(carriers)].map(({ answer }) => countIn(answer as Answer));
	return counts.length > 0 && counts.every((count) => count !== undefined) ? { count: counts.reduce((sum, count) => sum + count, 0) } : {};
};

const countIn = ({ data }: Pick<Answer, 'data'>): number | undefined => {
	const { count } = (data ?? {}) as { count?: unknown };
	return typeof count === 'number' ? count : undefined;
};

/** The entries of the list, which comes as lines of a text; or as a list, empty or null from trackers that differ. */
function entriesIn(data: unknown): string[] {
	const value = Array.isArray(data) ? (data as unknown[]) : ((data as IDataObject).value ?? '');
	const lines = Array.isArray(value) ? value.map(String) : String(value).split('\n');
	return lines.map((line) => line.trim()).filter((line) => line !== '');
}

/** The list; read once per run. */
const readList = async (task: Task) =>
	await task.once('botlist', async () => {
		const { request, data } = await task.tracker.request({ method: 'GET', path: '/botlist', expects: 'entries' });
		return { request, entries: entriesIn(data) };
	});

/** Finds the entry that covers an address or block. */
const readCover = async (task: Task) => await task.once('botlist cover', async () => coverOf((await readList(task)).entries));

interface Replacement {
	from: string;
	to: string[];
}

/** The new entries are on the list, and the old one still is. */
function notTakenOff(error: Error, { from, to }: Replacement): Error {
	if (!(error instanceof TrackerError)) return error;
	return new TrackerError({
		...error.failure,
		message: `The new entries are on the list, but ${from} is not taken off: ${error.message}`,
		done: { added: to },
		notDone: { removed: from },
	});
}

/** Replaces entries. The new ones are added before the old ones are taken off, so that nothing is missing in between. */
async function replace(tasks: Task[], prepared: Replacement[]): Promise<Array<Outcome | Error>> {
	const cover = await readCover(tasks[0]);
	const unknown = prepared.map(({ from }) => {
		const block = cover(from);
		if (block === from) return undefined;
		return new Refusal(
			`${from} is not an entry of the bot list`,
			block ? `The entry ${block} covers it: replace that one.` : 'Add the new entry with Create.',
		);
	});
	// What the replacements come to in the end, in the order of the items.
	const added = new Set<string>();
	const removed = new Set<string>();
	for (const { from, to } of prepared.filter((_, at) => !unknown[at])) {
		added.delete(from);
		removed.add(from);
		for (const entry of to) {
			removed.delete(entry);
			added.add(entry);
		}
	}
	const adding = await sendEntries(tasks[0], '/botlist/add', added);
	const isIn = ({ to }: Replacement) => to.every((entry) => !(adding.get(entry)?.answer instanceof Error));
	const excluding = await sendEntries(
		tasks[0],
		'/botlist/exclude',
		prepared.filter((one) => removed.has(one.from) && isIn(one)).map(({ from }) => from),
	);
	const usedFor = (at: number): Carrier[] => {
		const { from, to } = prepared[at];
		return [...to.map((entry) => adding.get(entry)), excluding.get(from)].filter((carrier) => carrier !== undefined);
	};
	const outcomes = outcomesOf(
		prepared.map((_, at) => unknown[at] ?? usedFor(at)),
		(error, at) => (isIn(prepared[at]) ? notTakenOff(error, prepared[at]) : error),
	);
	const listed = new Set((await readList(tasks[0])).entries);
	return outcomes.map((outcome, at) => {
		if (outcome instanceof Error) return outcome;
		const { from, to } = prepared[at];
		const before = to.filter((entry) => listed.has(entry)).length;
		return {
			...outcome,
			data: { ...countOf(usedFor(at).slice(-1)), removed: to.includes(from) ? 0 : 1, added: to.length - before, already_listed: before },
		};
	});
}

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
			run: async (task) => {
				const limit = readLimit(task);
				const { request, entries } = await readList(task);
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
			run: async (task) => {
				const value = readEntry(task.parameter('botId'), 'Bot ID');
				const { request } = await readList(task);
				const entry = (await readCover(task))(value);
				return { request, data: { value, listed: entry !== undefined, entry: entry ?? null } };
			},
		},
		{
			value: 'create',
			name: 'Create',
			action: 'Add entries to the bot list',
			description: 'Add IPs, blocks or ranges; all items of a run go into as few requests as possible (Создать)',
			fields: [botData(ENTRIES)],
			fold: fold(entriesOf('botData', 'Entries'), sendAll('/botlist/add', ADDED)),
		},
		{
			value: 'update',
			name: 'Update',
			action: 'Replace an entry of the bot list',
			description: 'Put other entries in place of one (Обновить)',
			fields: [botId, botData('What takes the place of the entry')],
			fold: fold(
				(task): Replacement => ({
					from: readEntry(task.parameter('botId'), 'Bot ID'),
					to: readEntries(task.parameter('botData'), 'Entries'),
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
			fold: fold(entriesOf('botId', 'Bot ID'), sendAll('/botlist/exclude', REMOVED)),
		},
		{
			value: 'replaceAll',
			sweeps: true,
			name: 'Replace All',
			action: 'Replace the whole bot list',
			description: 'Put the entries of all items in place of the whole list. This cannot be undone.',
			fields: [botData('The new list')],
			fold: {
				...together(entriesOf('botData', 'Entries'), (prepared) => ({
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
			fold: together(
				() => null,
				() => ({ method: 'DELETE', path: '/botlist' }),
			),
		},
	],
};
