/** Runs before every test file: see test/engine/environment.ts. */
import { createRequire } from 'node:module';
import path from 'node:path';
import './engine/environment';

// Jest cannot load this ES module, which a dependency of some n8n-core versions requires and nothing tested here uses.
const projectDir = path.join(__dirname, '..');
const engineRequire = createRequire(path.join(path.resolve(process.env.KEITARO_ENGINE_DIR ?? projectDir), 'package.json'));
try {
	jest.doMock(createRequire(engineRequire.resolve('n8n-core')).resolve('p-retry'), () => ({}));
} catch {
	// a version without it
}
