import { spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import path from 'node:path';
import { devDir, projectDir } from './paths';

export interface RunOptions {
	cwd?: string;
	env?: NodeJS.ProcessEnv;
	/** Name of a file in the folder of logs. */
	log?: string;
	/** Exit codes that are no failure. */
	accept?: number[];
	timeout?: number;
	/** Signals go to all that the command started, as from a terminal. */
	group?: boolean;
}

export interface Finished {
	code: number | null;
	stdout: string;
	stderr: string;
}

const running = new Set<ChildProcess>();

export const logFile = (name: string) => path.join(devDir, 'logs', `${name}.log`);

/** Runs a command to its end; a failure tells the last lines of what it said. */
export async function run(command: string, args: string[], options: RunOptions = {}): Promise<Finished> {
	const { accept = [0], timeout = 20 * 60_000 } = options;
	const { child, said } = start(command, args, options);
	const timer = setTimeout(() => child.kill('SIGKILL'), timeout);
	const code = await exit(child);
	clearTimeout(timer);
	const finished = { code, stdout: said.stdout.join(''), stderr: said.stderr.join('') };
	if (accept.includes(code ?? -1)) return finished;
	const lines = `${finished.stdout}\n${finished.stderr}`.trim().split('\n').slice(-15).join('\n');
	throw new Error(`${[path.basename(command), ...args].join(' ')} ended with ${code ?? 'a signal'}:\n${lines}`);
}

/** Starts a command, keeping what it says in memory or, with a log, in a file as well. */
export function start(command: string, args: string[], { cwd = projectDir, env, log, group }: RunOptions) {
	const child = spawn(command, args, { cwd, env: { ...surroundings(), ...env }, stdio: ['ignore', 'pipe', 'pipe'], detached: group });
	if (group) child.kill = (signal) => signalGroup(child, signal);
	const said = { stdout: [] as string[], stderr: [] as string[] };
	running.add(child);
	child.once('close', () => running.delete(child));
	child.stdout.setEncoding('utf8').on('data', (text: string) => said.stdout.push(text));
	child.stderr.setEncoding('utf8').on('data', (text: string) => said.stderr.push(text));
	if (log) {
		mkdirSync(path.dirname(logFile(log)), { recursive: true });
		const file = createWriteStream(logFile(log), { flags: 'a' });
		child.stdout.pipe(file, { end: false });
		child.stderr.pipe(file, { end: false });
		child.once('close', () => file.end());
	}
	return { child, said };
}

function signalGroup({ pid }: ChildProcess, signal?: NodeJS.Signals | number): boolean {
	try {
		return pid !== undefined && process.kill(-pid, signal);
	} catch {
		return false;
	}
}

/** Settings of another n8n on this machine stay out. */
function surroundings(): NodeJS.ProcessEnv {
	const foreign = /^(N8N|DB|EXECUTIONS|QUEUE|WEBHOOK|CREDENTIALS|GENERIC)_|^(NODE_ENV|NODE_OPTIONS|WEBHOOK_URL)$/;
	return Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name)));
}

export async function exit(child: ChildProcess): Promise<number | null> {
	if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
	return await new Promise((resolve, reject) => {
		child.once('error', reject);
		child.once('close', resolve);
	});
}

/** Asks a process to end, and ends it if it does not within the time. */
export async function stop(child: ChildProcess, patience = 15_000, signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
	if (child.exitCode !== null || child.signalCode !== null) return;
	const ended = exit(child);
	child.kill(signal);
	const timer = setTimeout(() => child.kill('SIGKILL'), patience);
	await ended;
	clearTimeout(timer);
}

/** Nothing that was started here outlives this process, however it ends. Tells whether it is ending. */
export function leaveNothingBehind(say: (text: string) => void): () => boolean {
	let leaving = false;
	const leave = async () => {
		if (leaving) return;
		leaving = true;
		say('\nStopping ...');
		await Promise.all([...running].map(async (child) => await stop(child)));
		process.exit();
	};
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void leave());
	process.on('exit', () => running.forEach((child) => child.kill('SIGKILL')));
	return () => leaving;
}
