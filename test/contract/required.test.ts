/** What the published API requires of a request: the table of the API has it, and the node sends it at the least. */
import { startEmulator, type RecordedRequest } from '../emulator';
import { tour } from '../operations/tour';
import { findOperation, schemas, type Operation, type Schema } from '.';
import required from './required.json';

/** `name`, `costs[].cost` and `?type` by operation, as the spec of 2022 requires them. */
const table = Object.entries<string[]>(required);

const resolved = (schema: Schema): Schema => {
	const { $ref, ...own } = schema as { $ref?: string };
	return $ref === undefined ? schema : { ...resolved(schemas[$ref.replace('#/schemas/', '')]), ...own };
};

/** Whether the table requires a key, such as `costs[].cost`. */
function isRequired({ body, query }: Operation, key: string): boolean {
	if (key.startsWith('?')) return query.some((parameter) => parameter.name === key.slice(1) && parameter.required === true);
	const parts = key.split('.');
	let schema = resolved(body ?? {});
	for (const part of parts.slice(0, -1)) {
		schema = resolved(((schema.properties ?? {}) as Record<string, Schema>)[part.replace('[]', '')] ?? {});
		if (part.endsWith('[]')) schema = resolved((schema.items ?? {}) as Schema);
	}
	return ((schema.required ?? []) as string[]).includes(parts.at(-1)!);
}

it.each(table)('%s is as the spec has it', (name, keys) => {
	const [method, path] = name.split(' ');
	const operation = findOperation(method, path)!;
	expect(keys.filter((key) => !isRequired(operation, key))).toEqual([]);
});

/** The keys that a request lacks; of entries, those that any of them lacks. */
function lacking(request: RecordedRequest, keys: string[]): string[] {
	return keys.filter((key) => {
		if (key.startsWith('?')) return !(key.slice(1) in request.query);
		const values = key.split('.').reduce<unknown[]>(
			(held, part) =>
				held.flatMap((one) => {
					if (one === undefined) return [one];
					const value = (one as Record<string, unknown>)[part.replace('[]', '')];
					// A list that is not sent lacks nothing.
					return part.endsWith('[]') ? (value ?? []) : [value];
				}),
			[request.json],
		);
		return values.some((value) => value === undefined || value === '');
	});
}

it('the node sends it, in every way that it asks', async () => {
	const emulator = await startEmulator();
	const stops = await tour(emulator);
	await emulator.stop();
	const requests = stops.flatMap((stop) => stop.requests);
	const asked = new Set(requests.map(({ operation }) => operation));
	expect(table.map(([name]) => name).filter((name) => !asked.has(name))).toEqual([]);
	const wrong = requests.flatMap((request) => {
		const keys = (required as Record<string, string[]>)[request.operation ?? ''] ?? [];
		return lacking(request, keys).map((key) => `${request.operation} ${key}`);
	});
	expect([...new Set(wrong)]).toEqual([]);
});
