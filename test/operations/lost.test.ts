/** The tracker does what it is asked for, and the answer gets lost: every operation either finds out, or says that it may have been done. */
import { runNode } from '../engine';
import { startEmulator, type Emulator } from '../emulator';
import { known, sampleOf } from './every';

let emulator: Emulator;
beforeAll(async () => void (emulator = await startEmulator()));
afterAll(async () => await emulator.stop());
beforeEach(() => emulator.reset());

const changing = known.filter((one) => !one.operation.reads && !sampleOf(one).explains);

/** By hand: each makes a new thing every time. */
const CREATING = new Set([
	...'affiliateNetwork campaign domain facebookIntegration group landing offer source stream user click conversion'
		.split(' ')
		.map((resource) => `${resource}:create`),
	...'affiliateNetwork campaign landing offer source'.split(' ').map((resource) => `${resource}:clone`),
	...['domain:register', 'landing:addFile', 'offer:addFile', 'stream:copyToCampaigns', 'postback:test'],
]);

type Fault = Parameters<Emulator['fault']>[0];

async function run(one: (typeof changing)[number], fault: Fault) {
	const { minimal, setup, item = { json: {} } } = sampleOf(one);
	setup?.(emulator);
	emulator.fault(fault);
	return await runNode({
		parameters: {
			resource: one.resource.value,
			operation: one.operation.value,
			output: 'full',
			...minimal,
			...('confirm' in minimal ? { confirm: false } : {}),
			options: { retryPause: 1 },
		},
		credentials: emulator.credentials(),
		items: [structuredClone(item)],
	});
}

/** The first request that changes something, by what it is without a fault. */
async function changingRequest(one: (typeof changing)[number]): Promise<{ method: string; path: string } | undefined> {
	await run(one, { kind: 'status', status: 500, path: /nothing is here/ });
	const asked = emulator.requests.find(({ method, path }) => method !== 'GET' && !/\/(log|types|build)$/.test(path));
	const request = asked ?? emulator.requests.find(({ path }) => !path.startsWith('/admin'));
	emulator.reset();
	return request && { method: request.method, path: below(request.path) };
}

/** A path as faults name it. */
const below = (path: string): string => path.replace(/^\/admin_api\/v1(?=\/)/, '');

it.each(changing)('$name', async (one) => {
	const request = await changingRequest(one);
	expect(request).toBeDefined();
	const { method, path } = request!;
	const { items, error } = await run(one, { kind: 'dropAfter', method, path, times: 1 });
	const made = emulator.requests.filter((each) => each.method === method && below(each.path) === path);
	expect(made.length).toBeGreaterThan(0);
	if (CREATING.has(one.name)) {
		expect(error?.description).toMatch(/may have been carried out/);
		// What may be there already is not made a second time.
		expect(made).toHaveLength(1);
	} else {
		expect(error?.message).toBeUndefined();
		expect(items[0].json.success).toBe(true);
	}
});

it('what is gone already says so, and only where the first answer got lost', async () => {
	const one = changing.find(({ name }) => name === 'offer:delete')!;
	const request = (await changingRequest(one))!;
	// A tracker that does not know what is in its archive.
	emulator.onAnswer(({ method, path }) => {
		if (method === 'DELETE' && below(path) === request.path) emulator.store.offers = [];
	});
	const lost = await run(one, { kind: 'dropAfter', method: request.method, path: request.path, times: 1 });
	expect(lost.items[0].json.data).toEqual({ success: true, already_gone: true });
	expect((await run(one, { kind: 'status', status: 500, path: /nothing is here/ })).error?.message).toMatch(/404/);
});

describe.each(['filter:create', 'postback:create', 'filter:delete', 'postback:delete', 'stream:addOffer'])('%s', (name) => {
	const one = changing.find((each) => each.name === name)!;

	it('finds out after an error whether it was carried out', async () => {
		const { path } = (await changingRequest(one))!;
		const done = await run(one, { kind: 'status', status: 500, method: 'PUT', path, after: true });
		expect(done.error).toBeUndefined();
		expect(emulator.requests.filter(({ method }) => method === 'PUT')).toHaveLength(1);

		emulator.reset();
		const { error } = await run(one, { kind: 'status', status: 500, method: 'PUT', path });
		expect(error?.description).toMatch(/^Nothing was written: the (filters|postbacks|offers) are as they were\. Try again in a moment\.$/);
	});

	it('says that it may have been carried out where nobody can see', async () => {
		const { path } = (await changingRequest(one))!;
		emulator.fault({ kind: 'status', status: 500, method: 'GET', path, skip: 1 });
		const { error } = await run(one, { kind: 'status', status: 500, method: 'PUT', path, after: true });
		expect(error?.description).toMatch(/may have been carried out/);
	});
});
