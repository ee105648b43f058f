import Ajv from 'ajv';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { FOLDERS } from '../../scripts/schemas/folder';
import { previewsOf, textOf, type Preview } from '../../scripts/schemas/preview';
import { Keitaro } from '../../nodes/Keitaro/Keitaro.node';
import { runNode } from '../engine';
import { startEmulator, type Emulator } from '../emulator';
import { known, registered } from './every';
import type { Sample } from './samples/sample';
import { tour, type Stop } from './tour';

/** What the editor shows of an operation's output before it was run. */
const versions = [1, 2] as const;
const folderOf = (version: 1 | 2, root = '../..') => path.join(__dirname, root, FOLDERS[version]);
const filesOf = (folder: string) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.json'));

let emulator: Emulator;
let stops: Stop[];
let previews: Map<string, Preview>;
beforeAll(async () => {
	emulator = await startEmulator();
	stops = await tour(emulator);
	previews = new Map(previewsOf(stops).map((preview) => [preview.name, preview]));
}, 120_000);
afterAll(async () => await emulator.stop());

const operations = known.map(({ name }) => name.replace(':', '/'));

it('are there for nothing else than operations', () => {
	const all = registered.map(({ name }) => `${name.replace(':', '/')}.json`);
	for (const version of versions) expect(filesOf(folderOf(version)).filter((file) => !all.includes(file))).toEqual([]);
});

it('are in the package for every version of the node', () => {
	for (const version of versions) {
		const texts = (of: string) => filesOf(of).map((file) => [file, readFileSync(path.join(of, file), 'utf8')]);
		expect(texts(folderOf(version, '../../dist'))).toEqual(texts(folderOf(version)));
	}
	expect(new Keitaro().description.version).toEqual(versions);
});

describe.each(operations)('%s: an alarm when its preview drifts from what comes out', (name) => {
	it('is what `npm run schemas` makes', () => {
		for (const version of versions)
			expect(readFileSync(path.join(folderOf(version), `${name}.json`), 'utf8')).toBe(textOf(previews.get(name)!.schemas[version]));
	});

	it('fits what comes out', async () => {
		const { schemas, documented } = previews.get(name)!;
		const [first, ...others] = stops.filter((stop) => stop.name === name.replace('/', ':'));
		// Where the API does not say what the data are, the user's choice may change it, as that of columns does.
		const outputs = first.sample.explains
			? [await afterError(name, first.sample)]
			: [first, ...(documented ? others : [])].map(({ items }) => items);
		for (const items of outputs) {
			expect(items).toHaveLength(1);
			// These are only there where the tracker did otherwise than asked.
			const { missing: _missing, notTaken: _notTaken, ...usual } = items[0].json;
			expect(unlike(schemas[1], usual)).toEqual([]);
			const { count, data, ...rest } = usual;
			for (const record of count === undefined ? [] : (data as unknown[]))
				expect(unlike(schemas[2], { ...rest, data: record })).toEqual([]);
		}
	});
});

/** What an output item has that its preview does not show, or shows otherwise. */
function unlike(schema: object, json: object) {
	const validate = new Ajv({ strict: false, allErrors: true }).compile(closed(schema));
	return validate(json) ? [] : validate.errors;
}

/** What an operation that Keitaro does not have puts out in a workflow that goes on after errors. */
async function afterError(name: string, { minimal }: Sample) {
	const [resource, operation] = name.split('/');
	const { items } = await runNode({
		parameters: { resource, operation, ...minimal },
		credentials: { keitaroApi: { domain: emulator.url, apiKey: emulator.apiKey } },
		settings: { onError: 'continueRegularOutput' },
	});
	return items;
}

/** The schema with nothing allowed beside the keys that it names. An object of which it names none may hold anything. */
function closed(schema: object): object {
	if (Array.isArray(schema)) return schema as unknown[];
	const inside = Object.fromEntries(
		Object.entries(schema).map(([key, of]) => [key, typeof of === 'object' && of !== null ? closed(of as object) : (of as unknown)]),
	);
	return 'properties' in schema ? { ...inside, additionalProperties: false } : inside;
}
