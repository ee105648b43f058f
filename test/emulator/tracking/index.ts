import { html } from '../answers';
import type { Answer, RecordedRequest, Tracker } from '../types';
export async function answerTracking(_tracker: Tracker, _request: RecordedRequest): Promise<Answer> {
	return html('<h1>404 Not Found</h1>', 404);
}
