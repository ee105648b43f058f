/** The nodes that this one is compared with: one of bare helper calls, made here, and n8n's own HTTP Request. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { projectDir } from '../scratch';

/** Ignored by git. Within the project, so that what is in it finds the project's n8n-workflow. */
const home = path.join(projectDir, '.bench');
const credential = path.join(projectDir, 'dist/credentials/KeitaroApi.credentials.js');

/** Makes as many requests at once as it is told, each by n8n's helper and nothing around it. */
const BARE = `
exports.Bare = class Bare {
	description = {
		displayName: 'Bare', name: 'bare', group: ['transform'], version: 1, description: '', defaults: { name: 'Bare' },
		inputs: ['main'], outputs: ['main'], credentials: [{ name: 'keitaroApi', required: true }],
		properties: [{ displayName: 'At Once', name: 'atOnce', type: 'number', default: 1 }],
	};
	async execute() {
		const items = this.getInputData();
		const { domain } = await this.getCredentials('keitaroApi');
		const atOnce = this.getNodeParameter('atOnce', 0);
		const output = new Array(items.length);
		let next = 0;
		const worker = async () => {
			while (next < items.length) {
				const item = next++;
				const url = domain + '/admin_api/v1/campaigns/' + items[item].json.id;
				const json = await this.helpers.httpRequestWithAuthentication.call(this, 'keitaroApi', { method: 'GET', url, json: true });
				output[item] = { json, pairedItem: { item } };
			}
		};
		await Promise.all(Array.from({ length: atOnce }, worker));
		return [output];
	}
};`;

function makePackage(dir: string, name: string, nodes: string[], credentials: string[], files: Record<string, string>): string {
	mkdirSync(path.join(dir, 'dist'), { recursive: true });
	const packageJson = { name, version: '1.0.0', n8n: { n8nNodesApiVersion: 1, nodes, credentials } };
	writeFileSync(path.join(dir, 'package.json'), JSON.stringify(packageJson));
	writeFileSync(path.join(dir, 'dist/KeitaroApi.credentials.js'), `module.exports = require(${JSON.stringify(credential)});`);
	for (const [file, content] of Object.entries(files)) writeFileSync(path.join(dir, file), content);
	return dir;
}

const KEITARO_API = 'dist/KeitaroApi.credentials.js';

export const makeBare = (): string =>
	makePackage(path.join(home, 'bare'), 'n8n-nodes-bare', ['dist/Bare.node.js'], [KEITARO_API], { 'dist/Bare.node.js': BARE });

/** n8n's nodes of the version that the engine of this project belongs to. */
const BASE = 'n8n-nodes-base@2.0.2';
/** What HTTP Request needs of its dependencies, in the versions that it names, besides those that the engine brings. */
const NEEDED = { '@mozilla/readability': '0.6.0', cheerio: '1.0.0-rc.6', 'html-to-text': '9.0.5', jsdom: '23.0.1' };
export const HTTP_REQUEST = 'dist/nodes/HttpRequest/HttpRequest.node.js';
const PARTS = ['package/dist/nodes/HttpRequest', 'package/dist/utils'];

/** n8n lets HTTP Request use any credential only under its own package's name; the start node is looked for under that name, too. */
const START = `
exports.Start = class Start {
	description = {
		displayName: 'Start', name: 'manualTrigger', group: ['trigger'], version: 1, description: '', defaults: { name: 'Start' },
		inputs: [], outputs: ['main'], properties: [],
	};
	async execute() {
		return [this.getInputData()];
	}
};`;

export interface HttpRequest {
	/** Folder of a package with the node. */
	dir?: string;
	/** Why there is none. */
	missing?: string;
}

/**
 * HTTP Request out of n8n's package of nodes, of which the whole would be hundreds of megabytes with its dependencies: fetched once,
 * about 25 MB. Without a registry, what is compared with it is left out.
 */
export function findHttpRequest(): HttpRequest {
	const dir = path.join(home, 'http-request');
	const ready = path.join(dir, 'ready');
	if (existsSync(ready)) return { dir };
	const run = (program: string, ...args: string[]) => execFileSync(program, args, { cwd: dir, encoding: 'utf8', stdio: 'pipe' });
	process.stderr.write(`Fetching HTTP Request from ${BASE} and what it needs, once, into ${path.relative(projectDir, dir)}\n`);
	try {
		rmSync(dir, { recursive: true, force: true });
		const nodes = [HTTP_REQUEST, 'dist/Start.node.js'];
		makePackage(dir, 'n8n-nodes-base', nodes, [KEITARO_API], { 'dist/Start.node.js': START });
		const tarball = run('npm', 'pack', BASE, '--loglevel=error', '--fetch-retries=1').trim().split('\n').at(-1) ?? '';
		run('tar', '-xzf', tarball, '--strip-components=1', ...PARTS);
		rmSync(path.join(dir, tarball));
		const wanted = Object.entries(NEEDED).map(([name, version]) => `${name}@${version}`);
		run('npm', 'install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', '--fetch-retries=1', ...wanted);
		writeFileSync(ready, '');
		return { dir };
	} catch (error) {
		const { stderr = '', message } = error as Error & { stderr?: string };
		return { missing: `${BASE} could not be fetched: ${(stderr || message).trim().split('\n')[0]}` };
	}
}
