import { readFlag } from './flag';

/** Whether a row is what a filter of a report or log asks for (operators and their values: published API). */

export interface Filter {
	name: string;
	operator: string;
	expression?: unknown;
}

/** `undefined`: a value of this form proves nothing. */
type Test = (value: unknown, expression: unknown, name: string) => boolean | undefined;

/** Figures that are no whole numbers: money and rates. Rows show them rounded, while the tracker compares what it has. */
const FRACTION =
	/cost|revenue|profit|_rate$|_share$|_ctr$|_confirmed$|_period$|^(approve|roi|cr|cr[ls]|ec|epc|e?cpc|ecpm|cp[als]|profitability)$/;
/** Half of the last place that rows are known to show. */
const ROUNDING = 0.005;

/** The number that a value is, as rows have it: a JSON number or a text of one; nothing counts as 0, as it does on trackers. */
export function numberIn(value: unknown): number | undefined {
	if (value === null || value === '') return 0;
	if (typeof value === 'number') return value;
	return typeof value === 'string' && /^\s*-?\d+(\.\d+)?\s*$/.test(value) ? Number(value) : undefined;
}

/** By how much the true figure may differ from the one in the row. */
function roundingOf(value: unknown, name: string): number {
	const places = /\.(\d+)$/.exec(String(value))?.[1].length ?? 0;
	if (places > 2) return 0.5 * 10 ** -places;
	return places > 0 || FRACTION.test(name) ? ROUNDING : 0;
}

/** Columns of texts, some of which look like numbers: whether trackers compare those by size or by letter is not known. */
const TEXT =
	/^(sub_id|extra_param)(_\d+)?$|_version$|^(ad_campaign|creative|external|event|conversion)_id$|^(keyword|source|referrer|tid|visitor_code|campaign|campaign_group|offer|landing|stream|ts|affiliate_network|device_model|isp|operator|region|city|user_agent|destination)$/;

/** Whether numbers in this column are to be compared by size. */
export const hasNumbers = (name: string): boolean => !TEXT.test(name);

/** What dates and moments begin with: where one of two is a day, the other is compared by its day. */
const DATE = /^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d)?)?/;

/** Below 0, 0 or above it: how a value stands to what it is compared with, where that can be told. */
function order(value: unknown, other: unknown, name: string): number | undefined {
	const [one, two] = [numberIn(value), numberIn(other)];
	if (one !== undefined && two !== undefined && other !== '') {
		if (!hasNumbers(name) && one - two < 0 !== String(value) < String(other)) return undefined;
		return Math.abs(one - two) <= roundingOf(value, name) * (1 + 1e-9) ? 0 : one - two;
	}
	const [day, limit] = [DATE.exec(String(value))?.[0], DATE.exec(String(other))?.[0]];
	if (day === undefined || limit === undefined) return undefined;
	const length = Math.min(day.length, limit.length);
	const [left, right] = [day, limit].map((text) => text.slice(0, length).replace('T', ' '));
	return left < right ? -1 : left > right ? 1 : 0;
}

const compared =
	(fits: (sign: number, isExact: boolean) => boolean): Test =>
	(value, expression, name) => {
		const sign = order(value, expression, name);
		return sign === undefined ? undefined : fits(sign, roundingOf(value, name) === 0);
	};

const textOf = (value: unknown): string | undefined =>
	value === null ? '' : typeof value === 'string' || typeof value === 'number' ? String(value).trim() : undefined;

const same: Test = (value, expression, name) => {
	const [one, other] = [
		typeof value === 'boolean' ? Number(value) : value,
		typeof expression === 'boolean' ? Number(expression) : expression,
	];
	const [text, wanted] = [textOf(one), textOf(other)];
	if (text === undefined || wanted === undefined) return undefined;
	if (text.toLowerCase() === wanted.toLowerCase()) return true;
	if (text === '' || wanted === '') return /^0?$/.test(text + wanted) ? undefined : false;
	if (!hasNumbers(name)) return numberIn(one) !== undefined && numberIn(one) === numberIn(other) ? undefined : false;
	return order(one, other, name) === 0;
};

