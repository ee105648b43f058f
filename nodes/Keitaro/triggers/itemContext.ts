import type { ItemContext } from '../transport/itemContext';
import { InputError } from '../values/errors';
import type { Tracker } from '../transport/request';

/** The parts of an n8n context that parameters need; polling, webhooks and their hooks have them. */
interface Parameters {
	getNodeParameter(name: string, fallback?: unknown): unknown;
	getTimezone(): string;
}

/** A trigger's view of its parameters: as if it ran for one empty item. Without a tracker, nothing can be asked of it. */
export const taskOf = (context: Parameters, tracker?: Tracker): ItemContext => ({
	item: 0,
	get tracker() {
		if (tracker) return tracker;
		throw new InputError('Names cannot be looked up in the tracker here', 'Use IDs.');
	},
	timezone: context.getTimezone(),
	parameter: (name) => context.getNodeParameter(name, null) ?? undefined,
	raw: (name) => context.getNodeParameter(name, null) ?? undefined,
	cached: async (_key, load) => await load(),
	file: async () => await noFiles(),
	attach: async () => await noFiles(),
});

const noFiles = async () =>
	await Promise.reject(new InputError('A trigger has no input, and so no files', 'Use the node Keitaro for files.'));
