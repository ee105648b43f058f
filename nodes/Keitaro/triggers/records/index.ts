import { NotFoundError, TrackerError } from '../../values/errors';
import type { IDataObject } from 'n8n-workflow';
import { choices, recordIds } from '../../fields/field';
import { type Choices } from '../../values/choice';
import { readAlone } from '../../fields/groups';
import { referenceOf } from '../../records/references';
import type { ItemContext } from '../../transport/itemContext';
import { unwrap } from '../../api/unwrap';
import { readAll } from '../../records/id';
import { readRows } from '../../api/pages';
import type { TriggerEvent } from '../triggerEvent';
import { newMemory, recall, remember } from './memory';
import { changedBetween, changedSince, isSame, printOf, settingsOf } from './print';

/** What is kept of a record that was moved to the archive. */
const ARCHIVED = '-';

/** So many records that are not in their list any more are looked up by one poll; the next one goes on. */
const MOST_LOOKED_UP = 50;

const UNKNOWN_BEFORE = 'n8n was restarted since the last poll: the values before are not known, and stand as null.';

/** Of a campaign, the key of its clicks. */
const SECRETS = ['token', 'password'];

type Kind = 'campaign' | 'stream' | 'offer' | 'landing' | 'domain';

const KINDS: Record<Kind, string> = {
	campaign: 'Campaigns',
	stream: 'Flows (One Request for Each Campaign)',
	offer: 'Offers',
	landing: 'Landing Pages',
	domain: 'Domains',
};

const HOW: Choices = { archived: 'Archived', changed: 'Changed', created: 'Created', restored: 'Restored' };

const kinds = choices('kinds', 'Records', 'The kinds of records that are watched', KINDS, {
	default: ['campaign', 'offer', 'landing', 'domain'],
});
const campaigns = recordIds('of_campaigns', 'campaign', 'Of campaigns and their flows only these; none: all', { name: 'ofCampaigns' });
const how = choices('how', 'What Happened', 'Only this is told; none: all of it', HOW);

/** A list of the tracker. */
interface List {
	/** `offer`, or `stream` and the campaign that the flows are of. */
	name: string;
	kind: Kind;
	rows: IDataObject[];
	/** What a person set in each row, in their order. */
	settings: IDataObject[];
}

/** What is kept of a list. */
interface KeptList {
	/** The highest ID there ever was: what comes with a lower one was in the archive. */
	top: number;
	/** By ID. */
	prints: Record<string, string>;
}

interface State {
	/** Under which the values of before are remembered as long as n8n runs. */
	memory: string;
	/** The fields of each kind, in the order in which prints have them. */
	fields: Partial<Record<Kind, string[]>>;
	lists: Record<string, KeptList>;
}

interface Entered {
	kinds: Kind[];
	of_campaigns: number[];
	how: string[];
}

/** What is told of a record: what happened, each changed field with the value before and after, and the record. */
function eventOf(
	context: ItemContext,
	kind: Kind,
	what: string,
	row: IDataObject,
	pairs: Record<string, [unknown, unknown]> = {},
): IDataObject {
	const masked = (data: IDataObject) => context.tracker.mask(structuredClone(data), SECRETS) as IDataObject;
	const changed = Object.fromEntries(
		Object.entries(pairs).map(([name, pair]) => [name, pair.map((value) => masked({ [name]: value ?? null })[name])]),
	);
	return { record: kind, what, ...(what === 'changed' ? { changed } : {}), ...masked(row) };
}

/** What is told of one that is in the list. */
function compare(
	context: ItemContext,
	{ name, kind }: List,
	row: IDataObject,
	settings: IDataObject,
	state: State,
): IDataObject | undefined {
	const id = String(row.id);
	const kept = state.lists[name];
	const fields = state.fields[kind] ?? [];
	const print = Object.hasOwn(kept.prints, id) ? kept.prints[id] : undefined;
	if (print === undefined) return eventOf(context, kind, Number(id) > kept.top ? 'created' : 'restored', row);
	if (print === ARCHIVED) return eventOf(context, kind, 'restored', row);
	if (isSame(print, settings, fields)) return undefined;
	const seen = recall(state.memory, `${kind} ${id}`);
	// Of another moment than what is kept, if n8n died before it kept that.
	const before = seen && isSame(print, seen, fields) ? seen : undefined;
	const names = before ? changedBetween(before, settings, fields) : changedSince(print, settings, fields);
	const event = eventOf(
		context,
		kind,
		'changed',
		row,
		Object.fromEntries(names.map((field) => [field, [before?.[field], settings[field]]])),
	);
	return before ? event : { ...event, hint: UNKNOWN_BEFORE };
}

/** Whether one that is not in its list is in the archive, or gone: a list can be cut without a word. */
async function isGone(context: ItemContext, kind: Kind, id: string): Promise<boolean> {
	const answer = await context.tracker
		.request({ method: 'GET', path: `${referenceOf(kind).path ?? '/streams'}/${id}` })
		.catch((error: Error) => error);
	if (!(answer instanceof Error)) return (unwrap(answer.data) as IDataObject | undefined)?.state === 'deleted';
	if (answer instanceof NotFoundError) return true;
	if (answer instanceof TrackerError && answer.status === 403) return false;
	throw answer;
}

