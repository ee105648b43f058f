import { FINGERPRINT, fingerprint } from '../../values/fingerprint';

/** The most that is remembered; of more, the latest. */
const MOST = 10_000;

/**
 * What was received lately, by node and by the secret that it was called with, which is another one after each activation. n8n reads what
 * it keeps anew for each call, so without this two at the same time would not know of each other.
 */
const lately = new Map<string, { secret: string; known: Map<string, number> }>();

export interface Receiver {
	/** Tells one node from all others of this n8n. */
	node: string;
	secret: string;
	/** What was kept of it. */
	kept: unknown;
}

/**
 * Whether the same was received within the last `period` milliseconds.
 * @returns besides, what is to be kept: fingerprints and the seconds at which they came.
 */
export function isRepeated(
	{ node, secret, kept }: Receiver,
	key: string,
	period: number,
	now: number,
): { isRepeated: boolean; kept: string } {
	const before = lately.get(node);
	const known = before?.secret === secret ? before.known : parsed(kept);
	lately.set(node, { secret, known });
	for (const [print, at] of known) {
		if (at + period > now) break;
		known.delete(print);
	}
	const print = fingerprint(key);
	const isKnown = known.has(print);
	if (!isKnown) known.set(print, now);
	for (const [oldest] of known) {
		if (known.size <= MOST) break;
		known.delete(oldest);
	}
	return { isRepeated: isKnown, kept: stored(known) };
}

/** Characters of a time in seconds. */
const SECONDS = 7;

const secondOf = (moment: number): string =>
	Math.floor(moment / 1000)
		.toString(36)
		.padStart(SECONDS, '0');

const stored = (known: Map<string, number>): string => [...known].map(([print, at]) => print + secondOf(at)).join('');

function parsed(kept: unknown): Map<string, number> {
	const entries = (typeof kept === 'string' ? kept : '').match(new RegExp(`.{${FINGERPRINT + SECONDS}}`, 'g')) ?? [];
	return new Map(entries.map((entry) => [entry.slice(0, FINGERPRINT), parseInt(entry.slice(FINGERPRINT), 36) * 1000]));
}
