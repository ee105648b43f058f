import fc from 'fast-check';
import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { runNode } from '../engine';
import { startEmulator, type Emulator } from '../emulator';
import { hostile, MADE, type Hostile } from './hostile-values';
import { withoutPauses } from './impatience';
import { changedPrototypes, destination, namesIn, shortly, strayKeys, strayRequests, unreadable } from './judge';
import { note } from './report';
import { changed, everyOperation, formsOf, placesOf, type OneOperation } from './walk';

/**
 * Whatever comes in by expressions, into whatever parameter: no request leaves for another method, path or host than those of the
 * operation, nothing is added to its headers, no prototype changes, and each item ends as one outcome that can be read.
 */

/** Items of one run that has a hostile value in one or two places of each, and such runs of each operation. */
const ITEMS = 70;
const RUNS = 2;
/** Items of one run that has a hostile value in place of a whole parameter. */
const WHOLE = 8;
const SEED = Number(process.env.KEITARO_TRUST_SEED ?? 20_261_123);

let emulator: Emulator;
/** A server that nothing may reach. */
let elsewhere: Emulator;
beforeAll(async () => {
	emulator = await startEmulator();
	elsewhere = await startEmulator();
});
withoutPauses();
afterAll(async () => {
	await emulator.stop();
	await elsewhere.stop();
});

const usual = { retries: 0, concurrentRequests: 50 };

async function run(one: OneOperation, form: INodeParameters, items: INodeExecutionData[], options: INodeParameters = usual) {
	emulator.reset();
	one.sample.setup?.(emulator);
	return await runNode({
		parameters: {
			resource: one.resource,
			operation: one.operation,
			...form,
			// Looking for the conversion in the log takes seconds each time.
			...('confirm' in form ? { confirm: false } : {}),
			options,
		},
		credentials: emulator.credentials(),
		items,
		settings: { onError: 'continueRegularOutput' },
		// n8n starts a workflow of the newest version only with the fields of every resource that an expression could give.
		typeVersion: String(form.resource ?? one.resource).startsWith('=') ? 1 : 2,
	});
}

/** Where the operation goes when it is used as it should be, and when the tracker does not know what it is about. */
async function destinationsOf(one: OneOperation): Promise<Set<string>> {
	const known = new Set<string>();
	const { item = { json: {} } } = one.sample;
	for (const form of formsOf(one.sample)) {
		await run(one, form, [structuredClone(item), structuredClone(item), structuredClone(item)]);
		const requests = [...emulator.requests];
		await runFaulty(one, form, [structuredClone(item)], usual, { kind: 'status', status: 404, times: 1 });
		requests.push(...emulator.requests);
		for (const request of requests) for (const name of [destination(request), ...namesIn(request)]) known.add(name);
	}
	return known;
}

/** An expression for one place: what the item has for it, else what the sample has there. */
function expressionFor(value: unknown, at: number): string {
	const own = typeof value === 'string' && /^={{.*}}$/.test(value) ? value.slice(3, -2) : literal(value);
	return `={{ ${given(at)} === undefined ? (${own.replaceAll('$itemIndex', '($itemIndex % 3)')}) : ${valueOf(at)} }}`;
}

const given = (at: number) => `$json.hostile[${at}]`;
const valueOf = (at: number) => {
	const made = MADE.map((code, index) => `${given(at)}.made === ${index} ? (${code}) : `).join('');
	return `(${given(at)}.made === undefined ? ${given(at)}.value : ${made} null)`;
};
/** Two braces would end the expression. */
const literal = (value: unknown) => JSON.stringify(value).replaceAll('{{', '{\\u007b').replaceAll('}}', '}\\u007d');

/** Items of which each has a hostile value at one place, every place in turn, and sometimes at a second. */
const itemsFor = (places: number, item: INodeExecutionData) =>
	fc
		.array(fc.tuple(hostile, fc.option(fc.tuple(fc.nat({ max: places - 1 }), hostile), { freq: 3 })), {
			minLength: ITEMS,
			maxLength: ITEMS,
			size: 'max',
		})
		.map((cases) =>
			cases.map(([first, second], at) => hostileItem(item, { [at % places]: first, ...(second ? { [second[0]]: second[1] } : {}) })),
		);

const hostileItem = (item: INodeExecutionData, values: Record<number, Hostile>): INodeExecutionData => ({
	...item,
	json: { hostile: values },
});

let cases = 0;
/** Characters of the longest error. */
let longest = 0;

