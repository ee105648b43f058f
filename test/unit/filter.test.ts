/** Whether rows are what a filter asks for, and stand in the order asked for. */
import { fits, isPlain, isProvable } from '../../nodes/Keitaro/values/filter';
import { isMisplaced, sortRows } from '../../nodes/Keitaro/values/sorted';
import { Received } from '../../nodes/Keitaro/api/received';
import { isMeasure } from '../../nodes/Keitaro/api/columns';

describe('a filter', () => {
	it.each<[name: string, operator: string, expression: unknown, value: unknown, is: boolean | undefined]>([
		['campaign_id', 'EQUALS', 5, 5, true],
		['campaign_id', 'EQUALS', 5, '5', true],
		['campaign_id', 'EQUALS', '5', 5, true],
		['campaign_id', 'EQUALS', 5, 6, false],
		['campaign_id', 'EQUALS', 5, 50, false],
		['campaign', 'EQUALS', 'Summer', 'summer ', true],
		['campaign', 'EQUALS', 'Summer', 'Summer 2', false],
		['campaign', 'EQUALS', '', 'Summer', false],
		['campaign', 'EQUALS', '', '', true],
		['campaign_id', 'EQUALS', '', 0, undefined],
		['campaign_id', 'EQUALS', 0, '', undefined],
		['sub_id_1', 'EQUALS', 7, '007', undefined],
		['sub_id_1', 'EQUALS', 7, '8', false],
		['is_bot', 'EQUALS', 1, true, true],
		['is_bot', 'EQUALS', 1, false, false],
		['is_bot', 'IS_TRUE', undefined, 'Yes', true],
		['is_bot', 'IS_TRUE', undefined, 'no', false],
		['is_bot', 'IS_TRUE', undefined, '', false],
		['is_bot', 'IS_TRUE', undefined, 'perhaps', undefined],
		['params', 'EQUALS', 'a', { a: 1 }, undefined],
		['clicks', 'EQUALS', 10, 10.4, false],
		['cr', 'EQUALS', 3.33, 3.333, false],
		['cr', 'EQUALS', 3.333, 3.33, true],
		['cr', 'EQUALS', 3.34, 3.33, false],
		['campaign_id', 'NOT_EQUAL', 5, 6, true],
		['campaign_id', 'NOT_EQUAL', 5, 5, false],
		['keyword', 'NOT_EQUAL', '', 'shoes', true],
		['keyword', 'NOT_EQUAL', '', '', false],
		['roi', 'NOT_EQUAL', 5, 5, undefined],
		['roi', 'LESS_THAN', -30, -30.5, true],
		['roi', 'LESS_THAN', -30, -29.9, false],
		['roi', 'LESS_THAN', -30, '-30.50', true],
		// It shows -30 and may be -30.004.
		['roi', 'LESS_THAN', -30, -30, true],
		['roi', 'LESS_THAN', -30, -29.99, false],
		['roi', 'LESS_THAN', -30, null, false],
		['roi', 'LESS_THAN', 5, null, true],
		['clicks', 'LESS_THAN', 1, null, true],
		['campaign', 'EQUALS', { a: 1 }, 'x', undefined],
		['roi', 'LESS_THAN', -30, 'n/a', undefined],
		['revenue', 'GREATER_THAN', 12.345, 12.34, true],
		['revenue', 'GREATER_THAN', 12.346, 12.34, false],
		['revenue', 'GREATER_THAN', 0, '0.00', true],
		['cost', 'GREATER_THAN', 0.00066, 0.0006, false],
		['clicks', 'GREATER_THAN', 10, 10, false],
		['clicks', 'GREATER_THAN', 10, 11, true],
		['clicks', 'LESS_THAN', 10, 10, false],
		['clicks', 'LESS_THAN', 10, '9', true],
		['custom_conversion_7', 'GREATER_THAN', 0, 0, false],
		['clicks', 'EQUALS_OR_GREATER_THAN', 10, 10, true],
		['clicks', 'EQUALS_OR_GREATER_THAN', 10, 9, false],
		['clicks', 'EQUALS_OR_LESS_THAN', 10, 10, true],
		['clicks', 'EQUALS_OR_LESS_THAN', 10, 11, false],
		// As numbers one way, as texts the other.
		['sub_id_2', 'GREATER_THAN', 9, '10', undefined],
		['sub_id_2', 'GREATER_THAN', 1, '2', true],
		['campaign', 'GREATER_THAN', 'a', 'b', undefined],
		['clicks', 'BETWEEN', [5, 10], 5, true],
		['clicks', 'BETWEEN', [5, 10], 10, true],
		['clicks', 'BETWEEN', [5, 10], 11, false],
		['clicks', 'BETWEEN', [5, 10], 4, false],
		['clicks', 'BETWEEN', 5, 4, undefined],
		['campaign', 'BETWEEN', ['a', 'b'], 'c', undefined],
		['day', 'BETWEEN', ['2026-11-20', '2026-11-23'], '2026-11-23 00:00:00', true],
		['day', 'BETWEEN', ['2026-11-20 10:00:00', '2026-11-23 10:00:00'], '2026-11-20', true],
		['day', 'BETWEEN', ['2026-11-20', '2026-11-23'], '2026-11-24', false],
		['day', 'BETWEEN', ['2026-11-20', '2026-11-23'], '2026-11-19', false],
		['datetime', 'GREATER_THAN', '2026-11-20 10:00', '2026-11-20 10:01:00', true],
		['datetime', 'LESS_THAN', '2026-11-20 10:00', '2026-11-20 10:01:00', false],
		['campaign_id', 'IN_LIST', [1, '2'], '1', true],
		['campaign_id', 'IN_LIST', [1, '2'], 2, true],
		['campaign_id', 'IN_LIST', [1, 2], 3, false],
		['campaign_id', 'IN_LIST', 3, 3, undefined],
		['campaign_id', 'NOT_IN_LIST', [1, 2], 3, true],
		['campaign_id', 'NOT_IN_LIST', [1, 2], 2, false],
		['offer', 'BEGINS_WITH', 'US ', 'US one', true],
		['offer', 'BEGINS_WITH', 'US', 'one US', false],
		['offer', 'BEGINS_WITH', 'us', 'US one', undefined],
		['offer', 'ENDS_WITH', 'one', 'US one', true],
		['offer', 'ENDS_WITH', 'US', 'US one', false],
		['offer', 'CONTAINS', 'on', 'US one', true],
		['offer', 'CONTAINS', 'two', 'US one', false],
		['offer', 'NOT_CONTAIN', 'two', 'US one', true],
		['offer', 'NOT_CONTAIN', 'one', 'US one', false],
		['offer', 'NOT_CONTAIN', 'ONE', 'US one', undefined],
		['offer', 'CONTAINS', 'a', null, false],
		['offer', 'CONTAINS', 'a', ['a'], undefined],
		['offer', 'MATCH_REGEXP', '^US', 'US one', true],
		['offer', 'MATCH_REGEXP', '^us', 'US one', undefined],
		['offer', 'MATCH_REGEXP', '(?i)^uk', 'US one', false],
		['offer', 'MATCH_REGEXP', '(', 'US one', undefined],
		['offer', 'MATCH_REGEXP', 'a(?i)b', 'ab', undefined],
		['offer', 'MATCH_REGEXP', '/^UK/i', 'US one', undefined],
		['offer', 'MATCH_REGEXP', 'a', {}, undefined],
		['offer', 'NOT_MATCH_REGEXP', '^UK', 'US one', true],
		['offer', 'NOT_MATCH_REGEXP', '^US', 'US one', false],
		['keyword', 'IS_SET', undefined, 'shoes', true],
		['keyword', 'IS_SET', undefined, '', false],
		['keyword', 'IS_SET', undefined, null, false],
		['offer_id', 'IS_SET', undefined, 0, undefined],
		['keyword', 'IS_NOT_SET', undefined, 'shoes', false],
		['keyword', 'IS_NOT_SET', undefined, '', true],
		['is_bot', 'IS_TRUE', undefined, 1, true],
		['is_bot', 'IS_TRUE', undefined, 'Yes', true],
		['is_bot', 'IS_TRUE', undefined, '0', false],
		['is_bot', 'IS_TRUE', undefined, 'maybe', undefined],
		['is_bot', 'IS_FALSE', undefined, false, true],
		['is_bot', 'IS_FALSE', undefined, 'true', false],
		['source', 'HAS_LABEL', 'blacklist', 'a.com', undefined],
		['source', 'toString', 'blacklist', 'a.com', undefined],
	])('%s %s %j of the value %j: %s', (name, operator, expression, value, is) => {
		expect(fits({ name, operator, expression }, value)).toBe(is);
	});

	it.each([
		['campaign_id', 5, 'x', true],
		['sub_id_12', 'a', 'x', true],
		['extra_param_1', 'a', 'x', true],
		['country_code', 'US', 'GB', true],
		['country', 'US', 'United Kingdom', false],
		['os', 'iOS', 'Android', false],
		['hour', 5, 6, true],
		['clicks', 5, 6, true],
		['unknown', 'a', 'b', false],
		['ids', 'a', 'b', false],
		['valid', 'a', 'b', false],
		['weekday', 1, 'Monday', false],
		['weekday', [1, 2], 3, true],
		['weekday', [1, 'Monday'], 3, false],
		['is_bot', undefined, 0, false],
	])('on %s with %j is plainly about %j: %s', (name, expression, value, is) => {
		expect(isPlain({ name, operator: 'EQUALS', expression }, value)).toBe(is);
	});

	it.each([
		['EQUALS', true],
		['IS_SET', true],
		['HAS_LABEL', false],
		['NOT_HAS_LABEL', false],
		['constructor', false],
	])('%s can be proven by rows: %s', (operator, is) => expect(isProvable({ name: 'a', operator })).toBe(is));
});

