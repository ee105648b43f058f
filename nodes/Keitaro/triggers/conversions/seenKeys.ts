import { FINGERPRINT, fingerprint } from '../../values/fingerprint';

/** The most that is remembered, however much comes in; about 2 MB of the workflow's static data. */
export const MOST_SEEN = 200_000;

/** The most that is remembered beyond what is needed, by which conversions are found that come in very late. */
const SPARE_SEEN = 10_000;

/** Milliseconds. What is remembered is kept, and forgotten, in pieces of this length. */
export const PIECE = 600_000;

/** The beginning of the piece in which a moment lies. */
export const pieceStart = (moment: number): number => Math.floor(moment / PIECE) * PIECE;

/** Fingerprints one after the other, by the piece of time they belong to. */
export type StoredKeys = Record<string, string>;

/** What was told already, by key; each with the moment it happened, before which nobody needs to know of it any more. */
export class SeenKeys {
	/** Fingerprint -> beginning of its piece. */
	private readonly pieces = new Map<string, number>();

	constructor(
		stored: StoredKeys = {},
		private readonly most = MOST_SEEN,
	) {
		for (const [piece, prints] of Object.entries(stored)) {
			for (let at = 0; at < prints.length; at += FINGERPRINT) this.pieces.set(prints.slice(at, at + FINGERPRINT), Number(piece));
		}
	}

	/** Remembers a key. Returns whether it is new. */
	add(key: string, moment: number): boolean {
		const print = fingerprint(key);
		const before = this.pieces.get(print);
		this.pieces.set(print, Math.max(pieceStart(moment), before ?? -Infinity));
		return before === undefined;
	}

	has(key: string): boolean {
		return this.pieces.has(fingerprint(key));
	}

	/**
	 * Forgets what happened before the horizon, the beginning of a piece; of what is `settled` besides, all but a part; and, of more than
	 * can be remembered, the oldest.
	 * @returns the horizon as it is then: all that happened since is still known.
	 */
	forget(horizon: number, settled = horizon): number {
		const counts = new Map<number, number>();
		for (const [print, piece] of this.pieces) {
			if (piece < horizon) this.pieces.delete(print);
			else counts.set(piece, (counts.get(piece) ?? 0) + 1);
		}
		const newestFirst = [...counts].sort(([one], [other]) => other - one);
		let kept = 0;
		const full = newestFirst.find(([piece, count], at) => (kept += count) > (piece < settled ? SPARE_SEEN : this.most) && at > 0);
		return full ? this.forget(full[0] + PIECE, settled) : horizon;
	}

	stored(): StoredKeys {
		const prints = new Map<number, string[]>();
		for (const [print, piece] of this.pieces) {
			const list = prints.get(piece);
			if (list) list.push(print);
			else prints.set(piece, [print]);
		}
		return Object.fromEntries([...prints].map(([piece, list]) => [String(piece), list.join('')]));
	}
}
