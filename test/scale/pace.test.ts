/** How many requests run at once, the pause between them, and the end of a cancelled execution. */
import { setTimeout as pass } from 'node:timers/promises';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { harness } from '../resources/harness';

const bench = harness('campaign');
const { run, sent } = bench;

const many = <T>(count: number, make: (at: number) => T): T[] => Array.from({ length: count }, (_, at) => make(at));
const byId = (value: string) => ({ __rl: true, mode: 'id', value });
const numbered = (count: number) => many(count, (at) => ({ at, id: (at % 5) + 1 }));
const each: INodeParameters = { campaignId: byId('={{ $json.id }}') };

/** Holds requests until as many are there as may be under way at once, and a moment longer, for one too many to come. */
function holdUntil(most: number): () => number {
	let coming = 70;
	bench.tracker.onRequest(async () => {
		while (bench.tracker.inFlight < Math.min(most, coming)) await pass(1);
		await pass(3);
		coming--;
	});
	return () => coming;
}

/** Each request takes another time, so that they do not end in their order. */
const unevenly = () => {
	let seed = 7;
	bench.tracker.onRequest(async () => await pass((seed = (seed * 73) % 101) / 4));
};

describe('concurrent requests', () => {
	it.each<[unknown, number]>([
		[1, 1],
		[2, 2],
		[20, 20],
		[50, 50],
		[51, 50],
		[1000, 50],
		['7', 7],
		[2.9, 2],
		[0, 1],
		['many', 5],
		['', 5],
		[null, 5],
	])('%j: never more than %i in flight', async (concurrentRequests, most) => {
		const left = holdUntil(Math.min(most, 70));
		await run('get', { ...each, options: { concurrentRequests: `={{ ${JSON.stringify(concurrentRequests)} }}` } }, { items: numbered(70) });
		expect(left()).toBe(0);
		expect(bench.tracker.requests).toHaveLength(70);
		expect(bench.tracker.maxInFlight).toBe(most);
	});

	it('may be raised for changes, too', async () => {
		bench.tracker.settings.latency = 30;
		await run('disable', { ...each, options: { concurrentRequests: 4 } }, { items: numbered(12) });
		expect(bench.tracker.maxInFlight).toBe(4);
	});

	it('fifty at once: every item has its own outcome, in its place', async () => {
		unevenly();
		const ids = many(300, (at) => (at % 7 === 3 ? 900 + at : (at % 5) + 1));
		const { items, errorItems } = await run(
			'get',
			{ campaignId: byId('={{ $json.id }}'), options: { concurrentRequests: 50 } },
			{ items: ids.map((id) => ({ id })), settings: { onError: 'continueErrorOutput' } },
		);
		const told = ({ json, pairedItem }: { json: IDataObject; pairedItem?: unknown }) => [
			(json.data as IDataObject)?.id ?? json.error,
			pairedItem,
		];
		const expected = (wanted: boolean) =>
			ids.flatMap((id, item) => (id >= 900 === wanted ? [[wanted ? expect.stringContaining(`#${id} not found`) : id, { item }]] : []));
		expect(items.map(told)).toEqual(expected(false));
		expect(errorItems.map(told)).toEqual(expected(true));
	});

	it('the error that ends a run is that of the first item that failed', async () => {
		unevenly();
		const { error } = await run(
			'get',
			{ campaignId: byId('={{ $json.id }}'), options: { concurrentRequests: 50 } },
			{ items: many(50, (at) => ({ id: at < 10 ? 1 : 900 + at })) },
		);
		expect(error).toMatchObject({ message: expect.stringContaining('#910 not found') as string, context: { itemIndex: 10 } });
	});
});

