import { FINGERPRINT, fingerprint } from '../fingerprint';

/** The most that is remembered; of more, the latest. */
const MOST = 10_000;

/** What was received lately, by node: n8n reads what it keeps anew for each call, so two at the same time would not know of each other. */
const lately = new Map<string, Map<string, number>>();

/**
 * Whether the same was received within the last `period` milliseconds.
 * @returns besides, what is to be kept: fingerprints and the seconds at which they came.
 */
export function isRepeated(node: string, key: string, period: number, now: number, kept: unknown): { isRepeated: boolean; kept: string } {
	const known = lately.get(node) ?? parsed(kept);
	lately.set(node, known);
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
	return {
		isRepeated: isKnown,
		kept: [...known]
			.map(
				([one, at]) =>
					one +
					Math.floor(at / 1000)
						.toString(36)
						.padStart(SECONDS, '0'),
			)
			.join(''),
	};
}

/** Characters of a time in seconds. */
const SECONDS = 7;

function parsed(kept: unknown): Map<string, number> {
	const entries = (typeof kept === 'string' ? kept : '').match(new RegExp(`.{${FINGERPRINT + SECONDS}}`, 'g')) ?? [];
	return new Map(entries.map((entry) => [entry.slice(0, FINGERPRINT), parseInt(entry.slice(FINGERPRINT), 36) * 1000]));
}
