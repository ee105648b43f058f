/** What visitors, networks and landing pages reach: no key, other answers than the API's. */
import { html, text } from '../answers';
import type { Answer, RecordedRequest, Tracker } from '../types';
import { clickApi } from './click-api';
import { receivePostback } from './postback';

/** Query and form or JSON body together, as PHP's $_REQUEST has them. */
function parametersOf(request: RecordedRequest): Record<string, string> {
	const type = request.headers['content-type'] ?? '';
	if (type.startsWith('application/x-www-form-urlencoded'))
		return { ...request.query, ...Object.fromEntries(new URLSearchParams(request.body)) };
	const sent = request.json;
	if (sent === null || typeof sent !== 'object' || Array.isArray(sent)) return request.query;
	return { ...request.query, ...Object.fromEntries(Object.entries(sent).map(([name, value]) => [name, String(value)])) };
}

const notFound = () => html('<html><body><h1>404 Not Found</h1></body></html>', 404);

/** Landing pages report what they learned: shown in reports only, never put into URLs. */
function updateTokens({ store }: Tracker, { sub_id, ...values }: Record<string, string>): Answer {
	const click = store.clickOf(sub_id ?? '');
	const tokens = Object.entries(values).filter(([name]) => /^sub_id_([1-9]|[12]\d|30)$/.test(name));
	if (click) click.extra = { ...click.extra, ...Object.fromEntries(tokens) };
	return text('');
}

export async function answerTracking(tracker: Tracker, request: RecordedRequest): Promise<Answer> {
	const path = request.path.slice(tracker.settings.folder.length) || '/';
	const parameters = parametersOf(request);
	if (!['GET', 'POST'].includes(request.method) || !request.path.startsWith(tracker.settings.folder)) return notFound();
	if (path === `/${tracker.postbackKey}/postback`) return receivePostback(tracker, parameters, tracker.url + request.url);
	if (/^\/(click_api\/v[23]|api\.php)$/.test(path)) return clickApi(tracker, parameters);
	if (/^\/(index\.php)?$/.test(path) && '_update_tokens' in parameters) return updateTokens(tracker, parameters);
	return notFound();
}
