/**
 * What is a valid answer to a request: from the table of the API, and by hand where it cannot say. The node has its own idea of that,
 * which is what is tested.
 */
import { findOperation, type Operation } from '../contract';
import type { RecordedRequest } from '../emulator';

/** The form of an answer. */
type Form = 'record' | 'records' | 'list' | 'texts' | 'rows' | 'entries' | 'structure' | 'done' | 'file' | 'open';

/** What the table documents too little of, and why. */
const BY_HAND: Record<string, Form> = {
	'GET /botlist': 'entries', // a text of lines; lists and null are known from trackers that differ
	'POST /domains': 'records', // several names make several domains
	'GET /report/labels': 'structure', // PHP writes an empty map as a list
	'GET /streams/{id}/events': 'structure', // the table has a flow, which cannot be
	'GET /landing_pages/{id}/get_structure': 'structure', // a tree, or its branches
	'GET /offers/{id}/get_structure': 'structure',
};

function documented({ method, path, success: { answer, list, media } }: Operation): Form {
	const known = BY_HAND[`${method} ${path}`];
	if (known) return known;
	if (media) return 'file';
	const keys = typeof answer === 'object' && answer !== null ? Object.keys(answer.properties ?? {}) : [];
	// What only says that it is done, or may come without an answer.
	if (method === 'DELETE' || answer === null || answer === 'Success' || keys.join() === 'success') return 'done';
	if (answer === 'Report') return 'rows';
	if (list) return typeof answer === 'object' && answer.type === 'string' ? 'texts' : 'list';
	if (keys.join() === 'data' && (answer as { properties: { data: { type?: string } } }).properties.data.type === 'array') return 'list';
	return 'record';
}

/** The form of a valid answer to a request. The postback address and the updates of clicks say nothing in particular. */
export function formFor({ method, path }: Pick<RecordedRequest, 'method' | 'path'>): Form {
	if (path === '/click_api/v3') return 'record';
	const operation = findOperation(method, path.replace(/^\/admin_api\/v1(?=\/)/, ''));
	return operation ? documented(operation) : 'open';
}

type Fields = Record<string, unknown>;
const isObject = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);
const isRecord = (value: unknown) => isObject(value) && Object.keys(value).length > 0;
const isList = (value: unknown, first: (one: unknown) => boolean) => Array.isArray(value) && (value.length === 0 || first(value[0]));
const one = (value: unknown): unknown => (Array.isArray(value) && value.length === 1 ? (value as unknown[])[0] : value);

const VALID: Record<Form, (value: unknown) => boolean> = {
	record: (value) => isRecord(one(value)),
	records: (value) => isRecord(one(value)) || (Array.isArray(value) && isRecord(value[0])),
	list: (value) => isList(isObject(value) ? value.data : value, isRecord),
	texts: (value) => isList(value, (text) => typeof text === 'string'),
	rows: (value) => isList(isObject(value) ? value.rows : value, isObject),
	entries: (value) =>
		isList(value, (text) => typeof text === 'string') ||
		(isObject(value) && (value.value === null || typeof value.value === 'string' || Array.isArray(value.value))),
	structure: (value) => typeof value === 'object' && value !== null,
	done: () => true,
	file: () => false,
	open: () => true,
};

/** An answer to a request as it stands on the wire. */
export interface Given {
	status: number;
	text: string;
	/** What the text stands for, once it was looked at. */
	value?: { of: unknown };
}

const UNPARSED = Symbol('not JSON');

/** The value of an answer; nothing where it is empty. */
export function valueOf(given: Given): unknown {
	given.value ??= { of: parsed(given.text) };
	return given.value.of;
}

function parsed(text: string): unknown {
	if (text.trim() === '') return null;
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return UNPARSED;
	}
}

const saysNo = (value: unknown): boolean => {
	const said = one(value);
	return isObject(said) && (said.success === false || (typeof said.error === 'string' && said.error !== '' && said.id === undefined));
};

/** Whether an answer is valid where the form is expected. */
export function isValid(form: Form, given: Given): boolean {
	if (given.status < 200 || given.status > 299) return false;
	if (form === 'open') return true;
	const value = valueOf(given);
	return value !== UNPARSED && typeof value !== 'string' && !saysNo(value) && VALID[form](value);
}

/** The data that an item has of a valid answer, before the node shapes it. */
export function dataIn(form: Form, given: Given): unknown {
	const value = valueOf(given);
	if (form === 'list') return isObject(value) ? value.data : value;
	if (form === 'rows') return isObject(value) ? value.rows : value;
	return form === 'record' || form === 'records' || form === 'done' ? one(value) : value;
}

/** What an operation is due to do with valid answers, where that is not to hand them on. */
/** What the answers say that say no inside a 200. */
export const NO = 'this key may not do that';

export interface Due {
	error: boolean;
	/** What the error must tell. */
	words?: string;
	/** Nothing: not looked at. */
	data?: unknown;
}

