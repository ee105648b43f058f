/** Packs this package and installs it in the way n8n documents for a manual installation: into `.n8n/nodes`. */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { devDir, projectDir } from './paths';
import { run } from './run';

/** Builds and packs; returns the path of the package file. */
export async function packPackage(): Promise<string> {
	await run('npm', ['run', 'build', '--silent'], { log: 'build' });
	const folder = path.join(devDir, 'package');
	rmSync(folder, { recursive: true, force: true });
	mkdirSync(folder, { recursive: true });
	await run('npm', ['pack', '--ignore-scripts', '--pack-destination', folder, '--loglevel=error'], { log: 'build' });
	const [file] = readdirSync(folder).filter((name) => name.endsWith('.tgz'));
	return path.join(folder, file);
}

export async function installPackage(packageFile: string, userFolder: string): Promise<void> {
	const nodes = path.join(userFolder, '.n8n/nodes');
	rmSync(path.join(nodes, 'node_modules'), { recursive: true, force: true });
	mkdirSync(nodes, { recursive: true });
	writeFileSync(path.join(nodes, 'package.json'), '{ "name": "installed-nodes", "private": true, "dependencies": {} }\n');
	rmSync(path.join(nodes, 'package-lock.json'), { force: true });
	// without the peer dependency: n8n lends its own n8n-workflow
	const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
	await run('npm', ['install', packageFile, '--ignore-scripts', '--legacy-peer-deps', ...quiet], { cwd: nodes, log: 'build' });
}

/** The nodes that the package declares: "keitaro", "keitaroTrigger" and so on. */
export function declaredNodes(): string[] {
	const { n8n } = JSON.parse(readFileSync(path.join(projectDir, 'package.json'), 'utf8')) as { n8n: { nodes: string[] } };
	return n8n.nodes.map((file) => path.basename(file, '.node.js')).map((name) => name[0].toLowerCase() + name.slice(1));
}
