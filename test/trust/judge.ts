import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { bodyErrors, findOperation, keyOf } from '../contract';
import type { Emulator, RecordedRequest } from '../emulator';
import { TAKEN } from '../emulator/lax';

/** What is wrong with what came of hostile input or a hostile server: problems in words, none if all is well. */

/** What a request asks for: a row of the contract, or a path of the tracker's public side. */
export function destination({ method, path, operation }: RecordedRequest): string {
	const row = findOperation(method, path.replace(/^\/admin_api\/v1(?=\/)/, ''));
	return operation ?? (row ? keyOf(row) : `${method} ${path}`);
}

/** What a request to the API asks for, and by which names. Clicks and postbacks carry names that the user chooses. */
export const namesIn = ({ operation, query }: RecordedRequest): string[] =>
	operation ? Object.keys(query).map((name) => `${operation}?${name}`) : [];

/** Lists in which the node looks up names and aliases. */
const LOOKUPS =
	/^GET \/(campaigns|offers|landing_pages|traffic_sources|affiliate_networks|domains|users|groups|streams\/search|integrations\/facebook)$|^POST \/logs\/types$/;

/** How JavaScript, and not a person, says that something went wrong. */
const INTERNAL =
	/is not a function|is not iterable|is not defined|cannot (read|convert|destructure|set|mix|access)|undefined is not|call stack|circular|serialize|URI malformed|Invalid (array|string|count|time|regular)|\[object/i;
/** What the node says when it did not see it coming. */
const SURPRISED = /made a mistake of its own|too deeply nested/;

const LONGEST_ERROR = 1001;
const LONGEST_DETAILS = 20_000;

/** Requests for another method, path or host than those known, or with other headers than the node's. */
export function strayRequests({ requests, url: base, apiKey }: Emulator, known: Set<string>): string[] {
	const { host } = new URL(base);
	const usual: Record<string, RegExp> = {
		host: new RegExp(`^${host}$`),
		accept: /^(application\/json|\*\/\*)/,
		'accept-encoding': /^[\w, ]+$/,
		'api-key': new RegExp(`^${apiKey}$`),
		connection: /^(close|keep-alive)$/,
		'content-length': /^\d+$/,
		'content-type': /^application\/json$/,
		'user-agent': /^n8n-nodes-keitaro\/[\d.]+$/,
	};
	return requests.flatMap((request) => {
		const { method, url, headers, status } = request;
		const unasked = LOOKUPS.test(destination(request)) ? [] : namesIn(request).filter((name) => !known.has(name));
		const strange = Object.entries(headers).filter(([name, value]) => !usual[name]?.test(value));
		return [
			...(known.has(destination(request)) || LOOKUPS.test(destination(request)) ? [] : ['another destination']),
			...unasked.map((name) => `another name: ${name}`),
			...strange.map(([name, value]) => `header ${name}: ${value}`),
			...(status === 599 ? ['the emulator itself broke'] : []),
		].map((problem) => `${problem}: ${method} ${url.slice(0, 200)}`);
	});
}

/** What is sent by the name that was entered, in whatever form. */
const BY_NAME = /\/(parameters|filters|items)$/;

/** Keys of bodies that the API does not have and that nobody entered: what stands in one field reaches no other. `entered`: all of it, as text. */
export function strayKeys({ requests }: Emulator, entered: string): string[] {
	return requests.flatMap(({ method, path, json }) => {
		const row = findOperation(method, path.replace(/^\/admin_api\/v1(?=\/)/, ''));
		if (!row || json === undefined) return [];
		return bodyErrors(row, json)
			.filter(({ keyword }) => keyword === 'additionalProperties')
			.map(({ params, instancePath }) => [String(params.additionalProperty), instancePath])
			.filter(([key]) => !TAKEN[keyOf(row)]?.includes(key))
			.filter(([key, at]) => !BY_NAME.test(at) && !entered.includes(JSON.stringify(key).slice(1, -1)))
			.map(([key, at]) => `a key that nobody entered: ${keyOf(row)} ${at}/${key}`);
	});
}

export function changedPrototypes(): string[] {
	const changes = [Object, Array, String, Number, Function].flatMap(({ prototype }) => Object.keys(prototype));
	return [...changes, ...('polluted' in {} ? ['polluted'] : [])].map((name) => `${name} in a prototype`);
}

export interface Expected {
	/** Input items. */
	count: number;
	/** An item may have no outcome or several: the records of a list. */
	isList?: boolean;
	/** What was done to an item, to be told with a problem. */
	tell?(at: number): string;
	/** Only how n8n evaluates an expression went wrong, for which it has its own words. */
	isOfExpression?(at: number): boolean;
	/** The node need not know beforehand what can be wrong with it: the answers of a hostile server. */
	maySurprise?: boolean;
}

/** Items without an outcome of their own, and errors that are no bounded, clean sentences with advice. */
export function unreadable(output: INodeExecutionData[], expected: Expected): string[] {
	const outcomes = new Map<number, INodeExecutionData[]>();
	for (const item of output) {
		const { item: at } = item.pairedItem as { item: number };
		outcomes.set(at, [...(outcomes.get(at) ?? []), item]);
	}
	return Array.from({ length: expected.count }, (_, at) => {
		const own = outcomes.get(at) ?? [];
		const problems = own.length === 1 || expected.isList ? [] : [`${own.length} outcomes`];
		const [first] = own;
		if (first && typeof first.json.error === 'string' && first.json.success !== true) {
			problems.push(...faultsOf(first.json, expected, expected.isOfExpression?.(at) === true));
		}
		return problems.map((problem) => `${problem} ${expected.tell?.(at) ?? ''}`);
	}).flat();
}

/** What is wrong with one error. */
export function faultsOf({ error, message, details }: IDataObject, { maySurprise }: Partial<Expected>, isOfExpression = false): string[] {
	const text = String(error);
	const faults: string[] = [];
	if (!/\w/.test(text) || /[\p{Cc}\u202e]/u.test(text)) faults.push('not a clean sentence');
	if (text.length > LONGEST_ERROR || String(message ?? '').length > LONGEST_ERROR) faults.push('too long');
	if (shortly(details, Infinity).length > LONGEST_DETAILS) faults.push('long details');
	if (!isOfExpression) {
		if (INTERNAL.test(text)) faults.push('in the words of JavaScript');
		if (!maySurprise && SURPRISED.test(text)) faults.push('not seen coming');
		if (typeof message !== 'string' || !/\w/.test(message)) faults.push('no advice');
	}
	return faults.map((fault) => `${fault}: ${text.slice(0, 300)}`);
}

export function shortly(value: unknown, longest = 200): string {
	const text = JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? `${part}n` : part)) ?? '';
	return text.slice(0, longest);
}

/** What a piece of work throws, if it does. */
export async function thrownBy(work: () => Promise<unknown>): Promise<(Error & { description?: string }) | undefined> {
	try {
		await work();
		return undefined;
	} catch (error) {
		return error as Error;
	}
}
