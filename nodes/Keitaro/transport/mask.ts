/** What stands in place of a secret. */
export const MASK = '<masked>';

/** Names, in query strings and in bodies, whose values are secrets wherever they stand. */
export const isSecretName = (name: string): boolean =>
	/^(_?(access_)?token|api[-_]?key|avscan_key|(new_)?password(_confirmation)?|secret)$/i.test(name);

/** The secrets of one credential, and the tracker they belong to. */
export interface Secrets {
	/** Values that must never be shown: API key, postback key. */
	values: string[];
	/** The tracker's host with port; a postback address on it holds the postback key as a path segment (docs: Postback URL). */
	host?: string;
}

/** Shorter values are not searched for in text: they would turn up by chance in it. */
const SHORTEST_SECRET = 4;

/** So much of a long secret gives it away. */
const PREFIX = 16;

const escapeRegExp = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** A pattern for a text in all the forms in which servers repeat it: as it is, in an address, within JSON, within a web page, and mixed. */
const patternOf = (text: string): string => Array.from(text, (sign) => (/[a-z0-9]/i.test(sign) ? sign : signPattern(sign))).join('');

function signPattern(sign: string): string {
	// Servers also encode signs that need not be (PHP does with !'()*).
	const inAddress = Array.from(
		Buffer.from(sign).toString('hex').match(/../g) ?? [],
		(byte) => `%(?:25){0,3}(?:${byte}|${byte.toUpperCase()})`,
	);
	const hex = sign.codePointAt(0)!.toString(16);
	const inPage = [`#0?${sign.codePointAt(0)}`, `#[xX]0{0,4}(?:${hex}|${hex.toUpperCase()})`, ...(HTML[sign] ? [HTML[sign]] : [])];
	const inJson = `u0{0,3}(?:${hex}|${hex.toUpperCase()})`;
	const forms = [escapeRegExp(sign), inAddress.join(''), `&(?:amp;){0,3}(?:${inPage.join('|')});`, inJson];
	// Each time a text is put into JSON, its backslashes double.
	return `\\\\{0,15}(?:${forms.join('|')})`;
}

const HTML: Record<string, string> = { '&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot', "'": 'apos' };

/** A function that takes every known secret out of a text. */
export function textMasker({ values, host }: Secrets): (text: string) => string {
	const known = values.filter((value) => value.length >= SHORTEST_SECRET);
	const whole = [...new Set(known)].sort((a, b) => b.length - a.length).map((value) => searched(value, () => patternOf(value)));
	// What was cut at its end, as messages are.
	const beginnings = known
		.filter(({ length }) => length > 2 * PREFIX)
		.map((value) => value.slice(0, PREFIX))
		.map((beginning) => searched(beginning, () => `${patternOf(beginning)}[\\w.~+/=-]{0,500}`));
	const secrets = [...whole, ...beginnings];
	// Bounded repeats: a server may send anything, and this must not take long over it.
	const postback = host
		? new RegExp(`(${escapeRegExp(host)}(?:/[^\\s/?"'<>]{1,100}){0,5}?/)[^\\s/?"'<>]{1,100}(?=/postback\\b)`, 'g')
		: undefined;
	return (text) => {
		let masked = text;
		for (const { telling, pattern } of secrets) if (masked.includes(telling)) masked = masked.replace(pattern(), MASK);
		if (postback && masked.includes('/postback')) masked = masked.replace(postback, `$1${MASK}`);
		return masked;
	};
}

/** What is searched for: its pattern is big, and made only where a text may hold it. */
function searched(value: string, patternFor: () => string): { telling: string; pattern(): RegExp } {
	let made: RegExp | undefined;
	return { telling: tellingPart(value), pattern: () => (made ??= new RegExp(patternFor(), 'g')) };
}

/** The longest part of a secret that stands as it is in all of its forms: texts without it need no closer look. */
const tellingPart = (value: string): string => value.split(/[^a-z0-9]+/i).sort((a, b) => b.length - a.length)[0];

/** An address fit to be shown: logins, secret query values and known secrets replaced. */
export function maskUrl(url: string, maskText: (text: string) => string): string {
	const [address, ...rest] = url.split('?');
	const query = rest
		.join('?')
		.split('&')
		.map((pair) => (isSecretName(pair.split('=')[0]) && pair.includes('=') ? `${pair.split('=')[0]}=${MASK}` : pair))
		.join('&');
	return maskText([address.replace(/\/\/[^/@]*@/, `//${MASK}@`), query].filter((part) => part !== '').join('?'));
}

/** Levels of lists and objects that an answer may have; Keitaro's have less than ten. n8n itself breaks on some thousands of them. */
const DEEPEST = 100;

/**
 * Masks an answer in place (it is ours, and may hold hundreds of thousands of rows): known secrets inside any text or name, and the
 * whole value of the keys that a resource calls secret, such as a campaign's `token`. Returns the same value.
 */
export function maskData(data: unknown, maskText: (text: string) => string, secretKeys: readonly string[] = []): unknown {
	if (typeof data === 'string') return maskText(data);
	if (typeof data !== 'object' || data === null || Buffer.isBuffer(data)) return data;
	const maskName = remembered(maskText);
	const look = (place: Record<string, unknown>, key: string | number, depth: number) => {
		const value = place[key];
		if (typeof value === 'string') {
			const masked = maskText(value);
			if (masked !== value) set(place, key, masked);
		} else if (typeof value === 'object' && value !== null) {
			if (depth < DEEPEST) walk(value as Record<string, unknown>, depth + 1);
			else set(place, key, '…');
		}
	};
	const walk = (place: Record<string, unknown>, depth: number): void => {
		if (Array.isArray(place)) {
			// By number: the names of the places in a long list would be as many texts.
			for (let at = 0; at < place.length; at++) look(place, at, depth);
			return;
		}
		for (const key of Object.keys(place)) {
			if (secretKeys.includes(key) && !isBlank(place[key])) set(place, key, MASK);
			else look(place, key, depth);
			if (maskName(key) !== key) rename(place, key, maskName(key));
		}
	};
	walk(data as Record<string, unknown>, 1);
	return data;
}

const isBlank = (value: unknown): boolean => value === null || value === undefined || value === '';

/** Rows share their names, so each is looked at once. */
function remembered(maskText: (text: string) => string): (name: string) => string {
	const known = new Map<string, string>();
	return (name) => {
		const masked = known.get(name) ?? maskText(name);
		if (known.size < MOST_NAMES) known.set(name, masked);
		return masked;
	};
}

const MOST_NAMES = 10_000;

function rename(place: Record<string, unknown>, key: string, name: string): void {
	const value = place[key];
	delete place[key];
	set(place, name, value);
}

/** A plain assignment would change the prototype where a server sends the key `__proto__`. */
function set(place: Record<string, unknown>, key: string | number, value: unknown): void {
	Object.defineProperty(place, key, { value, writable: true, enumerable: true, configurable: true });
}
