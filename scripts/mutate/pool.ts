/** Processes that run tests with mutants in them. One that hangs is replaced. */
import { fork, type ChildProcess } from 'node:child_process';
import path from 'node:path';

export interface Failure {
	/** Test file, below the project. */
	file: string;
	/** Name of the test; empty when the whole file failed. */
	test: string;
	message: string;
}

export interface Job {
	kind?: 'load';
	/** The switch of a mutant; none runs the sources as they are. */
	mutant?: string;
	files: string[];
	/** By file, the names of the tests to run; all where it is missing. */
	tests?: Record<string, string[]>;
	/** Tell which tests reach which mutants. */
	record?: boolean;
}

export interface Result {
	failed?: Failure;
	/** File, test, switches. */
	covered?: Array<[string, string, string[]]>;
	/** Milliseconds by file. */
	times: Record<string, number>;
}

/** Jobs after which a process is replaced: what Jest keeps of each makes it slow. */
const MOST_JOBS = 40;

export class Pool {
	private readonly done = new Map<ChildProcess, number>();
	private readonly idle: ChildProcess[] = [];
	private readonly waiting: Array<(child: ChildProcess) => void> = [];

	constructor(
		private readonly tree: string,
		size: number,
	) {
		for (let count = 0; count < size; count++) this.idle.push(this.start());
	}

	/** @throws when it takes longer than the time, in milliseconds, or the process ends. */
	async run<T = Result>(job: Job, time: number): Promise<T> {
		const child = this.idle.pop() ?? (await new Promise<ChildProcess>((resolve) => this.waiting.push(resolve)));
		try {
			const result = await answerOf<T>(child, job, time);
			const done = (this.done.get(child) ?? 0) + 1;
			this.done.set(child, done);
			if (done >= MOST_JOBS) child.kill();
			this.free(done < MOST_JOBS ? child : this.start());
			return result;
		} catch (error) {
			child.kill('SIGKILL');
			this.free(this.start());
			throw error;
		}
	}

	end(): void {
		for (const child of this.idle) child.kill();
	}

	private free(child: ChildProcess): void {
		const next = this.waiting.shift();
		if (next) next(child);
		else this.idle.push(child);
	}

	private start(): ChildProcess {
		return fork(path.join(__dirname, 'worker.js'), {
			cwd: this.tree,
			// Without what this script itself was started with, which compiles TypeScript in another way.
			execArgv: [],
			env: { ...process.env, NODE_OPTIONS: '', KEITARO_MUTATED: this.tree, KEITARO_HISTORIES: '300' },
			stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
		});
	}
}

async function answerOf<T>(child: ChildProcess, job: Job, time: number): Promise<T> {
	return await new Promise<T>((resolve, reject) => {
		const late = setTimeout(() => end(new Error('It took too long')), time);
		const onMessage = ({ result, error }: { result?: T; error?: string }) =>
			end(error === undefined ? undefined : new Error(error), result);
		const onExit = () => end(new Error('The process ended'));
		const end = (error?: Error, result?: T) => {
			clearTimeout(late);
			child.off('message', onMessage);
			child.off('exit', onExit);
			if (error) reject(error);
			else resolve(result as T);
		};
		child.on('message', onMessage);
		child.on('exit', onExit);
		child.send(job);
	});
}