describe('an order', () => {
	const down = (name: string) => ({ name, order: 'DESC' });
	const up = (name: string) => ({ name, order: 'ASC' });

	it.each<[object[], object, object, boolean]>([
		[[up('clicks')], { clicks: 1 }, { clicks: 2 }, false],
		[[up('clicks')], { clicks: 2 }, { clicks: 1 }, true],
		[[down('clicks')], { clicks: 1 }, { clicks: 2 }, true],
		[[down('clicks')], { clicks: '9' }, { clicks: '10' }, true],
		[[down('clicks')], { clicks: 5 }, { clicks: 'x' }, true],
		[[down('clicks')], { clicks: 2 }, { clicks: 2 }, false],
		[[], { clicks: 2 }, { clicks: 1 }, false],
		// Of two that tie, the next rule decides; not of two that were rounded to the same.
		[[down('clicks'), up('cost')], { clicks: 2, cost: 5 }, { clicks: 2, cost: 4 }, true],
		[[down('epc'), up('cost')], { epc: 0.33, cost: 5 }, { epc: 0.33, cost: 4 }, false],
		// Texts: what trackers may order otherwise is no proof.
		[[up('campaign')], { campaign: 'b' }, { campaign: 'a' }, true],
		[[up('campaign')], { campaign: 'B' }, { campaign: 'a' }, true],
		[[up('campaign')], { campaign: 'a' }, { campaign: 'B' }, false],
		[[up('campaign')], { campaign: 'b_1' }, { campaign: 'a_1' }, false],
		[[up('campaign')], { campaign: 'é' }, { campaign: 'a' }, false],
		[[up('datetime')], { datetime: '2026-11-23 10:00:01' }, { datetime: '2026-11-23 10:00:00' }, true],
		[[up('datetime')], { datetime: '2026-11-23 10:00:00' }, { datetime: '2026-11-23 10:00:01' }, false],
		[[up('sub_id_1')], { sub_id_1: '10' }, { sub_id_1: '9' }, false],
		[[up('sub_id_1')], { sub_id_1: '9' }, { sub_id_1: '10' }, false],
		[[up('sub_id_1')], { sub_id_1: '3' }, { sub_id_1: '2' }, true],
		[[up('clicks')], { clicks: null }, { clicks: -1 }, false],
		[[up('clicks')], {}, { clicks: 1 }, false],
		[[up('offer')], { offer: 'b' }, { offer: '' }, false],
	])('%j between %j and %j is broken: %s', (rules, before, row, is) => {
		expect(isMisplaced(before as never, row as never, rules as never)).toBe(is);
	});

	it('is made', () => {
		const rows = [
			{ clicks: '9', offer: 'b' },
			{ clicks: null, offer: 'x' },
			{ clicks: 10, offer: 'B' },
			{ clicks: 'none', offer: 'y' },
			{ clicks: 10, offer: 'a' },
		];
		sortRows(rows, [down('clicks'), up('offer')]);
		expect(rows.map(({ offer }) => offer)).toEqual(['y', 'a', 'B', 'b', 'x']);
	});
});

