import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { runNode, type NodeRun } from '../engine';
import { startEmulator, type Emulator, type Fault } from '../emulator';
import { withoutWaiting } from './impatience';
import { note } from './report';

/**
 * Runs of many items against a tracker that fails at every fifth request, in every way a server can fail. Whatever happens, each item
 * ends as exactly one outcome, in its place, paired with its own input; nothing is created twice; and what may have been created
 * although no answer came is told.
 */

let emulator: Emulator;
beforeAll(async () => void (emulator = await startEmulator()));
afterAll(async () => await emulator.stop());
beforeEach(() => emulator.reset());
withoutWaiting(() => emulator);

const READS = 500;
const UPDATES = 100;
const CREATES = 400;
const RATE = 0.2;
const TRIES = 3;

interface Kind {
	name: string;
	fault: Fault;
	/** Requests that only read, or leave the same state, are made again. */
	repeated: boolean;
	/** So is a create: it is certain that nothing was created. */
	createRepeated?: boolean;
	/** A create that failed so may have been carried out. */
	unsure: boolean;
	message: RegExp;
}

const BUSY = { repeated: true, unsure: true };
const BROKEN = { repeated: true, unsure: true, message: /broke off before the answer was complete/ };
const SLOW = { repeated: true, unsure: true, message: /did not answer within 60 seconds/ };
const DAMAGED = { repeated: true, unsure: true, message: /answer is damaged/ };
const status = (code: number, more: Partial<Fault> = {}): Fault => ({ kind: 'status', status: code, ...more });

const KINDS: Kind[] = [
	{ name: '429', fault: status(429), repeated: true, createRepeated: true, unsure: false, message: /too many requests.*\(HTTP 429\)/ },
	{
		name: '429 with Retry-After',
		fault: status(429, { headers: { 'Retry-After': '0' } }),
		repeated: true,
		createRepeated: true,
		unsure: false,
		message: /too many requests.*\(HTTP 429\)/,
	},
	{ name: '500', fault: status(500), repeated: false, unsure: true, message: /\(HTTP 500\)/ },
	{ name: '500 after the effect', fault: status(500, { after: true }), repeated: false, unsure: true, message: /\(HTTP 500\)/ },
	{ name: '502', fault: status(502), ...BUSY, message: /\(HTTP 502\)/ },
	{ name: '502 after the effect', fault: status(502, { after: true }), ...BUSY, message: /\(HTTP 502\)/ },
	{ name: '503', fault: status(503), ...BUSY, message: /\(HTTP 503\)/ },
	{ name: '503 with Retry-After', fault: status(503, { headers: { 'Retry-After': '0' } }), ...BUSY, message: /\(HTTP 503\)/ },
	{ name: '504', fault: status(504), ...BUSY, message: /\(HTTP 504\)/ },
	{ name: '504 after the effect', fault: status(504, { after: true }), ...BUSY, message: /\(HTTP 504\)/ },
	{ name: 'no answer', fault: { kind: 'timeout' }, ...SLOW },
	{ name: 'no answer after the effect', fault: { kind: 'timeout', after: true }, ...SLOW },
	{ name: 'slow drip', fault: { kind: 'slowDrip' }, ...SLOW },
	{ name: 'dropped before the effect', fault: { kind: 'dropBefore' }, ...BROKEN },
	{ name: 'dropped after the effect', fault: { kind: 'dropAfter' }, ...BROKEN },
	{ name: 'half an answer', fault: { kind: 'truncated' }, ...BROKEN },
	{ name: 'invalid JSON', fault: { kind: 'invalidJson' }, ...DAMAGED },
	{ name: 'invalid JSON after the effect', fault: { kind: 'invalidJson', after: true }, ...DAMAGED },
	{ name: 'plain text with 200', fault: { kind: 'plainText' }, ...DAMAGED },
	{ name: 'web page with 200', fault: { kind: 'html' }, repeated: false, unsure: true, message: /a web page answered/ },
	{
		name: 'redirect',
		fault: { kind: 'redirect', location: 'http://elsewhere.invalid/' },
		repeated: false,
		unsure: false,
		message: /sends the request elsewhere \(HTTP 302\)/,
	},
];

