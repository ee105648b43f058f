/** Costs pushed from outside: accepted at once, spread later, and lost when no click matches. */
import { error, refuse } from './answers';
import type { Click } from './store/types';
import type { Tracker } from './types';
import { isZone, parseStamp } from './zone';

export interface CostEntry {
	start_date: string;
	end_date: string;
	timezone: string;
	currency: string;
	cost: string | number;
	filters?: Record<string, string>;
}

/** What one unit is worth in US dollars. */
const RATES: Record<string, number> = { USD: 1, EUR: 1.1, GBP: 1.25, RUB: 0.0125, UAH: 0.025 };

export function convert(amount: number, from: string, to: string): number {
	return (amount * (RATES[from.toUpperCase()] ?? 1)) / (RATES[to.toUpperCase()] ?? 1);
}

const fieldOf = (click: Click, name: string): string => {
	const fields: Record<string, string> = {
		keyword: click.keyword,
		external_id: click.external_id,
		creative_id: click.creative_id,
		ad_campaign_id: click.ad_campaign_id,
		source: click.source,
		cost: String(click.cost),
	};
	return fields[name] ?? click.extra?.[name] ?? '';
};

export interface CostPush {
	campaigns: number[];
	onlyUnique: boolean;
	entry: CostEntry;
}

/** The total is shared equally by the clicks in question and replaces what they cost before. */
export function applyCost(tracker: Tracker, { campaigns, onlyUnique, entry }: CostPush) {
	const { timezone, currency } = entry;
	if (!isZone(timezone)) refuse(error(400, `Unknown timezone "${timezone}"`));
	if (!(currency.toUpperCase() in RATES)) refuse(error(400, `Unknown currency "${currency}"`));
	const total = Number(entry.cost);
	if (String(entry.cost).trim() === '' || !Number.isFinite(total)) refuse(error(400, `Cost "${entry.cost}" is not a number`));
	const start = parseStamp(entry.start_date, timezone) ?? refuse(error(400, `Date "${entry.start_date}" is invalid`));
	const end = parseStamp(entry.end_date, timezone, 'end') ?? refuse(error(400, `Date "${entry.end_date}" is invalid`));
	const wanted = Object.entries(entry.filters ?? {}).map(([name, list]) => [name, list.split(',').map((value) => value.trim())] as const);

	tracker.later(() => {
		const clicks = tracker.store.clicks.filter(
			(click) =>
				click.at >= start &&
				click.at <= end &&
				campaigns.includes(click.campaign_id) &&
				(!onlyUnique || click.unique) &&
				wanted.every(([name, values]) => values.includes(fieldOf(click, name))),
		);
		const each = convert(total, currency, tracker.settings.currency) / clicks.length;
		for (const click of clicks) click.cost = each;
	});
}
