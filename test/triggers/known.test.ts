/** What the trigger remembers of conversions is bounded, and small. */
import { newConversion, statusChanged } from '../../nodes/Keitaro/triggers/conversions/conversionEvent';
import { SeenKeys, MOST_SEEN, PIECE } from '../../nodes/Keitaro/triggers/conversions/seenKeys';
import { timestampOf, restamped, stampOf } from '../../nodes/Keitaro/triggers/conversions/timestamps';

describe('known keys', () => {
	it('are known again after they were stored, and forgotten with their time', () => {
		const known = new SeenKeys();
		expect([known.add('a', 5), known.add('a', 5), known.add('b', PIECE), known.add('c', 3 * PIECE - 1)]).toEqual([true, false, true, true]);
		const again = new SeenKeys(JSON.parse(JSON.stringify(known.stored())) as Record<string, string>);
		expect(again.stored()).toEqual(known.stored());
		expect(again.forget(PIECE)).toBe(PIECE);
		expect([again.add('b', PIECE), again.add('c', 0), again.add('a', PIECE)]).toEqual([false, false, true]);
	});

	it('are kept by the latest time at which they are seen', () => {
		const known = new SeenKeys();
		known.add('a', 0);
		known.add('a', 5 * PIECE);
		known.add('a', PIECE);
		known.forget(5 * PIECE);
		expect(known.add('a', 0)).toBe(false);
	});

	it('are never more than the most, of which the latest stay; two megabytes hold them', () => {
		const known = new SeenKeys();
		const all = 260_000;
		const moment = (at: number) => Math.floor(at / 10_000) * PIECE;
		for (let at = 0; at < all; at++) known.add(`019f36c1-7a40-7002-8e3c-${at}`, moment(at));
		expect(known.forget(0)).toBe(moment(all - MOST_SEEN));
		const stored = known.stored();
		expect(Object.values(stored).join('').length).toBe(MOST_SEEN * 10);
		expect(JSON.stringify(stored).length).toBeLessThan(2_001_000);
		expect([known.add(`019f36c1-7a40-7002-8e3c-${all - 1}`, 0), known.add(`019f36c1-7a40-7002-8e3c-${all - MOST_SEEN}`, 0)]).toEqual([
			false,
			false,
		]);
	});

	it('of one piece of time stay together, even if they are more', () => {
		const known = new SeenKeys({}, 10);
		for (let at = 0; at < 25; at++) known.add(`k${at}`, 7 * PIECE);
		known.add('old', 0);
		expect(known.forget(0)).toBe(PIECE);
		expect(Object.keys(known.stored())).toEqual([String(7 * PIECE)]);
		expect(known.add('k0', 7 * PIECE)).toBe(false);
	});

	it('of what is settled, no more than a part stays', () => {
		const known = new SeenKeys();
		for (let piece = 0; piece < 8; piece++) for (let at = 0; at < 3000; at++) known.add(`${piece} ${at}`, piece * PIECE);
		// What is not settled is kept whatever it is; before it, what is within ten thousand of all.
		expect(new SeenKeys(known.stored()).forget(0, 3 * PIECE)).toBe(3 * PIECE);
		expect(new SeenKeys(known.stored()).forget(0, 7 * PIECE)).toBe(5 * PIECE);
		expect(new SeenKeys(known.stored()).forget(6 * PIECE, 7 * PIECE)).toBe(6 * PIECE);
	});
});

describe('moments', () => {
	it.each([
		['2026-07-15 10:40:59', Date.UTC(2026, 6, 15, 10, 40, 59)],
		['2026-07-15 10:40:59.123', Date.UTC(2026, 6, 15, 10, 40, 59)],
		['2. Sale (2026-07-15 10:40:59)', undefined],
		['2026-13-45 10:40:59', undefined],
		['2026-07-15', undefined],
		['', undefined],
		[null, undefined],
		[7, undefined],
	])('%s', (stamp, moment) => {
		expect(timestampOf(stamp)).toBe(moment);
	});

	it('are written as they are read', () => {
		expect(stampOf(Date.UTC(2026, 0, 2, 3, 4, 5, 999))).toBe('2026-01-02 03:04:05');
		expect(restamped('a 2026-01-02 03:04:05, 2026-99-02 03:04:05', () => 'X')).toBe('a X, 2026-99-02 03:04:05');
	});
});

