import { scaled } from '../../nodes/Keitaro/resources/stream/shares';

describe('scaled', () => {
	it.each<[shares: number[], total: number, result: number[]]>([
		[[], 100, []],
		[[100], 100, [100]],
		[[30], 100, [100]],
		[[50, 50], 100, [50, 50]],
		[[1, 1, 1], 100, [34, 33, 33]],
		[[1, 1, 1, 1, 1, 1, 1], 100, [15, 15, 14, 14, 14, 14, 14]],
		[[50, 50], 75, [38, 37]],
		[[70, 30], 80, [56, 24]],
		[[60, 30, 10], 50, [30, 15, 5]],
		// rounding by the largest remainder, not by position
		[[10, 20, 70], 33, [3, 7, 23]],
		// shares that did not sum to 100 before
		[[10, 30], 100, [25, 75]],
		[[80, 120], 100, [40, 60]],
		// nobody who had something is left without
		[[98, 1, 1], 10, [8, 1, 1]],
		[[97, 1, 1, 1], 4, [1, 1, 1, 1]],
		[[90, 5, 5], 3, [1, 1, 1]],
		[[50, 49, 1], 10, [5, 4, 1]],
		// who had nothing gets nothing
		[[0, 40, 60], 50, [0, 20, 30]],
		[[0, 1], 100, [0, 100]],
		// unless nobody had anything
		[[0, 0, 0], 100, [34, 33, 33]],
	])('%j to %d', (shares, total, result) => {
		const before = [...shares];
		expect(scaled(shares, total)).toEqual(result);
		expect(shares).toEqual(before);
	});

	it('sums to the total and keeps the order of sizes, whatever the shares', () => {
		for (let seed = 1; seed <= 500; seed++) {
			const shares = Array.from({ length: 1 + (seed % 12) }, (_, at) => ((seed * 37 + at * at * 53) % 101) * (1 + (seed % 3)));
			const total = 20 + (seed % 81);
			const result = scaled(shares, total);
			expect(result.reduce((sum, one) => sum + one, 0)).toBe(total);
			for (const [at, share] of shares.entries()) {
				expect(Number.isInteger(result[at])).toBe(true);
				if (share > 0) expect(result[at]).toBeGreaterThanOrEqual(1);
				for (const [other, than] of shares.entries()) if (share > than) expect(result[at]).toBeGreaterThanOrEqual(result[other]);
			}
		}
	});
});
