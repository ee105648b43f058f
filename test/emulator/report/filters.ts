import { error, refuse } from '../answers';
import type { Tracker } from '../types';
import type { Value } from './columns';

export interface FilterBody {
	name: string;
	operator: string;
	expression?: string | number | (string | number)[];
}

type Scalar = string | number;
type Test = (value: Value, expression: Scalar) => boolean;

const plain = (value: Value) => (value === null ? '' : typeof value === 'boolean' ? Number(value) : (value as Scalar));
const lower = (value: Value) => String(plain(value)).toLowerCase();

const same: Test = (value, expression) => {
	const own = plain(value);
	if (String(own).toLowerCase() === String(expression).toLowerCase()) return true;
	return own !== '' && expression !== '' && Number(own) === Number(expression);
};

/** `/abc/i` as well as `abc`, and `(?i)abc`. */
function regexp(source: Scalar): RegExp {
	const bare = String(source).replace(/^\(\?i\)/, '');
	const [, body, flags] = /^\/(.*)\/([a-z]*)$/s.exec(bare) ?? [undefined, bare, bare === String(source) ? '' : 'i'];
	try {
		return new RegExp(body, flags.includes('i') ? 'i' : '');
	} catch {
		return refuse(error(400, `Regular expression "${source}" is invalid`));
	}
}

const SCALAR: Record<string, Test> = {
	EQUALS: same,
	NOT_EQUAL: (value, expression) => !same(value, expression),
	EQUALS_OR_GREATER_THAN: (value, expression) => Number(value) >= Number(expression),
	EQUALS_OR_LESS_THAN: (value, expression) => Number(value) <= Number(expression),
	GREATER_THAN: (value, expression) => Number(value) > Number(expression),
	LESS_THAN: (value, expression) => Number(value) < Number(expression),
	MATCH_REGEXP: (value, expression) => regexp(expression).test(String(plain(value))),
	NOT_MATCH_REGEXP: (value, expression) => !regexp(expression).test(String(plain(value))),
	BEGINS_WITH: (value, expression) => lower(value).startsWith(lower(expression)),
	ENDS_WITH: (value, expression) => lower(value).endsWith(lower(expression)),
	CONTAINS: (value, expression) => lower(value).includes(lower(expression)),
	NOT_CONTAIN: (value, expression) => !lower(value).includes(lower(expression)),
};

const between = (value: Value, [low, high]: Scalar[]) =>
	typeof low === 'number' || /^-?\d+(\.\d+)?$/.test(String(low))
		? Number(value) >= Number(low) && Number(value) <= Number(high)
		: String(value) >= String(low) && String(value) <= String(high);

const LIST: Record<string, (value: Value, list: Scalar[]) => boolean> = {
	IN_LIST: (value, list) => list.some((entry) => same(value, entry)),
	NOT_IN_LIST: (value, list) => !list.some((entry) => same(value, entry)),
	BETWEEN: between,
};

const isSet = (value: Value) => !['', 0].includes(plain(value));

const BARE: Record<string, (value: Value) => boolean> = {
	IS_SET: isSet,
	IS_NOT_SET: (value) => !isSet(value),
	IS_TRUE: (value) => Boolean(plain(value)),
	IS_FALSE: (value) => !plain(value),
};

export type Compiled = (value: Value, campaignId: number) => boolean;

/** A filter as a function of the column's value; the expression must be what the operator takes. */
export function compileFilter({ store, settings }: Tracker, { name, operator, expression }: FilterBody): Compiled {
	const wrong = (what: string) => refuse(error(400, `Filter "${name}": operator ${operator} needs ${what}`));
	if (operator in BARE) return (value) => BARE[operator](value);
	if (operator in LIST) {
		if (!Array.isArray(expression) || expression.length === 0) return wrong('an array');
		if (operator === 'BETWEEN' && expression.length !== 2) return wrong('an array of two');
		const wanted = new Set(expression.map((entry) => String(entry).toLowerCase()));
		// long lists of sub ids are looked up, not walked
		if (operator === 'IN_LIST')
			return (value) => wanted.has(lower(value)) || (typeof value === 'number' && LIST.IN_LIST(value, expression));
		return (value) => LIST[operator](value, expression);
	}
	if (expression === undefined || Array.isArray(expression)) return wrong('a string or a number');
	if (operator in SCALAR) {
		if (operator.endsWith('REGEXP')) {
			if (!settings.lax && String(expression).startsWith('(?')) return wrong('an expression without (?i)');
			regexp(expression);
		}
		return (value) => SCALAR[operator](value, expression);
	}
	if (expression !== 'whitelist' && expression !== 'blacklist') return wrong('whitelist or blacklist');
	return (value, campaignId) => {
		const labelled = store.labels.some(
			(row) => row.campaign_id === campaignId && row.ref_name === name && row.label === expression && row.value === String(value),
		);
		return labelled === (operator === 'HAS_LABEL');
	};
}
