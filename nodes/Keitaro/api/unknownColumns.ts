import { TrackerError } from '../values/errors';
import type { Answer, Call, Tracker } from '../transport/request';

/** The tracker does not know some of the columns or measures that a report or log was asked for. */
export class UnknownColumns extends TrackerError {
	constructor(
		{ failure }: TrackerError,
		readonly names: string[],
		message: string,
	) {
		super({ ...failure, message, advice: 'Names differ between the versions of Keitaro. Choose one that this tracker has.' });
		this.name = 'UnknownNames';
	}
}

/** Names that people expect, and what Keitaro calls it (clients of live trackers). */
const KNOWN_AS: Record<string, string> = {
	payout: 'revenue',
	sale_cr: 'crs',
	domain: 'source',
	registrations: 'regs',
	regs: 'registrations',
	event_id: 'conversion_id',
	conversion_id: 'event_id',
	datetime: 'postback_datetime',
	postback_datetime: 'datetime',
};

const REFUSED = [400, 406, 422];
/** Before these words a tracker says what is wrong, after them what there is. */
const LISTING = /\b(valid|available|allowed|supported|possible|known|columns are|one of)\b/i;
/** Names in a message, so that it stays a sentence. */
const MOST = 5;
const LONGEST = 60;

/** A request for columns and measures. Its error, if it is about them, names the wrong ones, and what the tracker has instead. */
export async function requestColumns(tracker: Tracker, call: Call, asked: string[]): Promise<Answer> {
	const answer = await tracker.request(call).catch((error: Error) => error);
	if (answer instanceof Error) throw namesExplained(answer, asked);
	return answer;
}

/** Whether the tracker refused the values of a request, whatever its version answers then. */
export const isRefused = (error: unknown): error is TrackerError =>
	error instanceof TrackerError && (error.failure.refused === true || REFUSED.includes(error.status ?? 0));

/** What the tracker said, as text. */
export const wordsIn = ({ failure: { response } }: TrackerError): string =>
	typeof response === 'string' ? response : (JSON.stringify(response) ?? '');

/** The error told in words about the names, where it is about them. */
function namesExplained(error: Error, asked: string[]): Error {
	if (!isRefused(error)) return error;
	const text = wordsIn(error);
	const end = text.search(LISTING);
	const complained = namesIn(end < 0 ? text : text.slice(0, end));
	const valid = namesIn(end < 0 ? '' : text.slice(end));
	const wrong = [...new Set(asked)].filter((name) => complained.has(name) && !valid.has(name));
	if (wrong.length === 0) return error;
	const near = nearTo(wrong, valid);
	return new UnknownColumns(
		error,
		wrong,
		`The tracker does not know ${quoted(wrong)}${near.length > 0 ? `; near to it are ${quoted(near)}` : ''} (HTTP ${error.status})`,
	);
}

const namesIn = (text: string): Set<string> => new Set(text.match(/\w+/g));

/** Names in a message: the first of them, in quotes. */
export const quoted = (names: string[]): string =>
	names
		.slice(0, MOST)
		.map((name) => `"${name.slice(0, LONGEST)}"`)
		.join(', ') + (names.length > MOST ? ` and ${names.length - MOST} more` : '');

/** The names among those there are that are most like wrong ones. */
export const nearTo = (wrong: string[], valid: Set<string>): string[] => [...new Set(wrong.flatMap((name) => similar(name, valid)))];

/** The names most like a wrong one: those that share most of their pairs of letters with it. */
function similar(wrong: string, valid: Set<string>): string[] {
	if (Object.hasOwn(KNOWN_AS, wrong) && valid.has(KNOWN_AS[wrong])) return [KNOWN_AS[wrong]];
	return [...valid]
		.map((name) => ({ name, alike: likeness(name, wrong) }))
		.filter(({ alike }) => alike > 0.4)
		.sort((a, b) => b.alike - a.alike)
		.slice(0, 3)
		.map(({ name }) => name);
}

const pairsOf = (name: string): Set<string> => {
	const letters = `_${name.toLowerCase()}_`;
	return new Set(Array.from({ length: letters.length - 1 }, (_, at) => letters.slice(at, at + 2)));
};

/** From 0 to 1: how many pairs of neighbouring letters two names share. */
function likeness(one: string, other: string): number {
	const [pairs, others] = [pairsOf(one), pairsOf(other)];
	const shared = [...pairs].filter((pair) => others.has(pair)).length;
	return (2 * shared) / (pairs.size + others.size);
}
