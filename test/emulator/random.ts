import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** Numbers from 0 to 1, the same for the same seed. */
export function seeded(seed: number): () => number {
	const generator = xoroshiro128plus(seed);
	return () => uniformFloat64(generator);
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789';

export const randomText = (random: () => number, length: number) =>
	Array.from({ length }, () => LETTERS[Math.floor(random() * LETTERS.length)]).join('');
