import type { INodeParameters } from 'n8n-workflow';
import { entries, flowHarness, id, offer } from './flows';

const { bodies, flow, run, sent, tracker, writes } = flowHarness();

/** Offers of a flow in short: `1:50 2:30x` is offer 1 with share 50, and offer 2 with 30, disabled. */
const parse = (short: string) =>
	[...short.matchAll(/(\d+):(\d+)(x?)/g)].map(([, one, share, off]) => ({
		offer_id: Number(one),
		share: Number(share),
		state: off ? ('disabled' as const) : ('active' as const),
	}));

const shares = (flowId: number) =>
	flow(flowId)
		.offers.map(({ offer_id, share, state }) => `${offer_id}:${share}${state === 'disabled' ? 'x' : ''}`)
		.join(' ');

/** Gives a flow offers, as if it had had them before. */
function bind(flowId: number, short: string) {
	const dates = { created_at: '2026-01-11 10:00:00', updated_at: '2026-01-11 10:00:00' };
	flow(flowId).offers = parse(short).map((one, at) => ({ id: 100 + at, stream_id: flowId, ...one, ...dates }));
}

it('are set from JSON, such as those of another flow', async () => {
	flow(2).offers[0].state = 'disabled';
	flow(2).offers[1].share = 100;
	const items = [{ json: { offers: structuredClone(flow(2).offers) as never } }];
	const parameters = { streamId: id(4), offersMode: 'json', offersData: '={{ $json.offers }}' };
	const { error } = await run('setOffers', parameters, { items });
	expect(error).toBeUndefined();
	expect(shares(4)).toBe('1:50x 2:100');
	expect((await run('setOffers', { ...parameters, offersData: '[{"offer_id": 3, "share": 100}]' })).error).toBeUndefined();
	expect(shares(4)).toBe('3:100');
});

const rest = (flowId: number) => JSON.stringify({ ...flow(flowId), offers: [] });

const operations: Array<[operation: string, parameters: INodeParameters, before: string, after: string]> = [
	['setOffers', { offers: entries('offers', offer(3, 80), offer(1, 20)) }, '1:50 2:50', '3:80 1:20'],
	['setOffers', { offers: entries('offers', offer(1, 30, 'disabled'), offer(2, 100)) }, '1:100', '1:30x 2:100'],
	['setOffers', { offers: entries('offers', offer(1, 100)) }, '', '1:100'],
	['addOffer', { offerId: id(6), share: 25 }, '1:50 2:50', '1:38 2:37 6:25'],
	['addOffer', { offerId: id(6), share: 98 }, '1:99 2:1', '1:1 2:1 6:98'],
	['addOffer', { offerId: id(6), share: 50 }, '1:100 2:70x', '1:50 2:70x 6:50'],
	['addOffer', { offerId: id(6), share: 50 }, '1:100 2:0', '1:50 2:0 6:50'],
	['addOffer', { offerId: id(6), share: 10 }, '', '6:100'],
	['addOffer', { offerId: id(6), share: 10 }, '1:40x', '1:40x 6:100'],
	['addOffer', { offerId: { __rl: true, mode: 'name', value: 'Capped offer' } }, '1:100', '1:50 6:50'],
	['removeOffer', { offerId: id(2) }, '1:20 2:50 3:30', '1:40 3:60'],
	['removeOffer', { offerId: id(2) }, '1:80x 2:50 3:50', '1:80x 3:100'],
	['removeOffer', { offerId: id(1) }, '1:80x 2:50 3:50', '2:50 3:50'],
	['removeOffer', { offerId: id(1) }, '1:100 2:0 3:0', '2:50 3:50'],
	['removeOffer', { offerId: id(1) }, '1:100', ''],
	['equalizeShares', {}, '1:10 2:10 3:80', '1:34 2:33 3:33'],
	['equalizeShares', {}, '1:0 2:5x 3:80', '1:50 2:5x 3:50'],
];

it.each(operations)('%s %j of %s', async (operation, parameters, before, after) => {
	bind(2, before);
	const other = rest(2);
	const kept = new Map(flow(2).offers.map((one) => [one.offer_id, `${one.id} ${one.created_at}`]));
	const { error, data, items } = await run(operation, { streamId: id(2), ...parameters });
	expect(error).toBeUndefined();
	expect(shares(2)).toBe(after);
	expect(bodies('PUT')).toEqual([{ offers: parse(after) }]);
	expect(sent().filter((one) => one.includes('streams'))).toEqual(['GET /streams/2', 'PUT /streams/2', 'GET /streams/2']);
	expect(items[0].json.request).toMatchObject({ method: 'PUT' });
	expect(data).toEqual([JSON.parse(JSON.stringify(flow(2)))]);
	// The rest of the flow is the same to the last byte, and who stays keeps the binding.
	expect(rest(2)).toBe(other);
	for (const one of flow(2).offers) if (kept.has(one.offer_id)) expect(`${one.id} ${one.created_at}`).toBe(kept.get(one.offer_id));
});

