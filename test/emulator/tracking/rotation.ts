/** Which flow, landing and offer a visitor gets: forced flows from the top, then regular ones, then the default. */
import type { Binding, Click, Stream, StreamFilter } from '../store/types';
import { dimensions } from '../report/columns';
import { createScene } from '../report/view';
import type { Tracker } from '../types';

function passes(tracker: Tracker, click: Click, filter: StreamFilter): boolean {
	const accepts = filter.mode === 'accept' || filter.mode === 'white';
	if (filter.name === 'bot') return click.is_bot === accepts;
	if (filter.name === 'proxy') return click.is_using_proxy === accepts;
	if (!Array.isArray(filter.payload)) return true;
	const column = dimensions(tracker.settings)[filter.name === 'country' ? 'country_code' : filter.name];
	if (!column) return true;
	const value = String(column({ scene: createScene(tracker, 'UTC'), click })).toLowerCase();
	return filter.payload.map((entry) => entry.toLowerCase()).includes(value) === accepts;
}

function suits(tracker: Tracker, click: Click, { filters, filter_or }: Stream): boolean {
	if (filters.length === 0) return true;
	const results = filters.map((filter) => passes(tracker, click, filter));
	return filter_or ? results.includes(true) : !results.includes(false);
}

function byShare<T>(tracker: Tracker, rows: T[], share: (row: T) => number): T | undefined {
	let left = tracker.random() * rows.reduce((sum, row) => sum + share(row), 0);
	return rows.find((row) => (left -= share(row)) < 0) ?? rows.at(-1);
}

export const bound = <T extends Binding>(tracker: Tracker, rows: T[]): T | undefined =>
	byShare(
		tracker,
		rows.filter((row) => row.state === 'active'),
		(row) => row.share,
	);

export function chooseStream(tracker: Tracker, click: Click, byWeight: boolean): Stream | undefined {
	const streams = tracker.store.streams.filter((stream) => stream.campaign_id === click.campaign_id && stream.state === 'active');
	const ofType = (type: string) =>
		streams.filter((stream) => stream.type === type && suits(tracker, click, stream)).sort((one, other) => one.position - other.position);
	const regular = ofType('regular');
	return ofType('forced')[0] ?? (byWeight ? byShare(tracker, regular, (stream) => stream.weight) : regular[0]) ?? ofType('default')[0];
}
