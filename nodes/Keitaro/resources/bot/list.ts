import type { IDataObject } from 'n8n-workflow';
import { coverOf } from '../../values/ipBlocks';
import type { ItemContext } from '../../transport/itemContext';

/** The entries of the list, which comes as lines of a text; or as a list, empty or null from trackers that differ. */
function entriesIn(data: unknown): string[] {
	const value = Array.isArray(data) ? (data as unknown[]) : ((data as IDataObject).value ?? '');
	const lines = Array.isArray(value) ? value.map(String) : String(value).split('\n');
	return lines.map((line) => line.trim()).filter((line) => line !== '');
}

/** The list; read once per run. */
export const readList = async (context: ItemContext) =>
	await context.cached('botlist', async () => {
		const { request, data } = await context.tracker.request({ method: 'GET', path: '/botlist', expects: 'entries' });
		return { request, entries: entriesIn(data) };
	});

/** Finds the entry that covers an address or block. */
export const readCover = async (context: ItemContext) =>
	await context.cached('botlist cover', async () => coverOf((await readList(context)).entries));
