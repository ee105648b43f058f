/** What Keitaro sends in a postback, as the workflow gets it. */
import { typed } from '../../nodes/Keitaro/triggers/postback/macros';

it.each<[string, unknown, unknown]>([
	['revenue', '12.50', 12.5],
	['revenue', '-3', -3],
	['revenue', '', null],
	['revenue', '1e3', '1e3'],
	['revenue', '123456789012345', 123_456_789_012_345],
	['revenue', '1234567890123456', '1234567890123456'],
	['revenue', ' 5', ' 5'],
	['tid', '{tid}x', '{tid}x'],
	['tid', 'x{tid}', 'x{tid}'],
	['campaign_id', '7', 7],
	['tid', '007', '007'],
	['sub_id_1', '5', '5'],
	['is_bot', '1', true],
	['is_bot', '0', false],
	['is_bot', 'false', false],
	['is_using_proxy', 'yes', true],
	['is_using_proxy', '', null],
	['revenue', ['1'], ['1']],
	['other', 5, 5],
	['other', '{not a macro}', '{not a macro}'],
	['other', '{tid} and more', '{tid} and more'],
	['other', 'before {tid}', 'before {tid}'],
	['other', '{}', '{}'],
	['other', '{{tid}}', '{{tid}}'],
])('%s = %j is %j', (name, value, is) => expect(typed([[name, value]])).toEqual({ [name]: is }));

it('are called as the columns of the log', () => {
	expect(
		typed([
			['subid', 'a'],
			['campaign_name', 'One'],
			['tid', '1'],
		]),
	).toEqual({ sub_id: 'a', campaign: 'One', tid: '1' });
	expect(
		typed([
			['subid', 'a'],
			['sub_id', 'b'],
			['constructor', 'c'],
		]),
	).toEqual({ subid: 'a', sub_id: 'b', constructor: 'c' });
});

it.each<[string, string, unknown]>([
	['tid', '{tid}', ''],
	['tid', '{_tid}', ''],
	['status', '{status:lead=0}', ''],
	['revenue', '{revenue}', null],
	['is_bot', '{is_bot}', null],
])('%s = %j was not filled in', (name, value, is) => {
	expect(
		typed([
			[name, value],
			['city', 'Rome'],
		]),
	).toEqual({
		[name]: is,
		city: 'Rome',
		hint: `Keitaro did not fill in ${name}: its version does not know these macros here.`,
	});
});

it('all that were not filled in are named', () => {
	expect(
		typed([
			['a', '{a}'],
			['b', '{b}'],
		]).hint,
	).toBe('Keitaro did not fill in a, b: its version does not know these macros here.');
});
