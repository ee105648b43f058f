import type { AxiosError } from 'axios';
import type { IDataObject, IHttpRequestMethods, IHttpRequestOptions, IN8nHttpFullResponse, INode } from 'n8n-workflow';
import { trackerAddress } from './address';
import { neverArrived, notJson, refusedBy, TrackerError, unreachable, type Failure } from './errors';
import { MASK, maskData, maskUrl, textMasker } from './mask';
import { Refusal } from './refusal';
import { mayRepeat, pauseBefore, wait, type RetryPolicy } from './retry';

export const CREDENTIAL = 'keitaroApi';
export const API = '/admin_api/v1';
/** Own name for the tracker's logs; a usual library's name is what Cloudflare blocks first. */
export const USER_AGENT = 'n8n-nodes-keitaro/1.0.0';

/** Addresses longer than this are cut or refused by common web servers (nginx: 8 KB for the request line). */
const LONGEST_URL = 8000;
/** Milliseconds; trackers need a while for reports over long ranges. */
const TIMEOUT = 60_000;
const RETRIES = 2;
const RETRY_PAUSE = 1000;

export interface Call {
	method: IHttpRequestMethods;
	/** Below the API's base, beginning with a slash, every part of it already encoded. */
	path: string;
	query?: IDataObject;
	/** Sent as JSON. */
	body?: IDataObject | IDataObject[];
	/** Whether a second time would create a second thing: such a call is repeated only if it is certain that nothing was created. */
	once?: boolean;
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

export interface Settings {
	/** Milliseconds for one try. */
	timeout?: number;
	/** Repeats after the first try. */
	retries?: number;
	/** Milliseconds before the first repeat. */
	retryPause?: number;
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

/** Opens the tracker of the node's credential. @throws {Refusal} when the credential is missing or incomplete. */
export async function openTracker(context: Context, settings: Settings = {}): Promise<Tracker> {
	if (context.getNode().credentials?.[CREDENTIAL] === undefined) {
		throw new Refusal('No Keitaro credential is chosen', 'Choose or create a credential of the type Keitaro API at the top of the node.');
	}
	const credential = await context.getCredentials(CREDENTIAL);
	const base = trackerAddress(credential.domain);
	const key = typeof credential.apiKey === 'string' ? credential.apiKey.trim() : '';
	if (key === '') {
		throw new Refusal(
			'The Keitaro credential has no API key',
			'Create a key in the tracker (your account, API keys) and put it into the credential.',
		);
	}
	if (!/^[\x21-\x7e]+$/.test(key))
		throw new Refusal('The API key in the Keitaro credential holds characters that no key has', 'Copy the key again from the tracker.');
	const postbackKey = postbackKeyIn(credential.postbackKey);
	const { host, hostname } = new URL(base);
	const maskText = textMasker({ values: [key, postbackKey], host });
	const maskerOf = ({ secrets }: Call) => (secrets ? textMasker({ values: [key, postbackKey, ...secrets], host }) : maskText);

	const timeout = settings.timeout ?? TIMEOUT;
	const retry: RetryPolicy = { retries: settings.retries ?? RETRIES, pause: settings.retryPause ?? RETRY_PAUSE };
	const signal = context.getExecutionCancelSignal?.();
	const fixed: Partial<IHttpRequestOptions> = {
		timeout,
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		// A redirect would carry the key to wherever it leads.
		disableFollowRedirect: true,
		allowedDomains: hostname,
		skipSslCertificateValidation: credential.ignoreSslIssues === true,
		abortSignal: signal,
	} as Partial<IHttpRequestOptions>;

	/** One try. Resolves to an answer, or to what is needed to decide on another try. */
	async function attempt(call: Call, options: IHttpRequestOptions, seen: { url: string; method: string }): Promise<Outcome> {
		const mask = maskerOf(call);
		const fail = (failure: Pick<Failure, 'message' | 'advice'>, more: Omit<Outcome, 'error'> & { response?: unknown } = {}): Outcome => ({
			...more,
			error: new TrackerError({
				message: mask(failure.message),
				advice: failure.advice,
				status: more.status,
				response: more.response,
				request: seen,
			}),
		});
		let response: IN8nHttpFullResponse;
		try {
			const { helpers } = context;
			response = (await (call.public
				? helpers.httpRequest(options)
				: helpers.httpRequestWithAuthentication.call(context, CREDENTIAL, options))) as IN8nHttpFullResponse;
		} catch (error) {
			if (signal?.aborted) return fail({ message: 'The execution was cancelled', advice: '' }, { lasting: true });
			const code = codeOf(error);
			return fail(unreachable(code, call.once === true, host, timeout / 1000), {
				neverArrived: neverArrived(code),
				lasting: /CERT|SIGNED|ALTNAME/.test(code),
			});
		}
		const { statusCode: status, headers } = response;
		const body = call.binary && status >= 200 && status < 300 ? response.body : readBody(response.body);
		if (status < 200 || status >= 300) {
			return fail(refusedBy(status, body, headers, call.once === true), {
				status,
				retryAfter: headers['retry-after'],
				response: excerpt(body, mask),
			});
		}
		if (call.binary) return { data: Buffer.from(body as Buffer) };
		if (typeof body === 'string' && !call.public)
			return fail(notJson(body), { status, response: excerpt(body, mask), lasting: /^\s*</.test(body) });
		return { data: call.secrets ? maskData(body, mask) : body };
	}

	async function request(call: Call): Promise<Answer> {
		const url = address(base, call);
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
			encoding: call.binary ? 'arraybuffer' : undefined,
		});
		const seen = { url: maskUrl(url, maskerOf(call)), method: call.method };
		for (let tried = 0; ; tried++) {
			const outcome = await attempt(call, options(), seen);
			if (outcome.error === undefined) {
				return { request: { ...seen, headers: call.public ? headers : { 'Api-Key': MASK, ...headers } }, data: outcome.data };
			}
			if (tried >= retry.retries || !mayRepeat(call.once === true, outcome)) throw outcome.error;
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

/** The postback key; users also paste the whole postback address. */
function postbackKeyIn(entered: unknown): string {
	const text = typeof entered === 'string' ? entered.trim() : '';
	return /([^/\s]+)\/postback(?![^?/])/.exec(text)?.[1] ?? text;
}

interface Outcome {
	data?: unknown;
	error?: TrackerError;
	status?: number;
	retryAfter?: unknown;
	neverArrived?: boolean;
	/** Another try would end the same way. */
	lasting?: boolean;
}

function address(base: string, { path, query = {}, public: open }: Call): string {
	if (Object.values(query).some((value) => String(value).includes(MASK))) refuseMask();
	const pairs = Object.entries(query)
		.filter(([, value]) => value !== undefined && value !== null)
		.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`);
	const url = `${base}${open ? '' : API}${path}${pairs.length > 0 ? `?${pairs.join('&')}` : ''}`;
	if (url.length > LONGEST_URL) {
		throw new Refusal(
			`The values are too long for this request: they make an address of ${url.length} characters, and servers take ${LONGEST_URL}`,
			'Keitaro takes these values in the address. Send less, or, for files of a landing page or offer, upload a ZIP archive instead.',
		);
	}
	return url;
}

function jsonOf(body: IDataObject | IDataObject[]): string {
	const text = JSON.stringify(body);
	// Also within a text: a masked postback address would be saved, and lead nowhere.
	if (text.includes(MASK)) refuseMask();
	return text;
}

function refuseMask(): never {
	throw new Refusal(
		`The data to send still holds ${MASK}, which stands in place of a secret`,
		'It comes from the output of a Keitaro node. Take the fields that hold it out of the data: what is not sent stays as it is.',
	);
}

/** n8n parses JSON when it can; what is still text or bytes is read here. */
function readBody(body: unknown): unknown {
	if (body instanceof ArrayBuffer || Buffer.isBuffer(body)) body = Buffer.from(body as Buffer).toString('utf8');
	if (body === undefined || body === null || body === '') return null;
	if (typeof body !== 'string') return body;
	return body.trim() === '' ? null : parsed(body);
}

/** The value a text stands for, or the text itself where it is not JSON. */
function parsed(text: string): unknown {
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return text;
	}
}

/** The longest answer of a failed request that is kept with the error, in characters. */
const LONGEST_EXCERPT = 2000;

function excerpt(body: unknown, maskText: (text: string) => string): unknown {
	const text = typeof body === 'string' ? body : JSON.stringify(body);
	const masked = maskText(text);
	if (masked.length > LONGEST_EXCERPT) return `${masked.slice(0, LONGEST_EXCERPT)}…`;
	return typeof body === 'string' ? masked : parsed(masked);
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
