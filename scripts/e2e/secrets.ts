/** Searches what n8n keeps (database, files, logs) for the keys of the tracker. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Emulator } from '../../test/emulator';
import { node24 } from '../start/install';
import type { Instance } from '../start/n8n';
import { devDir } from '../start/paths';
import { run } from '../start/run';
import { expect } from './report';

/** Every cell of every table, in text; Node 24 reads SQLite by itself. Long values stand in pieces in the file, hence the detour. */
const DUMP = `
const { DatabaseSync } = require('node:sqlite');
const db = new DatabaseSync(process.argv[1], { readOnly: true });
const quoted = (name) => '"' + name.replaceAll('"', '""') + '"';
for (const { name } of db.prepare("select name from sqlite_master where type = 'table'").all()) {
	for (const row of db.prepare('select * from ' + quoted(name)).iterate()) {
		const cells = Object.values(row).map((cell) => (cell instanceof Uint8Array ? Buffer.from(cell).toString('latin1') : String(cell)));
		process.stdout.write(name + ': ' + cells.join(' | ').replaceAll('\\n', ' ') + '\\n');
	}
}`;

export async function databaseText({ userFolder }: Instance): Promise<string> {
	const file = path.join(userFolder, '.n8n/database.sqlite');
	return (await run(node24(), ['--no-warnings', '-e', DUMP, file])).stdout;
}

/** Fails on any key found; says how much was searched. `control` is a text that must be found, to know that the search works. */
export async function searchForSecrets(
	n8n: Instance,
	emulator: Emulator,
	control: string,
	more: Record<string, string> = {},
): Promise<string> {
	const texts: Record<string, string> = { database: await databaseText(n8n), ...more };
	expect(texts.database.includes(control), `the search does not find what is in the database: ${control}`);
	const logs = path.join(devDir, 'logs');
	for (const file of readdirSync(logs).filter((name) => name.startsWith(n8n.name)))
		texts[file] = readFileSync(path.join(logs, file), 'utf8');
	for (const file of files(path.join(n8n.userFolder, '.n8n'))) texts[path.basename(file)] = readFileSync(file, 'latin1');
	const found = Object.entries(secrets(emulator)).flatMap(([what, forms]) =>
		Object.entries(texts).flatMap(([where, text]) =>
			forms.flatMap((form) => occurrences(text, form).map((around) => `${what} in ${where}: ${around}`)),
		),
	);
	expect(found.length === 0, found.slice(0, 8).join('\n'));
	const size = Object.values(texts).reduce((sum, text) => sum + text.length, 0);
	return `${Object.keys(texts).length} files, ${(size / 1e6).toFixed(1)} MB`;
}

function secrets({ apiKey, postbackKey }: Emulator): Record<string, string[]> {
	const forms = (key: string) => [key, Buffer.from(key).toString('base64').replace(/=+$/, '')];
	return { 'the API key': forms(apiKey), 'the postback key': forms(postbackKey) };
}

function occurrences(text: string, form: string): string[] {
	const at = text.indexOf(form);
	return at < 0 ? [] : [text.slice(Math.max(0, at - 120), at + form.length + 40).replace(/\s+/g, ' ')];
}

/** All but the installed package. */
function files(folder: string): string[] {
	if (!existsSync(folder)) return [];
	return readdirSync(folder)
		.filter((name) => name !== 'nodes')
		.map((name) => path.join(folder, name))
		.flatMap((file) => (statSync(file).isDirectory() ? files(file) : [file]));
}
