/** Logs of clicks and of conversions: events one by one, newest first. */
import { error, refuse } from '../answers';
import type { Answer, Tracker } from '../types';
import { clickColumns, type Column } from './columns';
import { answeredAs, conversionColumns } from './conversion-columns';
import { compileFilter, type FilterBody } from './filters';
import { type RangeBody, resolveRange } from './range';
import { answerRows, cut, isApplied, known, type Page, type SortBody, sortBy } from './rows';
import { createScene, momentOf, type Scene, type View } from './view';

interface LogBody extends Page {
	range?: RangeBody;
	columns?: string[];
	filters?: FilterBody[];
	sort?: SortBody[];
}

interface Source {
	columns: Record<string, Column>;
	/** What comes back when nothing in particular is asked for. */
	usual: string[];
	views(scene: Scene): View[];
	answeredAs(name: string): string | undefined;
}

function answerLog(tracker: Tracker, body: LogBody, source: Source): Answer {
	const range = resolveRange(tracker, body.range);
	const { filters = [], sort = [] } = body;
	const names = body.columns?.length ? body.columns : source.usual;
	known('column', source.columns, names);
	known(
		'filter',
		source.columns,
		filters.map((filter) => filter.name),
	);
	known(
		'sort column',
		source.columns,
		sort.map((entry) => entry.name),
	);
	const tests = filters.filter(() => isApplied(tracker, false)).map((filter) => ({ ...filter, test: compileFilter(tracker, filter) }));

	const views = source.views(createScene(tracker, range.zone)).filter((view) => {
		const at = momentOf(view);
		return at >= range.from && at <= range.to && tests.every(({ name, test }) => test(source.columns[name](view), view.click.campaign_id));
	});
	const newestFirst =
		sort.length === 0 && !tracker.settings.ignoresSort ? views.sort((one, other) => momentOf(other) - momentOf(one)) : views;
	const page = cut(
		tracker,
		// a number is read and compared faster than the text that stands for it
		sortBy(newestFirst, tracker.settings.ignoresSort ? [] : sort, (view, name) =>
			name === 'datetime' ? Math.floor(momentOf(view) / 1000) : source.columns[name](view),
		),
		body,
	);
	const answered = names.map((name) => [name, source.answeredAs(name)] as const).filter(([, as]) => as !== undefined);
	const rows = page.map((view) =>
		Object.fromEntries<unknown>(answered.map(([name, as]) => [as!, source.columns[as === name ? name : as!](view)])),
	);
	return answerRows(tracker, rows, views.length);
}

export function clicksLog(tracker: Tracker, body: LogBody): Answer {
	if (body.limit === undefined && body.range === undefined) refuse(error(400, 'Either limit or range is a must'));
	return answerLog(tracker, body, {
		columns: clickColumns(tracker.settings),
		usual: ['sub_id', 'datetime', 'campaign_id', 'campaign', 'ip', 'country_code', 'offer_id'],
		views: (scene) => tracker.store.clicks.map((click) => ({ scene, click })),
		answeredAs: (name) => name,
	});
}

export function conversionsLog(tracker: Tracker, body: LogBody): Answer {
	const old = tracker.settings.oldColumns || tracker.settings.olderConversions;
	const columns = conversionColumns(tracker.settings);
	const usual = [
		old ? 'conversion_id' : 'event_id',
		'sub_id',
		'tid',
		'status',
		'revenue',
		old ? 'postback_datetime' : 'datetime',
		'offer_id',
	];
	return answerLog(tracker, body, {
		columns,
		usual: usual.filter((name) => name in columns),
		views: (scene) =>
			tracker.store.conversions.flatMap((conversion) => {
				const click = tracker.store.clickOf(conversion.sub_id);
				return click ? [{ scene, click, conversion }] : [];
			}),
		answeredAs: (name) => answeredAs(tracker.settings, name),
	});
}
