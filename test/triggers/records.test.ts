/** The Keitaro Trigger on records: what was created, changed, archived and restored, by whomever. */
import type { IDataObject } from 'n8n-workflow';
import { forgetAll } from '../../nodes/Keitaro/triggers/records/memory';
import { settingsOf } from '../../nodes/Keitaro/triggers/records/print';
import { withoutPauses } from '../trust/impatience';
import { bench } from './bench';

withoutPauses();
const b = bench();
const RECORDS = { event: 'recordChanged', kinds: ['campaign', 'stream', 'offer', 'landing', 'domain'], ofCampaigns: ['1', '2'] };
const told = async (parameters = {}) =>
	(await b.poll({ ...RECORDS, ...parameters })).map(({ record, what, id, changed }) => ({
		record,
		what,
		id,
		...(changed ? { changed } : {}),
	}));

const campaign = (id: number) => b.tracker.store.campaigns.find((row) => row.id === id)!;
const stream = () =>
	b.tracker.store.streams.find(({ campaign_id, state, offers }) => campaign_id === 1 && state === 'active' && offers.length > 0)!;

it('tells what changed, with the values before and after, and nothing at first', async () => {
	expect(await told()).toEqual([]);
	expect(await told()).toEqual([]);
	const before = campaign(1).name;
	Object.assign(campaign(1), { name: 'Renamed', cost_value: 7, updated_at: '2026-11-23 12:34:56' });
	const flow = stream();
	const share = flow.offers[0].share;
	flow.state = 'disabled';
	flow.offers[0].share = share + 1;
	const [one, other, ...more] = await b.poll(RECORDS);
	expect(one).toMatchObject({ record: 'campaign', what: 'changed', id: 1, name: 'Renamed', alias: campaign(1).alias });
	expect(one.changed).toEqual({ name: [before, 'Renamed'], cost_value: [expect.any(Number), 7] });
	expect(other).toMatchObject({
		record: 'stream',
		what: 'changed',
		id: flow.id,
		campaign_id: 1,
		changed: { state: ['active', 'disabled'] },
	});
	const [offersBefore, offersAfter] = (other.changed as IDataObject).offers as unknown as IDataObject[][];
	expect([offersBefore[0].share, offersAfter[0].share]).toEqual([share, share + 1]);
	expect(more).toEqual([]);
	expect(await told()).toEqual([]);
});

it('asks for each list once, and for flows only of the campaigns that are chosen', async () => {
	await told();
	// Campaigns come in pages, of which the last is empty.
	expect(b.sent()).toEqual([
		'GET /campaigns',
		'GET /campaigns',
		'GET /offers',
		'GET /landing_pages',
		'GET /domains',
		'GET /campaigns/1/streams',
		'GET /campaigns/2/streams',
	]);
	b.tracker.requests.length = 0;
	await b.poll({ event: 'recordChanged' });
	expect(b.sent()).toEqual(['GET /campaigns', 'GET /campaigns', 'GET /offers', 'GET /landing_pages', 'GET /domains']);
	b.tracker.requests.length = 0;
	await b.poll({ event: 'recordChanged', kinds: ['stream'] });
	const all = b.tracker.store.campaigns.filter(({ state }) => state !== 'deleted').map(({ id }) => `GET /campaigns/${id}/streams`);
	expect(b.sent()).toEqual(['GET /campaigns', 'GET /campaigns', ...all]);
});

it('tells of what was created, archived and restored, once', async () => {
	await told();
	const { offers, landings, domains } = b.tracker.store;
	offers.push({ ...structuredClone(offers[0]), id: 900, name: 'New' });
	campaign(2).state = 'deleted';
	landings[0].state = 'deleted';
	expect(await told()).toEqual([
		{ record: 'campaign', what: 'archived', id: 2 },
		{ record: 'offer', what: 'created', id: 900 },
		{ record: 'landing', what: 'archived', id: landings[0].id },
	]);
	expect(await told()).toEqual([]);
	campaign(2).state = 'active';
	landings[0].state = 'active';
	expect(await told()).toEqual([
		{ record: 'campaign', what: 'restored', id: 2 },
		{ record: 'landing', what: 'restored', id: landings[0].id },
	]);
	domains.push({ ...structuredClone(domains[0]), id: 901, name: 'next.example.com' });
	expect(await told()).toEqual([{ record: 'domain', what: 'created', id: 901 }]);
});

it('knows one that was archived before the first look by its ID', async () => {
	campaign(2).state = 'deleted';
	const parameters = { event: 'recordChanged', kinds: ['campaign'] };
	expect(await b.poll(parameters)).toEqual([]);
	campaign(2).state = 'active';
	expect(await b.poll(parameters)).toMatchObject([{ record: 'campaign', what: 'restored', id: 2 }]);
});

it.each(['archived', 'changed', 'created'])('tells only what is wanted: %s', async (wanted) => {
	const how = [wanted];
	await told({ how });
	campaign(1).notes = 'new';
	campaign(2).state = 'deleted';
	const { offers } = b.tracker.store;
	offers.push({ ...structuredClone(offers[0]), id: 900 });
	expect((await told({ how })).map(({ what }) => what)).toEqual([wanted]);
	// With other wishes, what was seen is not news.
	expect(await told()).toEqual([]);
});

