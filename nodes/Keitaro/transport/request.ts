import { apiKeyIn, postbackKeyIn } from './keys';
import { VERSION } from './version';
import {
	ConnectionError,
	NotFoundError,
	UnexpectedAnswerError,
	TrackerError,
	type KeitaroError,
	type Failure,
	InputError,
} from '../values/errors';
import type { Form, Judge } from './form';
import type { AxiosError } from 'axios';
import type { IDataObject, IHttpRequestMethods, IHttpRequestOptions, IN8nHttpFullResponse, INode } from 'n8n-workflow';
import { readFlag } from '../values/flag';
import { trackerAddress } from './address';
import { LARGEST_ANSWER, readAll, TooLarge, valueOf } from './body';
import { CANCELED, startDeadline } from './deadline';
import { neverArrived, notJson, proxyIn, refusedBy, tooLarge, unreachable } from './errors';

import { truncate } from './truncate';
import { MASK, maskData, maskUrl, textMasker } from './mask';
import { jsonOf, secretsIn, urlOf } from './serialize';

import { mayRepeat, pauseBefore, retryPolicy, wait, numberOr } from './retry';

export const CREDENTIAL = 'keitaroApi';
/** Own name for the tracker's logs; a usual library's name is what Cloudflare blocks first. */
export const USER_AGENT = `n8n-nodes-keitaro/${VERSION}`;

/** Milliseconds; trackers need a while for reports over long ranges. */
const TIMEOUT = 60_000;
/** A file may take this many times the timeout, as long as something comes. */
const FILE_TIMES = 10;
const LONGEST_TIMEOUT = 24 * 3600 * 1000;
const MEGABYTE = 1024 * 1024;
/** What Node can hold in one piece. */
const MOST_MEGABYTES = 2048;

export interface Call {
	method: IHttpRequestMethods;
	/** Below the API's base, beginning with a slash, every part of it already encoded. */
	path: string;
	query?: IDataObject;
	/** Sent as JSON. */
	body?: IDataObject | IDataObject[];
	/** False where a second time would create a second thing: such a call is repeated only if it is certain that nothing was created. */
	idempotent?: boolean;
	/** What the answer must be: a record unless said otherwise; nothing in particular after a DELETE and from the public side. */
	expects?: Form;
	/** A file instead of JSON. */
	binary?: boolean;
	/** The tracker's public side (postbacks, clicks): below the tracker's address instead of its API, and without the key. */
	public?: boolean;
	/** Secrets that belong to this call alone, such as a campaign's token: its answer and its errors are given without them. */
	secrets?: string[];
}

/** What an output item shows of a request; secrets are masked. */
export interface SentRequest {
	url: string;
	method: string;
	headers: Record<string, string>;
	/** How many input items this one request served; absent for one. */
	items?: number;
}

export interface Answer {
	request: SentRequest;
	/** The tracker's answer; `null` when it is empty, a Buffer for files. Not masked yet: it may be needed to write it back. */
	data: unknown;
	/** The moment of the answer by the clock of the tracker (or of what stands before it), in milliseconds, where it tells. */
	answeredAt?: number;
}

/** The parts of an n8n context that requests need; execution, loading of options, polling and hooks all have them. */
export interface Context {
	getNode(): INode;
	getCredentials(type: string): Promise<IDataObject>;
	getExecutionCancelSignal?(): AbortSignal | undefined;
	helpers: {
		httpRequest(options: IHttpRequestOptions): Promise<unknown>;
		httpRequestWithAuthentication(this: Context, type: string, options: IHttpRequestOptions): Promise<unknown>;
	};
}

/** As the user chose; an expression may give anything. */
export interface Settings {
	/** Milliseconds for one try. */
	timeout?: unknown;
	/** Repeats after the first try. */
	retries?: unknown;
	/** Milliseconds before the first repeat. */
	retryPause?: unknown;
	/** Megabytes that one answer may have. */
	largestAnswer?: unknown;
}

export interface Tracker {
	/** The tracker's address, without a slash at the end. */
	base: string;
	/** The key of its postback address, if the credential has it. */
	postbackKey: string;
	request(call: Call): Promise<Answer>;
	/** Waits, or returns at once when the execution is cancelled. */
	wait(ms: number): Promise<void>;
	maskText(text: string): string;
	/** Masks an answer in place, before it is shown. */
	mask(data: unknown, secretKeys?: readonly string[]): unknown;
}