const numbered = (count: number): IDataObject[] => Array.from({ length: count }, (_, at) => ({ at }));
const json = ({ items }: NodeRun) => items.map((item) => item.json);
const dataOf = (outcome: IDataObject) => outcome.data as IDataObject;

async function run(parameters: INodeParameters, items: IDataObject[]) {
	return await runNode({
		parameters: { output: 'full', ...parameters, options: { concurrentRequests: 50, retryPause: 1 } },
		credentials: { keitaroApi: { domain: emulator.url, apiKey: emulator.apiKey } },
		items,
		settings: { onError: 'continueRegularOutput' },
	});
}

/** The n-th outcome belongs to the n-th item, and is either a success or an error that can be read. */
function expectOneOutcomeEach(result: NodeRun, count: number): void {
	expect(result.error).toBeUndefined();
	expect(result.items.map(({ pairedItem }) => pairedItem)).toEqual(numbered(count).map(({ at }) => ({ item: at })));
	const unclear = json(result).filter(({ success, error, message }) => success !== true && !(said(error) && said(message)));
	expect(unclear).toEqual([]);
}
const said = (text: unknown) => typeof text === 'string' && /\w/.test(text) && text.length <= 1001;

/** How often each thing was asked for, by what `key` finds in a request. */
function triesBy(key: (request: Emulator['requests'][number]) => unknown): Map<unknown, number> {
	const tries = new Map<unknown, number>();
	for (const request of emulator.requests) tries.set(key(request), (tries.get(key(request)) ?? 0) + 1);
	return tries;
}

