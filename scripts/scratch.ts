/** Packages that only a script needs: installed once, outside the project, so that nobody has to carry them. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

export const projectDir = path.resolve(__dirname, '..');
const home = path.join(os.tmpdir(), 'n8n-nodes-keitaro');

/** The folder of an installed package, with everything it depends on beside it. No scripts of packages are run. */
export function installed(name: string, version: string): string {
	const dir = path.join(home, `${name.replace(/\W+/g, '-')}-${version}`);
	const ready = path.join(dir, 'ready');
	if (existsSync(ready)) return dir;
	rmSync(dir, { recursive: true, force: true });
	mkdirSync(dir, { recursive: true });
	writeFileSync(path.join(dir, 'package.json'), JSON.stringify({ private: true, dependencies: { [name]: version } }));
	run('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], dir);
	writeFileSync(ready, '');
	return dir;
}

/** A new empty folder. */
export function emptyDir(name: string): string {
	const dir = path.join(home, `${name}-${process.pid}`);
	rmSync(dir, { recursive: true, force: true });
	mkdirSync(dir, { recursive: true });
	return dir;
}

/** Runs a program to its end, which must be a good one. */
export function run(program: string, args: string[], cwd: string): void {
	execFileSync(program, args, { cwd, stdio: ['ignore', 'ignore', 'inherit'] });
}
