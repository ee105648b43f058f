/** What scripts in use send, put into the form that the published API has: trackers take it so (bodies of public clients). */
type Body = Record<string, unknown>;

const NUMBER = /^-?\d+(\.\d+)?$/;
/** Texts of flows that look like numbers and are none. */
const TEXTS = ['name', 'action_payload', 'comments', 'value', 'payload'];
/** May be null. */
const NULLABLE = ['triggers', 'action_options', 'comments', 'filters', 'landings', 'offers'];

function relaxed(key: string, value: unknown): unknown {
	if (Array.isArray(value)) return (value as unknown[]).map((one) => relaxed(key, one));
	if (typeof value === 'object' && value !== null) {
		if (TEXTS.includes(key)) return value;
		return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, relaxed(name, one)]));
	}
	if (typeof value !== 'string' || TEXTS.includes(key)) return value;
	if (value === 'true' || value === 'false') return value === 'true';
	return NUMBER.test(value) ? Number(value) : value;
}

/** The body of a flow as the API has it. */
export function relax(operation: string, body: unknown): unknown {
	if (!/^(POST|PUT) \/streams(\/\{id\})?$/.test(operation) || typeof body !== 'object' || body === null) return body;
	const given = Object.entries(relaxed('', body) as Body).filter(([name, value]) => value !== null || !NULLABLE.includes(name));
	const flow = Object.fromEntries(given);
	// A filter with the ID 0 is a new one.
	if (Array.isArray(flow.filters)) flow.filters = (flow.filters as Body[]).map(({ id, ...filter }) => (id ? { id, ...filter } : filter));
	return flow;
}

/** Keys that trackers take beyond the published API. */
export const TAKEN: Record<string, string[]> = {
	'POST /domains': ['group_id'],
	'PUT /domains/{id}': ['group_id'],
};
