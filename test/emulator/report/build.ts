import { error, refuse } from '../answers';
import type { Answer, Tracker } from '../types';
import { dimensions, type Value } from './columns';
import { compileFilter, type FilterBody } from './filters';
import { addTo, measures, newSums, presentMeasure, type Sums } from './measures';
import { type RangeBody, resolveRange } from './range';
import { answerRows, cut, isApplied, known, type Page, type SortBody, sortBy } from './rows';
import { createScene, type View } from './view';

interface ReportBody extends Page {
	range?: RangeBody;
	dimensions?: string[];
	measures?: string[];
	grouping?: string[];
	metrics?: string[];
	columns?: string[];
	filters?: FilterBody[];
	sort?: SortBody[];
	summary?: boolean;
}

/** A tracker may know only one of the two ways to name what is wanted. */
function checkDialect(tracker: Tracker, body: ReportBody) {
	const foreign = { both: [], dimensions: ['grouping', 'metrics'], grouping: ['dimensions', 'measures'] }[tracker.settings.dialect];
	for (const key of foreign) if (key in body) refuse(error(400, `Unknown key "${key}"`));
}

interface Group {
	values: Value[];
	sums: Sums;
}

export function buildReport(tracker: Tracker, body: ReportBody): Answer {
	checkDialect(tracker, body);
	const range = resolveRange(tracker, body.range);
	const fields = dimensions(tracker.settings);
	const formulas = measures(tracker.settings);
	const columns = body.columns ?? [];
	known('column', { ...fields, ...formulas }, columns);
	const dropping = tracker.settings.unknownMeasures === 'dropped';
	const grouped = [
		...(body.dimensions ?? []),
		...(body.grouping ?? []),
		...columns.filter((name) => name in fields && !(name in formulas)),
	];
	const asked = [...(body.measures ?? []), ...(body.metrics ?? []), ...columns.filter((name) => name in formulas)];
	const groupBy = dropping ? grouped.filter((name) => !(name in formulas)) : grouped;
	const wanted = dropping ? asked.filter((name) => name in formulas) : asked;
	const isThere = ({ name }: { name: string }) => !dropping || name in fields || name in formulas;
	const [filters, sort] = [(body.filters ?? []).filter(isThere), (body.sort ?? []).filter(isThere)];
	known('column', fields, groupBy);
	known('measure', formulas, wanted);
	const everything = { ...fields, ...formulas };
	known(
		'filter',
		everything,
		filters.map((filter) => filter.name),
	);
	known(
		'sort column',
		everything,
		sort.map((entry) => entry.name),
	);

	// measures are filtered once they are added up
	const applied = filters.filter(({ name }) => isApplied(tracker, name in formulas));
	const ofRows = applied.filter((filter) => filter.name in formulas).map((filter) => ({ ...filter, test: compileFilter(tracker, filter) }));
	const ofEvents = applied
		.filter((filter) => !(filter.name in formulas))
		.map((filter) => ({ ...filter, test: compileFilter(tracker, filter) }));

	const scene = createScene(tracker, range.zone);
	const groups = new Map<string, Group>();
	for (const click of tracker.store.clicks) {
		if (click.at < range.from || click.at > range.to) continue;
		const view: View = { scene, click };
		if (!ofEvents.every(({ name, test }) => test(fields[name](view), click.campaign_id))) continue;
		const values = groupBy.map((name) => fields[name](view));
		const key = values.join('\n');
		let group = groups.get(key);
		if (!group) groups.set(key, (group = { values, sums: newSums() }));
		addTo(group.sums, view);
	}

	const read = (group: Group, name: string): Value => {
		const index = groupBy.indexOf(name);
		return index < 0 ? (formulas[name]?.(group.sums) ?? '') : group.values[index];
	};
	const rows = [...groups.values()].filter((group) => ofRows.every(({ name, test }) => test(formulas[name](group.sums), 0)));
	const page = cut(tracker, sortBy(rows, tracker.settings.ignoresSort ? [] : sort, read), body);
	const present = (group: Group) => ({
		...Object.fromEntries(groupBy.map((name, index) => [name, group.values[index]])),
		...Object.fromEntries(wanted.map((name) => [name, presentMeasure(name, formulas[name](group.sums))])),
	});
	return answerRows(
		tracker,
		page.map(present),
		rows.length,
		body.summary ? { summary: { ...nulls(groupBy), ...summarise(rows, wanted, formulas) } } : {},
	);
}

/** Dimensions stand in the summary, too, without a value (seen live). */
const nulls = (names: string[]) => Object.fromEntries(names.map((name) => [name, null]));

function summarise(groups: Group[], wanted: string[], formulas: Record<string, (sums: Sums) => number>) {
	const all = newSums();
	for (const { sums } of groups) {
		for (const [key, value] of Object.entries(sums)) {
			if (typeof value === 'number') (all as unknown as Record<string, number>)[key] += value;
		}
		for (const part of ['count', 'money'] as const) {
			for (const [type, value] of Object.entries(sums[part])) all[part][type] = (all[part][type] ?? 0) + value;
		}
	}
	return Object.fromEntries(wanted.map((name) => [name, presentMeasure(name, formulas[name](all))]));
}
