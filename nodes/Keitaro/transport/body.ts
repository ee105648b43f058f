/** Bytes that an answer may have, unless the user says otherwise. Millions of rows are fewer, and n8n sets no bound of its own. */
export const LARGEST_ANSWER = 256 * 1024 * 1024;

/** An answer that goes on and on, or that a server packed into almost nothing. */
export class TooLarge extends Error {}

/**
 * The whole of an answer that comes as a stream, counted while it comes, after unpacking.
 * @throws {TooLarge} as soon as there is more than `largest` bytes; the rest is not read.
 */
export async function readAll(body: unknown, largest: number): Promise<unknown> {
	if (typeof body !== 'object' || body === null || !(Symbol.asyncIterator in body)) return body;
	const parts: Buffer[] = [];
	let length = 0;
	for await (const part of body as AsyncIterable<Buffer | string>) {
		const bytes = typeof part === 'string' ? Buffer.from(part) : part;
		length += bytes.length;
		// Leaving the loop ends the connection.
		if (length > largest) throw new TooLarge();
		parts.push(bytes);
	}
	return Buffer.concat(parts, length);
}

/** Archives begin with bytes that no text has. */
const isFile = (bytes: Buffer): boolean => bytes.subarray(0, 100).some((byte) => byte < 9);

/** What an answer stands for: the value of its JSON, or its text; a file stays as it is, and nothing is `null`. */
export function valueOf(body: unknown): unknown {
	if (body instanceof ArrayBuffer || Buffer.isBuffer(body)) {
		const bytes = Buffer.from(body as Buffer);
		if (isFile(bytes)) return bytes;
		body = bytes.toString('utf8');
	}
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