/** Runs the items, and holds everything that came of them against what must be true. */
async function hold(
	one: OneOperation,
	form: INodeParameters,
	items: INodeExecutionData[],
	known: Set<string>,
	names: string[],
): Promise<void> {
	const { items: output, error } = await run(one, form, items);
	const tried = (at: number) => Object.entries(items[at].json.hostile as Record<number, Hostile>);
	const problems = unreadable(output, {
		count: items.length,
		isList: one.reads,
		tell: (at) =>
			tried(at)
				.map(([place, value]) => `${names[Number(place)]} = ${shortly(value)}`)
				.join(' and '),
		isOfExpression: (at) => tried(at).some(([, value]) => 'made' in value),
	});
	cases += items.length;
	for (const { json } of output) longest = Math.max(longest, typeof json.error === 'string' ? json.error.length : 0);
	expect(error).toBeUndefined();
	const entered = `${shortly(items, Infinity)} ${shortly(form, Infinity)} ${MADE.join(' ')}`;
	expect([...strayRequests(emulator, known), ...strayKeys(emulator, entered), ...changedPrototypes(), ...problems]).toEqual([]);
	expect(elsewhere.connections).toBe(0);
}

/** Checks a property without shrinking: the first failure names the items that it is about. */
async function check<T>(
	values: fc.Arbitrary<T>,
	numRuns: number,
	one: OneOperation,
	predicate: (value: T) => Promise<void>,
): Promise<void> {
	const seed = SEED + everyOperation.indexOf(one);
	const { failed, errorInstance } = await fc.check(fc.asyncProperty(values, predicate), { numRuns, seed, endOnFailure: true });
	if (failed) throw errorInstance;
}

describe.each(everyOperation)('$name', (one) => {
	const { item = { json: {} } } = one.sample;

	it('stays what it is, whatever stands in its fields', async () => {
		const known = await destinationsOf(one);
		const [largest] = formsOf(one.sample).sort((a, b) => placesOf(b).length - placesOf(a).length);
		const places = placesOf(largest).filter(([name]) => name !== 'confirm');
		if (places.length === 0) return;
		const filled = changed(largest, places, expressionFor);
		const names = places.map((path) => path.join('.'));
		await check(itemsFor(places.length, item), RUNS, one, (items) => hold(one, filled, items, known, names));
	});

	it('stays what it is, whatever stands in place of a whole parameter', async () => {
		const known = await destinationsOf(one);
		const whole = fc.array(hostile, { minLength: WHOLE, maxLength: WHOLE, size: 'max' });
		const form = Object.assign({}, ...formsOf(one.sample)) as INodeParameters;
		const json = one.jsonFields.map((name): [string, INodeParameters] => [name, { ...form, dataMode: 'json' }]);
		const own = Object.keys(form).map((name): [string, INodeParameters] => [name, form]);
		for (const [name, filled] of [...own, ...json].filter(([given]) => given !== 'confirm')) {
			await check(whole, 1, one, async (values) => {
				const items = values.map((value) => hostileItem(item, { 0: value }));
				await hold(one, { ...filled, [name]: `={{ ${valueOf(0)} }}` }, items, known, [name]);
			});
		}
	});
});

const [reading] = everyOperation.filter(({ name }) => name === 'campaign:get');

it('the options hold any value', async () => {
	const known = await destinationsOf(reading);
	const [form] = formsOf(reading.sample);
	const names = ['concurrentRequests', 'pause', 'retries', 'retryPause', 'timeout'];
	for (const name of names) {
		await check(fc.array(hostile, { minLength: 20, maxLength: 20 }), 1, reading, async (values) => {
			for (const value of values) {
				const own = name === 'retryPause' ? {} : { retryPause: 1 };
				const options = { ...usual, ...own, [name]: `={{ ${valueOf(0)} }}` };
				const faulty = name === 'retries';
				const { items, error } = await runFaulty(
					reading,
					form,
					[hostileItem({ json: {} }, { 0: value })],
					options,
					faulty ? { kind: 'status', status: 503 } : undefined,
				);
				cases++;
				expect(error).toBeUndefined();
				const isOfExpression = () => 'made' in value;
				expect([...strayRequests(emulator, known), ...unreadable(items, { count: 1, isOfExpression })]).toEqual([]);
			}
		});
	}
});

/** The same at a tracker with a fault. */
async function runFaulty(
	one: OneOperation,
	form: INodeParameters,
	items: INodeExecutionData[],
	options: INodeParameters,
	fault?: Parameters<Emulator['fault']>[0],
) {
	const { setup } = one.sample;
	const faulty = (tracker: Emulator) => {
		setup?.(tracker);
		if (fault) tracker.fault(fault);
	};
	return await run({ ...one, sample: { ...one.sample, setup: faulty } }, form, items, options);
}

it('the resource and the operation hold any value', async () => {
	const pairs = fc.array(fc.tuple(hostile, hostile), { minLength: 300, maxLength: 300, size: 'max' });
	await check(pairs, 1, reading, async (values) => {
		const items = values.map(([resource, operation]) => hostileItem({ json: {} }, { 0: resource, 1: operation }));
		const form = { resource: `={{ ${valueOf(0)} }}`, operation: `={{ ${valueOf(1)} }}` };
		await hold(reading, form, items, new Set(), ['resource', 'operation']);
		expect(emulator.requests).toEqual([]);
	});
});

it('were enough cases', () => {
	note('hostile input', { operations: everyOperation.length, cases, longestError: longest });
	expect(cases).toBeGreaterThanOrEqual(20_000);
});
