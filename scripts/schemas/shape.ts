import { schemas, type Schema } from '../../test/contract';

/** Records inside a record are listed if they have no more keys than this. */
const MOST_KEYS = 20;

type Types = string | string[];

/** The bare form of a schema of the API: the keys of a record and of the records inside it, and the types of their values. */
export function shapeOf(schema: Schema, depth = 1): Schema {
	const { properties, items, ...rest } = resolved(schema);
	if (items) return { type: typesIn(rest), items: shapeOf(items as Schema, depth) };
	const keys = Object.entries((properties ?? {}) as Record<string, Schema>);
	if (keys.length === 0 || depth < 0 || (depth === 0 && keys.length > MOST_KEYS)) return { type: typesIn(rest) };
	return { type: typesIn(rest), properties: Object.fromEntries(keys.map(([key, of]) => [key, shapeOf(of, depth - 1)])) };
}

const resolved = (schema: Schema): Schema => (typeof schema.$ref === 'string' ? resolved(schemas[schema.$ref.split('/').pop()!]) : schema);

/** The types that a schema allows. n8n shows the first. */
function typesIn({ type, oneOf, anyOf, enum: values }: Schema): Types {
	if (type !== undefined) return ordered([type as Types].flat());
	const either = (oneOf ?? anyOf) as Schema[] | undefined;
	return either ? ordered(either.flatMap((one) => typesIn(resolved(one)))) : typesOf(values as unknown[]);
}

/** The types of values. */
export const typesOf = (values: unknown[]): Types =>
	ordered(values.map((value) => (value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value)));

function ordered(types: string[]): Types {
	const all = [...new Set(types)].sort((a, b) => Number(a === 'null') - Number(b === 'null'));
	return all.length === 1 ? all[0] : all;
}