describe('a pause between requests', () => {
	const PAUSE = { pause: 600_000 };

	it('is not made after the last item', async () => {
		expect((await run('get', { ...each, options: PAUSE }, { items: numbered(1) })).items).toHaveLength(1);
		expect((await run('get', { ...each, options: { ...PAUSE, concurrentRequests: 3 } }, { items: numbered(3) })).items).toHaveLength(3);
	});

	it('is not made between items that share a request', async () => {
		const { items } = await bench.run(
			'create',
			{ resource: 'bot', botData: '={{ "10.0.0." + $json.at }}', options: { pause: 1 } },
			{ items: numbered(3) },
		);
		expect(items).toHaveLength(3);
		expect(sent()).toEqual(['POST /botlist/add']);
	});
});

it('thousands of items that need no request leave room for other work', async () => {
	// A clock on which each look takes a while: how fast the machine is does not count.
	let now = 0;
	const clock = jest.spyOn(Date, 'now').mockImplementation(() => (now += 5));
	let turns = 0;
	const other = setInterval(() => turns++, 0);
	const { items } = await run(
		'create',
		{ resource: 'bot', botData: '={{ "wrong " + $json.at }}' },
		{ items: numbered(3000), settings: { onError: 'continueRegularOutput' } },
	);
	clearInterval(other);
	clock.mockRestore();
	expect(items).toHaveLength(3000);
	expect(turns).toBeGreaterThan(10);
});

describe('a cancelled execution', () => {
	/** Cancels when so many requests have come in, or were answered, and waits until each of them is over for the tracker. */
	async function cancelAfter(
		count: number,
		moment: 'asked' | 'answered',
		operation: string,
		parameters: INodeParameters,
		items = numbered(100),
	) {
		const cancel = new AbortController();
		let over = 0;
		bench.tracker.onRequest(
			() => void (moment === 'asked' && bench.tracker.requests.length >= count && setImmediate(() => cancel.abort())),
		);
		bench.tracker.onAnswer(async () => {
			over++;
			await pass(20); // until the node has the answer
			if (moment === 'answered' && over >= count) cancel.abort();
		});
		const { status } = await run(operation, parameters, { items, signal: cancel.signal });
		while (over < bench.tracker.requests.length) await pass(5);
		await pass(300); // for what should not come
		return { status, requests: bench.tracker.requests.length };
	}

	it('waits for no answer: requests in flight are given up', async () => {
		bench.tracker.fault({ kind: 'timeout' });
		expect(await cancelAfter(20, 'asked', 'get', { ...each, options: { concurrentRequests: 20, timeout: 600_000 } })).toEqual({
			status: 'canceled',
			requests: 20,
		});
	});

	it.each([100, 600_000])('sends nothing after a pause, and does not wait for its end: %i ms', async (pause) => {
		const options = { pause, concurrentRequests: 1 };
		expect(await cancelAfter(1, 'answered', 'get', { ...each, options })).toEqual({ status: 'canceled', requests: 1 });
	});

	it.each([100, 60_000])('does not try again, nor wait for the time to do so: %i ms', async (retryPause) => {
		bench.tracker.fault({ kind: 'status', status: 503 });
		const options = { concurrentRequests: 1, retries: 10, retryPause };
		expect(await cancelAfter(1, 'answered', 'get', { ...each, options })).toEqual({ status: 'canceled', requests: 1 });
	});

	it('asks for no further page', async () => {
		bench.tracker.settings.pageCap = 5;
		bench.tracker.settings.latency = 20;
		expect(await cancelAfter(2, 'asked', 'getAll', { resource: 'click', returnAll: true }, [{ at: 0, id: 1 }])).toEqual({
			status: 'canceled',
			requests: 2,
		});
	});

	it('sends no further entries', async () => {
		bench.tracker.settings.latency = 20;
		const botData = '={{ Array.from({ length: 30000 }, (_, at) => `10.0.${Math.floor(at / 256)}.${at % 256}`) }}';
		expect(await cancelAfter(2, 'asked', 'create', { resource: 'bot', botData }, [{ at: 0, id: 1 }])).toEqual({
			status: 'canceled',
			requests: 2,
		});
	});
});
