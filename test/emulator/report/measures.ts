import type { Settings } from '../types';
import { PROBED_MEASURES } from './probed';
import { conversionsOf, earns, type View } from './view';

/** What is added up over the events of a row; measures are worked out from it. */
export interface Sums {
	clicks: number;
	unique: number;
	bots: number;
	proxies: number;
	emptyReferrers: number;
	landingViews: number;
	landingClicks: number;
	landingSeconds: number;
	cost: number;
	conversions: number;
	revenue: number;
	count: Record<string, number>;
	money: Record<string, number>;
}

export const newSums = (): Sums => ({
	clicks: 0,
	unique: 0,
	bots: 0,
	proxies: 0,
	emptyReferrers: 0,
	landingViews: 0,
	landingClicks: 0,
	landingSeconds: 0,
	cost: 0,
	conversions: 0,
	revenue: 0,
	count: {},
	money: {},
});

export function addTo(sums: Sums, view: View) {
	const { click } = view;
	sums.clicks++;
	sums.cost += click.cost;
	if (click.unique) sums.unique++;
	if (click.is_bot) sums.bots++;
	if (click.is_using_proxy) sums.proxies++;
	if (click.referrer === '') sums.emptyReferrers++;
	if (click.landing_id) sums.landingViews++;
	if (click.landing_clicked) {
		sums.landingClicks++;
		sums.landingSeconds += click.landing_clicked;
	}
	for (const conversion of conversionsOf(view)) {
		const type = conversion.conversion_type;
		sums.conversions++;
		sums.count[type] = (sums.count[type] ?? 0) + 1;
		sums.money[type] = (sums.money[type] ?? 0) + conversion.revenue;
		sums.cost += conversion.cost;
		if (earns(conversion)) sums.revenue += conversion.revenue;
	}
}

type Formula = (sums: Sums) => number;

const share = (part: number, whole: number) => (whole === 0 ? 0 : part / whole);
const count = (sums: Sums, ...types: string[]) => types.reduce((total, type) => total + (sums.count[type] ?? 0), 0);
const money = (sums: Sums, ...types: string[]) => types.reduce((total, type) => total + (sums.money[type] ?? 0), 0);
/** Conversions still leads: one that became a sale counts here no more. */
const leads: Formula = (sums) => count(sums, 'Lead');
const sales: Formula = (sums) => count(sums, 'Sale', 'Rebill', 'Deposit');
const saleRevenue: Formula = (sums) => money(sums, 'Sale', 'Rebill', 'Deposit');

const STATS: Record<string, Formula> = {
	clicks: (sums) => sums.clicks,
	campaign_unique_clicks: (sums) => sums.unique,
	stream_unique_clicks: (sums) => sums.unique,
	global_unique_clicks: (sums) => sums.unique,
	uc_campaign_rate: (sums) => share(sums.unique, sums.clicks) * 100,
	uc_stream_rate: (sums) => share(sums.unique, sums.clicks) * 100,
	uc_global_rate: (sums) => share(sums.unique, sums.clicks) * 100,
	bots: (sums) => sums.bots,
	bot_share: (sums) => share(sums.bots, sums.clicks) * 100,
	proxies: (sums) => sums.proxies,
	empty_referrers: (sums) => sums.emptyReferrers,
	conversions: (sums) => sums.conversions,
	leads,
	sales,
	rejected: (sums) => count(sums, 'Rejected'),
	rebills: (sums) => count(sums, 'Rebill'),
	approve: (sums) => share(sales(sums), sums.conversions) * 100,
	lp_clicks: (sums) => sums.landingClicks,
	lp_ctr: (sums) => share(sums.landingClicks, sums.landingViews) * 100,
	landing_clicked_period: (sums) => share(sums.landingSeconds, sums.landingClicks),
	cr: (sums) => share(sums.conversions, sums.clicks) * 100,
	crs: (sums) => share(sales(sums), sums.clicks) * 100,
	crl: (sums) => share(leads(sums), sums.clicks) * 100,
	roi: (sums) => share(sums.revenue - sums.cost, sums.cost) * 100,
	roi_confirmed: (sums) => share(saleRevenue(sums) - sums.cost, sums.cost) * 100,
	epc: (sums) => share(sums.revenue, sums.clicks),
	epc_confirmed: (sums) => share(saleRevenue(sums), sums.clicks),
	cps: (sums) => share(sums.cost, sales(sums)),
	cpa: (sums) => share(sums.cost, sums.conversions),
	cpc: (sums) => share(sums.cost, sums.clicks),
	ecpc: (sums) => share(sums.revenue, sums.clicks),
	ecpm: (sums) => share(sums.revenue, sums.clicks) * 1000,
	ecpm_confirmed: (sums) => share(saleRevenue(sums), sums.clicks) * 1000,
	ec: (sums) => share(sums.revenue, sums.conversions),
	ec_confirmed: (sums) => share(saleRevenue(sums), sales(sums)),
};

/** Come back as strings: `"12.50"`. */
const MONEY: Record<string, Formula> = {
	profitability: (sums) => share(sums.revenue - sums.cost, sums.clicks),
	cost: (sums) => sums.cost,
	revenue: (sums) => sums.revenue,
	profit: (sums) => sums.revenue - sums.cost,
	lead_revenue: (sums) => money(sums, 'Lead'),
	sale_revenue: saleRevenue,
	rejected_revenue: (sums) => money(sums, 'Rejected'),
	profit_confirmed: (sums) => saleRevenue(sums) - sums.cost,
};

const NEWER: Record<string, Formula> = {
	deposits: (sums) => count(sums, 'Deposit'),
	registrations: (sums) => count(sums, 'Registration'),
	cpl: (sums) => share(sums.cost, leads(sums)),
};

/** Conversion types that were set up on the tracker; no conversion of the data has one. */
const CUSTOM = Object.fromEntries(
	[7, 8, 9, 10].flatMap((number) => [`custom_conversion_${number}`, `custom_conversion_${number}_revenue`]).map((name) => [name, () => 0]),
);

const PROBED: Record<string, Formula> = Object.fromEntries(
	Object.entries({ ...STATS, ...MONEY, ...CUSTOM, regs: NEWER.registrations }).filter(([name]) => PROBED_MEASURES.includes(name)),
);

export const measures = (settings: Settings): Record<string, Formula> =>
	settings.names === 'probed' ? PROBED : { ...STATS, ...MONEY, ...(settings.oldColumns ? {} : NEWER) };

const round = (value: number) => Math.round(value * 100) / 100;

export const presentMeasure = (name: string, value: number): string | number => (name in MONEY ? value.toFixed(2) : round(value));