const fails: Due = { error: true };
const works = (data?: unknown): Due => ({ error: false, data });
const listIn = (value: unknown, key: string): unknown[] => {
	const held = (one(value) as Fields)[key];
	return Array.isArray(held) ? (held as unknown[]) : [];
};
const rowsIn = (value: unknown) => dataIn('rows', { status: 200, text: JSON.stringify(value) }) as Fields[];
const isKnown = (value: unknown) => ['string', 'number'].includes(typeof value) && value !== '';

/** Rows, none of which has a figure: none of the answers knows one that was asked for. */
const lacksFigures = (value: unknown): boolean => rowsIn(value).length > 0 && !rowsIn(value).some((row) => Object.hasOwn(row, 'clicks'));

/** Costs are sent even if the clicks they meet cannot be counted, but not for a campaign that the tracker does not list. */
function dueOfCosts(given: Given): Due {
	if (!isValid('done', given)) return { error: true, words: given.text.includes(NO) && saysNo(valueOf(given)) ? NO : undefined };
	const isCounted = isValid('rows', given) && !lacksFigures(valueOf(given));
	return isCounted && isValid('list', given) ? fails : works();
}

/** None of the answers holds what these look for: an entry, a name, an alias. */
const LOOKING =
	/^(filter|postback):(get|create|update|delete)$|^stream:(removeOffer|equalizeShares)$|^group:(get|delete)$|^(blacklist|domain):create$|^bot:update$/;

const BY_OPERATION: Record<string, (value: unknown) => Due> = {
	'bot:get': () => works({ value: '203.0.113.7', listed: false, entry: null }),
	'bot:getAll': () => works([]),
	// None of the answers counts anything.
	'bot:create': () => works({ entries: 1 }),
	'bot:delete': () => works({ entries: 1 }),
	'filter:getAll': (value) => works(listIn(value, 'filters')),
	'postback:getAll': (value) => works(listIn(value, 'postbacks')),
	// Its own data: the API does not say what comes back, or the label is looked up in what came.
	'blacklist:getAll': () => works(),
	'blacklist:get': () => works({ campaign_id: 1, ref_name: 'source', value: 'badsite.example', label: null }),
	'blacklist:update': () => works({ campaign_id: 1, ref_name: 'source', items: { 'badsite.example': 'whitelist' } }),
	'blacklist:delete': () => works({ campaign_id: 1, ref_name: 'source', items: { 'badsite.example': '' } }),
	'click:get': (value) => (rowsIn(value).length > 0 ? works(rowsIn(value)[0]) : fails),
	'conversion:get': (value) => (rowsIn(value).length > 0 ? works() : fails),
	// A postback without the click's sub ID changes nothing.
	'conversion:update': (value) => (isKnown(rowsIn(value)[0]?.sub_id) ? works() : fails),
	'conversion:delete': (value) =>
		isKnown(rowsIn(value)[0]?.sub_id) ? works({ subid: rowsIn(value)[0].sub_id, status: 'rejected' }) : fails,
	'stats:getAll': (value) => (lacksFigures(value) ? fails : works()),
	// Its triggers need the ID of the flow.
	'stream:create': (value) => (isKnown((one(value) as Fields).id) ? works(one(value)) : fails),
};

/** Pages that begin again although the total says that there is more. */
const isEndless = (value: unknown): boolean => isObject(value) && Array.isArray(value.rows) && Number(value.total) > 1e6;

/** Labels are texts: lists within lists without end are none. */
const isDeep = ({ text }: Given): boolean => text.includes('['.repeat(9_000));

/** What an operation is due to make of an answer that stands in place of each answer to its requests. */
export function dueOf(name: string, requests: RecordedRequest[], given: Given): Due {
	if (name.endsWith(':updateCosts')) return dueOfCosts(given);
	const forms = requests.map(formFor);
	const wrong = forms.findIndex((form) => !isValid(form, given));
	if (forms.length === 0) return fails;
	if (wrong >= 0) return { error: true, words: given.text.includes(NO) && saysNo(valueOf(given)) ? NO : undefined };
	const value = valueOf(given);
	const [form] = forms;
	if (LOOKING.test(name) || (/^blacklist:(get|getAll|delete)$/.test(name) && isDeep(given))) return fails;
	// Their rows are of another click, and of another conversion, than the one that is looked for.
	if (form === 'rows' && isEndless(value) && /getAll$|^click:get$|^conversion:(get|update|delete)$/.test(name)) return fails;
	return BY_OPERATION[name]?.(value) ?? works(form === 'open' ? undefined : dataIn(form, given));
}

/** Rows that a trigger cannot go by: pages without end, conversions that cannot be told apart. */
export function isUnfitFor(event: string, given: Given): boolean {
	const value = valueOf(given);
	if (event === 'domainStatusChanged' || !isValid('rows', given)) return false;
	if (event === 'thresholdCrossed') return isEndless(value) || lacksFigures(value);
	const isTold = ({ event_id: id, datetime, status, conversion_type: type }: Fields) =>
		isKnown(id) && isKnown(datetime) && (status !== undefined || type !== undefined);
	return isEndless(value) || !rowsIn(value).every(isTold);
}
