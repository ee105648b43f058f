/** Answers that go on and on, or that are packed into almost nothing, end where the user says, and take no more memory than that. */
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createGzip } from 'node:zlib';
import { runNode } from '../engine';

const MEGABYTE = 1024 * 1024;
const PIECE = Buffer.alloc(64 * 1024, ' ');

let server: Server;
let sent = 0;
let requests = 0;
let respond: (response: ServerResponse) => void;

beforeAll(async () => {
	server = createServer((_, response) => {
		sent = 0;
		requests++;
		response.on('error', () => {});
		respond(response);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
	server.closeAllConnections();
	await new Promise((resolve) => server.close(resolve));
});

/** Writes until the other side has enough. */
function writeOn(to: NodeJS.WritableStream, response: ServerResponse): void {
	const write = () => {
		while (!response.destroyed && sent < 2000 * MEGABYTE) {
			sent += PIECE.length;
			if (!to.write(PIECE)) return void to.once('drain', write);
		}
	};
	to.on('error', () => {});
	write();
}

const ANSWERS: Record<string, (response: ServerResponse) => void> = {
	endless: (response) => {
		response.writeHead(200, { 'Content-Type': 'application/json' });
		response.write('[');
		writeOn(response, response);
	},
	'an endless error': (response) => {
		response.writeHead(500, { 'Content-Type': 'application/json' });
		writeOn(response, response);
	},
	'packed into almost nothing': (response) => {
		response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' });
		const packed = createGzip();
		packed.pipe(response);
		response.on('close', () => packed.destroy());
		writeOn(packed, response);
	},
};

const run = async (parameters: object) =>
	await runNode({
		parameters: { resource: 'campaign', operation: 'get', campaignId: '1', ...parameters },
		credentials: { keitaroApi: { domain: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, apiKey: 'a-key-1234567890' } },
	});

it.each(Object.keys(ANSWERS))('an answer that is %s', async (kind) => {
	respond = ANSWERS[kind];
	requests = 0;
	const before = process.memoryUsage().rss;
	const { error } = await run({ options: { largestAnswer: 8, retries: 3, retryPause: 1 } });
	expect(error?.message).toBe('The answer is larger than 8 MB, and was not read to its end');
	expect(error?.description).toMatch(/^Ask for less at once/);
	// The rest was not waited for, nor asked for again.
	expect(requests).toBe(1);
	expect(sent).toBeLessThan(100 * MEGABYTE);
	expect(process.memoryUsage().rss - before).toBeLessThan(300 * MEGABYTE);
});

it('one below the bound is read', async () => {
	respond = (response) =>
		response.writeHead(200, { 'Content-Type': 'application/json' }).end(`{"id":1,"name":"x"${' '.repeat(7 * MEGABYTE)}}`);
	const { items, error } = await run({ options: { largestAnswer: 8 } });
	expect(error).toBeUndefined();
	expect(items[0].json.data).toEqual({ id: 1, name: 'x' });
});
