/** Node packages, loaded by n8n's own loader as n8n loads an installed community package. */
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { PackageDirectoryLoader } from 'n8n-core';
import type { ICredentialType, INodeType } from 'n8n-workflow';
import { engine, engineDir, projectDir } from './core';
import { scratchDir } from './environment';

const packages = new Map<string, { loader: PackageDirectoryLoader; ready: Promise<void> }>();

/** A package folder's loader. Loading happens at once; the promise only tells whether it went well. */
export function packageLoader(packageDir: string = projectDir): { loader: PackageDirectoryLoader; ready: Promise<void> } {
	const known = packages.get(packageDir);
	if (known) return known;
	const loader = new (engine().core.PackageDirectoryLoader)(inReachOfEngine(packageDir));
	const ready = loader.loadAll();
	ready.catch(() => {}); // reported to whoever awaits it
	const loading = { loader, ready };
	packages.set(packageDir, loading);
	return loading;
}

/** Loads the built package (`dist/`, as package.json lists it). */
export async function loadKeitaro(packageDir?: string): Promise<PackageDirectoryLoader> {
	const { loader, ready } = packageLoader(packageDir);
	await ready;
	return loader;
}

/** A node class of the package by its short name (`keitaro`), the newest version by default. */
export function nodeType(name: string, version?: number, packageDir?: string): INodeType {
	const { NodeHelpers } = engine().workflow;
	const { type } = packageLoader(packageDir).loader.getNode(name);
	return NodeHelpers.getVersionedNodeType(type, version);
}

export function newestVersion(name: string, packageDir?: string): number {
	const { type } = packageLoader(packageDir).loader.getNode(name);
	if ('nodeVersions' in type) return Math.max(...Object.keys(type.nodeVersions).map(Number));
	return Math.max(...[type.description.version].flat());
}

export function credentialType(name: string, packageDir?: string): ICredentialType {
	return packageLoader(packageDir).loader.getCredential(name).type;
}

/** n8n gives community packages its own n8n-workflow. A package that would find another one, or none, is copied next to the engine's. */
function inReachOfEngine(packageDir: string): string {
	const wanted = engine().require.resolve('n8n-workflow');
	const packageJson = path.join(packageDir, 'package.json');
	try {
		if (createRequire(packageJson).resolve('n8n-workflow') === wanted) return packageDir;
	} catch {
		// none found: copied
	}
	const { name } = JSON.parse(readFileSync(packageJson, 'utf8')) as { name: string };
	mkdirSync(scratchDir, { recursive: true });
	const copy = mkdtempSync(path.join(scratchDir, `${name.replace(/\W+/g, '-')}-`));
	for (const part of ['package.json', 'dist']) {
		if (existsSync(path.join(packageDir, part))) cpSync(path.join(packageDir, part), path.join(copy, part), { recursive: true });
	}
	symlinkSync(path.join(engineDir, 'node_modules'), path.join(copy, 'node_modules'));
	return copy;
}
