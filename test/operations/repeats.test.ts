/** Which requests are made again after a 503: all that only read, or leave the same state, and none that would create a second thing. */
import { findOperation } from '../contract';
import { runNode } from '../engine';
import { startEmulator, type Emulator, type RecordedRequest } from '../emulator';
import { known, sampleOf } from './every';

/** By hand: what creates something each time. */
const CREATING = [
	'POST /affiliate_networks',
	'POST /affiliate_networks/{id}/clone',
	'POST /campaigns',
	'POST /campaigns/{id}/clone',
	'POST /domains',
	'POST /domains/register',
	'POST /groups',
	'POST /integrations/facebook',
	'POST /landing_pages',
	'POST /landing_pages/{id}/add_file',
	'PUT /landing_pages/{id}/clone',
	'POST /offers',
	'POST /offers/{id}/add_file',
	'POST /offers/{id}/clone',
	'POST /streams',
	'POST /traffic_sources',
	'POST /traffic_sources/{id}/clone',
	'POST /users',
	// Each is a click, or a conversion.
	'click:create GET /click_api/v3',
	'conversion:create GET postback',
	'postback:test GET postback',
];

let emulator: Emulator;
beforeAll(async () => void (emulator = await startEmulator()));
afterAll(async () => await emulator.stop());

/** `POST /offers`; what the table of the API does not have is told with the operation that asks for it. */
function keyOf(name: string, { method, path }: RecordedRequest): string {
	const row = findOperation(method, path.replace(/^\/admin_api\/v1(?=\/)/, ''));
	return row ? `${row.method} ${row.path}` : `${name} ${method} ${path.endsWith('/postback') ? 'postback' : path}`;
}

async function run(one: (typeof known)[number], skip?: number) {
	const { setup, minimal, full = {}, item = { json: {} } } = sampleOf(one);
	emulator.reset();
	setup?.(emulator);
	// How often is looked for a conversion depends on how fast it is.
	const still = 'confirm' in minimal || 'confirm' in full ? { confirm: false } : {};
	if (skip !== undefined) emulator.fault({ kind: 'status', status: 503, skip, times: 1 });
	await runNode({
		parameters: {
			resource: one.resource.value,
			operation: one.operation.value,
			...minimal,
			...full,
			...still,
			options: { retries: 1, retryPause: 1 },
		},
		credentials: emulator.credentials(),
		items: [structuredClone(item)],
	});
	return [...emulator.requests];
}

it('is as the table says, for every request of every operation', async () => {
	const once = new Set<string>();
	const odd: string[] = [];
	for (const one of known.filter((each) => !sampleOf(each).explains)) {
		const requests = await run(one);
		for (const at of requests.keys()) {
			const faulted = await run(one, at);
			const again = faulted[at + 1];
			const isRepeated =
				again !== undefined && again.method === faulted[at].method && again.url === faulted[at].url && again.body === faulted[at].body;
			const key = keyOf(one.name, faulted[at]);
			if (!isRepeated) once.add(key);
			if (isRepeated === CREATING.includes(key)) odd.push(`${one.name}: ${key} is ${isRepeated ? '' : 'not '}made again`);
		}
	}
	expect(odd).toEqual([]);
	expect([...once].sort()).toEqual([...CREATING].sort());
});
