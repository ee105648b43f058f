/** Both triggers on every kind of tracker that is known. */
import type { INodeParameters } from 'n8n-workflow';
import { KeitaroTrigger } from '../../nodes/Keitaro/KeitaroTrigger.node';
import { personalities, settingsOf, type Personality } from '../emulator/personalities';
import { withoutPauses } from '../trust/impatience';
import { bench } from './bench';
import { postbackBench } from './postbackBench';

const kinds = Object.keys(personalities) as Personality[];
const MINUTE = 60_000;
withoutPauses();

describe.each(kinds)('Keitaro Trigger on a tracker that is %s', (as) => {
	const b = bench();
	beforeEach(() => Object.assign(b.tracker.settings, settingsOf(as)));

	/** What has each event happen, and what it then tells; or why it cannot be watched there. */
	const EVENTS: Record<
		string,
		{ parameters?: INodeParameters; happen(): void; tells: object; refusedBy?: Partial<Record<Personality, RegExp>> }
	> = {
		newConversion: { happen: () => void b.convert({ status: 'lead' }), tells: { status: 'lead' } },
		statusChanged: {
			happen: () => b.change(b.tracker.store.conversions.filter(({ status }) => status === 'lead').at(-1)!, 'sale'),
			tells: { status: 'sale', previous_status: 'lead' },
		},
		thresholdCrossed: {
			parameters: { measure: 'cost', condition: 'above', threshold: 5000, minClicks: 1, interval: 'all_time' },
			happen: () => void b.tracker.store.addClick({ campaign_id: 1, cost: 9000 }),
			tells: { campaign_id: 1, alert: { measure: 'cost' } },
		},
		domainStatusChanged: {
			happen: () => Object.assign(b.tracker.store.domains[0], { status: 'error', network_status: 'error' }),
			tells: { id: 1 },
		},
		recordChanged: {
			happen: () => Object.assign(b.tracker.store.campaigns[0], { name: 'Renamed' }),
			tells: { record: 'campaign', what: 'changed', id: 1, changed: { name: [expect.any(String), 'Renamed'] } },
		},
	};
	const events = new KeitaroTrigger().description.properties.find(({ name }) => name === 'event')!.options as Array<{ value: string }>;

	it('knows every event', () => expect(Object.keys(EVENTS).sort()).toEqual(events.map(({ value }) => value).sort()));

	it.each(Object.keys(EVENTS))('%s is told once', async (event) => {
		const { parameters, happen, tells } = EVENTS[event];
		const poll = async () => await b.poll({ event, ...parameters });
		expect(await poll()).toEqual([]);
		b.wait(MINUTE);
		happen();
		// A key that may see no domains gets an empty list of them.
		const isHidden = as === 'restricted' && event === 'domainStatusChanged';
		expect(await poll()).toMatchObject(isHidden ? [] : [tells]);
		b.wait(MINUTE);
		expect(await poll()).toEqual([]);
	});

	it('a figure that the tracker does not have is an error that names those it has', async () => {
		const isKnown = !['dropping', 'old'].includes(as);
		const poll = b.poll({ event: 'thresholdCrossed', measure: 'deposits', condition: 'above', threshold: 1, interval: 'all_time' });
		if (isKnown) return void expect(await poll).toEqual([]);
		await expect(poll).rejects.toMatchObject({
			message: expect.stringMatching(/^The tracker does not (give|know) "deposits"/),
			...(as === 'dropping' ? { description: expect.stringMatching(/This one gives .*regs.*sale_revenue/) } : {}),
		});
	});
});

describe.each(kinds)('Keitaro Postback Trigger on a tracker that is %s', (as) => {
	const b = postbackBench();
	beforeEach(() => Object.assign(b.tracker.settings, settingsOf(as)));

	it('is called for a conversion, and takes its postback out again', async () => {
		const before = b.postbacks(1, 2);
		const trigger = await b.trigger();
		await trigger.activate();
		await b.convert({ status: 'lead', payout: '5' });
		expect(b.started(trigger)).toMatchObject([{ status: 'lead' }]);
		await trigger.deactivate();
		expect(b.postbacks(1, 2)).toEqual(before);
	});
});
