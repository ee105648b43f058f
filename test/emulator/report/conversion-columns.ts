import type { Conversion } from '../store/types';
import type { Settings } from '../types';
import { PROBED_CONVERSION_COLUMNS } from './probed';
import { clickColumns, type Column, type Value } from './columns';
import { stamp } from '../zone';
import { stampOf, type View } from './view';

const of =
	(read: (conversion: Conversion, view: View) => Value): Column =>
	(view) =>
		read(view.conversion!, view);

/** In every version; `payout` is in none. */
const COMMON: Record<string, Column> = {
	tid: of((conversion) => conversion.tid),
	status: of((conversion) => conversion.status),
	params: of((conversion) => conversion.params),
	revenue: of((conversion) => conversion.revenue),
	cost: of((conversion, { click }) => conversion.cost || click.cost),
	profit: of((conversion, { click }) => conversion.revenue - (conversion.cost || click.cost)),
	click_datetime: (view) => stampOf(view, view.click.at),
	sale_datetime: of((conversion, view) => (conversion.sale_at ? stampOf(view, conversion.sale_at) : null)),
	sale_period: of((conversion, { click }) => (conversion.sale_at ? Math.round((conversion.sale_at - click.at) / 1000) : null)),
	is_lead: of((conversion) => conversion.conversion_type === 'Lead'),
	is_sale: of((conversion) => conversion.conversion_type === 'Sale'),
	is_rejected: of((conversion) => conversion.conversion_type === 'Rejected'),
};

const NEWER: Record<string, Column> = {
	event_id: of((conversion) => conversion.event_id),
	conversion_type: of((conversion) => conversion.conversion_type),
	version: of((conversion) => conversion.version),
	// in the zone of the report; the first stamp is the only trace of when the conversion began
	status_history: of((conversion, view) =>
		conversion.history.map((entry, index) => `${index + 1}. ${entry.type} (${stamp(entry.at, historyZone(view))})`).join(', '),
	),
};

const historyZone = ({ scene: { tracker, zone } }: View) => (tracker.settings.historyZone === 'own' ? tracker.settings.timezone : zone);

const OLDER: Record<string, Column> = {
	conversion_id: of((conversion) => conversion.id),
	postback_datetime: of((conversion, view) => stampOf(view, conversion.at)),
	original_status: of((conversion) => conversion.original_status),
	previous_status: of((conversion) => conversion.previous_status),
};

export function conversionColumns(settings: Settings): Record<string, Column> {
	const all = { ...clickColumns(settings), ...COMMON, ...OLDER, ...(settings.oldColumns ? {} : NEWER) };
	const unknown = settings.olderConversions ? [...Object.keys(NEWER), 'datetime'] : [];
	const there = (name: string) => !unknown.includes(name) && (settings.names === 'all' || PROBED_CONVERSION_COLUMNS.includes(name));
	return Object.fromEntries(Object.entries(all).filter(([name]) => there(name)));
}

const ALIASES: Record<string, string> = { conversion_id: 'event_id', postback_datetime: 'datetime' };

/**
 * Under which name a column comes back. Newer trackers accept the old names and leave them out; some give the id and the date
 * under their new names, and then no date of the click.
 */
export function answeredAs(settings: Settings, name: string): string | undefined {
	if (settings.oldColumns || settings.olderConversions) return name;
	if (settings.legacyConversionColumns) return ALIASES[name] ?? (name in OLDER || name === 'click_datetime' ? undefined : name);
	return name in OLDER ? undefined : name;
}
