import { freshStream } from '../store/fresh';
import type { Binding, Stream, StreamFilter, Trigger } from '../store/types';
import type { Handler, Tracker } from '../types';
import { addRow, createOf, deletedOf, getOf, type Kind, listOf, show, stateOf, updateOf } from './entities';

/**
 * Offers and landings sent replace all that were there. One that stays keeps its binding's id and date, one that comes back gets
 * new ones, one sent twice counts once. Neither existence nor the sum of shares is checked.
 */
function rebind<T extends Binding>(tracker: Tracker, stream: Stream, bound: T[], given: Partial<T>[], key: keyof T & string): T[] {
	const rows = new Map<unknown, Partial<T>>();
	for (const entry of given) rows.set(entry[key], entry);
	return [...rows.values()].map((entry) => {
		const known = bound.find((row) => row[key] === entry[key]);
		const at = tracker.stamp();
		const fresh = { id: 0, stream_id: stream.id, state: 'active', created_at: at, updated_at: at };
		const base = known ?? { ...fresh, id: tracker.store.next(key.replace('_id', 'Binding')) };
		return { ...base, ...entry, ...(known ? { updated_at: at } : {}) } as T;
	});
}

function storedFilters(tracker: Tracker, stream: Stream, given: Partial<StreamFilter>[]): StreamFilter[] {
	return given.map((entry) => {
		const known = stream.filters.find((filter) => filter.id === entry.id);
		const id = known?.id ?? tracker.store.next('filter');
		return { name: '', mode: 'accept', payload: null, oid: null, ...entry, id, stream_id: stream.id };
	});
}

const IDLE: Omit<Trigger, 'id' | 'stream_id'> = {
	oid: null,
	target: 'stream',
	condition: 'always',
	selected_page: '',
	pattern: '',
	action: 'disable',
	interval: 0,
	next_run_at: null,
	alternative_urls: '',
	grab_from_page: '',
	av_settings: '',
	reverse: false,
	enabled: true,
	scan_page: false,
};

function storedTriggers(tracker: Tracker, stream: Stream, given: Partial<Trigger>[]): Trigger[] {
	return given.map((entry) => {
		const known = stream.triggers.find((trigger) => trigger.id === entry.id);
		return { ...IDLE, ...known, ...entry, id: known?.id ?? tracker.store.next('trigger'), stream_id: stream.id };
	});
}

const kind: Kind<Stream> = {
	model: 'Stream',
	rows: (store) => store.streams,
	fresh: (tracker) => freshStream(tracker.store, tracker),
	// flows carry no reliable date of change
	undated: true,
	accept: (tracker, body, row) => {
		const { filters, triggers, offers, landings, ...scalars } = body as Partial<Stream>;
		const siblings = tracker.store.streams.filter((stream) => stream.campaign_id === scalars.campaign_id && stream !== row);
		return {
			...(row.position === 0 ? { position: siblings.length + 1 } : {}),
			...scalars,
			...(filters && { filters: storedFilters(tracker, row, filters) }),
			...(triggers && { triggers: storedTriggers(tracker, row, triggers) }),
			...(offers && { offers: rebind(tracker, row, row.offers, offers, 'offer_id') }),
			...(landings && { landings: rebind(tracker, row, row.landings, landings, 'landing_id') }),
		};
	},
};

export const presentStream = (tracker: Tracker, row: Stream) => show(kind, tracker, row);

/** The same flow in another campaign, with parts of its own. */
export function copyStream(tracker: Tracker, original: Stream, campaignId: number) {
	const { id: _id, filters, triggers, ...rest } = structuredClone(original);
	const own = filters.map(({ id: _filter, ...filter }) => filter);
	addRow(kind, tracker, {
		...rest,
		campaign_id: campaignId,
		filters: own,
		triggers: triggers.map(({ id: _trigger, ...trigger }) => trigger),
	});
}

const search: Handler = (tracker, { query }) => {
	const wanted = query.query.toLowerCase();
	const hit = (row: Stream) => `${row.name}\n${JSON.stringify(row.action_payload ?? '')}`.toLowerCase().includes(wanted);
	return listOf(kind, (row) => row.state !== 'deleted' && hit(row))(tracker, {} as never);
};

export const streams: Record<string, Handler> = {
	'POST /streams': createOf(kind),
	'GET /streams/deleted': deletedOf(kind),
	'GET /streams/search': search,
	'GET /streams/{id}': getOf(kind),
	'PUT /streams/{id}': updateOf(kind),
	'DELETE /streams/{id}': stateOf(kind, 'deleted', { answer: 'empty' }),
	'POST /streams/{id}/restore': stateOf(kind, 'active'),
	'POST /streams/{id}/enable': stateOf(kind, 'active'),
	'POST /streams/{id}/disable': stateOf(kind, 'disabled'),
	// documented as the flow itself
	'GET /streams/{id}/events': getOf(kind),
};
