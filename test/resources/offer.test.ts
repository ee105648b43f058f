import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { withArchive } from '../operations/samples/localFiles';
import { offer as samples } from '../operations/samples/offer';
import { harness, WRONG_IDS } from './harness';

const bench = harness('offer');
const { run, sent, bodies, id } = bench;

const every = {
	action_payload: 'https://example.com/?click={subid}',
	action_type: 'http',
	affiliate_network_id: 2,
	alternative_offer_id: 2,
	archive: withArchive!.binary!.site.data,
	conversion_cap_enabled: true,
	conversion_timezone: 'Europe/Madrid',
	country: ['US', 'DE', 'GB'],
	daily_cap: 50,
	group_id: 3,
	notes: 'From other fields',
	offer_type: 'local',
	payout_auto: true,
	payout_currency: 'EUR',
	payout_type: 'CPC',
	payout_upsell: true,
	payout_value: 12.5,
	state: 'active',
};

it('sends every field under its name and in its type', async () => {
	const items = { items: [withArchive!] };
	const { error } = await run('create', samples.create.full, items);
	expect(error).toBeUndefined();
	await run('update', samples.update.full, items);
	expect(bodies('POST')).toEqual([{ ...every, name: 'New' }]);
	expect(bodies('PUT')).toEqual([{ ...every, name: 'Renamed' }]);
});

it('sends the least there is', async () => {
	await run('create', samples.create.minimal);
	expect(bodies('POST')).toEqual([{ name: 'New' }]);
});

it.each<[string, INodeParameters, IDataObject]>([
	['a text that looks like JSON', { actionPayload: '{"a":1}' }, { action_payload: '{"a":1}' }],
	['an object by expression', { actionPayload: '={{ ({ a: { b: 1 } }) }}' }, { action_payload: { a: { b: 1 } } }],
	['a number for a text', { actionPayload: '={{ 7 }}' }, { action_payload: '7' }],
	['an action that only newer trackers have', { actionType: '={{ "double_meta" }}' }, { action_type: 'double_meta' }],
	['countries by expression', { country: '={{ ["US", "DE"] }}' }, { country: ['US', 'DE'] }],
	['no countries', { country: '' }, { country: [] }],
	[
		'no group, network and alternative',
		{ groupId: id(0), affiliateNetworkId: id(0), alternativeOfferId: id(0) },
		{ group_id: 0, affiliate_network_id: 0, alternative_offer_id: 0 },
	],
	[
		'false and zero',
		{ payoutAuto: false, payoutValue: 0, conversionCapEnabled: false },
		{ payout_auto: false, payout_value: 0, conversion_cap_enabled: false },
	],
])('changes %s and nothing else', async (_, updateFields, expected) => {
	const { error } = await run('update', { offerId: id(1), updateFields });
	expect(error).toBeUndefined();
	expect(bodies('PUT')).toEqual([expected]);
});

it.each<[string, INodeParameters, RegExp]>([
	['a payload that is a list', { actionPayload: '={{ [1] }}' }, /^URL \(Action Payload\) must be a text or an object/],
	['a payout that is no number', { payoutValue: '={{ "much" }}' }, /^Payout must be a number/],
	['countries that are no texts', { country: '={{ [{}] }}' }, /^Countries must be a list/],
])('refuses %s before any request', async (_, updateFields, message) => {
	expect((await run('update', { offerId: id(1), updateFields })).error?.message).toMatch(message);
	expect(bench.tracker.requests).toEqual([]);
});

it.each(['codes', 'names', 'string'] as const)('leaves the countries as the tracker answers them (%s)', async (countriesAs) => {
	bench.tracker.settings.countriesAs = countriesAs;
	const [{ country }] = (await run('get', { offerId: id(4) })).data;
	expect(country).toEqual({ codes: ['IN', 'RO'], names: ['India', 'Romania'], string: 'India, Romania' }[countriesAs]);
});

it('goes to the archive, where it is no longer found', async () => {
	expect((await run('delete', { offerId: id('Slim DE', 'name') })).data).toMatchObject([{ id: 2, state: 'deleted' }]);
	expect(sent()).toEqual(['GET /offers', 'DELETE /offers/2/archive']);
	expect((await run('get', { offerId: id(2) })).error?.message).toMatch(/Offer #2 not found \(HTTP 404\)$/);
});

it('is cloned with its files into one record, once', async () => {
	expect((await run('clone', { offerId: id(5) })).data).toMatchObject([{ id: 8, name: 'Copy of Local shop' }]);
	expect(bench.tracker.store.files.get('offer:8')).toEqual(bench.tracker.store.files.get('offer:5'));
	bench.tracker.fault({ method: 'POST', kind: 'dropAfter', times: 1 });
	expect((await run('clone', { offerId: id(5) })).error).toBeDefined();
	expect(sent()).toEqual(Array(2).fill('POST /offers/5/clone'));
});

it('opens workflows of the original node', async () => {
	const version = { typeVersion: 1 };
	await run('create', { offerData: '{"name":"New","country":["US"]}' }, version);
	await run('update', { offerId: '2', offerData: '{"payout_value":9.5}' }, version);
	await run('get', { offerId: 2 }, version);
	expect([...bodies('POST'), ...bodies('PUT')]).toEqual([{ name: 'New', country: ['US'] }, { payout_value: 9.5 }]);
});

it.each(WRONG_IDS)('refuses the ID %s before any request', async (wrong) => {
	for (const operation of ['get', 'update', 'delete', 'clone']) {
		const { error } = await run(operation, { ...samples[operation].minimal, offerId: id(wrong) });
		expect(error?.message).toMatch(/^Offer ID must be a whole number above 0/);
	}
	expect(bench.tracker.requests).toEqual([]);
});
