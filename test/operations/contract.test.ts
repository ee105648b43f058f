import { keyOf, operations, schemas, type Operation, type Schema } from '../contract';
import { startEmulator, type Emulator } from '../emulator';
import { tour, type Stop } from './tour';

/** Fields of the API that no field of the node sends in this operation, and why. */
const EXCEPTIONS: Record<string, Record<string, string>> = {
	'POST /campaigns': {
		'postbacks[].id': 'a new campaign has no postbacks yet',
		'postbacks[].campaign_id': 'the campaign has no ID yet',
	},
	'PUT /campaigns/{id}': { 'postbacks[].campaign_id': 'the postbacks of a campaign are its own' },
	'POST /clicks/update_costs': {
		timezone: 'each cost has its own, which real trackers require',
		currency: 'each cost has its own, which real trackers require',
	},
	'POST /report/build': {
		grouping: 'the older name of dimensions, sent to trackers that know only that',
		metrics: 'the older name of measures, sent to trackers that know only that',
		columns: 'the same names again as dimensions and measures',
		summary: 'the totals come from a second report, which every tracker knows',
		limit: 'a report comes whole; only where a tracker cuts it off, the rest is asked for',
		offset: 'a report comes whole; only where a tracker cuts it off, the rest is asked for',
	},
	'POST /streams': {
		'filters[].id': 'a new flow has no filters yet',
		triggers: 'they need the ID of the flow, so they follow with PUT',
	},
};

/** The tracker's public side, which the table of the Admin API does not have. */
const PUBLIC: Record<string, RegExp> = {
	'Click API': /^GET \/click_api\/v3\?token=/,
	postback: /^GET \/pbk7e21\/postback\?/,
	'update of a click': /^GET \/\?_update_tokens=1&sub_id=/,
};

let emulator: Emulator;
let stops: Stop[];
beforeAll(async () => {
	emulator = await startEmulator();
	stops = await tour(emulator);
}, 120_000);
afterAll(async () => await emulator.stop());

/** What is written here was read before, and so need not have a field. */
const writesBack = ({ requests }: Stop) => requests.some(({ operation }) => /^GET \/(campaigns|streams)\/\{id\}$/.test(operation ?? ''));

const typed = (operation: Operation) =>
	stops.filter((stop) => !writesBack(stop)).flatMap(({ requests }) => requests.filter((request) => request.operation === keyOf(operation)));

/** The fields that a schema documents: `name`, `offers`, `offers[].share`. */
function fieldsOf(schema: Schema, at = ''): string[] {
	if (typeof schema.$ref === 'string') return fieldsOf(schemas[schema.$ref.replace('#/schemas/', '')], at);
	if (schema.items) return fieldsOf(schema.items as Schema, `${at}[]`);
	const inside = Object.entries((schema.properties ?? {}) as Record<string, Schema>);
	return inside.flatMap(([name, of]) => {
		const path = at === '' ? name : `${at}.${name}`;
		return [path, ...fieldsOf(of, path)];
	});
}

const documented = ({ query, body }: Operation): string[] => [...query.map(({ name }) => `?${name}`), ...(body ? fieldsOf(body) : [])];

/** The fields that a body has. */
function keysOf(value: unknown, at = ''): string[] {
	if (Array.isArray(value)) return value.flatMap((one) => keysOf(one, `${at}[]`));
	if (typeof value !== 'object' || value === null) return [];
	return Object.entries(value).flatMap(([name, of]) => {
		const path = at === '' ? name : `${at}.${name}`;
		return [path, ...keysOf(of, path)];
	});
}

const isUnder = (path: string, top: string) => path === top || path.startsWith(`${top}[`) || path.startsWith(`${top}.`);

describe.each(operations.map((operation) => [keyOf(operation), operation] as const))('%s', (key, operation) => {
	it('is used by an operation of the node', () => {
		const used = stops.filter(({ requests }) => requests.some((request) => request.operation === key && request.status < 400));
		expect(used).not.toEqual([]);
	});

	const fields = documented(operation);
	if (fields.length === 0) return;

	it(`has a field in the node for each of its ${fields.length}`, () => {
		const sent = new Set(typed(operation).flatMap(({ json, query }) => [...Object.keys(query).map((name) => `?${name}`), ...keysOf(json)]));
		const missing = fields.filter((field) => !sent.has(field));
		const excused = Object.keys(EXCEPTIONS[key] ?? {});
		expect(missing.filter((field) => !excused.some((top) => isUnder(field, top)))).toEqual([]);
		expect(excused.filter((top) => !missing.includes(top))).toEqual([]);
	});
});

it('asks for nothing that the API does not have', () => {
	const strange = stops
		.flatMap(({ name, requests }) => requests.map((request) => ({ name, ...request })))
		.filter(({ operation, status }) => operation === undefined || status >= 400)
		.filter(({ method, url, status }) => status >= 400 || !Object.values(PUBLIC).some((address) => address.test(`${method} ${url}`)));
	expect(strange.map(({ name, method, url, status }) => `${name}: ${method} ${url} ${status}`)).toEqual([]);
});

it.each(Object.entries(PUBLIC))('uses the %s', (_, address) => {
	expect(stops.some(({ requests }) => requests.some(({ method, url }) => address.test(`${method} ${url}`)))).toBe(true);
});

it('succeeds with every sample, unless Keitaro has no such function', () => {
	const failed = stops.filter(({ error, sample }) => (error === undefined) !== (sample.explains === undefined));
	expect(failed.map(({ name, error }) => `${name}: ${error?.message}`)).toEqual([]);
});
