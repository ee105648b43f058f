import { placesIn } from './stack';
import { VERSION } from './version';
import { ConnectionError, KeitaroError, TrackerError, UnexpectedAnswerError, type Failure } from '../values/errors';
import type { INode } from 'n8n-workflow';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import { bounded } from './truncate';

/** The longest piece of a server's text that is passed on, in characters. */
const LONGEST_QUOTE = 500;
/** The longest text of an error, in characters; what a user entered may be part of it. */
const LONGEST_TEXT = 1000;

/** Where n8n has its proxy from. */
const PROXY =
	"n8n goes through it because of its variables HTTPS_PROXY, HTTP_PROXY or ALL_PROXY; with the tracker's host in NO_PROXY it calls the tracker directly.";

/** What a status means on a Keitaro tracker, and what to do. Facts: spec of 2022 and the behaviour of live trackers. */
const MEANINGS: Record<number, [what: string, advice: string]> = {
	400: ['The tracker refused the request', 'Correct the value that the message names.'],
	401: [
		'The tracker does not accept the API key',
		'Create a new key in the tracker (your account, API keys) and put it into the Keitaro API credential.',
	],
	402: [
		"The Admin API is not part of this tracker's edition",
		'It comes with Expert, Team and Enterprise (formerly Business); check that the licence is paid.',
	],
	403: ["The API key's user may not do this", 'Give that user the right in the tracker, or use the key of an administrator.'],
	404: ['The tracker does not know it', 'Check the ID: it may have been deleted or moved to the archive, or belong to another tracker.'],
	406: ['The tracker refused the values', 'Correct the fields that the message names.'],
	407: ['The proxy between n8n and the tracker wants a login', `Give n8n the proxy with its user and password. ${PROXY}`],
	422: ['The tracker refused the values', 'Correct the fields that the message names.'],
	429: [
		'The tracker, or the server in front of it, is getting too many requests',
		'Wait a moment, or lower Concurrent Requests in the options.',
	],
};

const SERVER_TROUBLE: [string, string] = [
	'The tracker could not handle the request',
	'Try again in a moment. If it stays, look into the tracker log (Maintenance, Logs).',
];

export const UNSURE =
	'It may have been carried out all the same: look in the tracker before running it again, so that nothing is created twice.';

/** An answer with a status outside 200-299. `creates`: the call creates something, so a repeat could create it twice. */
export function refusedBy(
	status: number,
	body: unknown,
	headers: Record<string, unknown>,
	creates: boolean,
): Pick<Failure, 'message' | 'advice'> {
	if (status >= 300 && status < 400) {
		return {
			message: `The address sends the request elsewhere (HTTP ${status})`,
			advice:
				'The API of a tracker never redirects: enter the final address of the panel in the credential (https instead of http, with or without www).',
		};
	}
	if (isCloudflare(body, headers)) {
		return {
			message: `Cloudflare, in front of the tracker, blocked the request (HTTP ${status})`,
			advice: "Allow this n8n server's address in Cloudflare, or use an address of the tracker that does not pass through Cloudflare.",
		};
	}
	const [what, advice] =
		MEANINGS[status] ??
		(status >= 500 ? SERVER_TROUBLE : [`The tracker answered with an unexpected status`, 'Check the address in the credential.']);
	const words = saidIn(body);
	return {
		message: `${what}${words === '' ? '' : `: ${words}`} (HTTP ${status})`,
		advice: creates && status >= 500 ? `${advice} ${UNSURE}` : advice,
	};
}

/** What is known of a connection that failed. */
interface Connection {
	/** The tracker's. */
	host: string;
	/** Given to the request. */
	seconds: number;
	/** The proxy that it went to instead. */
	proxy?: string;
	/** Ignore SSL Issues is on. */
	isInsecure?: boolean;
}

/** No usable answer: the connection failed, or took too long. `code` is Node's error code. */
export function unreachable(
	code: string,
	creates: boolean,
	{ host, seconds, proxy, isInsecure }: Connection,
): Pick<Failure, 'message' | 'advice'> {
	const usual = CONNECTION[code] ?? (/CERT|TLS|SSL|SIGNED|ALTNAME/.test(code) ? (isInsecure ? OTHER_CERTIFICATE : CERTIFICATE) : BROKEN);
	const told = proxy !== undefined && [NO_HOST, NO_ROUTE].includes(usual) ? NO_PROXY : usual;
	const [message, advice] = told.map((text) =>
		text
			.replace('{host}', host)
			.replace('{seconds}', String(seconds))
			.replace('{proxy}', proxy ?? ''),
	);
	return { message, advice: creates && !neverArrived(code) ? UNSURE : advice };
}

