/** Searches what n8n keeps (database, files, logs) for secrets, in all the forms in which one could get there. */
import { appendFileSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Emulator } from '../../test/emulator';
import { node24 } from '../start/install';
import type { Instance } from '../start/n8n';
import { devDir } from '../start/paths';
import { run } from '../start/run';
import { expect, type Report } from './report';

export interface Secret {
	what: string;
	value: string;
	/** The places where it has to stand. */
	belongs?: RegExp;
}

interface Place {
	where: string;
	text: string;
}

export const keysOf = ({ apiKey, postbackKey }: Emulator): Secret[] => [
	{ what: 'the API key', value: apiKey },
	{ what: 'the postback key', value: postbackKey },
];

/** Of the address that the tracker calls. n8n keeps it for the node, in plain text; the file of the database holds that as well. */
export const addressSecret = (value: string): Secret => ({
	what: "the secret of a trigger's address",
	value,
	belongs: /^database workflow_entity\.staticData$|^file database\.sqlite/,
});

/** Looks for each secret everywhere. `control` is a text of the database that must be found. */
export async function searchForSecrets({ check }: Report, n8n: Instance, secrets: Secret[], control: string): Promise<void> {
	const logs = path.join(devDir, 'logs');
	await check('a secret that is planted in database, files or logs is found there, in every form', async () => {
		return await findsWhatIsPlanted(n8n, secrets, logs);
	});
	await check(`no secret in database, files and logs: ${secrets.map(({ what }) => what).join(', ')}`, async () => {
		const places = await placesOf(path.join(n8n.userFolder, '.n8n'), logs, n8n.name);
		expect(
			places.some(({ where, text }) => where.startsWith('database') && text.includes(control)),
			`the search does not find what is in the database: ${control}`,
		);
		const found = search(places, secrets);
		expect(found.length === 0, found.slice(0, 8).join('\n'));
		const size = places.reduce((sum, { text }) => sum + text.length, 0);
		return `${places.length} places, ${(size / 1e6).toFixed(1)} MB`;
	});
}

function search(places: Place[], secrets: Secret[]): string[] {
	return secrets.flatMap(({ what, value, belongs }) =>
		places
			.filter(({ where }) => !belongs?.test(where))
			.flatMap(({ where, text }) =>
				forms(value)
					.filter((form) => text.includes(form))
					.map((form) => `${what} in ${where}: ${around(text, form)}`),
			),
	);
}

/** As it is, in an address, within JSON, and in base64, where it looks different for each of the three places it can begin at. */
function forms(value: string): string[] {
	const inBase64 = [0, 1, 2].map((before) => {
		const text = Buffer.from('-'.repeat(before) + value).toString('base64');
		// what depends on the neighbours is no part of it
		return text.slice(before && before + 1, text.indexOf('=') < 0 ? undefined : text.indexOf('=') - 1);
	});
	const forAddresses = inBase64.map((text) => text.replaceAll('+', '-').replaceAll('/', '_'));
	const inJson = JSON.stringify(value).slice(1, -1);
	return [...new Set([value, encodeURIComponent(value), inJson, inJson.replaceAll('/', '\\/'), ...inBase64, ...forAddresses])];
}

function around(text: string, form: string): string {
	const at = text.indexOf(form);
	return text.slice(Math.max(0, at - 120), at + form.length + 40).replace(/\s+/g, ' ');
}

async function placesOf(settings: string, logs: string, name: string): Promise<Place[]> {
	return [
		...(await databaseCells(path.join(settings, 'database.sqlite'))),
		...files(settings).map((file) => ({ where: `file ${path.relative(settings, file)}`, text: readFileSync(file, 'latin1') })),
		...files(logs)
			.filter((file) => path.basename(file).startsWith(name))
			.map((file) => ({ where: `log ${path.basename(file)}`, text: readFileSync(file, 'utf8') })),
	];
}

/** All but the installed package. */
function files(folder: string): string[] {
	if (!existsSync(folder)) return [];
	return readdirSync(folder)
		.filter((name) => name !== 'nodes')
		.map((name) => path.join(folder, name))
		.flatMap((file) => (statSync(file).isDirectory() ? files(file) : [file]));
}

/** Each column of each table as one place; long values stand in pieces in the file, hence the detour. Node 24 reads SQLite by itself. */
const DUMP = `
const { DatabaseSync } = require('node:sqlite');
const db = new DatabaseSync(process.argv[1], { readOnly: true });
const quoted = (name) => '"' + name.replaceAll('"', '""') + '"';
const text = (cell) => (cell instanceof Uint8Array ? Buffer.from(cell).toString('latin1') : String(cell));
for (const { name } of db.prepare("select name from sqlite_master where type = 'table'").all()) {
	const columns = {};
	for (const row of db.prepare('select * from ' + quoted(name)).iterate())
		for (const [column, cell] of Object.entries(row)) (columns[column] ??= []).push(text(cell));
	for (const [column, cells] of Object.entries(columns))
		process.stdout.write(JSON.stringify({ where: 'database ' + name + '.' + column, text: cells.join('\\n') }) + '\\n');
}`;

const PLANT = `
const { DatabaseSync } = require('node:sqlite');
const db = new DatabaseSync(process.argv[1]);
db.exec('create table planted (cell text)');
db.prepare('insert into planted values (?)').run(process.argv[2]);
db.close();`;

const sqlite = async (script: string, ...args: string[]) => (await run(node24(), ['--no-warnings', '-e', script, ...args])).stdout;

async function databaseCells(file: string): Promise<Place[]> {
	const lines = (await sqlite(DUMP, file)).split('\n').filter(Boolean);
	return lines.map((line) => JSON.parse(line) as Place);
}

/** In a copy, so that none of it stays. A search that finds nothing would prove nothing otherwise. */
async function findsWhatIsPlanted(n8n: Instance, secrets: Secret[], logs: string): Promise<string> {
	const folder = path.join(devDir, 'e2e/planted');
	const [settings, log] = [path.join(folder, 'settings'), path.join(folder, 'logs')];
	rmSync(folder, { recursive: true, force: true });
	mkdirSync(log, { recursive: true });
	cpSync(path.join(n8n.userFolder, '.n8n'), settings, { recursive: true, filter: (file) => path.basename(file) !== 'nodes' });
	for (const file of files(logs).filter((one) => path.basename(one).startsWith(n8n.name)))
		cpSync(file, path.join(log, path.basename(file)));
	const wanted: string[] = [];
	const planted = secrets.flatMap(({ what, value }) => forms(value).map((form) => ({ what, form })));
	for (const { what, form } of planted)
		for (const where of ['database planted.cell', 'file planted.txt', `log ${n8n.name}.log`]) wanted.push(`${what} in ${where}: ${form}`);
	const text = planted.map(({ form }) => form).join(' ');
	await sqlite(PLANT, path.join(settings, 'database.sqlite'), text);
	writeFileSync(path.join(settings, 'planted.txt'), text);
	appendFileSync(path.join(log, `${n8n.name}.log`), text);
	const places = await placesOf(settings, log, n8n.name);
	const found = search(places, secrets);
	const missed = wanted.filter((one) => {
		const [head, form] = one.split(': ');
		return !found.some((line) => line.startsWith(`${head}: `) && line.includes(form));
	});
	rmSync(folder, { recursive: true, force: true });
	expect(missed.length === 0, `planted, but not found:\n${missed.join('\n')}`);
	return `${planted.length} forms in 3 places`;
}
