import type { IDataObject } from 'n8n-workflow';
import { answerErrors, findOperation, schemas, schemaValidator, type Schema } from '../../test/contract';
import type { Stop } from '../../test/operations/tour';
import { shapeOf, typesOf } from './shape';

const API = '/admin_api/v1';
const TEXT: Schema = { type: 'string' };

/** What an operation puts out, as n8n shows it before it was run. */
export interface Preview {
	/** `campaign/create` */
	name: string;
	/** By the version of the node. */
	schemas: Record<1 | 2, Schema>;
	/** The table of the API tells what the data are. Otherwise they are as they were in a run with nothing but what is required. */
	documented: boolean;
}

/** A preview for each operation, from the runs with its samples. */
export function previewsOf(stops: Stop[]): Preview[] {
	return [...new Set(stops.map(({ name }) => name))].map((name) => previewOf(stops.filter((stop) => stop.name === name)));
}

function previewOf(runs: Stop[]): Preview {
	const name = runs[0].name.replace(':', '/');
	if (runs[0].sample.explains) {
		// All it ever puts out is an error item.
		const schema = root({ error: TEXT, message: TEXT, details: { type: 'object' } });
		return { name, schemas: { 1: schema, 2: schema }, documented: true };
	}
	const { data } = outputOf(runs[0]);
	const answers = runs.map(outputOf).map((output) => answerOf(output.request, recordsIn(output.data)));
	const record = answers[0]
		? shapeOf(joined(answers))
		: taken(
				recordsIn(data),
				runs.map(outputOf).flatMap((output) => recordsIn(output.data)),
			);
	const envelope = (held: Schema, more: Schema = {}) =>
		root({
			request: { type: 'object', properties: { url: TEXT, method: TEXT, headers: { type: 'object' } } },
			resource: TEXT,
			operation: TEXT,
			success: { type: 'boolean' },
			data: held,
			...more,
		});
	const documented = answers[0] !== undefined;
	const list: Schema = { type: 'array', items: record };
	if (runs[0].items[0].json.count !== undefined)
		return { name, schemas: { 1: envelope(list, { count: { type: 'integer' } }), 2: envelope(record) }, documented };
	const one = envelope(Array.isArray(data) ? list : record);
	return { name, schemas: { 1: one, 2: one }, documented };
}

/** A preview as its file holds it. */
export const textOf = (schema: Schema): string => `${JSON.stringify(schema)}\n`;

const root = (properties: Schema): Schema => ({ type: 'object', properties, version: 1 });

/** Other values of a choice may have other answers. */
const joined = (answers: Array<Schema | undefined>): Schema => ({
	...answers[0],
	properties: Object.assign({}, ...answers.map((answer) => answer?.properties)) as Schema,
});

const outputOf = ({ items: [{ json }] }: Stop) => json as { request: { url: string; method: string }; data: unknown };

const recordsIn = (data: unknown): unknown[] => (Array.isArray(data) ? (data as unknown[]) : [data]);

const isRecord = (record: unknown): record is IDataObject => typeof record === 'object' && record !== null && !Array.isArray(record);

/** The schema of the records, if they are what the request answers, or are held by that: a flow holds filters. */
function answerOf({ url, method }: { url: string; method: string }, records: unknown[]): Schema | undefined {
	const { pathname } = new URL(url);
	const operation = pathname.startsWith(API) ? findOperation(method, pathname.slice(API.length)) : undefined;
	if (!operation || operation.success.answer === null) return undefined;
	const { answer } = operation.success;
	const whole = typeof answer === 'string' ? schemas[answer] : answer;
	const held = Object.values((whole.properties ?? {}) as Record<string, Schema>).map(({ items, ...own }) => (items as Schema) ?? own);
	const candidates = [
		{ schema: whole, fits: (record: unknown) => answerErrors(operation, record).length === 0 },
		...held.flatMap(({ $ref }) => {
			const name = typeof $ref === 'string' ? $ref.split('/').pop()! : undefined;
			return name ? [{ schema: schemas[name], fits: (record: unknown) => schemaValidator(name)(record) }] : [];
		}),
	];
	return candidates.find(
		({ schema, fits }) => schema.additionalProperties === false && records.every((record) => isRecord(record) && fits(record)),
	)?.schema;
}

/** What records were found to be. The types of a value are those that it had in any run. */
function taken(records: unknown[], all: unknown[]): Schema {
	if (!records.every(isRecord)) return { type: typesOf(records) };
	const keys = [...new Set(records.flatMap(Object.keys))];
	const values = (key: string) => all.filter(isRecord).flatMap(({ [key]: value }) => (value === undefined ? [] : [value]));
	return { type: 'object', properties: Object.fromEntries(keys.map((key) => [key, { type: typesOf(values(key)) }])) };
}
