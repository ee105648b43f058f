/** Whatever parameter of a running trigger is changed: nothing old is told, nothing twice, and what happens from then on is. */
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { withoutTwins } from '../description/places';
import { nodeType } from '../engine';
import { bench } from './bench';

const b = bench();

interface Changes {
	/** What the trigger runs with at first. */
	usual: INodeParameters;
	/** By parameter, another value; `options.` and `/` name what is inside. */
	to: Record<string, INodeParameters>;
	/** Makes something happen that is told with any of them. */
	happen(): void;
}

const addClicks = (count: number) => {
	for (let made = 0; made < count; made++) b.tracker.store.addClick({ campaign_id: 2, cost: 1 });
};
const ofCampaign = () => b.tracker.store.clicks.findIndex(({ campaign_id, offer_id }) => campaign_id === 2 && offer_id > 0);
const conversions = (status: string): Record<string, INodeParameters> => ({
	campaigns: { campaigns: ['2'] },
	offers: { offers: ['2', '3'] },
	statuses: { statuses: [status] },
	columns: { columns: ['event_id', 'sub_id'] },
	timezone: { timezone: 'Asia/Tokyo' },
	'options.firstHours': { options: { firstHours: 48 } },
	'options.lookBack': { options: { lookBack: 600 } },
	'options.otherColumns': { options: { otherColumns: 'os' } },
});

const EVENTS: Record<string, Changes> = {
	newConversion: { usual: {}, to: conversions('sale'), happen: () => void b.convert({ click: ofCampaign(), status: 'sale' }) },
	statusChanged: {
		usual: {},
		to: conversions('rejected'),
		happen: () => {
			const conversion = b.tracker.store.conversions.find(({ sub_id, status }) => status === 'lead' && campaignOf(sub_id) === 2)!;
			b.change(conversion, 'rejected');
		},
	},
	domainStatusChanged: {
		usual: {},
		to: { domains: { domains: ['1'] }, changes: { changes: 'problem' }, tellPresent: { tellPresent: true } },
		happen: () => Object.assign(b.tracker.store.domains[0], { network_status: 'error', error_description: 'DNS' }),
	},
	recordChanged: {
		usual: {},
		to: { kinds: { kinds: ['offer', 'stream'] }, ofCampaigns: { ofCampaigns: ['2'] }, how: { how: ['changed'] } },
		happen: () => Object.assign(b.tracker.store.offers[0], { name: `${b.tracker.store.offers[0].name}, renamed` }),
	},
	thresholdCrossed: {
		usual: { interval: 'all_time', measure: 'roi', condition: 'below', threshold: 0, minClicks: 10, dimensions: ['campaign_id'] },
		to: {
			interval: { interval: 'first_day_of_this_year' },
			from: { from: '2026-01-01' },
			to: { to: '2026-12-31' },
			timezone: { timezone: 'Asia/Tokyo' },
			dimensions: { dimensions: ['campaign_id', 'campaign'] },
			measure: { measure: 'profit' },
			condition: { condition: 'below' },
			threshold: { threshold: -1 },
			minClicks: { minClicks: 5 },
			otherMeasures: { otherMeasures: ['revenue'] },
			reportFilters: { reportFilters: { filters: [{ name: 'campaign_id', operator: 'EQUALS', expression: '2' }] } },
			tellPresent: { tellPresent: false },
		},
		happen: () => addClicks(50),
	},
};

const campaignOf = (subId: string) => b.tracker.store.clickOf(subId)?.campaign_id;

const { properties } = nodeType('keitaroTrigger').description;
const parametersOf = (event: string): string[] =>
	withoutTwins(properties)
		.filter(({ displayOptions }) => displayOptions?.show?.event?.includes(event))
		.flatMap(({ name, type, options = [] }) => (type === 'collection' ? options.map((option) => `${name}.${option.name}`) : [name]));

beforeEach(() => {
	b.tracker.store.conversions = [];
	for (const [at, { campaign_id }] of b.tracker.store.clicks.entries())
		if (campaign_id === 2) b.convert({ click: at, status: 'lead', minutesAgo: 30 });
	b.tracker.store.clicks.forEach((click) => Object.assign(click, { cost: 0 }));
	b.wait(60_000);
});

describe.each(Object.entries(EVENTS))('%s', (event, { usual, to, happen }) => {
	it('is walked with every parameter that it has', () => expect(Object.keys(to).sort()).toEqual(parametersOf(event).sort()));

	it.each(Object.keys(to))('%s', async (name) => {
		const poll = async (parameters: INodeParameters): Promise<IDataObject[]> => await b.poll({ event, ...usual, ...parameters });
		await poll({});
		expect(await poll({})).toEqual([]);
		b.wait(60_000);
		// Nothing has happened since: a change of what is watched is no event.
		expect(await poll(to[name])).toEqual([]);
		b.wait(60_000);
		happen();
		expect(await poll(to[name])).toHaveLength(1);
		expect(await poll(to[name])).toEqual([]);
		expect(await poll(usual)).toEqual([]);
	});
});
