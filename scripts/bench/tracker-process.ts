/** The process that the emulated tracker runs in; started by tracker.ts. */
import { startEmulator, type Emulator } from '../../test/emulator';
import type { Command, Traffic } from './tracker';

function trafficOf({ requests, maxInFlight }: Emulator): Traffic {
	const byCall: Record<string, number> = {};
	let longestBody = 0;
	for (const { method, path, body } of requests) {
		const call = `${method} ${path}`;
		byCall[call] = (byCall[call] ?? 0) + 1;
		longestBody = Math.max(longestBody, body.length);
	}
	return { requests: requests.length, byCall, maxInFlight, longestBody };
}

function obey(emulator: Emulator, command: Command): unknown {
	if (command.do === 'traffic') return trafficOf(emulator);
	if (command.do === 'bodies') return emulator.requests.filter(({ path }) => path === command.path).map(({ json }) => json);
	emulator.reset();
	Object.assign(emulator.settings, command.settings);
	if (command.clicks !== undefined) {
		emulator.store.clicks = [];
		emulator.store.generateClicks(command.clicks);
	}
	if (command.campaigns !== undefined) emulator.store.generateCampaigns(command.campaigns);
	return true;
}

async function main(): Promise<void> {
	const emulator = await startEmulator();
	process.on('message', (command: Command) => process.send?.(obey(emulator, command)));
	process.on('disconnect', () => process.exit(0));
	process.send?.({ url: emulator.url, apiKey: emulator.apiKey });
}

void main();
