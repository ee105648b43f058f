/** Loads n8n-core and what belongs to it, from the folder KEITARO_ENGINE_DIR (default: this project), once per process. */
import { createRequire } from 'node:module';
import path from 'node:path';
import type * as N8nCore from 'n8n-core';
import type * as N8nWorkflow from 'n8n-workflow';
import { perProcess } from './environment';
import { captureLogs, type LoggerParts } from './log';

export const projectDir = path.resolve(__dirname, '../..');
export const engineDir = path.resolve(process.env.KEITARO_ENGINE_DIR ?? projectDir);

export interface Engine {
	core: typeof N8nCore;
	workflow: typeof N8nWorkflow;
	/** Resolves packages the way n8n-core itself does. */
	require: NodeJS.Require;
	version: string;
}

export const engine = (): Engine => perProcess('engine', load);

/** Half the time that loading n8n-core takes is for packages which nothing tested here uses: they are loaded when first touched. */
const SELDOM_USED = ['@langchain/core/tools', '@aws-sdk/client-s3', 'ssh2'];

function load(): Engine {
	const fromDir = createRequire(path.join(engineDir, 'package.json'));
	const fromCore = createRequire(fromDir.resolve('n8n-core'));
	for (const name of SELDOM_USED) putOff(name, fromCore);
	fromCore('reflect-metadata');
	const workflow = fromCore('n8n-workflow') as typeof N8nWorkflow;
	// Before n8n-core, parts of which take their logger while loading.
	captureLogs({
		container: (fromCore('@n8n/di') as { Container: LoggerParts['container'] }).Container,
		loggerClass: (fromCore('@n8n/backend-common') as { Logger: unknown }).Logger,
		loggerProxy: workflow.LoggerProxy,
	});
	const core = fromDir('n8n-core') as typeof N8nCore;
	const { version } = fromDir('n8n-core/package.json') as { version: string };
	return { core, workflow, require: fromCore, version };
}

function putOff(name: string, from: NodeJS.Require): void {
	let file: string;
	try {
		file = from.resolve(name);
	} catch {
		return; // not every version of n8n-core has it
	}
	const get = (_: object, key: PropertyKey): unknown => {
		delete from.cache[file];
		return Reflect.get(from(file) as object, key);
	};
	from.cache[file] = {
		id: file,
		filename: file,
		loaded: true,
		exports: new Proxy({}, { get }),
		children: [],
		paths: [],
	} as unknown as NodeModule;
}