/** Opens the tracker of the node's credential. @throws {InputError} when the credential is missing or incomplete. */
export async function connect(context: Context, { objectionTo, keepReceipt }: Judge, settings: Settings = {}): Promise<Tracker> {
	if (context.getNode().credentials?.[CREDENTIAL] === undefined) {
		throw new InputError(
			'No Keitaro credential is chosen',
			'Choose or create a credential of the type Keitaro API at the top of the node.',
		);
	}
	const credential = await context.getCredentials(CREDENTIAL);
	const base = trackerAddress(credential.domain);
	const key = apiKeyIn(credential.apiKey);
	if (key === '') {
		throw new InputError(
			'The Keitaro credential has no API key',
			'Create a key in the tracker (your account, API keys) and put it into the credential.',
		);
	}
	if (!/^[\x21-\x7e]+$/.test(key))
		throw new InputError('The API key in the Keitaro credential holds characters that no key has', 'Copy the key again from the tracker.');
	const postbackKey = postbackKeyIn(credential.postbackKey);
	const { host, hostname } = new URL(base);
	const maskText = textMasker({ values: [key, postbackKey], host });
	const maskerOf = (secrets: string[]) => (secrets.length > 0 ? textMasker({ values: [key, postbackKey], own: secrets, host }) : maskText);

	const timeout = Math.round(numberOr(settings.timeout, TIMEOUT, LONGEST_TIMEOUT)) || TIMEOUT;
	const largest = numberOr(settings.largestAnswer, LARGEST_ANSWER / MEGABYTE, MOST_MEGABYTES) * MEGABYTE;
	const retry = retryPolicy(settings.retries, settings.retryPause);
	const signal = context.getExecutionCancelSignal?.();
	const fixed: Partial<IHttpRequestOptions> = {
		timeout,
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		// A redirect would carry the key to wherever it leads.
		disableFollowRedirect: true,
		allowedDomains: hostname,
		skipSslCertificateValidation: readFlag(credential.ignoreSslIssues) === true,
	} as Partial<IHttpRequestOptions>;

	/** Sends it, and ends it when its time is up or the execution is cancelled. */
	async function send(options: IHttpRequestOptions, call: Call, stop: AbortSignal): Promise<IN8nHttpFullResponse> {
		const { helpers } = context;
		if (call.public) return (await helpers.httpRequest({ ...options, abortSignal: stop })) as IN8nHttpFullResponse;
		// n8n puts the signal of the execution in place of one in the options.
		const stoppable = Object.create(context, { getExecutionCancelSignal: { value: () => stop } }) as Context;
		const sent = { ...options, abortSignal: stop };
		return (await helpers.httpRequestWithAuthentication.call(stoppable, CREDENTIAL, sent)) as IN8nHttpFullResponse;
	}

	/** One try. Resolves to an answer, or to what is needed to decide on another try. */
	async function attempt(call: Call, options: IHttpRequestOptions, seen: { url: string; method: string }): Promise<Attempt> {
		const creates = call.idempotent === false;
		const maskOwn = () => maskerOf([...(call.secrets ?? []), ...secretsIn([call.query, call.body])]);
		const fail = (
			Cause: new (failure: Failure) => KeitaroError,
			failure: Pick<Failure, 'message' | 'advice' | 'refused'>,
			more: Omit<Attempt, 'error'> & { response?: unknown } = {},
		): Attempt => ({
			...more,
			error: new Cause({ ...failure, status: more.status, response: more.response, request: seen }),
		});
		const time = call.binary ? timeout * FILE_TIMES : timeout;
		const deadline = startDeadline(time, signal);
		let answer: IN8nHttpFullResponse;
		let received: unknown;
		try {
			answer = await send(options, call, deadline.signal);
			received = await readAll(answer.body, largest);
		} catch (error) {
			if (signal?.aborted) return fail(ConnectionError, { message: CANCELED, advice: '' }, { lasting: true });
			if (error instanceof TooLarge) return fail(ConnectionError, tooLarge(largest, creates), { lasting: true });
			const code = deadline.passed() ? 'ETIMEDOUT' : codeOf(error);
			const connection = { host, seconds: time / 1000, proxy: proxyIn(error, base), isInsecure: fixed.skipSslCertificateValidation };
			return fail(ConnectionError, unreachable(code, creates, connection), {
				neverArrived: neverArrived(code),
				lasting: /CERT|SIGNED|ALTNAME/.test(code),
			});
		} finally {
			deadline.end();
		}
		const { statusCode: status, headers } = answer;
		const body = valueOf(received);
		if (status < 200 || status >= 300) {
			// Masked before anything is cut out of it: half a secret would not be known as one.
			const response = truncate(body, maskOwn());
			return fail(status === 404 ? NotFoundError : TrackerError, refusedBy(status, response, headers, creates), {
				status,
				retryAfter: headers['retry-after'],
				response,
			});
		}
		const form = call.expects ?? usualForm(call);
		if (typeof body === 'string' && form !== 'open')
			return fail(UnexpectedAnswerError, notJson(body, creates), {
				status,
				response: truncate(body, maskOwn()),
				lasting: /^\s*</.test(body),
			});
		const objection = objectionTo(body, form, status, creates);
		if (objection) {
			// What it says is masked first: half a secret would not be known as one.
			const response = truncate(body, maskOwn());
			const told = objectionTo(response, form, status, creates) ?? objection;
			return fail(
				told.refused ? TrackerError : UnexpectedAnswerError,
				{ ...told, message: maskOwn()(told.message) },
				{ status, response, lasting: true },
			);
		}
		const answeredAt = Date.parse(String(headers.date)) || undefined;
		return { data: call.secrets ? maskData(body, maskerOf(call.secrets)) : body, answeredAt };
	}

	async function request(call: Call): Promise<Answer> {
		const url = urlOf(base, call);
		const headers: Record<string, string> = { Accept: call.binary ? '*/*' : 'application/json', 'User-Agent': USER_AGENT };
		// As text: n8n leaves out an empty object, and the tracker then sees no JSON at all.
		const body = call.body === undefined ? undefined : jsonOf(call.body);
		if (body !== undefined) headers['Content-Type'] = 'application/json';
		const options = (): IHttpRequestOptions => ({
			...fixed,
			url,
			method: call.method,
			headers: { ...headers },
			body,
			// Counted as it comes.
			encoding: 'stream',
		});
		const seen = { url: maskUrl(url, maskerOf(call.secrets ?? [])), method: call.method };
		let mayBeDone = false;
		for (let tried = 0; ; tried++) {
			const outcome = await attempt(call, options(), seen);
			if (mayBeDone && call.method === 'DELETE' && isGone(outcome)) {
				return { request: { ...seen, headers: { 'Api-Key': MASK, ...headers } }, data: { success: true, already_gone: true } };
			}
			mayBeDone ||= outcome.error !== undefined && !outcome.neverArrived && (outcome.status ?? 500) >= 500;
			if (outcome.error === undefined) {
				const sent = { ...seen, headers: call.public ? headers : { 'Api-Key': MASK, ...headers } };
				if (writesRecord(call)) keepReceipt(sent, call.body as IDataObject, outcome.data);
				return { request: sent, data: outcome.data, answeredAt: outcome.answeredAt };
			}
			if (tried >= retry.retries || !mayRepeat(call.idempotent === false, outcome)) throw outcome.error;
			await wait(pauseBefore(tried, retry, outcome.retryAfter, Date.now()), signal);
			if (signal?.aborted) throw outcome.error;
		}
	}

	return {
		base,
		postbackKey,
		request,
		wait: async (ms) => await wait(ms, signal),
		maskText,
		mask: (data, secretKeys) => maskData(data, maskText, secretKeys),
	};
}

