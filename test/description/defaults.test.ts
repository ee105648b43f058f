/** What nobody touched: what a field holds by itself, and what is sent of it. */
import type { INodeExecutionData, INodeParameters, INodeProperties } from 'n8n-workflow';
import { runNode } from '../engine';
import { startEmulator, type Emulator } from '../emulator';
import { samples } from '../operations/samples';
import { DEFAULTS, LISTS, REQUESTS, type Untouched } from './defaults';
import { inside, mismatches, nameOf, places, rowOf } from './places';
import { decides, untouched } from './untouched';

const deciding = places.filter(({ property }) => decides(property));

describe('a field', () => {
	it('has a row in defaults.ts if its default decides what is done', () => {
		expect(mismatches(DEFAULTS, deciding, ({ property }) => `what "${property.name}" is by itself in the API's words`)).toEqual([]);
	});

	it('holds what the table says', () => {
		const defaults = (of: (place: (typeof places)[number]) => unknown) => deciding.map((place) => [nameOf(place), of(place)]);
		expect(defaults(({ property }) => property.default)).toEqual(defaults((place) => rowOf(DEFAULTS, place)));
	});

	it('begins empty otherwise', () => {
		const EMPTY: Partial<Record<INodeProperties['type'], unknown>> = {
			multiOptions: [],
			collection: {},
			fixedCollection: {},
			resourceLocator: { mode: 'list', value: '' },
		};
		const others = places.filter(({ property }) => !decides(property));
		expect(others.length).toBeGreaterThan(100);
		const filled = others.filter(({ property }) => JSON.stringify(property.default) !== JSON.stringify(EMPTY[property.type] ?? ''));
		expect(filled.map(nameOf)).toEqual([]);
	});
});

let emulator: Emulator;
beforeAll(async () => {
	emulator = await startEmulator();
	// Which names a tracker knows is found out when it is first met, by a request more.
	await run({ operation: 'stats:getAll' });
});
afterAll(async () => await emulator.stop());
beforeEach(() => emulator.reset());

const credentials = () => emulator.credentials();

async function run(row: Untouched) {
	const [resource, operation] = row.operation.split(':');
	const { setup, item = { json: {}, binary: {} } } = samples[resource][operation];
	// The field that the file of the sample is in has another name than the usual one.
	const [file] = Object.values(item.binary ?? {});
	setup?.(emulator);
	return await runNode({
		parameters: { ...untouched(row).parameters, options: { retries: 0 } },
		typeVersion: row.version,
		credentials: credentials(),
		items: [{ json: item.json, ...(file ? { binary: { data: file } } : {}) }] as INodeExecutionData[],
		timezone: 'Europe/Madrid',
	});
}

const sent = () =>
	emulator.requests.flatMap(({ method, path, query, json }) => {
		const carrying = json ?? (Object.keys(query).length > 0 ? query : undefined);
		const request = `${method} ${path.replace('/admin_api/v1', '').replace(emulator.postbackKey, 'KEY')}`;
		if (carrying === undefined) return method === 'GET' ? [] : [[request]];
		return [[request, carrying]];
	});

describe('an operation', () => {
	it.each(REQUESTS.map((row) => [`${row.operation}${row.added ? ', with all fields added' : ''}`, row] as const))(
		'%s sends what the table says',
		async (_, row) => {
			const { error, items } = await run(row);
			if (row.refused) {
				expect(error?.message).toMatch(row.refused);
				expect(emulator.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
			} else {
				expect(error?.message).toBeUndefined();
				expect(sent()).toEqual(row.sends);
				expect(Object.keys(items[0]?.binary ?? {})).toEqual(row.fills ? [row.fills] : []);
			}
		},
	);

	it.each(Object.entries(LISTS))('%s gives 50 of more rows', async (operation, answer) => {
		const rows = Array.from({ length: 60 }, (_, at) => ({ id: at + 1, name: `row ${at + 1}` }));
		emulator.fault({ kind: 'body', body: JSON.stringify(answer(rows)) });
		const { items, error } = await run({ operation });
		expect(error).toBeUndefined();
		expect(items).toHaveLength(50);
	});

	it('stands in a table for each default that reaches its requests or what they bring', () => {
		const left = new Set(REQUESTS.flatMap((row) => untouched(row).left));
		for (const list of Object.keys(LISTS)) for (const name of ['returnAll', 'limit', 'limit@2']) left.add(`${list} ${name}`);
		// Of the seconds is seen only how long it waits; the original's JSON is what test/operations/compatibility.test.ts is about.
		const LEFT_OUT = /^(operation|dataMode@1|confirmSeconds)$/;
		const reaching = deciding.filter(({ of, where, path }) => of === 'Keitaro' && where !== 'Keitaro' && !LEFT_OUT.test(path));
		expect([...new Set(reaching.map(nameOf))].filter((name) => !left.has(name))).toEqual([]);
	});
});

describe('options of a run', () => {
	const { property } = places.find(({ where, path }) => where === 'Keitaro' && path === 'options')!;
	const added = Object.fromEntries<INodeParameters[string]>(inside(property).map(({ name, default: usual }) => [name, usual]));
	const begin = { deadline: AbortSignal.timeout, timer: globalThis.setTimeout };
	afterEach(() => {
		AbortSignal.timeout = begin.deadline;
		globalThis.setTimeout = begin.timer;
		jest.restoreAllMocks();
	});

	describe.each([
		['left out', {}],
		['added, and left as they come', added],
	])('that are %s', (_, options) => {
		const each = { resource: 'campaign', operation: 'get', campaignId: { __rl: true, mode: 'id', value: '1' }, options };

		it('repeat a request twice, after one and two seconds, and give each a minute', async () => {
			const deadlines: number[] = [];
			AbortSignal.timeout = (ms) => (deadlines.push(ms), begin.deadline.call(AbortSignal, ms));
			jest.spyOn(Math, 'random').mockReturnValue(0);
			let paused = 0;
			/** Pauses are made of short ones, so that a run can be cancelled; the engine has timers of its own. */
			globalThis.setTimeout = ((work: (...given: unknown[]) => void, ms = 0, ...given: unknown[]) => {
				const isPause = /transport.retry\.js/.test(new Error().stack ?? '');
				if (isPause) paused += ms;
				return begin.timer(work, isPause ? 0 : ms, ...given);
			}) as typeof setTimeout;
			emulator.fault({ kind: 'status', status: 503 });
			const { error } = await runNode({ parameters: each, credentials: credentials() });
			expect(error).toMatchObject({ httpCode: '503' });
			expect(deadlines).toEqual([60_000, 60_000, 60_000]);
			expect(paused).toBe(1000 + 2000);
		});

		it('read five items at once', async () => {
			const held: Array<() => void> = [];
			const release = () => held.splice(0).forEach((answer) => answer());
			// Five have to wait for one another, so that a sixth would come if it were sent; fewer are not held for ever.
			const longest = setTimeout(release, 5000);
			emulator.onRequest(async () => {
				if (held.length === 4) setTimeout(release, 50);
				await new Promise<void>((answer) => held.push(answer));
			});
			const { items } = await runNode({
				parameters: each,
				credentials: credentials(),
				items: Array.from({ length: 10 }, () => ({ json: {} })),
			});
			clearTimeout(longest);
			expect(items).toHaveLength(10);
			expect(emulator.maxInFlight).toBe(5);
		});
	});
});
