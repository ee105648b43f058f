/** What stands in place of a secret. */
export const MASK = '<masked>';

/** Names, in query strings and in answers, whose values are secrets wherever they stand. */
const SECRET_QUERY = /^(token|_token|api[-_]?key|avscan_key|password|secret)$/i;

/** The secrets of one credential, and the tracker they belong to. */
export interface Secrets {
	/** Values that must never be shown: API key, postback key. */
	values: string[];
	/** The tracker's host with port; a postback address on it holds the postback key as a path segment (docs: Postback URL). */
	host?: string;
}

/** Shorter values are not searched for in text: they would turn up by chance in it. */
const SHORTEST_SECRET = 4;

const escapeRegExp = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** A function that takes every known secret out of a text, also where it is URL-encoded. */
export function textMasker({ values, host }: Secrets): (text: string) => string {
	const known = values
		.filter((value) => value.length >= SHORTEST_SECRET)
		.flatMap((value) => [value, encodeURIComponent(value)])
		.sort((a, b) => b.length - a.length)
		.map(escapeRegExp);
	const secret = known.length > 0 ? new RegExp(known.join('|'), 'g') : undefined;
	const postback = host ? new RegExp(`(${escapeRegExp(host)}(?:/[^\\s/?"'<>]+)*?/)[^\\s/?"'<>]+(?=/postback\\b)`, 'g') : undefined;
	return (text) => {
		let masked = secret ? text.replace(secret, MASK) : text;
		if (postback && masked.includes('/postback')) masked = masked.replace(postback, `$1${MASK}`);
		return masked;
	};
}

/** An address fit to be shown: logins, secret query values and known secrets replaced. */
export function maskUrl(url: string, maskText: (text: string) => string): string {
	const [address, ...rest] = url.split('?');
	const query = rest.join('?').replace(/([^&=]+)=([^&]*)/g, (pair, name: string) => (SECRET_QUERY.test(name) ? `${name}=${MASK}` : pair));
	return maskText([address.replace(/\/\/[^/@]*@/, `//${MASK}@`), query].filter((part) => part !== '').join('?'));
}

/**
 * Masks an answer in place (it is ours, and may hold hundreds of thousands of rows): known secrets inside any text, and the whole
 * value of the keys that a resource calls secret, such as a campaign's `token`. Returns the same value.
 */
export function maskData(data: unknown, maskText: (text: string) => string, secretKeys: readonly string[] = []): unknown {
	if (typeof data === 'string') return maskText(data);
	if (typeof data !== 'object' || data === null || Buffer.isBuffer(data)) return data;
	const holder = data as Record<string, unknown>;
	const waiting = [holder];
	for (let place = waiting.pop(); place !== undefined; place = waiting.pop()) {
		for (const key of Object.keys(place)) {
			const value = place[key];
			if (secretKeys.includes(key) && value !== null && value !== undefined && value !== '') set(place, key, MASK);
			else if (typeof value === 'string') {
				const masked = maskText(value);
				if (masked !== value) set(place, key, masked);
			} else if (typeof value === 'object' && value !== null) waiting.push(value as Record<string, unknown>);
		}
	}
	return data;
}

/** A plain assignment would change the prototype where a server sends the key `__proto__`. */
function set(place: Record<string, unknown>, key: string, value: unknown): void {
	Object.defineProperty(place, key, { value, writable: true, enumerable: true, configurable: true });
}
