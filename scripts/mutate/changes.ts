import { execFileSync } from 'node:child_process';
import { projectDir } from '../scratch';

/** By file, the lines that have changed since a commit, as they are now. */
export function changedLines(base: string): Map<string, Set<number>> {
	const diff = execFileSync('git', ['diff', '-U0', base, '--', 'nodes', 'credentials'], {
		cwd: projectDir,
		encoding: 'utf8',
		maxBuffer: 1e9,
	});
	const lines = new Map<string, Set<number>>();
	let file = '';
	for (const line of diff.split('\n')) {
		file = /^\+\+\+ b\/(.+)/.exec(line)?.[1] ?? file;
		const [, first, count = '1'] = /^@@ -\S+ \+(\d+)(?:,(\d+))? @@/.exec(line) ?? [];
		if (first === undefined) continue;
		const known = lines.get(file) ?? new Set<number>();
		lines.set(file, known);
		for (let at = 0; at < Number(count); at++) known.add(Number(first) + at);
	}
	return lines;
}
