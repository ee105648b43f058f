/** All shares of the active offers of a flow together; so with its landing pages. */
export const WHOLE = 100;

/**
 * Whole shares in the proportion of others, that sum to `total`. Who had something keeps at least 1, who had nothing gets nothing;
 * if nobody had anything, all get the same. What rounding leaves over goes to the largest remainders, the first of equal ones.
 *
 * There must be enough for all: `total` is no smaller than the number of shares above 0.
 */
export function scaled(shares: number[], total: number): number[] {
	if (shares.length === 0) return [];
	if (!shares.some((share) => share > 0)) {
		return scaled(
			shares.map(() => 1),
			total,
		);
	}
	const result = shares.map(() => 0);
	// Those who would get less than 1 get 1, which leaves less for the others: until nobody gets less.
	let open = shares.map((_, at) => at).filter((at) => shares[at] > 0);
	let left = total;
	for (;;) {
		const sum = sumOf(open.map((at) => shares[at]));
		const small = open.filter((at) => shares[at] * left < sum);
		if (small.length === 0) break;
		for (const at of small) result[at] = 1;
		left -= small.length;
		open = open.filter((at) => !small.includes(at));
	}
	const sum = sumOf(open.map((at) => shares[at]));
	for (const at of open) result[at] = Math.floor((shares[at] * left) / sum);
	const over = left - sumOf(open.map((at) => result[at]));
	const byRemainder = [...open].sort((a, b) => ((shares[b] * left) % sum) - ((shares[a] * left) % sum) || a - b);
	for (const at of byRemainder.slice(0, over)) result[at] += 1;
	return result;
}

export const sumOf = (numbers: number[]): number => numbers.reduce((sum, one) => sum + one, 0);
