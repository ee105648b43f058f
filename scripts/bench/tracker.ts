/** The emulated tracker in a process of its own, seen from here. */
import { fork } from 'node:child_process';
import path from 'node:path';
import type { Settings } from '../../test/emulator';

/** What came in since the last reset. */
export interface Traffic {
	requests: number;
	/** By method and path, as `POST /admin_api/v1/botlist/add`. */
	byCall: Record<string, number>;
	maxInFlight: number;
	/** The longest body that was sent, in characters. */
	longestBody: number;
}

export type Command =
	{ do: 'reset'; settings?: Partial<Settings>; clicks?: number; campaigns?: number } | { do: 'traffic' } | { do: 'bodies'; path: string };

export interface BenchTracker {
	url: string;
	apiKey: string;
	/** A fresh tracker that has seen no request; with so many clicks, and so many campaigns more, if told. */
	reset(settings?: Partial<Settings>, clicks?: number, campaigns?: number): Promise<void>;
	traffic(): Promise<Traffic>;
	/** The JSON bodies sent to a path. */
	bodies(path: string): Promise<unknown[]>;
	stop(): void;
}

export async function startTracker(): Promise<BenchTracker> {
	const child = fork(path.join(__dirname, 'tracker-process.ts'));
	const answer = async () =>
		await new Promise<unknown>((resolve, reject) => {
			const gone = () => reject(new Error('The emulated tracker ended'));
			child.once('exit', gone);
			child.once('message', (message) => {
				child.off('exit', gone);
				resolve(message);
			});
		});
	const ask = async (command: Command) => {
		child.send(command);
		return await answer();
	};
	const { url, apiKey } = (await answer()) as { url: string; apiKey: string };
	return {
		url,
		apiKey,
		reset: async (settings, clicks, campaigns) => void (await ask({ do: 'reset', settings, clicks, campaigns })),
		traffic: async () => (await ask({ do: 'traffic' })) as Traffic,
		bodies: async (at) => (await ask({ do: 'bodies', path: at })) as unknown[],
		stop: () => child.disconnect(),
	};
}
