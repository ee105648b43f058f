/** Whether twice the work takes more than twice the time. */
import type { Bench, Row } from './measure';
import { amount, median, rounded, timed } from './measure';
import { campaigns, keitaro, numbered, readEach } from './run';

const SIZES = [1, 2, 4];

/** Each makes so much work ready and returns it. */
const WORKS: Record<string, { full: number; prepare(bench: Bench, count: number): Promise<() => Promise<unknown>> }> = {
	bots: {
		full: 5000,
		async prepare(bench, count) {
			const items = numbered(count, (at) => ({ ip: `10.${at >> 16}.${(at >> 8) & 255}.${at & 255}` }));
			await bench.tracker.reset();
			return async () => await keitaro(bench, { resource: 'bot', operation: 'create', botData: '={{ $json.ip }}' }, items);
		},
	},
	reads: {
		full: 500,
		async prepare(bench, count) {
			await bench.tracker.reset();
			return async () => await keitaro(bench, readEach(), campaigns(count));
		},
	},
	clicks: {
		full: 50_000,
		async prepare(bench, count) {
			await bench.tracker.reset({}, count);
			const parameters = { resource: 'click', operation: 'getAll', output: 'data', returnAll: true };
			return async () => await keitaro(bench, parameters, [{}], count);
		},
	},
};

/** The slope of a line through the points in a doubly logarithmic plot. */
function exponent(sizes: number[], times: number[]): number {
	const [xs, ys] = [sizes.map(Math.log), times.map(Math.log)];
	const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
	const [x, y] = [mean(xs), mean(ys)];
	return xs.reduce((sum, at, i) => sum + (at - x) * (ys[i] - y), 0) / xs.reduce((sum, at) => sum + (at - x) ** 2, 0);
}

export const growth: Row = {
	key: 'growth',
	work: 'bots, reads and clicks at 1x, 2x, 4x: processor time of the engine',
	comparedWith: 'linear growth (1.00)',
	target: 'exponent at most 1.1',
	async measure(bench) {
		const figures: Record<string, number> = {};
		const notes: string[] = [];
		const rounds: number[] = [];
		for (const [name, { full, prepare }] of Object.entries(WORKS)) {
			const sizes = SIZES.map((times) => amount(bench, full) * times);
			const times: number[][] = sizes.map(() => []);
			await (
				await prepare(bench, sizes[0])
			)(); // to warm up
			for (let round = 0; round < bench.rounds; round++) {
				for (const [at, size] of sizes.entries()) times[at].push((await timed(await prepare(bench, size))).cpu);
			}
			figures[name] = exponent(sizes, times.map(median));
			const seconds = times.map((list) => rounded(median(list) / 1000));
			notes.push(`${name} ${rounded(figures[name])} (${seconds.join(', ')} s)`);
			rounds.push(
				...Array.from({ length: bench.rounds }, (_, round) =>
					exponent(
						sizes,
						times.map((list) => list[round]),
					),
				),
			);
		}
		const value = Math.max(...Object.values(figures));
		return { value, shown: `exponent ${rounded(value)}`, ok: value <= 1.1, rounds, notes: [notes.join(', ')], figures };
	},
};
