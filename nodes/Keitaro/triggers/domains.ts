import type { IDataObject } from 'n8n-workflow';
import { choice, boolean, recordIds } from '../fields/field';
import { readAlone } from '../fields/groups';
import { readRows } from '../api/pages';
import type { TriggerEvent } from './triggerEvent';

/** What Keitaro says of a domain: of itself, of its DNS, and of its certificate. */
const STATUSES = ['status', 'network_status', 'ssl_status'];

const domains = recordIds('domains', 'domain', 'Only these domains; none: all');

const changes = choice('changes', 'Changes', 'Which changes are told', {
	any: 'Any',
	problem: 'A Problem Appears',
	solved: 'A Problem Is Solved',
});

const present = boolean(
	'tell_present',
	'First Run Tells Problems',
	'Whether to tell, when the workflow is activated for the first time, of domains that have a problem by then',
);

/** What was last seen of a domain. */
interface Seen {
	statuses: IDataObject;
	hasProblem: boolean;
}

const seenOf = (domain: IDataObject): Seen => ({
	statuses: Object.fromEntries(STATUSES.map((name) => [name, domain[name] ?? null])),
	hasProblem:
		(typeof domain.error_description === 'string' && domain.error_description !== '') ||
		STATUSES.some((name) => /error|fail/i.test(String(domain[name]))),
});

const isOther = (one: Seen, other: Seen): boolean =>
	one.hasProblem !== other.hasProblem || STATUSES.some((name) => one.statuses[name] !== other.statuses[name]);

const told: Record<string, (now: Seen, before: Seen) => boolean> = {
	any: isOther,
	problem: (now, before) => now.hasProblem && !before.hasProblem,
	solved: (now, before) => !now.hasProblem && before.hasProblem,
};

/** What is told of a domain that was not there before: nothing is known of it. */
const UNSEEN: Seen = { statuses: Object.fromEntries(STATUSES.map((name) => [name, null])), hasProblem: false };

const eventOf = (domain: IDataObject, { statuses }: Seen, { hasProblem }: Seen): IDataObject => ({
	...domain,
	has_problem: hasProblem,
	previous: statuses,
});

/**
 * A domain that is gone is not forgotten: a key that may see none gets an empty list and no error (seen live), and when they are there
 * again, nothing has changed.
 */
export const domainStatusChanged: TriggerEvent = {
	value: 'domainStatusChanged',
	name: 'Domain Status Changed',
	description: 'The status of a domain, its DNS or its certificate changed, for example because it was blocked',
	fields: [domains.property, changes.property, present.property],
	prepare: async (context) => {
		const { domains: wanted, changes: kind, tell_present: tellsPresent } = await readAlone([domains, changes, present], context);
		const isWanted = ({ id }: IDataObject) => wanted.length === 0 || wanted.includes(Number(id));
		const list = async () => (await readRows(context.tracker, { method: 'GET', path: '/domains' })).rows;
		return {
			look: async (state) => {
				const next = { ...state } as Record<string, Seen | undefined>;
				const events: IDataObject[] = [];
				for (const domain of await list()) {
					const now = seenOf(domain);
					const before = next[String(domain.id)];
					next[String(domain.id)] = now;
					// Of one that was not there, only a problem is news; which kinds of changes are told is about the others.
					const isNews = before ? told[kind](now, before) : now.hasProblem && kind !== 'solved' && (state !== undefined || tellsPresent);
					if (isNews && isWanted(domain)) events.push(eventOf(domain, before ?? (state ? UNSEEN : now), now));
				}
				// An empty list is no proof that there are none: the key may be given its rights a minute later.
				return { events, state: Object.keys(next).length > 0 ? next : undefined };
			},
			sample: async () =>
				(await list())
					.filter(isWanted)
					.slice(0, 1)
					.map((domain) => eventOf(domain, seenOf(domain), seenOf(domain))),
		};
	},
};
