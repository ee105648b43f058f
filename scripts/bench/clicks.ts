/** A long log: how much memory it takes, beside the same rows held as plain items. */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import type { Bench, Row } from './measure';
import { amount, median, rounded, spread } from './measure';
import type { Held } from './clicks-process';

/** The process collects garbage early and tells each time: so its highest point is what it needs, and not what it leaves lying. */
const FLAGS = ['--expose-gc', '--trace-gc', '--heap-growing-percent=10', '--max-semi-space-size=1'];
const MB = 1024 * 1024;

interface Memory extends Held {
	/** Megabytes of heap at the highest point of the work. */
	peak: number;
}

function memoryOf({ tracker }: Bench, way: 'keitaro' | 'plain', rows: number): Memory {
	const args = [...FLAGS, ...process.execArgv, path.join(__dirname, 'clicks-process.ts'), way, tracker.url, tracker.apiKey, String(rows)];
	const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 100 * MB });
	const lines = stdout.split('\n');
	const [from, to] = [lines.indexOf('begin'), lines.indexOf('end')];
	const told = lines.find((line) => line.startsWith('{'));
	if (from < 0 || to < 0 || told === undefined) throw new Error(`Clicks (${way}) ended early: ${stderr.slice(0, 2000)}`);
	// "Mark-Compact 71.3 (95.7) -> 56.7 (94.7) MB": in use before and after it.
	const points = lines.slice(from, to).flatMap((line) => /([\d.]+) \([\d.]+\) -> ([\d.]+) \(/.exec(line)?.slice(1, 2) ?? []);
	const held = JSON.parse(told) as Held;
	return { ...held, peak: Math.max(held.after, ...points.map(Number)) };
}

export const clicks: Row = {
	key: 'clicks',
	work: '200,000 log rows of 12 columns, Return All, Data Only',
	comparedWith: 'the same rows held as plain items',
	target: 'peak heap at most 1.5x, in pages',
	async measure(bench: Bench) {
		const count = amount(bench, 200_000);
		const own: Memory[] = [];
		const plain: Memory[] = [];
		let [pages, longest] = [0, 0];
		for (let round = 0; round < bench.rounds; round++) {
			await bench.tracker.reset({}, count);
			own.push(memoryOf(bench, 'keitaro', count));
			const { byCall, longestBody } = await bench.tracker.traffic();
			pages = byCall['POST /admin_api/v1/clicks/log'] - 1; // one is its warm-up
			longest = longestBody;
			await bench.tracker.reset({}, count);
			plain.push(memoryOf(bench, 'plain', count));
		}
		/** Above what the engine takes before the work. */
		const above = ({ idle }: Memory, point: number) => point - idle;
		const rounds = own.map((memory, round) => above(memory, memory.peak) / above(plain[round], plain[round].after));
		const value = median(rounds);
		const mid = (memories: Memory[], read: (memory: Memory) => number) => median(memories.map(read));
		const figures = {
			pages,
			longestBody: longest,
			peakMb: mid(own, (memory) => above(memory, memory.peak)),
			heldMb: mid(own, (memory) => above(memory, memory.after)),
			plainHeldMb: mid(plain, (memory) => above(memory, memory.after)),
			plainPeakMb: mid(plain, (memory) => above(memory, memory.peak)),
			idleMb: mid(own, ({ idle }) => idle),
			cpuSeconds: mid(own, ({ cpu }) => cpu / 1000),
			spread: spread(rounds),
		};
		return {
			value,
			shown: `${rounded(value)}x`,
			ok: value <= 1.5 && own.every(({ rows }) => rows === count) && pages >= count / 10_000,
			rounds,
			notes: [
				`${rounded(figures.peakMb, 0)} MB at the highest, plain items hold ${rounded(figures.plainHeldMb, 0)} MB (${rounded(figures.plainPeakMb, 0)} MB while read); ${pages} pages`,
			],
			figures,
		};
	},
};
