/** Macros in addresses: `{subid}`, `{status:lead=0 sale=1}`, `{date:U}`, `{_keyword}` for a value that is not URL-encoded. */
import type { Click, Conversion } from '../store/types';
import type { Tracker } from '../types';
import { createScene } from '../report/view';
import { dimensions } from '../report/columns';

export interface MacroSource {
	click: Click;
	conversion?: Conversion;
}

function valueOf(tracker: Tracker, { click, conversion }: MacroSource, name: string, argument: string): string {
	if (name === 'subid') return click.sub_id;
	if (name === 'date') return argument.startsWith('U') ? String(Math.floor(tracker.now() / 1000)) : tracker.stamp();
	if (name === 'status') {
		const status = conversion?.status ?? '';
		const mapped = new Map(argument.split(/\s+/).map((pair) => pair.split('=') as [string, string]));
		return mapped.get(status) ?? status;
	}
	if (name === 'tid') return conversion?.tid ?? '';
	if (name === 'revenue' || name === 'conversion_revenue' || name === 'payout') return String(conversion?.revenue ?? 0);
	if (name === 'cost') return String(conversion?.cost || click.cost);
	if (name === 'currency') return tracker.settings.currency;
	const column = dimensions(tracker.settings)[{ campaign_name: 'campaign' }[name] ?? name];
	return column ? String(column({ scene: createScene(tracker, tracker.settings.timezone), click, conversion }) ?? '') : '';
}

export function fillMacros(tracker: Tracker, source: MacroSource, address: string): string {
	return address.replace(/\{(_?)(\w+)(?::([^}]*))?\}/g, (_, raw: string, name: string, argument = '') => {
		const value = valueOf(tracker, source, name, String(argument));
		return raw ? value : encodeURIComponent(value);
	});
}
