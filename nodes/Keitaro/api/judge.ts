import type { Objection, Form } from '../transport/form';
import { unwrap } from './unwrap';
import { damaged, saidIn, UNSURE } from '../transport/errors';

type Fields = Record<string, unknown>;

const isObject = (value: unknown): value is Fields =>
	typeof value === 'object' && value !== null && !Array.isArray(value) && !Buffer.isBuffer(value);
const isRecord = (value: unknown): boolean => isObject(value) && Object.keys(value).length > 0;
const isText = (value: unknown): value is string => typeof value === 'string' && value.trim() !== '';
/** The first tells: lists can be long, and hold one kind of thing. */
const isListOf = (value: unknown, isOne: (one: unknown) => boolean): boolean =>
	Array.isArray(value) && (value.length === 0 || isOne(value[0]));

const FORMS: Record<Form, { due: string; fits(body: unknown): boolean }> = {
	record: { due: 'a record', fits: (body) => isRecord(unwrap(body)) },
	records: { due: 'records', fits: (body) => isRecord(body) || (isListOf(body, isRecord) && (body as unknown[]).length > 0) },
	list: { due: 'a list of records', fits: (body) => isListOf(isObject(body) ? body.data : body, isRecord) },
	texts: { due: 'a list of names', fits: (body) => isListOf(body, (one) => typeof one === 'string') },
	rows: { due: 'rows', fits: (body) => isListOf(isObject(body) ? body.rows : body, isObject) },
	entries: {
		due: 'the bot list',
		fits: (body) =>
			isListOf(body, (one) => typeof one === 'string') ||
			(isObject(body) && 'value' in body && (body.value === null || typeof body.value === 'string' || Array.isArray(body.value))),
	},
	structure: { due: 'an object or a list', fits: (body) => typeof body === 'object' && body !== null },
	file: { due: 'a file', fits: (body) => Buffer.isBuffer(body) },
	done: { due: 'an answer', fits: () => true },
	open: { due: 'an answer', fits: () => true },
};

/**
 * Decides whether a JSON answer is what was asked for; nothing if it is. Real trackers say no inside a 200: `success: false`, or a text
 * `error` in place of a record (seen live). `creates`: the call creates something, which may be there although the answer is none.
 */
export function objectionTo(body: unknown, form: Form, status: number, creates: boolean): Objection | undefined {
	if (form === 'open') return undefined;
	const said = refusalIn(unwrap(body));
	if (said !== undefined) {
		return {
			refused: true,
			message: `The tracker refused the request${said === '' ? '' : `: ${said}`} (HTTP ${status})`,
			advice: said === '' ? 'It does not say why: look into the tracker log (Maintenance, Logs).' : 'Correct what the message names.',
		};
	}
	const { due, fits } = FORMS[form];
	if (fits(body)) return undefined;
	return {
		refused: false,
		message: `The tracker answered with ${nameOf(body)} where ${due} should come (HTTP ${status})`,
		advice: `${damaged}${creates ? ` ${UNSURE}` : ''}`,
	};
}

/** What the tracker says where it says no; may be empty. */
function refusalIn(body: unknown): string | undefined {
	if (!isObject(body)) return undefined;
	const { success, error, id } = body;
	if (success === false) return saidIn([error, body.message, body.errors].find((said) => isText(said) || isRecord(said) || isFilled(said)));
	return isText(error) && id === undefined ? saidIn(error) : undefined;
}

const isFilled = (value: unknown): boolean => Array.isArray(value) && value.length > 0;

function nameOf(body: unknown): string {
	if (body === null) return 'nothing';
	if (Buffer.isBuffer(body)) return 'a file';
	if (Array.isArray(body)) return body.length === 0 ? 'an empty list' : 'another list';
	if (isObject(body)) return Object.keys(body).length === 0 ? 'an empty object' : `an object with ${quoted(Object.keys(body))}`;
	return typeof body === 'string' ? 'a text' : typeof body === 'number' ? 'a number' : `"${String(body)}"`;
}

const MOST_NAMES = 3;
const LONGEST_NAME = 40;

const quoted = (names: string[]): string =>
	names
		.slice(0, MOST_NAMES)
		.map((name) => `"${name.slice(0, LONGEST_NAME)}"`)
		.join(', ') + (names.length > MOST_NAMES ? ', …' : '');
