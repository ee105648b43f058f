/**
 * Writes the output previews that n8n's editor shows before an operation was run, from the table of the API and from a run of every
 * operation on n8n's engine against an emulated Keitaro tracker. `npm run schemas`.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { startEmulator } from '../test/emulator';
import { tour } from '../test/operations/tour';
import { FOLDERS } from './schemas/folder';
import { previewsOf, textOf } from './schemas/preview';

async function main() {
	const emulator = await startEmulator();
	const previews = previewsOf(await tour(emulator));
	await emulator.stop();
	for (const version of [1, 2] as const) {
		const folder = path.join(__dirname, '..', FOLDERS[version]);
		rmSync(folder, { recursive: true, force: true });
		for (const { name, schemas } of previews) {
			const file = path.join(folder, `${name}.json`);
			mkdirSync(path.dirname(file), { recursive: true });
			writeFileSync(file, textOf(schemas[version]));
		}
	}
	console.log(
		`${previews.length} previews, the data of ${previews.filter(({ documented }) => documented).length} as the API documents them`,
	);
}

void main();
