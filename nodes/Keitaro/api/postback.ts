import type { IDataObject } from 'n8n-workflow';
import { InputError } from '../values/errors';
import type { Answer, Tracker } from '../transport/request';

/** The path of the postback address. @throws {InputError} when the credential has no postback key. */
export function postbackPath({ postbackKey }: Tracker): string {
	if (postbackKey !== '') return `/${encodeURIComponent(postbackKey)}/postback`;
	throw new InputError(
		'The Keitaro credential has no postback key, which sending conversions needs',
		'In the tracker open Settings (or Maintenance), Postback URL, and put the part of that address before "/postback" into the credential.',
	);
}

/**
 * Reports a conversion to the tracker's postback address, as affiliate networks do. The tracker answers at once and works it through
 * later (docs), so the answer does not say whether the click was found.
 * @param idempotent Whether a second time changes nothing more: so it is where it changes a conversion that is there.
 */
export async function sendPostback(tracker: Tracker, query: IDataObject, idempotent = false): Promise<Answer> {
	return await tracker.request({ method: 'GET', path: postbackPath(tracker), query, public: true, idempotent });
}
