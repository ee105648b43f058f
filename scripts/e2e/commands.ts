/** Every command that README.md and CONTRIBUTING.md tell, run in a fresh clone. One that is not known here is a failure: nobody would have run it. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { commandsOf } from '../readme/commands';
import { n8nDir, projectDir } from '../start/paths';
import { run, start, stop } from '../start/run';
import { expect } from './report';
import { secretiveEmulator, type Setup } from './setup';

interface Place {
	clone: string;
	/** This package as a file. */
	packageFile: string;
}

type Way = (command: string, place: Place) => Promise<string | void>;

/** Runs to its end, which must be a good one; answers with its last line. */
const ends: Way = async (command, { clone }) => {
	const { stdout } = await run('bash', ['-c', command], { cwd: clone, log: 'commands', timeout: 60 * 60_000, group: true });
	return stdout.trim().split('\n').at(-1)?.slice(0, 120);
};

/** Goes on until Ctrl-C; before, it must say that it is ready. */
const serves =
	(ready: string): Way =>
	async (command, { clone }) => {
		const { child, said } = start('bash', ['-c', command], { cwd: clone, log: 'commands', group: true });
		const output = () => said.stdout.join('') + said.stderr.join('');
		const deadline = Date.now() + 15 * 60_000;
		while (!output().includes(ready) && child.exitCode === null && Date.now() < deadline)
			await new Promise((resolve) => setTimeout(resolve, 200));
		const isReady = output().includes(ready);
		await stop(child, 30_000, 'SIGINT');
		expect(isReady, `it did not say "${ready}":\n${output().slice(-1500)}`);
		expect(child.signalCode !== 'SIGKILL', 'it did not end on Ctrl-C');
		return `says "${ready}", ends on Ctrl-C`;
	};

const editor = serves('Ctrl-C stops all of it');

export const ways: Record<string, Way> = {
	'npm ci': ends,
	'npm start': editor,
	'npm ci && npm run demo': ends,
	'npm ci && npm test': ends,
	'npm run build': ends,
	'npm run lint': ends,
	'npm run emulator': serves('Ctrl-C stops it'),
	'npm run e2e headless': ends,
	'npm run e2e': ends,
	'npm run e2e commands': async () => await Promise.resolve('this run'),
	'npm run bench': ends,
	'npm run test:matrix': ends,
	'npm run check': ends,
	'npm run mutate -- nodes/Keitaro/transport/retry.ts': ends,
	'npm run test:clock': ends,
	'npx jest test/resources/bot.test.ts': ends,
	'npx jest -t "takes it out"': ends,
	'npm run schemas': async (command, place) => {
		await ends(command, place);
		const { stdout } = await run('git', ['status', '--short', 'nodes'], { cwd: place.clone });
		expect(stdout === '', 'the previews were not up to date');
	},
	'npm run scan': ends,
	'npm run readme': async (command, place) => {
		await ends(command, place);
		const { stdout } = await run('git', ['status', '--short', 'README.md', 'README.ru.md'], { cwd: place.clone });
		expect(stdout === '', 'a README was not up to date');
	},
	'KEITARO_URL=https://tracker.example.com KEITARO_API_KEY=... npm start': async (command, place) => {
		const emulator = await secretiveEmulator();
		try {
			return await editor(command.replace('https://tracker.example.com', emulator.url).replace('...', emulator.apiKey), place);
		} finally {
			await emulator.stop();
		}
	},
	// what the registry will have; here, the package as it is
	'npm install n8n-nodes-keitaro': async (_, { packageFile }) => {
		const cwd = mkdtempSync(path.join(os.tmpdir(), 'keitaro-nodes-'));
		try {
			await run('npm', ['install', packageFile, '--no-audit', '--no-fund'], { cwd, log: 'commands' });
			const { stdout } = await run('npm', ['ls', '--depth=0'], { cwd });
			return stdout.trim().split('\n').at(-1);
		} finally {
			rmSync(cwd, { recursive: true, force: true });
		}
	},
	// without changing the machine
	'apt-get install chromium redis-server': async (command, place) => await ends(`${command} --simulate`, place),
};

export async function commands({ packageFile, report }: Setup): Promise<void> {
	report.section('The commands of README.md in a fresh clone');
	const folder = path.join(os.tmpdir(), 'keitaro-clone');
	rmSync(folder, { recursive: true, force: true });
	mkdirSync(folder);
	const clone = path.join(folder, 'n8n-nodes-keitaro');
	await run('git', ['clone', '--quiet', projectDir, clone]);
	// n8n itself is not brought once more
	mkdirSync(path.join(clone, '.n8n-dev'));
	symlinkSync(n8nDir, path.join(clone, '.n8n-dev/n8n'));
	try {
		for (const command of commandsOf(
			['README.md', 'CONTRIBUTING.md'].map((file) => readFileSync(path.join(clone, file), 'utf8')).join('\n'),
		)) {
			await report.check(command, async () => {
				const way = ways[command];
				expect(way, 'nobody knows how to run it: tell scripts/e2e/commands.ts');
				return await way(command, { clone, packageFile });
			});
		}
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}
