/** Writes into README.md and README.ru.md what the code knows: the operations, and the examples. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { projectDir } from '../test/engine';
import { readmes, withTables } from './readme/files';

async function main(): Promise<void> {
	for (const readme of readmes) {
		const file = path.join(projectDir, readme.file);
		const old = readFileSync(file, 'utf8');
		const text = await withTables(old, readme);
		writeFileSync(file, text);
		process.stdout.write(`${readme.file} is ${text === old ? 'up to date' : 'written'}.\n`);
	}
}

void main();
