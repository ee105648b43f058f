import { keyOf, matchPath } from '../../contract';
import { error, forbidden, json, panel } from '../answers';
import { relax } from '../lax';
import { checkRequest } from '../strict';
import type { Answer, Handler, RecordedRequest, Tracker } from '../types';
import { handlers } from './handlers';

const API = '/admin_api/v1';

/** Everything the panel serves: its pages and the API. */
export const isAdmin = (tracker: Tracker, request: RecordedRequest) =>
	new RegExp(`^${tracker.settings.folder}/admin(_api)?(/|$)`).test(request.path);

const isAuthorized = (tracker: Tracker, { headers }: RecordedRequest) =>
	headers['api-key'] === tracker.apiKey || headers.authorization === `Bearer ${tracker.apiKey}`;

/** What a user with few rights may not open at all. */
const CLOSED = /^\/(users|integrations|botlist|logs)(\/|$)/;

/** A verb behind a record's path, such as `POST /campaigns/{id}/refresh`, answers with the record unless more is known of it. */
const handlerOf = (key: string): Handler => handlers[key] ?? handlers[`GET ${key.split(' ')[1].replace(/\/\w+$/, '')}`];

export async function answerAdmin(tracker: Tracker, request: RecordedRequest): Promise<Answer> {
	const base = tracker.settings.folder + API;
	const path = request.path.startsWith(`${base}/`) ? request.path.slice(base.length) : '';
	const matches = matchPath(path);
	// an address that does not exist is not refused: the panel's page comes back, with 200
	if (matches.length === 0) return panel();
	const match = matches.find(({ operation }) => operation.method === request.method);
	if (match) request.operation = keyOf(match.operation);
	if (!isAuthorized(tracker, request)) return error(401, 'Authorization required "Api-Key" header.');
	if (!tracker.settings.edition) return error(402, 'Admin API is not available in that edition');
	if (!match) return error(405, `Method ${request.method} is not allowed`);
	if (tracker.settings.restricted && CLOSED.test(path)) return forbidden(path.split('/')[1]);
	const key = keyOf(match.operation);
	const no = tracker.settings.refusesInside[key];
	if (no !== undefined) return json(no);
	const body = tracker.settings.lax ? relax(match.operation, request.json) : request.json;
	checkRequest(tracker, match.operation, { ...request, json: body });
	const answer = await handlerOf(key)(tracker, {
		method: request.method,
		path: request.path,
		url: request.url,
		params: match.params,
		id: Number(match.params.id),
		query: request.query,
		body: (body ?? {}) as Record<string, unknown>,
		rawBody: request.body,
		headers: request.headers,
	});
	return tracker.settings.wrapsRecords && key.includes('{id}') ? wrapped(answer) : answer;
}

/** A record inside an array of one. */
function wrapped(answer: Answer): Answer {
	const record = answer.type === 'application/json' ? (JSON.parse(String(answer.body)) as unknown) : undefined;
	return typeof record === 'object' && record !== null && 'id' in record ? { ...answer, body: JSON.stringify([record]) } : answer;
}
