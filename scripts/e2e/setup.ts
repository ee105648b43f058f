import { renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { startEmulator, type Emulator } from '../../test/emulator';
import { importCredential, importWorkflows } from '../start/content';
import { instance, type Instance } from '../start/n8n';
import { installPackage } from '../start/package';
import { devDir } from '../start/paths';
import { logFile } from '../start/run';
import type { Report } from './report';

export interface Setup {
	packageFile: string;
	report: Report;
}

/** An n8n of its own with nothing in it but the package, the credential and the workflows. */
export async function freshN8n(
	name: string,
	{ packageFile }: Setup,
	emulator: Emulator,
	workflows: unknown[],
	env: NodeJS.ProcessEnv = {},
): Promise<Instance> {
	const userFolder = path.join(devDir, 'e2e', name);
	rmSync(userFolder, { recursive: true, force: true });
	for (const log of [name, `${name}-commands`]) rmSync(logFile(log), { force: true });
	const n8n = instance(userFolder, name, { N8N_LOG_LEVEL: 'debug', ...env });
	await installPackage(packageFile, userFolder);
	await importCredential(n8n, { domain: emulator.url, apiKey: emulator.apiKey, postbackKey: emulator.postbackKey });
	await importWorkflows(n8n, workflows as Parameters<typeof importWorkflows>[1]);
	return n8n;
}

/** Keys as nobody would write them by chance, so that finding one means a leak. */
export async function secretiveEmulator(): Promise<Emulator> {
	return await startEmulator({ apiKey: 'e2e+Secret/Key=0a1b2c3d4e5f6071', postbackKey: 'e2epbk93f1' });
}

/** Whatever starts meanwhile does not find the package. */
export async function withoutPackage<T>({ userFolder }: Instance, work: () => Promise<T>): Promise<T> {
	const installed = path.join(userFolder, '.n8n/nodes');
	renameSync(installed, `${installed}-away`);
	try {
		return await work();
	} finally {
		rmSync(installed, { recursive: true, force: true });
		renameSync(`${installed}-away`, installed);
	}
}
