/** How long loading takes in a process that has nothing of it yet. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { projectDir } from '../scratch';
import { HTTP_REQUEST } from './packages';
import type { Measured, Row } from './measure';
import { median, rounded } from './measure';

/** n8n itself has n8n-workflow loaded by then. Whatever classes the files have are made, as n8n does. */
const LOAD = `
require(process.argv[1]);
const startedAt = performance.now();
for (const file of process.argv.slice(2)) for (const Type of Object.values(require(file))) new Type();
console.log(performance.now() - startedAt);`;

function msToLoad(dir: string, files: string[]): number {
	const workflow = require.resolve('n8n-workflow', { paths: [dir] });
	const args = ['-e', LOAD, workflow, ...files.map((file) => path.join(dir, file))];
	return Number(execFileSync(process.execPath, args, { encoding: 'utf8' }));
}

export const load: Row = {
	key: 'load',
	work: 'loading the built package, cold process',
	comparedWith: "loading n8n's HTTP Request alone",
	target: 'at most 1.5x the time',
	async measure({ rounds: count, httpRequest: { dir, missing } }): Promise<Measured> {
		const { n8n } = JSON.parse(readFileSync(path.join(projectDir, 'package.json'), 'utf8')) as {
			n8n: { nodes: string[]; credentials: string[] };
		};
		const own = () => msToLoad(projectDir, [...n8n.nodes, ...n8n.credentials]);
		own(); // the files are in the system's cache then, as those of the other will be
		if (dir === undefined) {
			const ms = median(Array.from({ length: count }, own));
			return { value: NaN, shown: 'not compared', ok: null, rounds: [], notes: [`${rounded(ms, 0)} ms; ${missing}`], figures: { ms } };
		}
		const other = () => msToLoad(dir, [HTTP_REQUEST]);
		other();
		const pairs = Array.from({ length: count * 2 }, (_, at) => (at % 2 === 0 ? [own(), other()] : [other(), own()].reverse()));
		const rounds = pairs.map(([ms, beside]) => ms / beside);
		const value = median(rounds);
		const [ms, msHttpRequest] = [0, 1].map((at) => median(pairs.map((pair) => pair[at])));
		return {
			value,
			shown: `${rounded(value)}x`,
			ok: value <= 1.5,
			rounds,
			notes: [`${rounded(ms, 0)} ms (${n8n.nodes.length} nodes and the credential), HTTP Request ${rounded(msHttpRequest, 0)} ms`],
			figures: { ms, msHttpRequest },
		};
	},
};
