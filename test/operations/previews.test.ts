import Ajv from 'ajv';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { FOLDER } from '../../scripts/schemas/folder';
import { previewsOf, textOf, type Preview } from '../../scripts/schemas/preview';
import { Keitaro } from '../../nodes/Keitaro/Keitaro.node';
import { runNode } from '../engine';
import { startEmulator, type Emulator } from '../emulator';
import { known, registered } from './every';
import type { Sample } from './samples/sample';
import { tour, type Stop } from './tour';

/** What the editor shows of an operation's output before it was run. */
const folder = path.join(__dirname, '../..', FOLDER);
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.json'));

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
	expect(files.filter((file) => !all.includes(file))).toEqual([]);
});

it('are in the package for every version of the node', () => {
	for (const version of [1, 2]) {
		const built = path.join(__dirname, '../../dist', FOLDER.replace('v1.0.0', `v${version}.0.0`));
		const texts = (of: string) => files.map((file) => readFileSync(path.join(of, file), 'utf8'));
		expect(texts(built)).toEqual(texts(folder));
	}
	expect(new Keitaro().description.version).toEqual([1, 2]);
});

describe.each(operations)('%s: an alarm when its preview drifts from what comes out', (name) => {
	it('is what `npm run schemas` makes', () => {
		expect(readFileSync(path.join(folder, `${name}.json`), 'utf8')).toBe(textOf(previews.get(name)!.schema));
	});

	it('fits what comes out', async () => {
		const { schema, documented } = previews.get(name)!;
		const validate = new Ajv({ strict: false, allErrors: true }).compile(closed(schema));
		const [first, ...others] = stops.filter((stop) => stop.name === name.replace('/', ':'));
		// Where the API does not say what the data are, the user's choice may change it, as that of columns does.
		const outputs = first.sample.explains
			? [await afterError(name, first.sample)]
			: [first, ...(documented ? others : [])].map(({ items }) => items);
		for (const items of outputs) {
			expect(items).toHaveLength(1);
			// These are only there where the tracker did otherwise than asked.
			const { missing: _missing, notTaken: _notTaken, ...usual } = items[0].json;
			expect([validate(usual), validate.errors]).toEqual([true, null]);
		}
	});
});

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
	if (Array.isArray(schema)) return schema;
	const inside = Object.fromEntries(
		Object.entries(schema).map(([key, of]) => [key, typeof of === 'object' && of !== null ? closed(of as object) : (of as unknown)]),
	);
	return 'properties' in schema ? { ...inside, additionalProperties: false } : inside;
}
