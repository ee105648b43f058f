import type { ServerResponse } from 'node:http';
import type { Answer } from '../types';

export const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

const headersOf = (answer: Answer, length: number) => ({
	...(answer.type ? { 'Content-Type': answer.type } : {}),
	'Content-Length': String(length),
	...answer.headers,
});

export function send(response: ServerResponse, answer: Answer) {
	const body = Buffer.from(answer.body as string);
	response.writeHead(answer.status, headersOf(answer, body.length));
	response.end(body);
}

/** Promises more than it sends, then hangs up. */
export function sendTruncated(response: ServerResponse, answer: Answer) {
	const body = Buffer.from(answer.body as string);
	response.writeHead(answer.status, headersOf(answer, body.length + 100));
	response.write(body.subarray(0, Math.ceil(body.length / 2)), () => response.destroy());
}

/** A byte at a time: the whole takes longer than any client should wait. */
export async function sendSlowly(response: ServerResponse, answer: Answer) {
	const body = Buffer.from(answer.body as string);
	response.writeHead(answer.status, headersOf(answer, body.length));
	for (const byte of body) {
		if (response.destroyed) return;
		response.write(Buffer.of(byte));
		await pause(50);
	}
	response.end();
}
