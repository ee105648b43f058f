/** What a trigger asks and tells whose fields are left as they come. */
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { bench as polling } from '../triggers/bench';
import { postbackBench } from '../triggers/postbackBench';

const bench = polling();
const postbacks = postbackBench();

const MINUTE = 60_000;
const stamp = (moment: number) => new Date(moment).toISOString().slice(0, 19).replace('T', ' ');

describe.each(['newConversion', 'statusChanged'])('%s', (event) => {
	/** Looks for the first time, when the newest conversion is at the begin of one of the pieces of time in which the log is read. */
	async function look(options: INodeParameters) {
		const newest = Math.floor(bench.now / (10 * MINUTE)) * 10 * MINUTE;
		const { conversions, clicks } = bench.tracker.store;
		conversions.length = 0;
		const { sub_id } = clicks[0];
		bench.tracker.store.addConversion({ sub_id, tid: 'newest', at: newest });
		return { told: await bench.poll({ event, ...options }), newest };
	}

	it.each([
		['left out', {}],
		['added', { options: { firstHours: 0, lookBack: 120 } }],
	])('looks two hours back, and tells nothing of what was there before: options are %s', async (_, options) => {
		const { told, newest } = await look(options);
		expect(told).toEqual([]);
		expect(bench.bodies().at(-1)).toMatchObject({ range: { from: stamp(newest - 27 * 60 * MINUTE), timezone: 'UTC' }, filters: [] });
		// What comes in later than those two hours, and ten minutes, has a word about it.
		const isLate: unknown[] = [];
		for (const minutes of [129, 131]) {
			const at = newest - minutes * MINUTE;
			const conversion = bench.convert({ at: event === 'statusChanged' ? at - MINUTE : at, status: 'lead' });
			if (event === 'statusChanged') bench.change(conversion, 'sale', (bench.now - at) / MINUTE);
			bench.wait(10 * MINUTE);
			isLate.push((await bench.poll({ event, ...options })).map(({ hint }) => hint !== undefined));
		}
		expect(isLate).toEqual([[false], [true]]);
	});

	it('asks for what the table of defaults says', async () => {
		await look({});
		for (const { columns } of bench.bodies()) {
			const chosen = 'event_id sub_id tid status revenue datetime campaign_id campaign offer_id offer country_code'.split(' ');
			expect((columns as string[]).slice(0, chosen.length)).toEqual(chosen);
		}
	});
});

/** Lets the next look find these rows, whatever it asks. */
function answer(rows: unknown): void {
	bench.tracker.clearFaults();
	bench.tracker.fault({ kind: 'body', body: JSON.stringify(rows) });
}

describe('thresholdCrossed', () => {
	const rowsOf = (...rows: Array<[clicks: number, roi: number]>) => ({
		rows: rows.map(([clicks, roi], at) => ({
			campaign_id: at + 1,
			campaign: `Campaign ${at + 1}`,
			clicks,
			roi,
			cost: 1,
			profit: 1,
			revenue: 2,
		})),
		total: rows.length,
	});
	const told = async () => (await bench.poll({ event: 'thresholdCrossed' })).map(({ campaign_id }) => campaign_id);

	it('asks for the ROI of each campaign today', async () => {
		await told();
		expect(bench.bodies()).toEqual([
			{
				range: { interval: 'today', timezone: 'America/New_York' },
				filters: [],
				dimensions: ['campaign_id', 'campaign'],
				measures: ['clicks', 'roi', 'cost', 'profit', 'revenue'],
			},
		]);
	});

	it('tells when it falls below 0 with 100 clicks or more, but not of what was so before', async () => {
		answer(rowsOf([100, -1], [100, 5], [99, 5], [1000, 5]));
		expect(await told()).toEqual([]);
		answer(rowsOf([100, -1], [100, -1], [99, -1], [1000, 0]));
		expect(await told()).toEqual([2]);
	});
});

describe('domainStatusChanged', () => {
	const domain = (id: number, network_status: string) => ({ id, name: `d${id}.example.com`, status: 'active', network_status });
	const told = async () => (await bench.poll({ event: 'domainStatusChanged' })).map(({ id }: IDataObject) => id);

	it('tells any change of any domain, but not of problems that were there before', async () => {
		answer([domain(1, 'error'), domain(2, 'error'), domain(3, 'active'), domain(4, 'active')]);
		expect(await told()).toEqual([]);
		answer([domain(1, 'error'), domain(2, 'active'), domain(3, 'error'), domain(4, 'pending')]);
		expect(await told()).toEqual([2, 3, 4]);
	});
});

describe('the postback trigger', () => {
	const values = 'subid tid status revenue currency campaign_name offer_id external_id sub_id_1'.split(' ');
	const macros = values.map((name) => `&${name}={${name}}`).join('');

	it('has itself called with GET for leads and sales, with what tells conversions apart', async () => {
		const made = await postbacks.trigger({ campaigns: [2] });
		await made.activate();
		expect(postbacks.campaign(2).postbacks).toMatchObject([{ method: 'GET', statuses: ['lead', 'sale'] }]);
		expect(postbacks.campaign(2).postbacks[0].url.split('&campaign_id=2')[1]).toBe(macros);
	});

	it('starts the workflow for each call, also for one that comes again', async () => {
		const made = await postbacks.trigger({ campaigns: [2], options: { ignoreRepeated: 0 } });
		await made.activate();
		for (let times = 0; times < 2; times++) await postbacks.convert({ status: 'lead', tid: '1' }, 2);
		expect(made.starts).toHaveLength(2);
	});
});
