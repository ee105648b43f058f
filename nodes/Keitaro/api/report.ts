import type { IDataObject } from 'n8n-workflow';
import type { Findings } from './received';
import { UnexpectedAnswerError } from '../values/errors';
import { isRefused, quoted, requestColumns, wordsIn } from './unknownColumns';
import { pageOf, type Page, type Rows } from './pages';
import { readReceived } from './log';
import type { SentRequest, Tracker } from '../transport/request';

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
/** Trackers of this run of which both dialects gave an empty answer. */
const silent = new WeakSet<Tracker>();

/** Rows asked for at once from a tracker that does not give the whole report. */
const PAGE = 10_000;

/**
 * Reads a report. Trackers give it whole, so it is asked for without a limit, which only some know; where one gives less than its
 * `total`, the rest is read in pages. `added` are measures by which it is filtered or sorted and that nobody else asked for: with them it
 * can be seen whether the tracker did so. The limit counts after that.
 * @throws {TrackerError} when none of the measures asked for came.
 */
export async function readReport(tracker: Tracker, body: ReportBody, limit: number, added: string[] = []): Promise<Rows> {
	const { dimensions, measures, filters, sort, range } = body;
	const { from, to } = (range ?? {}) as IDataObject;
	const asked = { ...body, measures: [...measures, ...added] };
	const names = [...dimensions, ...asked.measures];
	const hasDays = dimensions.includes('day') && typeof from === 'string' && typeof to === 'string';
	const { request, rows, findings } = await readReceived(
		async (size, offset) => {
			const page = await askReport(tracker, offset === 0 ? asked : { ...asked, limit: Math.min(size, PAGE), offset });
			return { ...page, total: page.total ?? page.rows.length };
		},
		{ limit },
		Infinity,
		{
			names: [...new Set(names)],
			filters,
			sort: sort?.filter(({ name }) => names.includes(String(name))),
			days: hasDays ? [from, to] : undefined,
		},
		added,
		(sort ?? []).length > 0,
	);
	if (findings && measures.length > 0 && measures.every((name) => findings.missing.includes(name)))
		throw new NothingCame(request, findings);
	return { request, rows: rows.length > limit ? rows.slice(0, limit) : rows, findings };
}

/** None of the figures that a report was asked for is known to the tracker. */
class NothingCame extends UnexpectedAnswerError {
	constructor({ url, method }: SentRequest, { missing, came }: Findings) {
		super({
			message: `The tracker gives none of the figures asked for: ${quoted(missing)}`,
			advice: `Names differ between trackers: choose others that this one has${came.length > 0 ? `. Its rows have ${quoted(came)}` : ''}.`,
			request: { url, method },
		});
	}
}

/** Asks in the dialect that the tracker is known to speak, else the newer one; and, when it is refused or nothing comes, in the other. */
async function askReport(tracker: Tracker, body: ReportBody): Promise<Page> {
	const known = spoken.get(tracker.base);
	const usual = known ?? 0;
	const first = await askIn(tracker, usual, body);
	if (isUnderstood(first, body) && (known !== undefined || isTelling(first) || silent.has(tracker))) return settle(tracker, usual, first);
	const other = 1 - usual;
	const second = await askIn(tracker, other, body);
	const isAnswered = isUnderstood(first, body);
	if (isUnderstood(second, body) && (!isAnswered || (!(second instanceof Error) && isTelling(second))))
		return settle(tracker, other, second);
	if (isAnswered) silent.add(tracker);
	return settle(tracker, usual, first);
}

async function askIn(tracker: Tracker, dialect: number, { dimensions, measures, ...rest }: ReportBody): Promise<Page | Error> {
	const [rowsBy, values] = DIALECTS[dialect];
	const names = [...dimensions, ...measures, ...[...(rest.filters ?? []), ...(rest.sort ?? [])].map(({ name }) => String(name))];
	const answer = await requestColumns(
		tracker,
		{
			method: 'POST',
			path: '/report/build',
			body: { ...rest, [rowsBy]: dimensions, [values]: measures },
			idempotent: true,
			expects: 'rows',
		},
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

/** Only rows tell that a dialect is the tracker's own: a list that it does not know may be passed over. */
const isTelling = (answer: Page | Error): boolean => answer instanceof Error || answer.rows.length > 0;

function settle(tracker: Tracker, dialect: number, answer: Page | Error): Page {
	if (answer instanceof Error) throw answer;
	if (isTelling(answer)) spoken.set(tracker.base, dialect);
	return answer;
}
