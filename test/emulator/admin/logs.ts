import { empty, json } from '../answers';
import { LOG_TYPES, type LogType } from '../store/types';
import type { Handler } from '../types';

export const logs: Record<string, Handler> = {
	'POST /logs/types': () => json(LOG_TYPES),
	/** Newest first. */
	'GET /logs/{type}': ({ store }, { params, query }) => {
		const wanted = (query.query ?? '').toLowerCase();
		const lines = store.logs[params.type as LogType].filter((line) => line.message.toLowerCase().includes(wanted));
		const offset = Number(query.offset ?? 0);
		return json(lines.slice(offset, offset + Number(query.limit)));
	},
	'DELETE /logs/{type}': ({ store }, { params }) => {
		store.logs[params.type as LogType] = [];
		return empty();
	},
};
