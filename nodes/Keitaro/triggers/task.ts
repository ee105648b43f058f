import type { Task } from '../fields/task';
import { Refusal } from '../transport/refusal';
import type { Tracker } from '../transport/request';

/** The parts of an n8n context that parameters need; polling and hooks of webhooks have them. */
interface Parameters {
	getNodeParameter(name: string, fallback?: unknown): unknown;
	getTimezone(): string;
}

const noFiles = () => new Refusal('A trigger has no input, and so no files', 'Use the node Keitaro for files.');

/** A trigger's view of its parameters: as if it ran for one empty item. */
export const taskOf = (context: Parameters, tracker: Tracker): Task => ({
	item: 0,
	tracker,
	timezone: context.getTimezone(),
	parameter: (name) => context.getNodeParameter(name, null) ?? undefined,
	once: async (_key, load) => await load(),
	file: async () => await Promise.reject(noFiles()),
	attach: async () => await Promise.reject(noFiles()),
});
