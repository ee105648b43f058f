import { InputError } from '../values/errors';

/** First path segments of Keitaro's own pages and interfaces: what precedes them is the folder the tracker lives in. */
const KEITARO_PAGES = /^(admin|admin_api|click_api|api\.php|click\.php|index\.php)$/i;

const HOW = 'Open the Keitaro API credential and enter the address of the tracker panel, for example https://tracker.example.com';

/**
 * The base address of a tracker, without a slash at the end, from what a person typed or pasted.
 *
 * `tracker.example.com`, `https://tracker.example.com/admin/#!/campaigns/15` and `.../admin_api/v1` all mean the same tracker;
 * ports and sub-folders stay. HTTPS is assumed when no scheme is given.
 * @throws {InputError} for anything that is not the address of a web server, or that carries a login.
 */
export function trackerAddress(typed: unknown): string {
	const text = typeof typed === 'string' ? typed.trim() : '';
	if (text === '') throw new InputError('The Keitaro credential has no tracker address', HOW);

	const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text)?.[1]?.toLowerCase();
	if (scheme !== undefined && scheme !== 'http' && scheme !== 'https') {
		throw new InputError(`The tracker address must start with https:// or http://, not ${scheme}://`, HOW);
	}
	const address = scheme === undefined ? `https://${text}` : text;
	if (/\s/.test(text) || !URL.canParse(address))
		throw new InputError('The tracker address in the Keitaro credential is not a web address', HOW);
	const url = new URL(address);
	if (url.username !== '' || url.password !== '') {
		throw new InputError('The tracker address must not contain a user name or password', `${HOW}. The API key goes into its own field.`);
	}

	const segments = url.pathname.split('/').filter((segment) => segment !== '');
	if (segments.length > 1 && segments.at(-1)?.toLowerCase() === 'postback') {
		throw new InputError(
			'The tracker address in the Keitaro credential is a postback address',
			`${HOW}. The part before /postback is the postback key: it goes into the field Postback Key.`,
		);
	}
	const page = segments.findIndex((segment) => KEITARO_PAGES.test(segment));
	const folder = page === -1 ? segments : segments.slice(0, page);
	return [url.origin, ...folder].join('/');
}
