import type { IDataObject } from 'n8n-workflow';
import { readReport, type ReportBody } from './report';
import type { Tracker } from '../transport/request';

/** What is to be spread over clicks: the clicks of campaigns, in a range and by values of theirs. */
export interface Spread {
	campaigns: number[];
	/** `YYYY-MM-DD HH:MM:SS`, both included. */
	start_date: string;
	end_date: string;
	timezone: string;
	/** Values separated by commas, any of which the click has. */
	filters?: IDataObject;
	onlyUniques?: boolean;
}

export interface Met {
	/** How many clicks; `undefined` where a report cannot tell, since it does not know what they are chosen by. */
	clicks?: number;
	/** Campaigns none of whose clicks are among them. */
	without: number[];
}

/** What the person is to be told of a cost. */
export interface CostsTold {
	/** The cost, if it met no click. */
	lost?: string;
	/** Why nobody knows how many it met. */
	unchecked?: string;
}

/** What costs are chosen by that no report has. */
const UNKNOWN_TO_REPORTS = ['cost', 'currency'];
const ALL = 'clicks';
const UNIQUE = 'campaign_unique_clicks';

/** Spreads that one report can tell of. */
interface Group {
	places: number[];
	/** Parts of the time by which its rows are told apart. */
	parts: string[];
	names: string[];
}

/**
 * How many clicks each spread meets, from as few reports as there are time zones and choices of clicks. Whole days, and whole hours, share
 * a report; any other range needs its own.
 */
export async function clicksMet(tracker: Tracker, spreads: Spread[]): Promise<Met[]> {
	const met = new Array<Met>(spreads.length);
	for (const { places, parts, names } of groupsOf(spreads)) {
		const those = places.map((at) => spreads[at]);
		const rows = rowsByCampaign((await readReport(tracker, reportFor(those, parts, names), Infinity)).rows);
		for (const at of places) met[at] = metBy(spreads[at], parts, names, rows);
	}
	return met;
}

function groupsOf(spreads: Spread[]): Group[] {
	const groups = new Map<string, Group>();
	spreads.forEach(({ start_date: from, end_date: to, timezone, filters = {} }, at) => {
		const names = Object.keys(filters)
			.filter((name) => !UNKNOWN_TO_REPORTS.includes(name))
			.sort();
		const parts =
			/00:00:00$/.test(from) && /23:59:59$/.test(to) ? ['day'] : /:00:00$/.test(from) && /:59:59$/.test(to) ? ['day', 'hour'] : [];
		const key = JSON.stringify([timezone, names, parts, parts.length > 0 ? '' : [from, to]]);
		const group = groups.get(key);
		if (group) group.places.push(at);
		else groups.set(key, { places: [at], parts, names });
	});
	return [...groups.values()];
}

function reportFor(spreads: Spread[], parts: string[], names: string[]): ReportBody {
	const values = (name: string) => [...new Set(spreads.flatMap(({ filters }) => listOf(filters?.[name])))];
	const from = spreads.map(({ start_date }) => start_date).sort()[0];
	const to = spreads
		.map(({ end_date }) => end_date)
		.sort()
		.at(-1);
	return {
		range: { from, to, timezone: spreads[0].timezone },
		dimensions: ['campaign_id', ...parts, ...names],
		measures: [...new Set(spreads.map(measureOf))],
		filters: [
			{ name: 'campaign_id', operator: 'IN_LIST', expression: [...new Set(spreads.flatMap(({ campaigns }) => campaigns))] },
			...names.map((name) => ({ name, operator: 'IN_LIST', expression: values(name) })),
		],
	};
}

const measureOf = ({ onlyUniques }: Spread): string => (onlyUniques ? UNIQUE : ALL);

const listOf = (values: unknown): string[] =>
	String(values ?? '')
		.split(',')
		.map((value) => value.trim());

function rowsByCampaign(rows: IDataObject[]): Map<number, IDataObject[]> {
	const found = new Map<number, IDataObject[]>();
	for (const row of rows) {
		const id = Number(row.campaign_id);
		const known = found.get(id);
		if (known) known.push(row);
		else found.set(id, [row]);
	}
	return found;
}

function metBy(spread: Spread, parts: string[], names: string[], rows: Map<number, IDataObject[]>): Met {
	const { campaigns, filters = {} } = spread;
	const wanted = names.map((name) => [name, new Set(listOf(filters[name]))] as const);
	const isIn = (row: IDataObject) =>
		isWithin(row, spread, parts) && wanted.every(([name, values]) => values.has(String(row[name] ?? '').trim()));
	const counts = campaigns.map((id) =>
		(rows.get(id) ?? []).reduce((sum, row) => sum + (isIn(row) ? Number(row[measureOf(spread)]) : 0), 0),
	);
	const clicks = counts.reduce((sum, count) => sum + count, 0);
	const isWhole = names.length === Object.keys(filters).length || clicks === 0;
	return { clicks: isWhole ? clicks : undefined, without: campaigns.filter((_, at) => counts[at] === 0) };
}

/** Whether a row's part of the time lies in the range: they begin alike, `2026-11-23` and `2026-11-23 10`. */
function isWithin(row: IDataObject, { start_date: from, end_date: to }: Spread, parts: string[]): boolean {
	if (parts.length === 0) return true;
	const hour = parts.includes('hour') ? ` ${String(parseInt(String(row.hour), 10)).padStart(2, '0')}` : '';
	const time = `${String(row.day).slice(0, 10)}${hour}`;
	return time >= from.slice(0, time.length) && time <= to.slice(0, time.length);
}

/** What is spread over the clicks of a range, as Keitaro takes it. */
export interface Cost extends IDataObject {
	start_date: string;
	end_date: string;
	timezone: string;
	cost: string;
	currency: string;
	filters?: IDataObject;
}
