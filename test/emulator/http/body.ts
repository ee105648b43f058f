import type { IncomingMessage } from 'node:http';
import type { RecordedRequest } from '../types';

export function readBody(request: IncomingMessage): Promise<string> {
	return new Promise((resolve, reject) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => resolve(Buffer.concat(chunks).toString('utf8')));
		request.on('error', reject);
		request.on('close', () => request.complete || reject(new Error('cut off')));
	});
}

export function parseJson(text: string): unknown {
	try {
		return text === '' ? undefined : JSON.parse(text);
	} catch {
		return undefined;
	}
}

/** The record of a request before anything is done about it. */
export function record(request: IncomingMessage, body: string, inFlight: number): RecordedRequest {
	const url = request.url ?? '/';
	const mark = url.indexOf('?');
	const headers = Object.entries(request.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')]);
	return {
		method: request.method ?? 'GET',
		path: mark < 0 ? url : url.slice(0, mark),
		query: mark < 0 ? {} : Object.fromEntries(new URLSearchParams(url.slice(mark + 1))),
		url,
		headers: Object.fromEntries(headers) as Record<string, string>,
		body,
		json: parseJson(body),
		status: 0,
		inFlight,
	};
}
