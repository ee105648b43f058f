/** Writes into README.md what the code knows: the operations, and the examples. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { projectDir } from '../test/engine';
import { examplesTable } from './readme/examples';
import { operationsTable } from './readme/operations';
import { withSection } from './readme/sections';

async function main(): Promise<void> {
	const file = path.join(projectDir, 'README.md');
	const old = readFileSync(file, 'utf8');
	const text = withSection(withSection(old, 'operations', await operationsTable()), 'examples', examplesTable());
	writeFileSync(file, text);
	process.stdout.write(text === old ? 'README.md is up to date.\n' : 'README.md is written.\n');
}

void main();