/** The proxy that a connection went to: Node's error names the port, which is another than the tracker's. n8n keeps its text at the least. */
export function proxyIn(error: unknown, base: string): string | undefined {
	const { protocol, port } = new URL(base);
	const own = port || (protocol === 'https:' ? '443' : '80');
	let at = error as { cause?: unknown; message?: unknown; messages?: unknown } | undefined;
	for (let depth = 0; at && depth < 5; at = at.cause as typeof at, depth++) {
		for (const text of [at.message, at.messages].flat()) {
			const [, address, wanted] = /\bconnect E[A-Z]+ (\S{1,100}):(\d{1,5})\b/.exec(String(text).slice(0, LONGEST_TEXT)) ?? [];
			if (wanted !== undefined && wanted !== own) return `${address}:${wanted}`;
		}
	}
	return undefined;
}

const NO_PROXY: [string, string] = ['The proxy {proxy} refuses connections or cannot be reached', PROXY];
const OTHER_CERTIFICATE: [string, string] = [
	'The certificate of a proxy before {host} is not trusted',
	`Ignore SSL Issues is on and holds for the tracker only. ${PROXY}`,
];
const CERTIFICATE: [string, string] = [
	'The certificate of {host} is not trusted',
	'Renew it, or, if you know why, turn on "Ignore SSL Issues" in the credential.',
];
const BROKEN: [string, string] = [
	'The connection to {host} broke off before the answer was complete',
	'Try again; if it stays, look at the server and what stands before it.',
];
const SLOW: [string, string] = [
	'{host} did not answer within {seconds} seconds',
	'Raise the Timeout in the options, or ask for less at once (a shorter range, a smaller limit).',
];
const NO_HOST: [string, string] = ['There is no server named {host}', 'Check the address in the Keitaro API credential.'];
const NO_ROUTE: [string, string] = [
	'{host} refuses connections or cannot be reached',
	'Check the address and port in the credential, and that the tracker runs and lets this n8n server in.',
];

const CONNECTION: Record<string, [string, string]> = {
	ECONNABORTED: SLOW,
	ETIMEDOUT: SLOW,
	ENOTFOUND: NO_HOST,
	EAI_AGAIN: NO_HOST,
	ECONNREFUSED: NO_ROUTE,
	EHOSTUNREACH: NO_ROUTE,
	ENETUNREACH: NO_ROUTE,
};

/** Whether it is certain that the request never reached a server. */
export const neverArrived = (code: string): boolean => [NO_HOST, NO_ROUTE].includes(CONNECTION[code]);

/** An answer of which no more was read. `creates`: what it answers may have been carried out. */
export function tooLarge(bytes: number, creates: boolean): Pick<Failure, 'message' | 'advice'> {
	const advice =
		'Ask for less at once: a shorter range, fewer columns, a smaller limit. If it is meant, raise Largest Answer in the options.';
	return {
		message: `The answer is larger than ${Math.round(bytes / 1024 / 1024)} MB, and was not read to its end`,
		advice: creates ? `${advice} ${UNSURE}` : advice,
	};
}

/** A 2xx answer that cannot be an answer of the API. A tracker answers unknown addresses with its panel's page and 200 (seen live). */
export function notJson(body: string, creates = false): Pick<Failure, 'message' | 'advice'> {
	const [message, advice] = /^\s*</.test(body) ? PAGE : DAMAGED;
	return { message, advice: creates ? `${advice} ${UNSURE}` : advice };
}

const PAGE = [
	'Instead of the API, a web page answered',
	'Check the address in the credential: it must be the one where you open the tracker panel, not a traffic domain. Protection in front of the tracker can show a page too.',
];
const DAMAGED = [
	'The answer is damaged: it is not the JSON that the API sends',
	'Try again. If it stays, something between n8n and the tracker changes or cuts the answers.',
];

/** What to do about an answer that is JSON, but not what the API sends. */
export const damaged =
	'Check that the address in the credential is that of the tracker panel, that nothing in between changes the answers, and that Keitaro is up to date.';

/**
 * Turns any thrown thing into n8n's own error for this node. n8n saves the error with the execution: so every text in it is masked and
 * bounded, and of the node's parameters, where users also enter secrets, it holds none but what was run.
 */