/** What a tracker answers to the repeat of a DELETE that was carried out, and whose answer got lost. */
const isGone = ({ error, status }: Attempt): boolean =>
	status === 404 || (error?.failure.refused === true && /\balready\b|\bnot found\b|does(?:n't| not) exist/i.test(error.message));

const usualForm = ({ binary, public: isPublic, method }: Call): Form =>
	binary ? 'file' : isPublic ? 'open' : method === 'DELETE' ? 'done' : 'record';

/** Whether what is sent is (part of) the record that comes back. */
const writesRecord = (call: Call): boolean =>
	call.body !== undefined && !Array.isArray(call.body) && !call.public && ['record', 'records'].includes(call.expects ?? usualForm(call));

interface Attempt extends Pick<Answer, 'answeredAt'> {
	data?: unknown;
	error?: KeitaroError;
	status?: number;
	retryAfter?: unknown;
	neverArrived?: boolean;
	/** Another try would end the same way. */
	lasting?: boolean;
}

/** Node's error code, wherever n8n's version keeps it: in the cause, or (2.0) in the place of the HTTP status. */
function codeOf(error: unknown): string {
	type Thrown = { cause?: unknown; httpCode?: unknown } & Partial<AxiosError>;
	for (let at = error as Thrown | undefined, depth = 0; at && depth < 5; at = at.cause as Thrown | undefined, depth++) {
		const code = [at.code, at.httpCode].find((value) => typeof value === 'string' && /^[A-Z][A-Z0-9_]+$/.test(value));
		if (code !== undefined) return String(code);
	}
	return /timeout/i.test(String((error as Error | undefined)?.message)) ? 'ETIMEDOUT' : '';
}
