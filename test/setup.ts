/** Runs before every test file: see test/engine/environment.ts. */
import { createRequire } from 'node:module';
import path from 'node:path';
import './engine/environment';

// Half the time that loading n8n-core takes is for packages which nothing tested here uses: they are loaded when first touched.
const projectDir = path.join(__dirname, '..');
const fromDir = createRequire(path.join(path.resolve(process.env.KEITARO_ENGINE_DIR ?? projectDir), 'package.json'));
const fromCore = createRequire(fromDir.resolve('n8n-core'));
for (const name of ['@langchain/core/tools', '@aws-sdk/client-s3', 'ssh2']) {
	const file = resolved(name);
	if (file) jest.doMock(file, () => new Proxy({}, { get: (_, key) => Reflect.get(jest.requireActual<object>(file), key) as unknown }));
}

// An ES module, which Jest cannot load.
const retry = resolved('p-retry');
if (retry) jest.doMock(retry, () => ({}));

/** Not every version of n8n-core has all of them. */
function resolved(name: string): string | undefined {
	try {
		return fromCore.resolve(name);
	} catch {
		return undefined;
	}
}