const refused: Array<[operation: string, parameters: INodeParameters, before: string, message: RegExp]> = [
	['addOffer', { offerId: id(1) }, '1:30 2:70', /^The offer 1 is already in the flow \(active, share 30\)/],
	['addOffer', { offerId: id(1) }, '1:30x', /^The offer 1 is already in the flow \(disabled, share 30\)/],
	['addOffer', { offerId: id(6), share: 99 }, '1:50 2:50', /^2 active offers cannot share 1%/],
	['removeOffer', { offerId: id(6) }, '1:50 2:50', /^The offer 6 is not in the flow/],
	['removeOffer', { offerId: id(6) }, '', /^The offer 6 is not in the flow/],
	['equalizeShares', {}, '1:50x', /^The flow has no active offers/],
	['equalizeShares', {}, Array.from({ length: 101 }, (_, at) => `${at + 1}:0`).join(' '), /^101 active offers cannot share 100%/],
];

it.each(refused)('%s %j of %s is refused', async (operation, parameters, before, message) => {
	bind(2, before);
	const { error } = await run(operation, { streamId: id(2), share: 10, ...parameters });
	expect(error?.message).toMatch(message);
	expect(writes()).toEqual([]);
});

it.each<[string, INodeParameters, RegExp]>([
	['setOffers', { offers: {} }, /^Offers is empty/],
	['setOffers', { offersMode: 'json', offersData: '[]' }, /^Offers is empty/],
	['setOffers', { offersMode: 'json', offersData: '={{ "" }}' }, /^Offers is empty/],
	['setOffers', { offersMode: 'json', offersData: '{"offer_id": 1}' }, /^Offers must be a list/],
	['setOffers', { offersMode: 'json', offersData: '[{"share": 100}]' }, /^Offers 1: Offer is empty/],
	['setOffers', { offersMode: 'json', offersData: '[{"offer_id": 1}]' }, /^Offers: the share of offer 1 is undefined/],
	['setOffers', { offers: entries('offers', offer(1, 50)) }, /^Offers: the shares sum to 50/],
	['setOffers', { offers: entries('offers', offer(1, 50), offer(1, 50)) }, /^Offers: the offer 1 is there twice/],
	['addOffer', { offerId: id(6), share: '={{ 0 }}' }, /^Share must be a whole number from 1 to 100/],
	['addOffer', { offerId: id(6), share: '={{ 12.5 }}' }, /^Share must be a whole number from 1 to 100/],
	['addOffer', { offerId: id(6), share: '={{ 101 }}' }, /^Share must be a whole number from 1 to 100/],
])('%s %j is refused before any request', async (operation, parameters, message) => {
	const { error } = await run(operation, { streamId: id(2), ...parameters });
	expect(error?.message).toMatch(message);
	expect(sent()).toEqual([]);
});

it.each<[string, INodeParameters]>([
	['setOffers', { offers: entries('offers', offer(99, 100)) }],
	['addOffer', { offerId: id(99) }],
])('%s refuses an offer that does not exist', async (operation, parameters) => {
	const { error } = await run(operation, { streamId: id(2), ...parameters });
	expect(error?.message).toBe('The offer 99 cannot be found');
	expect(sent()).toEqual(['GET /offers']);
});

it('is added again, beside what somebody else has written over it', async () => {
	let writes = 0;
	tracker().onAnswer(({ method, path }) => {
		if (method === 'PUT' && path.endsWith('/streams/2') && ++writes === 1) bind(2, '3:100');
	});
	const { error } = await run('addOffer', { streamId: id(2), offerId: id(6) });
	expect(error).toBeUndefined();
	expect(shares(2)).toBe('3:50 6:50');
});

it('leaves shares as somebody else has set them since', async () => {
	tracker().onAnswer(({ method, path }) => void (method === 'PUT' && path.endsWith('/streams/2') && bind(2, '6:10 3:90')));
	const { error } = await run('addOffer', { streamId: id(2), offerId: id(6) });
	expect(error).toBeUndefined();
	expect(bodies('PUT')).toHaveLength(1);
	expect(shares(2)).toBe('6:10 3:90');
});

it('tells when the tracker did not keep what was written', async () => {
	tracker().fault({ method: 'PUT', path: '/streams/2', kind: 'body', status: 200, body: JSON.stringify(flow(2)) });
	const { error } = await run('addOffer', { streamId: id(2), offerId: id(6) });
	expect(error?.message).toBe('The tracker did not keep the offers as they were sent');
});

it('adds one after the other to the same flow, however many items are worked on at once', async () => {
	const items = [3, 4, 5, 6].map((one) => ({ one }));
	const { error } = await run(
		'addOffer',
		{ streamId: id(2), offerId: id('={{ $json.one }}'), share: 20, options: { concurrentRequests: 4 } },
		{ items },
	);
	expect(error).toBeUndefined();
	expect(
		flow(2)
			.offers.map(({ offer_id }) => offer_id)
			.sort(),
	).toEqual([1, 2, 3, 4, 5, 6]);
	expect(flow(2).offers.reduce((sum, { share }) => sum + share, 0)).toBe(100);
});

it('offers without a share do not need one when another is added', async () => {
	bind(4, '1:100 2:0 3:0');
	const { error } = await run('addOffer', { streamId: id(4), offerId: id(4), share: 99 });
	expect(error).toBeUndefined();
	expect(shares(4)).toBe('1:1 2:0 3:0 4:99');
});