describe('what was received', () => {
	const receive = (wanted: Partial<ConstructorParameters<typeof Received>[0]>, rows: object[]) => {
		const received = new Received({ names: [], ...wanted });
		const kept = rows.map((row) => received.take(row as never, (one) => one)).filter((row) => row !== undefined);
		return received.settle(kept);
	};
	const us = { name: 'country', operator: 'EQUALS', expression: 'US' };

	it.each<[string[], object[], string[]]>([
		[['a', 'b'], [{ a: 1 }], ['b']],
		[['a', 'b'], [{ a: 1 }, { b: null }], []],
		[['a'], [], []],
		[['toString'], [{ a: 1 }], ['toString']],
	])('of %j in %j lacks %j', (names, rows, missing) => expect(receive({ names }, rows).findings.missing).toEqual(missing));

	it('leaves out rows that certainly do not match, and names the filter', () => {
		const filter = { name: 'roi', operator: 'LESS_THAN', expression: -30 };
		const { rows, findings } = receive({ filters: [filter, us] }, [{ roi: -50 }, { roi: 10 }, { roi: -31 }]);
		expect(rows).toEqual([{ roi: -50 }, { roi: -31 }]);
		expect(findings).toMatchObject({ passedOver: [filter], unproven: [us] });
	});

	it('leaves out rows of a column told by name only if another one matches', () => {
		expect(receive({ filters: [us] }, [{ country: 'United States' }, { country: 'Canada' }])).toMatchObject({
			rows: [{}, {}],
			findings: { passedOver: [], unproven: [us] },
		});
		const { rows, findings } = receive({ filters: [us] }, [{ country: 'CA' }, { country: 'us' }, { country: 'GB' }]);
		expect(rows).toEqual([{ country: 'us' }]);
		expect(findings).toMatchObject({ passedOver: [us], unproven: [] });
	});

	it('says nothing of filters that hold, or when nothing came', () => {
		expect(receive({ filters: [us] }, [{ country: 'US' }]).findings).toMatchObject({ passedOver: [], unproven: [] });
		expect(receive({ filters: [us] }, []).findings).toMatchObject({ passedOver: [], unproven: [], came: [] });
	});

	it('is put in order, by columns that are not shown as well', () => {
		const wanted = { sort: [{ name: 'clicks', order: 'DESC' }] };
		const { rows, findings } = receive(wanted, [{ clicks: 1 }, { clicks: 3 }, { clicks: 2 }]);
		expect([rows, findings.wasUnordered]).toEqual([[{ clicks: 3 }, { clicks: 2 }, { clicks: 1 }], true]);
		expect(receive(wanted, [{ clicks: 3 }, { clicks: 1 }]).findings.wasUnordered).toBe(false);
	});

	it('keeps to the days asked for', () => {
		const { rows, findings } = receive({ days: ['2026-11-20', '2026-11-21'] }, [{ day: '2026-11-20' }, { day: '2026-11-22' }]);
		expect(rows).toEqual([{ day: '2026-11-20' }]);
		expect(findings.passedOver).toEqual([{ name: 'day', operator: 'BETWEEN', expression: ['2026-11-20', '2026-11-21'] }]);
	});
});

it.each([
	['custom_conversion_7', true],
	['custom_conversion_7_revenue', true],
	['custom_conversion_7_rate', false],
	['my_custom_conversion_7', false],
	['clicks', true],
	['campaign', false],
	// A column of clicks as well.
	['landing_clicked_period', false],
])('%s is a figure: %s', (name, is) => expect(isMeasure(name)).toBe(is));