it('tells nothing of figures, dates, checks and the names of other records', async () => {
	await told();
	const { domains, groups, clicks, offers } = b.tracker.store;
	Object.assign(domains[0], { status: 'error', network_status: 'error', error_description: 'DNS', next_check_at: '2027-01-01 00:00:00' });
	domains[0].checks.push(7);
	groups.forEach((group) => (group.name += ' renamed'));
	clicks.length = 3;
	offers.reverse();
	for (const row of [...offers, ...b.tracker.store.campaigns]) row.updated_at = '2027-01-01 00:00:00';
	for (const flow of b.tracker.store.streams) flow.offers.reverse();
	expect(await told()).toEqual([]);
});

it('masks what is secret on both sides', async () => {
	await told();
	const { token } = campaign(1);
	campaign(1).token = 'brand-new-token-of-the-campaign';
	const [event] = await b.poll(RECORDS);
	const [before, after] = (event.changed as { token: string[] }).token;
	expect([before, after]).toEqual([event.token, event.token]);
	expect(JSON.stringify([event, b.kept])).not.toMatch(new RegExp(`${token}|brand-new-token`));
});

it('says after a restart of n8n which fields changed, and that their values before are not known', async () => {
	await told();
	forgetAll();
	Object.assign(campaign(1), { name: 'Renamed', state: 'disabled' });
	const events = await b.poll(RECORDS);
	expect(events).toMatchObject([
		{
			record: 'campaign',
			what: 'changed',
			id: 1,
			changed: { name: [null, 'Renamed'], state: [null, 'disabled'] },
			hint: expect.stringMatching(/restarted/),
		},
	]);
	campaign(1).state = 'active';
	expect(await told()).toEqual([{ record: 'campaign', what: 'changed', id: 1, changed: { state: ['disabled', 'active'] } }]);
});

it('tells it again with the right values if n8n died before it had kept what it told', async () => {
	await told();
	const before = structuredClone(b.kept);
	const { name } = campaign(1);
	campaign(1).name = 'First';
	expect(await told()).toHaveLength(1);
	b.kept = before;
	expect(await told()).toEqual([{ record: 'campaign', what: 'changed', id: 1, changed: { name: [null, 'First'] } }]);
	expect(name).not.toBe('First');
});

describe('is not misled', () => {
	it.each(['at first', 'later'])('by lists that are empty for a while, %s', async (when) => {
		if (when === 'later') await told();
		const { campaigns, offers, landings, domains, streams } = b.tracker.store;
		const all = { campaigns, offers, landings, domains, streams };
		Object.assign(b.tracker.store, { campaigns: [], offers: [], landings: [], domains: [], streams: [] });
		expect(await told()).toEqual([]);
		Object.assign(b.tracker.store, all);
		expect(await told()).toEqual([]);
		campaign(1).notes = 'x';
		expect(await told()).toEqual([{ record: 'campaign', what: 'changed', id: 1, changed: { notes: [expect.anything(), 'x'] } }]);
	});

	it('by a list that is cut without a word', async () => {
		await told();
		b.tracker.settings.restricted = true;
		expect(await told()).toEqual([]);
		b.tracker.settings.restricted = false;
		expect(await told()).toEqual([]);
	});

	it('by an update of the tracker that brings a field', async () => {
		await told();
		for (const row of b.tracker.store.offers) Object.assign(row, { brand_new: row.id });
		expect(await told()).toEqual([]);
		Object.assign(b.tracker.store.offers[0], { brand_new: 'x' });
		expect(await told()).toMatchObject([{ record: 'offer', changed: { brand_new: [expect.any(Number), 'x'] } }]);
	});

	it('by a poll that fails half way', async () => {
		await told();
		campaign(1).notes = 'x';
		b.tracker.fault({ kind: 'status', status: 500, path: '/domains' });
		await expect(told()).rejects.toThrow('HTTP 500');
		b.tracker.clearFaults();
		expect(await told()).toEqual([{ record: 'campaign', what: 'changed', id: 1, changed: { notes: [expect.anything(), 'x'] } }]);
	});
});

it('keeps little of many records', async () => {
	b.tracker.store.generateCampaigns(4000);
	b.tracker.store.generateOffers(1000);
	await b.poll({ event: 'recordChanged', kinds: ['campaign', 'offer'] });
	const records = Object.values((b.state as { lists: Record<string, { prints: object }> }).lists).flatMap(({ prints }) =>
		Object.keys(prints),
	);
	expect(records.length).toBeGreaterThan(5000);
	expect(JSON.stringify(b.kept).length).toBeLessThan(300_000);
});

it('shows records in a manual run, and remembers nothing', async () => {
	const shown = await b.poll({ event: 'recordChanged' }, { mode: 'manual' });
	expect(shown.map(({ record, what }) => [record, what])).toEqual(
		['campaign', 'offer', 'landing', 'domain'].map((kind) => [kind, 'changed']),
	);
	expect(b.kept).toEqual({});
});

it.each<[string, string, IDataObject, string[]]>([
	[
		'names of what is there by ID',
		'offer',
		{ id: 1, group: 'A', group_id: 2, affiliate_network: 'N', affiliate_network_id: 3, country: ['US', 'DE'] },
		['affiliate_network_id', 'country', 'group_id', 'id'],
	],
	['but not those that are not', 'domain', { id: 1, group: 'A', default_campaign: 4 }, ['default_campaign', 'group', 'id']],
	['places of campaigns', 'campaign', { id: 1, position: 3 }, ['id']],
	['but not of flows', 'stream', { id: 1, position: 3 }, ['id', 'position']],
	['figures', 'campaign', { id: 1, clicks: 7, conversions: 1, cost_value: 2, profit: 4 }, ['cost_value', 'id']],
])('leaves out %s', (_, kind, row, names) => expect(Object.keys(settingsOf(kind, row))).toEqual(names));