export function toNodeError(
	node: INode,
	error: unknown,
	itemIndex?: number,
	maskText = (text: string) => text,
): NodeApiError | NodeOperationError {
	const { resource, operation } = node.parameters;
	const shown = { ...node, parameters: { resource, operation } };
	if (error instanceof KeitaroError && isOfRequest(error)) {
		const { message, advice, status, response, request, done, notDone } = error.failure;
		const told = new NodeApiError(
			shown,
			{},
			{
				message: textOf(message, maskText),
				description: textOf(advice, maskText),
				httpCode: status === undefined ? undefined : String(status),
				itemIndex,
			},
		);
		told.message = textOf(message, maskText); // n8n replaces a text that happens to hold a network error code
		told.context.request = request;
		Object.assign(told.context, done === undefined ? {} : { done, notDone });
		if (response !== undefined && response !== null) told.context.data = response;
		return told;
	}
	const [message, description] = wordsFor(error, operation === undefined ? node.type : `${String(resource)}:${String(operation)}`).map(
		(text) => textOf(text, maskText),
	);
	const told = new NodeOperationError(shown, message, { description: description || undefined, itemIndex });
	told.message = message;
	if (error instanceof KeitaroError) {
		const { request, done, notDone } = error.failure;
		Object.assign(told.context, request && { request }, done === undefined ? {} : { done, notDone });
	} else if (error instanceof Error) {
		told.cause = Object.assign(new Error(message), { name: error.name });
	}
	return told;
}

/** Whether it is about what a server answered, or that none did. */
const isOfRequest = (error: KeitaroError): boolean =>
	error.status !== undefined || error instanceof ConnectionError || error instanceof UnexpectedAnswerError || error instanceof TrackerError;

/** What happened and what to do, for anything that was thrown. */
function wordsFor(thrown: unknown, operation: string): [message: string, description: string] {
	const { name, message, description, stack } = (thrown ?? {}) as Record<string, unknown>;
	if (name === 'RangeError') return ['The data is too big or too deeply nested to be worked on', 'Work on less of it at once.'];
	if (thrown instanceof TypeError || thrown instanceof ReferenceError)
		return [
			`The Keitaro node made a mistake of its own (${operation}, version ${VERSION})`,
			`This is a fault of the node, neither of your tracker nor of your input. Please report it with these words: ${thrown.message} ${placesIn(stack)}`,
		];
	return [typeof message === 'string' && message !== '' ? message : String(thrown), typeof description === 'string' ? description : ''];
}

/** Masked before it is cut: half a secret would not be known as one. */
const textOf = (text: string, maskText: (text: string) => string): string => clean(bounded(text, LONGEST_TEXT, maskText), LONGEST_TEXT);

/** The tracker's own words in an error answer: `{error}`, a map of fields to messages, or plain text. */
export function saidIn(body: unknown): string {
	if (typeof body === 'string') return /^\s*</.test(body) ? '' : words(body);
	if (typeof body !== 'object' || body === null) return '';
	if (Array.isArray(body))
		return words(
			body
				.map((said) => saidIn(said))
				.filter((said) => said !== '')
				.join('; '),
		);
	const { error, message } = body as { error?: unknown; message?: unknown };
	for (const text of [error, message]) if (typeof text === 'string') return words(text);
	return words(
		Object.entries(body)
			.map(
				([field, said]) =>
					`${field}: ${[said]
						.flat()
						.map((text) => (typeof text === 'string' ? text : JSON.stringify(text)))
						.join(', ')}`,
			)
			.join('; '),
	);
}

/** Without markup; the mask only looks like it. */
const words = (text: string): string => clean(text.slice(0, LONGEST_QUOTE * 4).replace(/<(?!masked>)[/!]?[a-z][^<>]{0,200}>/gi, ' '));

/** One line of bounded length without control characters: the text comes from whatever server the address points at. */
export function clean(text: string, longest = LONGEST_QUOTE): string {
	const line = text
		.slice(0, longest * 4)
		.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
		.trim();
	return line.length > longest ? `${line.slice(0, longest)}…` : line;
}

function isCloudflare(body: unknown, headers: Record<string, unknown>): boolean {
	if (typeof body === 'object' && body !== null && 'cloudflare_error' in body) return true;
	return typeof body === 'string' && /^\s*</.test(body) && /cloudflare/i.test(`${String(headers.server)} ${body.slice(0, 5000)}`);
}
