/** Brings n8n, and the Node that it needs, into the project's own folder. */
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { n8nDir } from './paths';
import { run } from './run';
import { step } from './steps';

const recipe = path.join(__dirname, 'n8n');
const files = ['package.json', 'package-lock.json'];
const installedMark = path.join(n8nDir, '.installed');

/** n8n's modules that have to be compiled for this machine, or fetched ready-made. */
const NATIVE = ['sqlite3', 'isolated-vm'];

export const n8nVersion = (JSON.parse(readFileSync(path.join(recipe, 'package.json'), 'utf8')) as { dependencies: { n8n: string } })
	.dependencies.n8n;

export const n8nCommand = path.join(n8nDir, 'node_modules/n8n/bin/n8n');

/** Node's own folder in npm's package of this platform; it has the headers that native modules are compiled with. */
const nodeHome = path.join(n8nDir, 'node_modules', `node-${process.platform}-${process.arch}`);

/** The Node that runs n8n: this one if it is new enough, otherwise the one that was brought. */
export function node24(): string {
	if (Number(process.versions.node.split('.')[0]) === 24) return process.execPath;
	const brought = path.join(nodeHome, 'bin/node');
	if (existsSync(brought)) return brought;
	throw new Error(
		`n8n ${n8nVersion} needs Node 24, and npm has none for ${process.platform} ${process.arch}: install Node 24, then start again.`,
	);
}

export async function installN8n(): Promise<void> {
	const wanted = createHash('sha256');
	for (const file of files) wanted.update(readFileSync(path.join(recipe, file)));
	wanted.update(`${process.platform} ${process.arch}`);
	const mark = wanted.digest('hex');
	if (existsSync(installedMark) && readFileSync(installedMark, 'utf8') === mark) return;

	mkdirSync(n8nDir, { recursive: true });
	rmSync(installedMark, { force: true });
	for (const file of files) copyFileSync(path.join(recipe, file), path.join(n8nDir, file));
	await step(`n8n ${n8nVersion} and Node 24 from npm, about 2.5 GB on disk`, '3 to 8 minutes, once', async () => {
		await run('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: n8nDir, log: 'install' });
	});
	await step(`compiling ${NATIVE.join(' and ')}`, '1 to 3 minutes, once', async () => {
		await run('npm', ['rebuild', ...NATIVE, '--ignore-scripts=false'], { cwd: n8nDir, env: compilerEnv(), log: 'install' });
	});
	writeFileSync(installedMark, mark);
}

function compilerEnv(): NodeJS.ProcessEnv {
	const bin = path.dirname(node24());
	const env: NodeJS.ProcessEnv = { PATH: `${bin}${path.delimiter}${process.env.PATH ?? ''}` };
	if (existsSync(path.join(nodeHome, 'include/node')) && bin.startsWith(nodeHome)) env.npm_config_nodedir = nodeHome;
	return env;
}
