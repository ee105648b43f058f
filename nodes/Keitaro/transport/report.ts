import type { IDataObject } from 'n8n-workflow';
import { isRefused, requestNamed, wordsIn } from './names';
import { pageOf, readPages, type Page, type Rows } from './pages';
import type { Tracker } from './request';

/** What is asked of a report. */
export interface ReportBody extends IDataObject {
	dimensions: string[];
	measures: string[];
	filters?: IDataObject[];
	sort?: IDataObject[];
}

/** The two names that trackers know these lists under: the newer ones, then those of the published API (both are live). */
const DIALECTS = [
	['dimensions', 'measures'],
	['grouping', 'metrics'],
] as const;

/** Which of them a tracker speaks, by its address. One that changes with an update is found out anew. */
const spoken = new Map<string, number>();

/** Rows asked for at once from a tracker that does not give the whole report. */
const PAGE = 10_000;

/**
 * Reads a report. Trackers give it whole, so it is asked for without a limit, which only some know; where one gives less than its
 * `total`, the rest is read in pages.
 */
export async function readReport(tracker: Tracker, body: ReportBody, limit: number): Promise<Rows> {
	return await readPages(
		async (size, offset) => {
			const page = await askReport(tracker, offset === 0 ? body : { ...body, limit: Math.min(size, PAGE), offset });
			return { ...page, total: page.total ?? page.rows.length };
		},
		{ limit },
		Infinity,
	);
}

/** Asks in the dialect that the tracker is known to speak, else the newer one; and, when it is refused, in the other. */
async function askReport(tracker: Tracker, body: ReportBody): Promise<Page> {
	const usual = spoken.get(tracker.base) ?? 0;
	const first = await askIn(tracker, usual, body);
	if (isUnderstood(first, body)) return settle(tracker, usual, first);
	const other = 1 - usual;
	const second = await askIn(tracker, other, body);
	return isUnderstood(second, body) ? settle(tracker, other, second) : settle(tracker, usual, first);
}

async function askIn(tracker: Tracker, dialect: number, { dimensions, measures, ...rest }: ReportBody): Promise<Page | Error> {
	const [rowsBy, values] = DIALECTS[dialect];
	const names = [...dimensions, ...measures, ...[...(rest.filters ?? []), ...(rest.sort ?? [])].map(({ name }) => String(name))];
	const answer = await requestNamed(
		tracker,
		{ method: 'POST', path: '/report/build', body: { ...rest, [rowsBy]: dimensions, [values]: measures }, once: false, expects: 'rows' },
		names,
	).catch((error: Error) => error);
	return answer instanceof Error ? answer : pageOf(answer.data, answer.request);
}

/** Not so when the tracker names one of the four lists in a refusal, or answers rows that have nothing of what was asked for. */
function isUnderstood(answer: Page | Error, { dimensions, measures }: ReportBody): boolean {
	if (answer instanceof Error) return !isRefused(answer) || !/\b(dimensions|measures|grouping|metrics)\b/.test(wordsIn(answer));
	const [row] = answer.rows;
	return row === undefined || [...dimensions, ...measures].some((name) => Object.hasOwn(row, name));
}

function settle(tracker: Tracker, dialect: number, answer: Page | Error): Page {
	if (answer instanceof Error) throw answer;
	spoken.set(tracker.base, dialect);
	return answer;
}
