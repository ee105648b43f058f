import { bodyErrors, findOperation, keyOf, matchPath, operations, schemas, schemaValidator, type Schema } from '.';

const body = (method: string, path: string, value: unknown) =>
	bodyErrors(findOperation(method, path)!, value).map((error) => error.keyword);

describe('the table of the API', () => {
	it('has 107 published operations and 3 newer ones, each once', () => {
		expect(new Set(operations.map(keyOf)).size).toBe(110);
		expect(operations.filter((operation) => operation.source === 'live').map(keyOf)).toEqual([
			'POST /campaigns/clean_archive',
			'GET /domains/ip',
			'POST /domains/register',
		]);
	});

	it.each(operations.map((operation) => [keyOf(operation), operation] as const))('%s', (_, operation) => {
		const inPath = [...operation.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
		expect(operation.pathParams.map((param) => param.name)).toEqual(inPath);
		expect([200, 201]).toContain(operation.success.status);
		expect(() => bodyErrors(operation, {})).not.toThrow();
		if (operation.method === 'GET') expect(operation.body).toBeNull();
		if (typeof operation.success.answer === 'string') expect(schemas).toHaveProperty(operation.success.answer);
	});

	it('compiles every schema and closes every object of known keys', () => {
		for (const name of Object.keys(schemas)) expect(() => schemaValidator(name)).not.toThrow();
		const open: string[] = [];
		const walk = (schema: Schema, at: string) => {
			if (schema.properties && schema.additionalProperties === undefined) open.push(at);
			for (const [key, value] of Object.entries(schema)) if (value && typeof value === 'object') walk(value as Schema, `${at}/${key}`);
		};
		for (const operation of operations) if (operation.body) walk(operation.body, keyOf(operation));
		for (const [name, schema] of Object.entries(schemas)) if (name.endsWith('Request')) walk(schema, name);
		expect(open).toEqual([]);
	});

	it('finds operations by template and by address, literal paths first', () => {
		expect(findOperation('GET', '/campaigns/5')?.path).toBe('/campaigns/{id}');
		expect(findOperation('GET', '/campaigns/{id}')?.path).toBe('/campaigns/{id}');
		expect(findOperation('GET', '/campaigns/deleted')?.path).toBe('/campaigns/deleted');
		expect(findOperation('GET', '/campaigns/abc')).toBeUndefined();
		expect(findOperation('GET', '/logs/nothing')).toBeUndefined();
		expect(matchPath('/streams/7/enable')).toEqual([{ operation: findOperation('POST', '/streams/{id}/enable'), params: { id: '7' } }]);
	});

	it.each([
		['POST', '/campaigns', { alias: 'a', name: 'n', group_id: 3 }, []],
		['POST', '/campaigns', { alias: 'a', name: 'n', group_id: '3', bind_visitors: null }, []],
		['POST', '/campaigns', { name: 'n' }, ['required']],
		['POST', '/campaigns', { alias: 'a', name: 'n', uniqueness_method: 'ip' }, ['additionalProperties']],
		['PUT', '/campaigns/1', { cost_type: 'CPA' }, ['enum']],
		['PUT', '/streams/1', { action_payload: 'https://example.com', filters: [{ name: 'bot', mode: 'reject', payload: null }] }, []],
		['PUT', '/streams/1', { filters: [{ name: 'limit', mode: 'accept', payload: { total: 5 } }] }, []],
		['PUT', '/streams/1', { offers: [{ offer_id: 1, share: 50, stream_id: 1 }] }, ['additionalProperties']],
		['POST', '/report/build', { dimensions: ['day'], measures: ['clicks'], range: { interval: 'today' } }, []],
		['POST', '/report/build', { grouping: ['day'], metrics: ['clicks'], range: { interval: 'last_30_days' } }, ['enum']],
		['POST', '/conversions/log', { order: [] }, ['additionalProperties']],
		[
			'POST',
			'/clicks/update_costs',
			{ campaign_ids: [1], costs: [{ start_date: '2026-01-01', end_date: '2026-01-02', cost: 5 }] },
			['required', 'required'],
		],
	])('%s %s %j: %j', (method, path, value, expected) => {
		expect(body(method, path, value)).toEqual(expected);
	});
});
