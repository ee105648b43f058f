/** How many requests many items come to. */
import { isDeepStrictEqual } from 'node:util';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import type { Bench, Row } from './measure';
import { amount, inTurns, medianMs, rounded } from './measure';
import { keitaro, numbered } from './run';

const API = '/admin_api/v1';
const DELAY = 50;

const addresses = (count: number): IDataObject[] => numbered(count, (at) => ({ ip: `10.${at >> 16}.${(at >> 8) & 255}.${at & 255}` }));

const bots: Row = {
	key: 'bots',
	work: `10,000 items, bot create and bot delete, ${DELAY} ms server delay`,
	comparedWith: 'one request per item',
	target: 'at most 10 requests each, at least 100x fewer, under 2 s',
	async measure(bench) {
		const items = addresses(amount(bench, 10_000));
		const requests: Record<string, number> = {};
		const way = (operation: string, parameter: string) => async () => {
			await bench.tracker.reset({ latency: DELAY });
			await keitaro(bench, { resource: 'bot', operation, [parameter]: '={{ $json.ip }}' }, items);
			requests[operation] = (await bench.tracker.traffic()).requests;
		};
		const timings = await inTurns(bench.rounds, { create: way('create', 'botData'), delete: way('delete', 'botId') });
		const most = Math.max(...Object.values(requests));
		const slowest = Math.max(medianMs(timings.create), medianMs(timings.delete)) / 1000;
		const fewer = items.length / most;
		return {
			value: most,
			shown: `${most} requests`,
			ok: most <= 10 && fewer >= Math.min(100, items.length) && slowest < 2,
			rounds: timings.create.map(({ ms }, round) => Math.max(ms, timings.delete[round].ms) / 1000),
			notes: [
				`${rounded(fewer, 0)}x fewer; create ${rounded(medianMs(timings.create) / 1000)} s, delete ${rounded(medianMs(timings.delete) / 1000)} s`,
			],
			figures: { ...requests, fewer, secondsCreate: medianMs(timings.create) / 1000, secondsDelete: medianMs(timings.delete) / 1000 },
		};
	},
};

const ZONES = ['Europe/Berlin', 'America/New_York'];
const CURRENCIES = ['EUR', 'USD'];
const CAMPAIGNS = 20;
/** The ID of the first campaign that is added to those of the seed. */
const FIRST_CAMPAIGN = 7;

/** Costs of many ads, their campaigns, time zones and currencies mixed. */
const costItems = (count: number): IDataObject[] =>
	numbered(count, (at) => ({
		campaign: (at % CAMPAIGNS) + FIRST_CAMPAIGN,
		zone: ZONES[Math.floor(at / CAMPAIGNS) % 2],
		currency: CURRENCIES[Math.floor(at / CAMPAIGNS / 2) % 2],
		cost: at + 1,
		ad: `ad${at}`,
	}));

const costParameters: INodeParameters = {
	resource: 'click',
	operation: 'updateCosts',
	campaignIds: '={{ $json.campaign }}',
	startDate: '2026-01-05',
	endDate: '2026-01-05',
	timezone: '={{ $json.zone }}',
	cost: '={{ $json.cost }}',
	currency: '={{ $json.currency }}',
	additionalFields: { filters: { filters: [{ name: 'sub_id_1', value: '={{ $json.ad }}' }] } },
};

/** What the tracker has to be told of an item: nothing of it lost, nothing mixed with another. */
const toldOf = ({ campaign, zone, currency, cost, ad }: IDataObject): IDataObject => ({
	campaign_ids: [campaign],
	start_date: '2026-01-05 00:00:00',
	end_date: '2026-01-05 23:59:59',
	timezone: zone,
	currency,
	cost: String(cost),
	filters: { sub_id_1: ad },
});

const costs: Row = {
	key: 'costs',
	work: `5,000 cost rows over ${CAMPAIGNS} campaigns, 2 time zones, 2 currencies`,
	comparedWith: 'one request per item',
	target: 'as few calls as there are campaign sets, rows kept apart',
	async measure(bench) {
		const items = costItems(amount(bench, 5000));
		const timings = await inTurns(bench.rounds, {
			costs: async () => {
				await bench.tracker.reset({ latency: DELAY }, undefined, CAMPAIGNS);
				await keitaro(bench, costParameters, items);
			},
		});
		const bodies = (await bench.tracker.bodies(`${API}/clicks/update_costs`)) as Array<{ campaign_ids: number[]; costs: IDataObject[] }>;
		const told = new Map(bodies.flatMap(({ campaign_ids, costs: list }) => list.map((cost) => [cost.cost, { campaign_ids, ...cost }])));
		const wrong = items.filter((item) => !isDeepStrictEqual(told.get(String(item.cost)), toldOf(item))).length;
		const sent = bodies.reduce((sum, { costs: list }) => sum + list.length, 0);
		const least = Math.min(CAMPAIGNS, items.length);
		const { requests } = await bench.tracker.traffic();
		return {
			value: bodies.length,
			shown: `${bodies.length} requests`,
			ok: bodies.length <= least && wrong === 0 && sent === items.length,
			rounds: timings.costs.map(({ ms }) => ms / 1000),
			notes: [
				`${rounded(items.length / bodies.length, 0)}x fewer; ${sent} rows told, ${wrong} of them wrong; ${rounded(medianMs(timings.costs) / 1000)} s; ${requests - bodies.length} requests more to count the clicks they meet`,
			],
			figures: { told: sent, wrong, counting: requests - bodies.length, seconds: medianMs(timings.costs) / 1000 },
		};
	},
};

/** Each of them needs a list of the tracker for every item. */
const LOOKUPS: Record<string, { list: string; parameters: INodeParameters }> = {
	'group get': {
		list: `GET ${API}/groups`,
		parameters: { resource: 'group', operation: 'get', groupType: 'offers', groupId: { __rl: true, mode: 'name', value: 'Nutra' } },
	},
	'offer by name': {
		list: `GET ${API}/offers`,
		parameters: { resource: 'offer', operation: 'get', offerId: { __rl: true, mode: 'name', value: '={{ $json.offer }}' } },
	},
	'offers of a flow': {
		list: `GET ${API}/offers`,
		parameters: {
			resource: 'stream',
			operation: 'create',
			dataMode: 'fields',
			campaignId: { __rl: true, mode: 'id', value: 1 },
			name: '={{ "Flow " + $json.at }}',
			schema: 'landings',
			offers: { offers: [{ offerId: { __rl: true, mode: 'id', value: 1 }, share: 100, state: 'active' }] },
		},
	},
};

const lookup: Row = {
	key: 'lookup',
	work: '1,000 items that each need the same list: group get, offer by name, offers of a flow',
	comparedWith: 'one list request per item',
	target: '1 list request per run',
	async measure(bench: Bench) {
		const items = numbered(amount(bench, 1000), (at) => ({ at, offer: ['Slim US', 'Slim DE'][at % 2] }));
		const figures: Record<string, number> = {};
		for (const [name, { list, parameters }] of Object.entries(LOOKUPS)) {
			await bench.tracker.reset();
			await keitaro(bench, parameters, items);
			figures[name] = (await bench.tracker.traffic()).byCall[list] ?? 0;
		}
		const most = Math.max(...Object.values(figures));
		return {
			value: most,
			shown: `${most} list request${most === 1 ? '' : 's'}`,
			ok: Object.values(figures).every((count) => count === 1),
			rounds: [],
			notes: [
				Object.entries(figures)
					.map(([name, count]) => `${name} ${count}`)
					.join(', '),
			],
			figures,
		};
	},
};

export const bulkRows: Row[] = [bots, costs, lookup];
