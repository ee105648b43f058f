import { findOperation } from '../../contract';
import { html, json, panel, text } from '../answers';
import { seeded } from '../random';
import type { Answer, Fault, RecordedRequest } from '../types';

const API = '/admin_api/v1';

interface Armed {
	fault: Fault;
	seen: number;
	struck: number;
	random: () => number;
}

const MEGABYTES_10 = 10 * 1024 * 1024;
/** Made once: it takes longer than sending them. */
let hugeError: Answer | undefined;
let hugeList: Answer | undefined;

/** The answers of faults that do not need the real one. */
const ANSWERS: Partial<Record<Fault['kind'], (fault: Fault, request: RecordedRequest) => Answer>> = {
	status: (fault) => {
		const status = fault.status ?? 500;
		return fault.body === undefined ? json({ error: `Error ${status}` }, status) : { status, type: 'application/json', body: fault.body };
	},
	html: (fault) => (fault.body ? html(fault.body, fault.status ?? 200) : { ...panel(), status: fault.status ?? 200 }),
	redirect: (fault) => ({ status: fault.status ?? 302, body: '', headers: { Location: fault.location ?? 'http://login.example.com/' } }),
	invalidJson: (fault) => ({ status: fault.status ?? 200, type: 'application/json', body: fault.body ?? '[{"id":1,"name":"cut' }),
	plainText: (fault) => text(fault.body ?? 'Something went wrong', fault.status ?? 200),
	// proxies print the headers they got into their error pages
	echoKey: (fault, request) => {
		const sent = request.headers['api-key'] ?? request.headers.authorization ?? '';
		return json({ error: `Bad gateway. Request headers: Api-Key: ${sent}; url: ${request.url}` }, fault.status ?? 502);
	},
	huge: (fault) => {
		const status = fault.status ?? 200;
		if (status >= 400) return { ...(hugeError ??= json({ error: 'x'.repeat(MEGABYTES_10) })), status };
		const row = { id: 1, name: 'x'.repeat(1000) };
		return { ...(hugeList ??= json(new Array(Math.ceil(MEGABYTES_10 / 1024)).fill(row))), status };
	},
	body: (fault) => ({ status: fault.status ?? 200, type: 'application/json', body: fault.body ?? '' }),
};

export const faultAnswer = (fault: Fault, request: RecordedRequest): Answer | undefined => {
	const answer = ANSWERS[fault.kind]?.(fault, request);
	return answer && { ...answer, headers: { ...answer.headers, ...fault.headers } };
};

/** Whether the request is handled although its answer is spoiled. */
export const takesEffect = (fault: Fault) => fault.after === true || ['dropAfter', 'truncated', 'slowDrip'].includes(fault.kind);

function matches(fault: Fault, request: RecordedRequest, folder: string): boolean {
	if (fault.method && fault.method !== request.method) return false;
	if (fault.path === undefined) return true;
	const below = request.path.startsWith(folder + API) ? request.path.slice(folder.length + API.length) : request.path;
	if (fault.path instanceof RegExp) return new RegExp(fault.path.source, fault.path.flags.replace('g', '')).test(below);
	return fault.path === below || fault.path === findOperation(request.method, below)?.path;
}

export function createFaults() {
	let armed: Armed[] = [];
	return {
		add: (fault: Fault) => void armed.push({ fault, seen: 0, struck: 0, random: seeded(fault.seed ?? 1) }),
		clear: () => void (armed = []),
		/** The fault that strikes this request, counted as used. */
		strike(request: RecordedRequest, folder: string): Fault | undefined {
			for (const entry of armed) {
				const { fault } = entry;
				if (entry.struck >= (fault.times ?? Infinity) || !matches(fault, request, folder)) continue;
				if (entry.seen++ < (fault.skip ?? 0)) continue;
				if (fault.rate !== undefined && entry.random() >= fault.rate) continue;
				entry.struck++;
				return fault;
			}
			return undefined;
		},
	};
}