describe('what happened to a conversion', () => {
	const dialect = { id: 'event_id', stamp: 'datetime', columns: ['status_history'] };
	const at = (minute: number) => Date.UTC(2026, 0, 1, 0, minute);
	const row = (history: Array<[string, number]>, more = {}) => ({
		event_id: 'e',
		status: history[history.length - 1][0].toLowerCase(),
		conversion_type: history[history.length - 1][0],
		datetime: stampOf(at(history[history.length - 1][1])),
		status_history: history.map(([status, minute], index) => `${index + 1}. ${status} (${stampOf(at(minute))})`).join('<br>\n'),
		version: history.length,
		...more,
	});

	it.each<[string, Array<[string, number]>, string[], number | undefined]>([
		['new', [['Lead', 1]], [], 1],
		[
			'changed',
			[
				['Lead', 1],
				['Sale', 5],
			],
			[],
			1,
		],
		[
			'with a status',
			[
				['Lead', 1],
				['Sale', 5],
				['Sale', 9],
			],
			['sale'],
			5,
		],
		[
			'with another status',
			[
				['Lead', 1],
				['Sale', 5],
			],
			['lead'],
			undefined,
		],
		[
			'with a name of several words',
			[
				['First (FTD) deposit', 1],
				['Sale', 5],
			],
			[],
			1,
		],
	])('%s: when it came in', (_, history, statuses, minute) => {
		expect(newConversion(row(history), dialect, statuses, false).happening?.at).toBe(minute === undefined ? undefined : at(minute));
	});

	it.each<[string, Array<[string, number]>, { at: number; before: string } | undefined]>([
		[
			'never changed',
			[
				['Lead', 1],
				['Lead', 5],
			],
			undefined,
		],
		[
			'changed',
			[
				['Lead', 1],
				['Sale', 5],
				['Sale', 9],
			],
			{ at: 5, before: 'lead' },
		],
		[
			'changed back',
			[
				['Lead', 1],
				['Sale', 5],
				['Lead', 9],
			],
			{ at: 9, before: 'sale' },
		],
		[
			'within a second',
			[
				['Lead', 1],
				['Sale', 1],
			],
			{ at: 1, before: 'lead' },
		],
	])('%s: when its status changed', (_, history, expected) => {
		const found = statusChanged(row(history), dialect, [], false).happening;
		expect(found && { at: found.at, before: found.before }).toEqual(expected && { ...expected, at: at(expected.at) });
	});

	it('in whatever order the history is told', () => {
		const reversed = row(
			[
				['Lead', 1],
				['Sale', 1],
			],
			{ status_history: `2. Sale (${stampOf(at(1))}), 1. Lead (${stampOf(at(1))})` },
		);
		expect(statusChanged(reversed, dialect, [], false).happening).toMatchObject({ before: 'lead' });
	});

	it('in whatever time zone the history is told', () => {
		const elsewhere = (hours: number) =>
			row(
				[
					['Lead', 1 - hours * 60],
					['Sale', 5 - hours * 60],
				],
				{ datetime: stampOf(at(5)) },
			);
		for (const hours of [-3, 5.75, 14]) {
			expect(newConversion(elsewhere(hours), dialect, [], false).happening?.at).toBe(at(1));
			expect(statusChanged(elsewhere(hours), dialect, [], false).happening?.at).toBe(at(5));
		}
		// Not a time zone: the conversion was changed since without another status.
		expect(newConversion(elsewhere(0.1), dialect, [], false).happening?.at).toBe(at(1 - 6));
		expect(newConversion(row([['Lead', 1]], { datetime: stampOf(at(99)) }), dialect, [], false).happening?.at).toBe(at(99));
	});

	it('over a change of clocks, in the zone of the tracker', () => {
		// In Berlin, clocks are put back on 2026-10-25 at 03:00, which is 01:00 UTC.
		const lead = Date.UTC(2026, 9, 25, 0, 50);
		const sale = Date.UTC(2026, 9, 25, 1, 10);
		const before = {
			event_id: 'e',
			status: 'lead',
			conversion_type: 'Lead',
			datetime: stampOf(lead),
			status_history: '1. Lead (2026-10-25 02:50:00)',
			version: 1,
		};
		const history = '1. Lead (2026-10-25 02:50:00), 2. Sale (2026-10-25 02:10:00)';
		const after = { ...before, status: 'sale', conversion_type: 'Sale', datetime: stampOf(sale), status_history: history, version: 2 };
		const again = {
			...after,
			datetime: stampOf(sale + 7_200_000),
			status_history: `${history}, 3. Sale (2026-10-25 04:10:00)`,
			version: 3,
		};
		const keysOf = (found: { marks: Array<{ key: string }> }) => found.marks.map(({ key }) => key);
		expect(keysOf(newConversion(before, dialect, [], false))).toEqual(['e lead']);
		expect(keysOf(newConversion(after, dialect, [], false))).toEqual(['e lead', 'e sale']);
		expect(newConversion(after, dialect, ['sale'], false).happening).toMatchObject({ key: 'e sale', at: sale });
		// The past is told in another time of the year, and is no later than the present.
		expect(newConversion(after, dialect, [], false).happening).toMatchObject({ key: 'e lead', at: sale, isRough: true });
		const told = [after, again].map((found) => statusChanged(found, dialect, [], false).happening);
		expect(told[0]).toMatchObject({ before: 'lead', at: sale });
		expect(told[1]).toMatchObject({ key: told[0]?.key, before: 'lead' });
	});

	it('where there is no history: by its version, or the status before', () => {
		const bare = { event_id: 'e', status: 'sale', datetime: stampOf(at(5)) };
		expect(newConversion(bare, dialect, [], false).happening?.at).toBe(at(5));
		expect(newConversion({ ...bare, version: 2 }, dialect, [], false).happening?.at).toBe(-Infinity);
		expect(newConversion({ ...bare, version: 2 }, dialect, [], true).happening?.at).toBe(at(5));
		expect(statusChanged({ ...bare, version: 2 }, dialect, [], false).happening).toMatchObject({ at: at(5), before: '' });
		expect(statusChanged({ ...bare, previous_status: 'lead' }, dialect, [], false).happening).toMatchObject({ at: at(5), before: 'lead' });
		expect(statusChanged(bare, dialect, [], false).happening).toBeUndefined();
	});
});
