/** Loads n8n-core and what belongs to it, from the folder KEITARO_ENGINE_DIR (default: this project), once per process. */
import { createRequire } from 'node:module';
import path from 'node:path';
import type * as N8nCore from 'n8n-core';
import type * as N8nWorkflow from 'n8n-workflow';
import { removeScratchDir } from './environment';
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

let loaded: Engine | undefined;

export function engine(): Engine {
	loaded ??= load();
	return loaded;
}

function load(): Engine {
	const fromDir = createRequire(path.join(engineDir, 'package.json'));
	const fromCore = createRequire(fromDir.resolve('n8n-core'));
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

// Jest hands its tests a copy of `process` on which exit is never heard of, and lets no hook be added while a test runs.
if (typeof afterAll !== 'function') process.once('exit', removeScratchDir);
else if (expect.getState().currentTestName === undefined) afterAll(removeScratchDir);
