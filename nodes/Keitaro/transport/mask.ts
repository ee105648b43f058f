/** What stands in place of a secret. */
export const MASK = '<masked>';

/** Names, in query strings and in bodies, whose values are secrets wherever they stand. */
export const isSecretName = (name: string): boolean =>
	/^(_?(access_)?token|api[-_]?key|avscan_key|(new_)?password(_confirmation)?|secret)$/i.test(name);

/** Those of them that no answer of Keitaro uses for anything else; the `token` of a click is wanted. */
const isAlwaysSecret = (name: string): boolean => /^(access_token|api[-_]?key|avscan_key|(new_)?password(_confirmation)?)$/i.test(name);

/** The secrets of one credential, and the tracker they belong to. */
export interface Secrets {
	/** Values that must never be shown: API key, postback key. */
	values: string[];
	/** Those of a single request: what it sent as a password is one, whatever word it is. */
	own?: string[];
	/** The tracker's host with port; a postback address on it holds the postback key as a path segment (docs: Postback URL). */
	host?: string;
}

/** Shorter values are not searched for in text: they would turn up by chance in it. */
const SHORTEST_SECRET = 4;

/** So much of a long secret, at its beginning or its end, gives it away; PHP cuts what it quotes after 15 signs. */
const PIECE = 10;
/** From this length on a piece of it is no chance. */
const LONG = 20;

/** What may be a plain word, a year or a number: it is a secret only where a secret stands. */
const isPlain = (value: string): boolean =>
	value.length < 6 || (/^[a-z]+$/i.test(value) && value.length < 16) || (/^\d+$/.test(value) && value.length < 12);

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

/** What a pattern finds is replaced by; most texts have nothing of it, which `hint` tells quickly. */
interface Search {
	hint: RegExp;
	patterns(): Array<[pattern: RegExp, by: string]>;
}

/** A function that takes every known secret out of a text. */
export function textMasker({ values, own = [], host }: Secrets): (text: string) => string {
	const known = [...new Set([...values, ...own])].filter(({ length }) => length >= SHORTEST_SECRET).sort((a, b) => b.length - a.length);
	const searches = [
		...known.map((value) => (!isPlain(value) ? searchEverywhere(value) : own.includes(value) ? searchWord(value) : searchInPlace(value))),
		...inAddresses(host),
	];
	return (text) => {
		let masked = text;
		for (const { hint, patterns } of searches) {
			if (!hint.test(masked)) continue;
			for (const [pattern, by] of patterns()) masked = masked.replace(pattern, by);
		}
		return masked;
	};
}

/** A word that is a secret: as the part of an address before `/postback`, and as the whole value of a parameter. */
function searchInPlace(value: string): Search {
	const own = escapeRegExp(value);
	return {
		hint: new RegExp(own),
		patterns: () => [
			[new RegExp(`/${own}(?=/postback(?![\\w-]))`, 'g'), `/${MASK}`],
			[new RegExp(`([?&][^=&\\s"'<>]{1,100}=)${own}(?![^&\\s"'<>#,;)])`, 'g'), `$1${MASK}`],
		],
	};
}

/** A word that a request sent as a secret: wherever it stands by itself. */
function searchWord(value: string): Search {
	const word = escapeRegExp(value);
	return { hint: new RegExp(word), patterns: () => [[new RegExp(`(?<!\\w)${word}(?!\\w)`, 'g'), MASK]] };
}

/** No key is longer; of what is, the beginning is searched for, and the rest goes with it. */
const LONGEST_KEY = 300;

/** What may stand between the signs of a secret that is written in blocks, or over two lines. */
const GAP = '(?:[\\s.:-]|\\\\[nrt]){0,2}';

/** A secret in every form: as it is, in small or big letters, encoded, in blocks, and its beginning or its end. */
function searchEverywhere(whole: string): Search {
	const value = whole.slice(0, LONGEST_KEY);
	const rest = whole.length > LONGEST_KEY ? '[^\\s"\'<>&]{0,10000}' : '';
	const encoded = [...encodings(value)];
	const telling = value.split(/[^a-z0-9]+/i).sort((a, b) => b.length - a.length)[0];
	const blocks = (text: string) => Array.from(text, escapeRegExp).join(GAP);
	const pieces = value.length >= LONG ? [value.slice(0, PIECE), value.slice(-PIECE)] : [];
	let made: Array<[RegExp, string]> | undefined;
	return {
		hint: new RegExp([escapeRegExp(telling), blocks(value.slice(0, 6)), ...pieces.map(escapeRegExp), ...encoded].join('|'), 'i'),
		patterns: () =>
			(made ??= [
				[new RegExp(`${patternOf(value)}${rest}`, 'gi'), MASK],
				[new RegExp(blocks(value), 'gi'), MASK],
				...pieces.slice(0, 1).map((piece): [RegExp, string] => [new RegExp(`${patternOf(piece)}[\\w~+/=-]{0,100}`, 'gi'), MASK]),
				...pieces.slice(1).map((piece): [RegExp, string] => [new RegExp(`[\\w~+/=-]{0,100}${patternOf(piece)}`, 'gi'), MASK]),
				...encoded.map((core): [RegExp, string] => [new RegExp(`[\\w+/=-]{0,100}${core}[\\w+/=-]{0,100}`, 'gi'), MASK]),
			]),
	};
}

/** What a secret looks like within base64, whatever stands before it, and in hexadecimals. */
function encodings(value: string): Set<string> {
	const parts = [0, 1, 2].map((before) => {
		const text = Buffer.concat([Buffer.alloc(before), Buffer.from(value)]).toString('base64');
		// The first and the last signs also hold what stands beside it.
		return text.replace(/=/g, '').slice(before === 0 ? 0 : before + 1, -1);
	});
	return new Set([...parts, Buffer.from(value).toString('hex')].filter((part) => part.length >= PIECE).map(escapeRegExp));
}

/** Secrets that are known by where they stand in an address: the postback key, the secret of a trigger, a login. */
function inAddresses(host: string | undefined): Search[] {
	// Bounded repeats: a server may send anything, and this must not take long over it.
	const postback = host
		? new RegExp(`(${escapeRegExp(host)}(?:/[^\\s/?"'<>]{1,100}){0,5}?/)[^\\s/?"'<>]{1,100}(?=/postback(?![\\w-]))`, 'g')
		: undefined;
	return [
		...(postback ? [{ hint: /\/postback/, patterns: (): Array<[RegExp, string]> => [[postback, `$1${MASK}`]] }] : []),
		{ hint: /[?&]secret=/, patterns: () => [[/([?&]secret=)[^&\s"'<>{}]{1,500}/g, `$1${MASK}`]] },
		{ hint: /:\/\/[^/@]{1,200}@/, patterns: () => [[/(:\/\/)[^\s/@"'<>]{1,200}@/g, `$1${MASK}@`]] },
	];
}

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
 * Masks an answer in place (it is ours, and may hold hundreds of thousands of rows): known secrets inside any text or name, passwords and
 * keys under their names, and the whole value of the keys that a resource calls secret, such as a campaign's `token`. Returns the same value.
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
			const isSecret = secretKeys.includes(key) || (isAlwaysSecret(key) && typeof place[key] !== 'object');
			if (isSecret && !isBlank(place[key])) set(place, key, MASK);
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