/** Whether trackers mind capital letters differs: a text only fails where it fails either way. */
const texts =
	(fits: (text: string, wanted: string) => boolean): Test =>
	(value, expression) => {
		const [text, wanted] = [textOf(value), textOf(expression)];
		if (text === undefined || wanted === undefined) return undefined;
		const [strict, lax] = [fits(text, wanted), fits(text.toLowerCase(), wanted.toLowerCase())];
		return strict === lax ? strict : undefined;
	};

const matches: Test = (value, expression) => {
	const text = textOf(value);
	if (text === undefined) return undefined;
	try {
		const source = String(expression).replace(/^\(\?i\)/, '');
		// Some trackers take it between slashes.
		if (/^\/.*\/[a-z]*$/.test(source)) return undefined;
		const [strict, lax] = ['', 'i'].map((flags) => new RegExp(source, flags).test(text));
		return strict === lax ? strict : undefined;
	} catch {
		return undefined;
	}
};

const not =
	(test: Test): Test =>
	(value, expression, name) => {
		const fits = test(value, expression, name);
		return fits === undefined ? undefined : !fits;
	};

/** Filters with 0 and nothing are not told apart the same way by all trackers. */
const isSet: Test = (value) => (value === null || value === '' ? false : textOf(value) === '0' ? undefined : true);

const inList: Test = (value, expression, name) => {
	if (!Array.isArray(expression)) return undefined;
	const found = expression.map((one) => same(value, one, name));
	return found.includes(true) ? true : found.includes(undefined) ? undefined : false;
};

/** Rows have it in words, too. */
const isTrue: Test = (value) => {
	const text = String(value).toLowerCase();
	return text === 'yes' ? true : text === 'no' || text === '' ? false : readFlag(value);
};

const TESTS: Record<string, Test> = {
	EQUALS: same,
	// What is rounded may be another number.
	NOT_EQUAL: (value, expression, name) => (roundingOf(value, name) > 0 ? undefined : not(same)(value, expression, name)),
	GREATER_THAN: compared((sign, isExact) => (isExact ? sign > 0 : sign >= 0)),
	LESS_THAN: compared((sign, isExact) => (isExact ? sign < 0 : sign <= 0)),
	EQUALS_OR_GREATER_THAN: compared((sign) => sign >= 0),
	EQUALS_OR_LESS_THAN: compared((sign) => sign <= 0),
	BETWEEN: (value, expression, name) => {
		const [low, high] = (Array.isArray(expression) ? expression : []).map((end) => order(value, end, name));
		return low === undefined || high === undefined ? undefined : low >= 0 && high <= 0;
	},
	IN_LIST: inList,
	NOT_IN_LIST: not(inList),
	BEGINS_WITH: texts((text, wanted) => text.startsWith(wanted)),
	ENDS_WITH: texts((text, wanted) => text.endsWith(wanted)),
	CONTAINS: texts((text, wanted) => text.includes(wanted)),
	NOT_CONTAIN: texts((text, wanted) => !text.includes(wanted)),
	MATCH_REGEXP: matches,
	NOT_MATCH_REGEXP: not(matches),
	IS_SET: isSet,
	IS_NOT_SET: not(isSet),
	IS_TRUE: isTrue,
	IS_FALSE: not(isTrue),
};

/** Whether a row with this value is what the filter asks for; `undefined` where the value cannot tell. */
export const fits = ({ name, operator, expression }: Filter, value: unknown): boolean | undefined =>
	Object.hasOwn(TESTS, operator) ? TESTS[operator](value, expression, name) : undefined;

/** Whether rows can tell it at all: labels stand in no row. */
export const isProvable = ({ operator }: Filter): boolean => Object.hasOwn(TESTS, operator);

/**
 * Columns whose values rows spell as filters do: IDs, sub IDs, names of records, what came with the click. Others (countries, devices, parts
 * of dates, flags) may be told by name and compared by code.
 */
const SPELT =
	/(^|_)id(_\d+)?$|^extra_param_\d+$|^(campaign|campaign_group|offer|landing|stream|ts|affiliate_network|country_code|status|tid|ip|keyword|source|referrer|visitor_code|day)$/;

/** Whether a value that does not fit is certainly another one, and not only another name for the same. */
export const isPlain = ({ name, expression }: Filter, value: unknown): boolean =>
	SPELT.test(name) ||
	(numberIn(value) !== undefined && [expression].flat().every((one) => one !== undefined && numberIn(one) !== undefined));
