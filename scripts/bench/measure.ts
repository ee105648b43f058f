/** What a row of the table is, and how two ways of doing the same work are compared. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { clearEngineLog } from '../../test/engine';
import type { HttpRequest } from './packages';
import type { BenchTracker } from './tracker';

/** What rows are measured with. */
export interface Bench {
	tracker: BenchTracker;
	rounds: number;
	/** 1 for the full amount of work. */
	scale: number;
	/** Folder of the package with the bare node. */
	bareDir: string;
	httpRequest: HttpRequest;
}

export interface Row {
	key: string;
	work: string;
	comparedWith: string;
	target: string;
	measure(bench: Bench): Promise<Measured>;
}

export interface Measured {
	/** The figure that has to reach the target. */
	value: number;
	/** The same for people, with its unit. */
	shown: string;
	/** Whether it does; `null` where what it is compared with is not at hand. */
	ok: boolean | null;
	/** The figure of each round, if it is one that differs from round to round. */
	rounds: number[];
	/** What else was seen, for people. */
	notes: string[];
	/** Further figures. */
	figures: Record<string, number>;
}

export const median = (values: number[]): number => {
	const sorted = [...values].sort((a, b) => a - b);
	const middle = Math.floor(sorted.length / 2);
	return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
};

/** How far apart the smallest and the largest value are, as a part of the median. */
export const spread = (values: number[]): number => (Math.max(...values) - Math.min(...values)) / median(values);

/** How much of it there is at the scale of this run. */
export const amount = ({ scale }: Bench, full: number): number => Math.max(1, Math.round(full * scale));

/** The machine's own unsteadiness while a row is measured: how long a fixed piece of work took, each time. */
let paces: number[] = [];

export function openMeasure(): void {
	paces = [];
}

export function closeMeasure(): number {
	return paces.length > 1 ? spread(paces) : 0;
}

function pace(): void {
	const startedAt = performance.now();
	let text = '';
	for (let at = 0; at < 40; at++) text = JSON.stringify(JSON.parse(JSON.stringify(Array.from({ length: 2000 }, (_, id) => ({ id, at })))));
	if (text.length > 0) paces.push(performance.now() - startedAt);
}

export interface Timing {
	/** Milliseconds on the clock. */
	ms: number;
	/** Milliseconds that this process kept processors busy. */
	cpu: number;
}

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Times one piece of work, after the traces of the one before are cleared away. */
export async function timed(work: () => Promise<unknown>): Promise<Timing> {
	clearEngineLog();
	collectGarbage();
	pace();
	const [startedAt, cpuBefore] = [performance.now(), process.cpuUsage()];
	await work();
	const ms = performance.now() - startedAt;
	const { user, system } = process.cpuUsage(cpuBefore);
	return { ms, cpu: (user + system) / 1000 };
}

/** Times all ways of doing a work in turns, round by round, beginning with another one each time; once each beforehand to warm up. */
export async function inTurns<Way extends string>(
	rounds: number,
	ways: Record<Way, () => Promise<unknown>>,
	warmUp = true,
): Promise<Record<Way, Timing[]>> {
	const names = Object.keys(ways) as Way[];
	const timings = Object.fromEntries(names.map((name) => [name, [] as Timing[]])) as Record<Way, Timing[]>;
	if (warmUp) for (const name of names) await ways[name]();
	for (let round = 0; round < rounds; round++) {
		for (let turn = 0; turn < names.length; turn++) {
			const name = names[(round + turn) % names.length];
			timings[name].push(await timed(ways[name]));
		}
	}
	return timings;
}

/** The ratio of two ways in each round. */
export const ratios = (above: Timing[], below: Timing[]): number[] => above.map(({ ms }, round) => ms / below[round].ms);

export const medianMs = (timings: Timing[]): number => median(timings.map(({ ms }) => ms));

export const rounded = (value: number, digits = 2): string => value.toFixed(digits);
