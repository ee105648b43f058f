/** The credential and the examples, as n8n's own import commands take them. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { IWorkflowJson } from '../../test/engine';
import { n8nCli, type Instance } from './n8n';
import { projectDir } from './paths';

export interface Access {
	domain: string;
	apiKey: string;
	postbackKey: string;
}

/** ID and name that the nodes of the examples ask for. */
export const CREDENTIAL = { id: '1', name: 'Keitaro account', type: 'keitaroApi' };

export async function importCredential(n8n: Instance, access: Access): Promise<void> {
	await importOnce(n8n, 'credential', [{ ...CREDENTIAL, data: access }], async (file) => {
		await n8nCli(n8n, ['import:credentials', `--input=${file}`]);
	});
}

export interface Example {
	/** Name of the file without its ending. */
	name: string;
	workflow: IWorkflowJson;
}

export function examples(): Example[] {
	const folder = path.join(projectDir, 'examples');
	const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
	return files.sort().map((file) => ({
		name: path.basename(file, '.json'),
		workflow: JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as IWorkflowJson,
	}));
}

/** What was changed in the canvas stays, unless the examples themselves have changed. */
export async function importWorkflows(n8n: Instance, workflows = examples().map(({ workflow }) => workflow)): Promise<void> {
	await importOnce(n8n, 'workflows', workflows, async (file) => {
		await n8nCli(n8n, ['import:workflow', `--input=${file}`]);
	});
}

/** The file has the API key in it and does not stay. */
async function importOnce(n8n: Instance, name: string, content: unknown, importFile: (file: string) => Promise<void>): Promise<void> {
	const text = JSON.stringify(content);
	const mark = path.join(n8n.userFolder, `.imported-${name}`);
	const hash = createHash('sha256').update(text).digest('hex');
	if (existsSync(mark) && readFileSync(mark, 'utf8') === hash) return;
	const file = path.join(n8n.userFolder, `import-${name}.json`);
	mkdirSync(n8n.userFolder, { recursive: true });
	writeFileSync(file, text, { mode: 0o600 });
	try {
		await importFile(file);
	} finally {
		rmSync(file, { force: true });
	}
	writeFileSync(mark, hash);
}
