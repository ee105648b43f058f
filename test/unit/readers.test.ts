import { readNumber } from '../../nodes/Keitaro/values/number';
/** Small readers of what the user and the tracker give. */
import { coverOf, blockOf } from '../../nodes/Keitaro/values/ipBlocks';
import { labelOf } from '../../nodes/Keitaro/records/id';
import { plainText, quote } from '../../nodes/Keitaro/values/quote';
import { parametersOf } from '../../nodes/Keitaro/fields/parameters';
import { bounded, truncate } from '../../nodes/Keitaro/transport/truncate';
import { numberOr } from '../../nodes/Keitaro/transport/retry';

it.each<[string, ReturnType<typeof blockOf>]>([
	['0.0.0.0', { first: 0, bits: 32 }],
	['255.255.255.255', { first: 2 ** 32 - 1, bits: 32 }],
	['1.2.3.4', { first: 16_909_060, bits: 32 }],
	['1.2.3.7/30', { first: 16_909_060, bits: 30 }],
	['1.2.3.4/32', { first: 16_909_060, bits: 32 }],
	['255.255.255.255/0', { first: 0, bits: 0 }],
	['128.0.0.1/1', { first: 2 ** 31, bits: 1 }],
	...[
		'256.1.1.1',
		'1.256.1.1',
		'1.1.256.1',
		'1.1.1.256',
		'1.1.1.1000',
		'01.1.1.1',
		'1.1.1.01',
		'1.1.1',
		'1.1.1.1.1',
		'1.1.1.',
		'1.1.1.a',
	].map((text) => [text, undefined] as [string, undefined]),
	...['1.1.1.1/33', '1.1.1.1/-1', '1.1.1.1/', '1.1.1.1/8/8', '1.1.1.1/a', '1.1.1.1/100', '', ' 1.1.1.1', '1.1.1.1 '].map(
		(text) => [text, undefined] as [string, undefined],
	),
])('the block %j', (text, block) => expect(blockOf(text)).toEqual(block));

it.each([
	['1.2.3.200', '1.2.3.7/24'],
	['1.2.4.0', '1.2.0.0/16'],
	['1.2.3.0/25', '1.2.3.7/24'],
	['1.2.3.0/23', '1.2.0.0/16'],
	['1.3.0.0', undefined],
	['1.0.0.0/8', undefined],
	['9.9.9.9', '9.9.9.9'],
	['text', 'text'],
	['other text', undefined],
])('%s is covered by %s', (wanted, entry) => expect(coverOf(['1.2.0.0/16', '1.2.3.7/24', '9.9.9.9', 'text'])(wanted)).toBe(entry));

it.each<[unknown, string]>([
	['x', 'x'],
	[5, '5'],
	[true, 'true'],
	[false, 'false'],
	[null, ''],
	[undefined, ''],
	[{}, ''],
	[['x'], ''],
	[10n, ''],
])('the text of %p', (value, text) => expect(plainText(value)).toBe(text));

it.each<[unknown, string]>([
	['x', '"x"'],
	[5, '5'],
	[null, 'null'],
	[undefined, 'undefined'],
	[{ a: 1 }, '{"a":1}'],
	['x'.repeat(70), `"${'x'.repeat(59)}…`],
	[{ a: 'x'.repeat(70) }, `{"a":"${'x'.repeat(54)}…`],
	[() => 1, 'function'],
])('%p stands in a message as %s', (value, text) => expect(quote(value)).toBe(text));

it.each([
	['groupId', 'Group ID'],
	['campaignIds', 'Campaign IDs'],
	['name', 'Name'],
	['affiliateNetworkId', 'Affiliate Network ID'],
])('the label of %s is %s', (name, label) => expect(labelOf(name)).toBe(label));

describe('parameters of a traffic source', () => {
	const object = { keyword: { name: 'k' } };
	it.each([
		[object, object],
		[JSON.stringify(object), object],
		[JSON.stringify(JSON.stringify(object)), object],
		[[], {}],
		['[]', {}],
		['{}', {}],
		[null, {}],
		[undefined, {}],
		['', {}],
	])('%j', (answered, parameters) => expect(parametersOf(answered, 'Parameters')).toEqual(parameters));
	it.each([[['a']], ['["a"]'], ['5']])('%j are none', (answered) =>
		expect(() => parametersOf(answered, 'Parameters')).toThrow(/^Parameters (must be|is not)/),
	);
});

it.each<[unknown, number]>([
	[0, 0],
	[7, 7],
	['7', 7],
	[' 7 ', 7],
	[0.5, 0.5],
	[10, 10],
	[11, 10],
	[Infinity, 10],
	[-1, 5],
	['-1', 5],
	['', 5],
	['  ', 5],
	['x', 5],
	[NaN, 5],
	[null, 5],
	[undefined, 5],
	[true, 5],
	[{}, 5],
])('%p within 0 and 10, usually 5, is %d', (given, number) => expect(numberOr(given, 5, 10)).toBe(number));

describe('what is kept of an answer that failed', () => {
	const mask = (text: string) => text.replaceAll('secret', '<masked>');
	it.each<[unknown, unknown]>([
		['a secret', 'a <masked>'],
		[5, 5],
		[null, null],
		[{ secret: ['secret', { a: true }] }, { '<masked>': ['<masked>', { a: true }] }],
		[{ a: { b: { c: { d: { e: { f: { g: 1 } } } } } } }, { a: { b: { c: { d: { e: { f: '…' } } } } } }],
		[[[[[[[[1]]]]]]], [[[[[['…']]]]]]],
	])('%j', (body, kept) => expect(truncate(body, mask)).toEqual(kept));

	it('is bounded, whatever it is', () => {
		const wide = Object.fromEntries(Array.from({ length: 5000 }, (_, at) => [`name${at}`, 'x'.repeat(50)]));
		for (const body of ['x'.repeat(100_000), Array<string>(5000).fill('xxxx'), wide, Array<number>(5000).fill(1)])
			expect(JSON.stringify(truncate(body, mask)).length).toBeLessThan(5000);
		expect(String(truncate('x'.repeat(100_000), mask))).toHaveLength(2001);
	});

	it.each([
		['abc', 3, 'abc'],
		['abcd', 3, 'abc…'],
		['a\u0000b\tc\nd\u202e', 10, 'ab\tc\nd'],
		[`${'x'.repeat(8)}secret`, 10, `${'x'.repeat(8)}<m…`],
	])('the beginning of %j to %i signs is %j', (text, longest, kept) => expect(bounded(text, longest, mask)).toBe(kept));

	it('masks what stands across the cut', () => {
		expect(bounded(`${'x'.repeat(98)}secret${'y'.repeat(5000)}`, 100, mask)).toBe(`${'x'.repeat(98)}<m…`);
	});
});

it.each(['−5.5', '–5,5', '-5.5', ' -5,5 '])('a minus is one however it is written: %s', (text) => {
	expect(readNumber(text)).toEqual({ value: -5.5 });
});
