/**
 * Measures the node on n8n's engine against an emulated tracker, side by side with the alternatives, in one run.
 *
 *   npm run bench                      the table
 *   npm run bench -- bots clicks       some of its rows
 *   npm run bench -- --rounds 9        more rounds than 5
 *   npm run bench -- --scale 0.1       a tenth of the work, to try it out
 *   npm run bench -- --json            besides, everything as one JSON object on the last line
 *
 * The emulator runs in a process of its own, so that it does not share the loop of the engine. Figures are medians; in every round the
 * things compared take turns, so only what was measured within one run is compared. How steady the machine was is told, too: a fixed
 * piece of work is timed beside each round. Ends with 0 only if no row misses its target.
 */
import os from 'node:os';
import { engine } from '../test/engine';
import type { Bench, Measured, Row } from './bench/measure';
import { closeMeasure, openMeasure } from './bench/measure';
import { bulkRows } from './bench/bulk';
import { clicks } from './bench/clicks';
import { growth } from './bench/growth';
import { load } from './bench/load';
import { findHttpRequest, makeBare } from './bench/packages';
import { lineOf, headLines, tailLines } from './bench/print';
import { requestRows } from './bench/requests';
import { startTracker } from './bench/tracker';

const ROWS: Row[] = [...requestRows, ...bulkRows, clicks, load, growth];

interface Wanted {
	json: boolean;
	rounds: number;
	scale: number;
	rows: Row[];
}

function wanted(args: string[]): Wanted {
	const valueOf = (name: string, usual: number) => {
		const at = args.indexOf(name);
		if (at < 0) return usual;
		const [, value] = args.splice(at, 2);
		if (!(Number(value) > 0)) throw new Error(`${name} takes a number above 0`);
		return Number(value);
	};
	const [rounds, scale] = [valueOf('--rounds', 5), valueOf('--scale', 1)];
	const keys = args.filter((arg) => !arg.startsWith('--'));
	const unknown = keys.filter((key) => !ROWS.some((row) => row.key === key));
	if (unknown.length > 0) throw new Error(`No row ${unknown.join(', ')}; there are ${ROWS.map(({ key }) => key).join(', ')}`);
	return {
		json: args.includes('--json'),
		rounds: Math.ceil(rounds),
		scale,
		rows: keys.length === 0 ? ROWS : ROWS.filter(({ key }) => keys.includes(key)),
	};
}

async function main(): Promise<void> {
	const { json, rounds, scale, rows } = wanted(process.argv.slice(2));
	const print = (text: string) => process.stdout.write(`${text}\n`);
	const tracker = await startTracker();
	const about = {
		engine: engine().version,
		node: process.version,
		machine: `${os.cpus().length} x ${os.cpus()[0]?.model.trim() ?? 'unknown'}`,
		rounds,
		scale,
		loadBefore: os.loadavg()[0],
	};
	const bench: Bench = { tracker, rounds, scale, bareDir: makeBare(), httpRequest: findHttpRequest() };
	const measured: Record<string, Measured & { unsteady: number }> = {};
	try {
		print(headLines(about));
		for (const row of rows) {
			openMeasure();
			const result = await row.measure(bench);
			measured[row.key] = { ...result, unsteady: closeMeasure() };
			print(lineOf(row, measured[row.key]));
		}
	} finally {
		tracker.stop();
	}
	const missed = Object.keys(measured).filter((key) => measured[key].ok === false);
	const loadAfter = os.loadavg()[0];
	print(tailLines({ missed, loadBefore: about.loadBefore, loadAfter, httpRequest: bench.httpRequest }));
	if (json) print(JSON.stringify({ ...about, loadAfter, ok: missed.length === 0, missed, rows: measured }));
	process.exitCode = missed.length === 0 ? 0 : 1;
}

main().catch((thrown: Error) => {
	console.error(thrown.message);
	process.exitCode = 1;
});