describe.each(KINDS)('$name at every fifth request', ({ name, fault, repeated, createRepeated, unsure, message }) => {
	it('reads', async () => {
		emulator.store.generateOffers(READS);
		const ids = emulator.store.offers.filter(({ state }) => state !== 'deleted').map(({ id }) => id);
		emulator.fault({ ...fault, rate: RATE, seed: 11 });
		const items = Array.from({ length: READS }, (_, at) => ({ id: ids[at] }));
		const result = await run({ resource: 'offer', operation: 'get', offerId: '={{ $json.id }}' }, items);
		expectOneOutcomeEach(result, READS);

		const outcomes = json(result);
		const failed = outcomes.filter(({ success }) => success !== true);
		outcomes.forEach((outcome, at) => {
			if (outcome.success === true) expect(dataOf(outcome).id).toBe(items[at].id);
			else expect(outcome.error).toMatch(message);
		});
		const tries = triesBy(({ path }) => Number(path.split('/').at(-1)));
		const repeats = outcomes.filter((_, at) => tries.get(items[at].id)! > 1);
		expect(Math.max(...tries.values())).toBeLessThanOrEqual(TRIES);
		if (repeated) {
			expect(outcomes.filter(({ success }, at) => success !== true && tries.get(items[at].id) !== TRIES)).toEqual([]);
			expect(repeats.filter(({ success }) => success === true).length).toBeGreaterThan(0);
		} else {
			expect(repeats).toEqual([]);
		}
		note('reads', { kind: name, items: READS, errors: failed.length, repeatedAndRead: repeats.length - (repeated ? failed.length : 0) });
	});

	it('changes, which come to the same however often they are made', async () => {
		emulator.store.generateOffers(UPDATES);
		const ids = emulator.store.offers.filter(({ state }) => state !== 'deleted').map(({ id }) => id);
		emulator.fault({ ...fault, rate: RATE, seed: 12 });
		const items = Array.from({ length: UPDATES }, (_, at) => ({ id: ids[at], name: `Changed ${at}` }));
		const result = await run(
			{
				resource: 'offer',
				operation: 'update',
				dataMode: 'fields',
				offerId: '={{ $json.id }}',
				updateFields: { name: '={{ $json.name }}' },
			},
			items,
		);
		expectOneOutcomeEach(result, UPDATES);
		const stored = new Map(emulator.store.offers.map((offer) => [offer.id, offer.name]));
		json(result).forEach((outcome, at) => {
			if (outcome.success === true) expect([dataOf(outcome).id, stored.get(items[at].id)]).toEqual([items[at].id, items[at].name]);
			else expect(outcome.error).toMatch(message);
		});
		const tries = triesBy(({ path }) => path);
		expect(Math.max(...tries.values())).toBeLessThanOrEqual(repeated ? TRIES : 1);
	});

	it('creates', async () => {
		emulator.fault({ ...fault, rate: RATE, seed: 13 });
		const items = Array.from({ length: CREATES }, (_, at) => ({ name: `New ${at}` }));
		const result = await run(
			{ resource: 'group', operation: 'create', dataMode: 'fields', name: '={{ $json.name }}', type: 'campaigns' },
			items,
		);
		expectOneOutcomeEach(result, CREATES);

		const stored = new Map<string, number[]>();
		for (const { id, name: called } of emulator.store.groups) stored.set(called, [...(stored.get(called) ?? []), id]);
		const twice = items.filter(({ name: called }) => (stored.get(called)?.length ?? 0) > 1);
		expect(twice).toEqual([]);
		let [errors, createdAllTheSame] = [0, 0];
		json(result).forEach((outcome, at) => {
			const created = stored.get(items[at].name) ?? [];
			if (outcome.success === true) {
				expect(created).toEqual([Number(dataOf(outcome).id)]);
				return;
			}
			errors++;
			createdAllTheSame += created.length;
			expect(outcome.error).toMatch(message);
			if (unsure) expect(outcome.message).toMatch(/may have been carried out all the same: look in the tracker before running it again/);
			else expect(created).toEqual([]);
		});
		const tries = triesBy((request) => (request.json as IDataObject).name);
		expect(Math.max(...tries.values())).toBeLessThanOrEqual(createRepeated ? TRIES : 1);
		if (!createRepeated) expect(errors).toBeGreaterThan(0);
		note('creates', { kind: name, items: CREATES, errors, createdAllTheSame, createdTwice: twice.length });
	});

	it('what all items of a run send together', async () => {
		emulator.fault({ ...fault, times: 1 });
		const items = Array.from({ length: 50 }, (_, at) => ({ ip: `198.51.100.${at}` }));
		const result = await run({ resource: 'bot', operation: 'create', botData: '={{ $json.ip }}' }, items);
		expectOneOutcomeEach(result, 50);
		const outcomes = json(result);
		expect(new Set(outcomes.map(({ success }) => success === true))).toEqual(new Set([repeated]));
		if (repeated) expect(items.every(({ ip }) => emulator.store.bots.has(ip))).toBe(true);
		else outcomes.forEach(({ error }) => expect(error).toMatch(message));
	});
});

describe.each(['dropBefore', 'dropAfter', 'truncated', 'invalidJson'] as const)('%s while', (kind) => {
	it('a list is read in pages: all of it, in order, once', async () => {
		emulator.store.generateCampaigns(2500);
		const ids = emulator.store.campaigns.filter(({ state }) => state !== 'deleted').map(({ id }) => id);
		emulator.fault({ kind, rate: RATE, seed: 3 });
		const result = await run({ resource: 'campaign', operation: 'getAll', returnAll: true }, numbered(10));
		expectOneOutcomeEach(result, 10);
		const lists = json(result).filter(({ success }) => success === true);
		expect(lists.length).toBeGreaterThan(0);
		for (const list of lists) expect((list.data as IDataObject[]).map(({ id }) => id)).toEqual(ids);
	});

	it('entries are added to the list of one record: each of them once', async () => {
		const [campaign] = emulator.store.campaigns;
		campaign.postbacks.length = 0;
		emulator.fault({ kind, rate: RATE, seed: 4 });
		const result = await run(
			{ resource: 'postback', operation: 'create', campaignId: campaign.id, url: '={{ "https://ads.example.com/" + $json.at }}' },
			numbered(40),
		);
		expectOneOutcomeEach(result, 40);
		const urls = campaign.postbacks.map(({ url }) => url);
		expect(new Set(urls).size).toBe(urls.length);
		json(result).forEach(({ success }, at) => {
			if (success === true) expect(urls).toContain(`https://ads.example.com/${at}`);
		});
	});
});
