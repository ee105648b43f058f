/** An n8n of our own: its settings, its commands, its server. */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { ChildProcess } from 'node:child_process';
import { n8nCommand, node24 } from './install';
import { freePort } from './ports';
import { exit, run, start, stop, type Finished } from './run';

export interface Instance {
	/** Holds `.n8n`; never the user's own. */
	userFolder: string;
	/** Name of its log files. */
	name: string;
	env: NodeJS.ProcessEnv;
}

export interface RunningN8n {
	url: string;
	pid: number;
	said: () => string;
	ended: Promise<number | null>;
	stop: () => Promise<void>;
}

/** Silent towards the outside, and nothing in the way of the canvas. */
const QUIET: NodeJS.ProcessEnv = {
	N8N_DIAGNOSTICS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
	N8N_DYNAMIC_BANNERS_ENABLED: 'false',
	N8N_TEMPLATES_ENABLED: 'false',
	N8N_PERSONALIZATION_ENABLED: 'false',
	N8N_HIRING_BANNER_ENABLED: 'false',
	N8N_DIAGNOSTICS_CONFIG_FRONTEND: '',
	N8N_DIAGNOSTICS_CONFIG_BACKEND: '',
	N8N_DISABLED_MODULES: 'mcp-registry',
	N8N_VERIFIED_PACKAGES_ENABLED: 'false',
	N8N_UNVERIFIED_PACKAGES_ENABLED: 'true',
	N8N_SECURE_COOKIE: 'false',
	N8N_LISTEN_ADDRESS: '127.0.0.1',
	N8N_HOST: 'localhost',
	// what n8n announces as its next defaults
	N8N_RUNNERS_TASK_TIMEOUT: '60',
	N8N_COMPRESSION_NODE_MAX_DECOMPRESSED_SIZE_BYTES: String(256 * 1024 * 1024),
	N8N_COMPRESSION_NODE_MAX_ZIP_ENTRIES: '1000',
	GENERIC_TIMEZONE: Intl.DateTimeFormat().resolvedOptions().timeZone,
	NO_COLOR: '1',
};

export function instance(userFolder: string, name: string, env: NodeJS.ProcessEnv = {}): Instance {
	const settings = path.join(userFolder, '.n8n');
	mkdirSync(settings, { recursive: true });
	const keyFile = path.join(settings, 'config');
	if (!existsSync(keyFile)) writeFileSync(keyFile, JSON.stringify({ encryptionKey: randomBytes(24).toString('base64') }), { mode: 0o600 });
	const { encryptionKey } = JSON.parse(readFileSync(keyFile, 'utf8')) as { encryptionKey: string };
	return { userFolder, name, env: { ...QUIET, N8N_USER_FOLDER: userFolder, N8N_ENCRYPTION_KEY: encryptionKey, ...env } };
}

/** A command of n8n, such as `import:workflow`, run to its end. */
export async function n8nCli({ env, name }: Instance, args: string[], accept?: number[]): Promise<Finished> {
	const ports = { N8N_PORT: String(await freePort()), N8N_RUNNERS_BROKER_PORT: String(await freePort()) };
	return await run(node24(), [n8nCommand, ...args], { env: { ...env, ...ports }, log: `${name}-commands`, accept, timeout: 3 * 60_000 });
}

/** Starts n8n's server, or with `worker` one of its workers, and waits until it is ready. */
export async function startN8n({ env, name }: Instance, wishedPort = 0, command: string[] = ['start']): Promise<RunningN8n> {
	const port = await freePort(wishedPort);
	const isWorker = command[0] === 'worker';
	const ports: NodeJS.ProcessEnv = {
		N8N_PORT: String(port),
		N8N_RUNNERS_BROKER_PORT: String(await freePort()),
		...(isWorker ? { QUEUE_HEALTH_CHECK_ACTIVE: 'true', QUEUE_HEALTH_CHECK_PORT: String(port) } : {}),
	};
	const { child, said } = start(node24(), [n8nCommand, ...command], { env: { ...env, ...ports }, log: name });
	const url = `http://localhost:${port}`;
	const output = () => said.stdout.join('') + said.stderr.join('');
	await ready(child, `http://127.0.0.1:${port}/healthz${isWorker ? '' : '/readiness'}`, output);
	return { url, pid: child.pid ?? 0, said: output, ended: exit(child), stop: async () => await stop(child) };
}

async function ready(child: ChildProcess, address: string, output: () => string): Promise<void> {
	const deadline = Date.now() + 4 * 60_000;
	while (Date.now() < deadline) {
		if (child.exitCode !== null || child.signalCode !== null) throw new Error(`n8n ended while starting:\n${lastLines(output())}`);
		const answer = await fetch(address).catch(() => undefined);
		if (answer?.ok) return;
		await new Promise((resolve) => setTimeout(resolve, 250));
	}
	await stop(child);
	throw new Error(`n8n did not get ready:\n${lastLines(output())}`);
}

const lastLines = (text: string) => text.trim().split('\n').slice(-15).join('\n');
