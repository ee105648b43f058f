import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Answer, RecordedRequest, RequestListener, Settings } from '../types';
import { readBody, record } from './body';
import { createFaults, faultAnswer, takesEffect } from './faults';
import { pause, send, sendSlowly, sendTruncated } from './send';

export interface Traffic {
	requests: RecordedRequest[];
	connections: number;
	maxInFlight: number;
	inFlight: number;
	/** Requests left without an answer, or without the end of it. */
	hanging: Set<ServerResponse>;
	generation: number;
	listeners: Set<RequestListener>;
	answered: Set<RequestListener>;
	faults: ReturnType<typeof createFaults>;
}

export const newTraffic = (): Traffic => ({
	requests: [],
	connections: 0,
	maxInFlight: 0,
	inFlight: 0,
	hanging: new Set(),
	generation: 0,
	listeners: new Set(),
	answered: new Set(),
	faults: createFaults(),
});

/** Forgets the past, requests still open included. */
export function clearTraffic(traffic: Traffic) {
	traffic.generation++;
	for (const response of traffic.hanging) response.destroy();
	traffic.hanging.clear();
	traffic.requests.length = 0;
	Object.assign(traffic, { connections: 0, maxInFlight: 0, inFlight: 0 });
	traffic.listeners.clear();
	traffic.answered.clear();
	traffic.faults.clear();
}

type Answering = (request: RecordedRequest) => Promise<Answer>;

/** The record that was written, with what the tracker has made of some of its fields. */
function kept(answer: Answer, { method }: RecordedRequest, { keeps }: Settings): Answer {
	if (Object.keys(keeps).length === 0 || !['POST', 'PUT'].includes(method) || typeof answer.body !== 'string') return answer;
	const own = JSON.parse(answer.body) as object | object[];
	const change = (record: object): object => ({
		...record,
		...('data' in record ? { data: change(record.data as object) } : {}),
		...Object.fromEntries(Object.entries(keeps).filter(([field]) => Object.hasOwn(record, field))),
	});
	return { ...answer, body: JSON.stringify(Array.isArray(own) ? own.map(change) : change(own)) };
}

async function respond(traffic: Traffic, settings: Settings, answering: Answering, entry: RecordedRequest, response: ServerResponse) {
	for (const listener of traffic.listeners) await listener(entry);
	const fault = traffic.faults.strike(entry, settings.folder);
	if (fault?.kind === 'dropBefore') return void response.destroy();
	const own = !fault || takesEffect(fault) ? kept(await answering(entry), entry, settings) : undefined;
	if (settings.latency > 0) await pause(settings.latency);
	if (response.destroyed) return;
	if (fault?.kind === 'dropAfter') return void response.destroy();
	if (fault?.kind === 'timeout') return void traffic.hanging.add(response);
	const answer = (fault && faultAnswer(fault, entry)) ?? own ?? { status: 500, body: '' };
	entry.status = answer.status;
	if (fault?.kind === 'truncated') return sendTruncated(response, answer);
	if (fault?.kind === 'slowDrip') {
		traffic.hanging.add(response);
		return sendSlowly(response, answer);
	}
	send(response, answer);
}

export function createHttp(traffic: Traffic, settings: () => Settings, answering: Answering, now: () => number): Server {
	const onRequest = async (request: IncomingMessage, response: ServerResponse) => {
		const inFlight = ++traffic.inFlight;
		traffic.maxInFlight = Math.max(traffic.maxInFlight, inFlight);
		const { generation } = traffic;
		response.on('close', () => {
			traffic.hanging.delete(response);
			if (generation === traffic.generation) traffic.inFlight--;
		});
		response.on('error', () => undefined);
		response.setHeader('Date', new Date(now()).toUTCString());
		try {
			const entry = record(request, await readBody(request), inFlight);
			traffic.requests.push(entry);
			response.on('close', () => traffic.answered.forEach((listener) => void listener(entry)));
			await respond(traffic, settings(), answering, entry, response);
		} catch (thrown) {
			// a mistake of the emulator itself must be seen, not taken for a quirk
			if (!response.destroyed && !response.headersSent)
				send(response, { status: 599, type: 'text/plain', body: String((thrown as Error).stack) });
		}
	};
	const server = createServer((request, response) => void onRequest(request, response));
	server.on('connection', () => traffic.connections++);
	return server;
}

export function listen(server: Server, port: number): Promise<number> {
	return new Promise((resolve, reject) => {
		server.once('error', reject);
		server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
	});
}

export function close(server: Server): Promise<void> {
	return new Promise((resolve) => {
		server.close(() => resolve());
		server.closeAllConnections();
	});
}
