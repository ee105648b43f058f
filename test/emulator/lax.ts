/** What scripts in use send, put into the form that the published API has: trackers take it so (bodies of public clients). */
import { keyOf, schemas, type Operation, type Schema } from '../contract';

type Body = Record<string, unknown>;

const FLOWS = ['POST /streams', 'PUT /streams/{id}'];
/** Keys of a flow that may be null; what that changes is not known, so nothing. */
const NULLABLE = ['triggers', 'action_options', 'comments'];

const NUMBER = /^-?\d+(\.\d+)?$/;

const resolved = (schema: Schema): Schema =>
	typeof schema.$ref === 'string' ? resolved(schemas[schema.$ref.replace('#/schemas/', '')]) : schema;

/** Texts become the numbers and flags that the schema has in their place: `"100"` for a share, `"true"` for a flag. */
function relaxed(schema: Schema | undefined, value: unknown): unknown {
	if (schema === undefined) return value;
	const { type, items, properties } = resolved(schema) as { type?: unknown; items?: Schema; properties?: Record<string, Schema> };
	if (Array.isArray(value)) return (value as unknown[]).map((one) => relaxed(items, one));
	if (typeof value === 'object' && value !== null)
		return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, relaxed(properties?.[name], one)]));
	if (type === 'boolean' && (value === 'true' || value === 'false')) return value === 'true';
	return (type === 'integer' || type === 'number') && typeof value === 'string' && NUMBER.test(value) ? Number(value) : value;
}

/** The body of a flow as the API has it; of anything else as it is. */
export function relax(operation: Operation, body: unknown): unknown {
	if (!FLOWS.includes(keyOf(operation)) || typeof body !== 'object' || body === null) return body;
	const given = Object.entries(relaxed(operation.body ?? undefined, body) as Body);
	const flow = Object.fromEntries(given.filter(([name, value]) => value !== null || !NULLABLE.includes(name)));
	// A filter with the ID 0 is a new one.
	if (Array.isArray(flow.filters)) flow.filters = (flow.filters as Body[]).map(({ id, ...filter }) => (id ? { id, ...filter } : filter));
	return flow;
}

/** Keys that trackers take beyond the published API. */
export const TAKEN: Record<string, string[]> = {
	'POST /domains': ['group_id'],
	'PUT /domains/{id}': ['group_id'],
};