/** Each of the lists once. Flows come by campaign: the tracker has no list of all. */
async function readLists(context: ItemContext, { kinds: wanted, of_campaigns: chosen }: Entered): Promise<List[]> {
	const listOf = (name: string, kind: Kind, found: IDataObject[]): List => {
		const rows = found.filter(({ id }) => id !== undefined && id !== null);
		return { name, kind, rows, settings: rows.map((row) => settingsOf(kind, row)) };
	};
	const read = async (kind: Exclude<Kind, 'stream'>) => listOf(kind, kind, (await readAll(context, kind)).rows);
	const readFlows = async (id: number) =>
		listOf(`stream ${id}`, 'stream', (await readRows(context.tracker, { method: 'GET', path: `/campaigns/${id}/streams` })).rows);
	const lists: List[] = [];
	for (const kind of wanted.filter((one) => one !== 'stream')) lists.push(await read(kind));
	if (!wanted.includes('stream')) return lists;
	const all = chosen.length > 0 ? undefined : (lists.find(({ kind }) => kind === 'campaign') ?? (await read('campaign')));
	for (const id of all ? all.rows.map((row) => Number(row.id)) : chosen) {
		const flows = await readFlows(id).catch((error: Error) => error);
		if (!(flows instanceof Error)) lists.push(flows);
		// A campaign that was moved to the archive has none to watch.
		else if (!(flows instanceof NotFoundError)) throw flows;
	}
	return lists;
}

/** Looks at one list. @returns what is to be kept of it. */
async function lookAt(
	context: ItemContext,
	list: List,
	state: State,
	fields: string[],
	tell: (event: IDataObject) => void,
): Promise<KeptList | undefined> {
	const { name, kind, rows, settings } = list;
	const kept = state.lists[name] as KeptList | undefined;
	// An empty list is no proof that there is nothing.
	if (rows.length === 0) return kept;
	const prints: Record<string, string> = {};
	for (const [at, row] of rows.entries()) {
		const event = kept && compare(context, list, row, settings[at], state);
		if (event) tell(event);
		prints[String(row.id)] = printOf(settings[at], fields);
	}
	let lookedUp = 0;
	for (const [id, print] of Object.entries(kept?.prints ?? {})) {
		if (Object.hasOwn(prints, id)) continue;
		prints[id] = print;
		if (print === ARCHIVED || lookedUp++ >= MOST_LOOKED_UP || !(await isGone(context, kind, id))) continue;
		tell(eventOf(context, kind, 'archived', { id: Number(id), ...recall(state.memory, `${kind} ${id}`) }));
		prints[id] = ARCHIVED;
	}
	return { top: Math.max(kept?.top ?? 0, ...rows.map(({ id }) => Number(id) || 0)), prints };
}

export const recordChanged: TriggerEvent = {
	value: 'recordChanged',
	name: 'Record Changed',
	description: 'A campaign, flow, offer, landing page or domain was created, changed, archived or restored, by whomever',
	fields: [kinds.property, campaigns.property, how.property],
	prepare: async (context) => {
		const read = await readAlone([kinds, campaigns, how], context);
		const entered: Entered = { ...read, kinds: read.kinds as Kind[] };
		const wanted = entered.kinds.length > 0 ? entered.kinds : (Object.keys(KINDS) as Kind[]).filter((kind) => kind !== 'stream');
		const isWanted = ({ record, what, id, campaign_id: of }: IDataObject) =>
			(entered.how.length === 0 || entered.how.includes(String(what))) &&
			(entered.of_campaigns.length === 0 ||
				!['campaign', 'stream'].includes(String(record)) ||
				entered.of_campaigns.includes(Number(record === 'campaign' ? id : of)));
		const lists = async () => await readLists(context, { ...entered, kinds: wanted });

		return {
			look: async (given) => {
				const state = (given ?? { memory: newMemory(), fields: {}, lists: {} }) as unknown as State;
				const next: State = { ...state, fields: { ...state.fields }, lists: { ...state.lists } };
				const events: IDataObject[] = [];
				const read = await lists();
				// New fields come behind the others: what is kept has them in this order.
				for (const { kind, settings } of read)
					next.fields[kind] = [...new Set([...(next.fields[kind] ?? []), ...settings.flatMap((one) => Object.keys(one))])];
				for (const list of read) {
					const kept = await lookAt(context, list, state, next.fields[list.kind] ?? [], (event) => events.push(event));
					if (kept) next.lists[list.name] = kept;
				}
				for (const { kind, rows, settings } of read)
					remember(
						next.memory,
						rows.map(({ id }, at) => [`${kind} ${String(id)}`, settings[at]]),
					);
				return { events: events.filter(isWanted), state: next as unknown as IDataObject };
			},
			sample: async () => {
				const shown = (await lists()).flatMap(({ kind, rows }) => rows.slice(0, 1).map((row) => eventOf(context, kind, 'changed', row)));
				return shown.filter((event) => entered.how.length === 0 || isWanted({ ...event, what: entered.how[0] }));
			},
		};
	},
};
