/** Whatever is done to a workflow between two polls: on every kind of tracker nothing is lost, and nothing is told twice. */
import * as fc from 'fast-check';
import { NOON } from '../emulator';
import { personalities, settingsOf, type Personality } from '../emulator/personalities';
import { withoutPauses } from '../trust/impatience';
import { bench } from './bench';
import { life, Living, type Life } from './lives';

/** For each kind of tracker. */
const LIVES = Number(process.env.KEITARO_LIVES ?? 350);

withoutPauses();

describe.each(Object.keys(personalities) as Personality[])('on a tracker that is %s', (as) => {
	const b = bench();
	const settings = settingsOf(as);
	const isOlder = settings.olderConversions === true || settings.oldColumns === true;
	const live = async (given: Life) =>
		await new Living(b, given, settings, !isOlder, ({ id, event_id }) => String(isOlder ? id : event_id)).run();

	it(`${LIVES} lives of a trigger are told whole, once`, async () => {
		let told = 0;
		await fc.assert(
			fc.asyncProperty(life(NOON), async (given) => {
				const verdict = await live(given);
				told += verdict.told;
				expect(verdict.faults).toEqual([]);
			}),
			{ numRuns: LIVES, seed: 1 },
		);
		expect(told).toBeGreaterThan(LIVES);
	}, 300_000);
});
