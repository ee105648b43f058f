/** The bot list: text, one entry a line. What `count` counts is not documented. */
import { empty, invalid, json, refuse } from '../answers';
import type { Handler, Tracker } from '../types';

const OCTET = '(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const ENTRY = new RegExp(`^${OCTET}(\\.${OCTET}){3}(/(3[0-2]|[12]?\\d))?$`);

/** Single IPv4 addresses and CIDR blocks; ranges, IPv6 and comments are not supported. */
function entriesOf(tracker: Tracker, body: Record<string, unknown>): string[] {
	const lines = String(body.value)
		.split(/\r?\n/)
		.filter((line) => line !== '');
	const wrong = lines.filter((line) => !ENTRY.test(line));
	if (wrong.length > 0) refuse(invalid(tracker, { value: wrong.slice(0, 20).map((line) => `Invalid IP "${line}"`) }));
	return lines;
}

const count = ({ settings, store }: Tracker, entries: string[], changed: string[]) =>
	json({ count: { sent: new Set(entries).size, changed: new Set(changed).size, all: store.bots.size }[settings.botCount] });

export const botlist: Record<string, Handler> = {
	'GET /botlist': ({ store }) => json({ value: [...store.bots].join('\n') }),
	'PUT /botlist': (tracker, { body }) => {
		const entries = entriesOf(tracker, body);
		tracker.store.bots = new Set(entries);
		return count(tracker, entries, entries);
	},
	'DELETE /botlist': ({ store }) => {
		store.bots.clear();
		return empty();
	},
	'POST /botlist/add': (tracker, { body }) => {
		const entries = entriesOf(tracker, body);
		const fresh = entries.filter((entry) => !tracker.store.bots.has(entry));
		for (const entry of entries) tracker.store.bots.add(entry);
		return count(tracker, entries, fresh);
	},
	'POST /botlist/exclude': (tracker, { body }) => {
		const entries = entriesOf(tracker, body);
		const listed = entries.filter((entry) => tracker.store.bots.has(entry));
		for (const entry of entries) tracker.store.bots.delete(entry);
		return count(tracker, entries, listed);
	},
};
