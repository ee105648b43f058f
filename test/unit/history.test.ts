/** The history of a conversion, as newer trackers tell it in one text. */
import { phasesIn } from '../../nodes/Keitaro/values/history';

const [one, two] = ['2026-07-14 08:12:00', '2026-07-15 10:40:59'];

it.each<[unknown, Array<[number: number, status: string, stamp: string]>]>([
	[`1. Lead (${one})`, [[1, 'Lead', one]]],
	[
		`1. Lead (${one}), 2. Sale (${two})`,
		[
			[1, 'Lead', one],
			[2, 'Sale', two],
		],
	],
	[
		`1. Lead (${one})\n2. Late Sale (EU) (${two})`,
		[
			[1, 'Lead', one],
			[2, 'Late Sale (EU)', two],
		],
	],
	[`1. Lead (${one}), 2. Sale`, [[1, 'Lead', one]]],
	[`Lead (${one})`, []],
	[`1. (${one})`, []],
	['1. Lead', []],
	['', []],
	[null, []],
	[{ a: 1 }, []],
])('%j', (history, phases) => {
	expect(phasesIn(history)).toEqual(phases.map(([number, status, stamp]) => ({ number, status, stamp })));
});
