/** An HTTP server that gives handlers what n8n's web framework gives to webhook nodes, as far as nodes use it. */
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parse as parseForm } from 'node:querystring';
import { engine } from './core';

type Handler = (request: IncomingMessage, response: ServerResponse, path: string) => Promise<void>;

export async function startWebhookServer(handle: Handler): Promise<{ url: string; stop(): Promise<void> }> {
	const server = http.createServer((request, response) => {
		void prepare(request, response)
			.then(async (path) => await handle(request, response, path))
			.catch((error: unknown) => answer(response, 500, { message: String(error) }));
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		stop: async () => {
			server.closeAllConnections();
			await new Promise<void>((resolve) => server.close(() => resolve()));
		},
	};
}

export function answer(response: ServerResponse, status: number, content: unknown): void {
	if (response.writableEnded) return;
	const text = typeof content === 'string' || Buffer.isBuffer(content) ? content : JSON.stringify(content);
	if (!response.hasHeader('Content-Type'))
		response.setHeader('Content-Type', text === content ? 'text/html; charset=utf-8' : 'application/json');
	response.statusCode = status;
	response.end(text);
}

async function prepare(request: IncomingMessage, response: ServerResponse): Promise<string> {
	const { pathname, search } = new URL(request.url ?? '/', 'http://127.0.0.1');
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk as Buffer);
	const rawBody = Buffer.concat(chunks);
	const [contentType] = (request.headers['content-type'] ?? '').split(';');
	const { parse } = engine().require('qs') as { parse(query: string): object };
	Object.assign(request, {
		body: body(rawBody, contentType),
		rawBody,
		contentType,
		query: parse(search.slice(1)),
		params: {},
		path: pathname,
		originalUrl: request.url,
		protocol: 'http',
		hostname: '127.0.0.1',
		ip: request.socket.remoteAddress,
		ips: [],
		get: (name: string) => request.headers[name.toLowerCase()],
	});
	const chained =
		<T extends unknown[]>(change: (...args: T) => void) =>
		(...args: T) => (change(...args), response);
	Object.assign(response, {
		status: chained((code: number) => void (response.statusCode = code)),
		set: chained((name: string, value: string) => void response.setHeader(name, value)),
		header: chained((name: string, value: string) => void response.setHeader(name, value)),
		type: chained((value: string) => void response.setHeader('Content-Type', value)),
		json: chained((content: unknown) => answer(response, response.statusCode, content)),
		send: chained((content: unknown) => answer(response, response.statusCode, content ?? '')),
		sendStatus: chained((code: number) => answer(response, code, http.STATUS_CODES[code] ?? String(code))),
	});
	return pathname;
}

function body(raw: Buffer, contentType: string): unknown {
	const text = raw.toString('utf8');
	if (text === '') return {};
	if (contentType === 'application/json') return JSON.parse(text);
	if (contentType === 'application/x-www-form-urlencoded') return { ...parseForm(text) };
	return contentType === 'text/plain' ? text : {};
}
