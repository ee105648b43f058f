import { readMoment, readSpan, readTimezone } from '../../nodes/Keitaro/fields/dates';
import { readEntries, readEntry } from '../../nodes/Keitaro/values/ipBlocks';
import { parameterName } from '../../nodes/Keitaro/fields/field';
import { labelOf, wholeNumber } from '../../nodes/Keitaro/records/id';
import { plainText, quote } from '../../nodes/Keitaro/values/quote';
import { dataOf, listOf } from '../../nodes/Keitaro/values/scalars';

describe('IDs', () => {
	it.each([
		[7, 7],
		['7', 7],
		[' 15 ', 15],
		['007', 7],
		[Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
	])('%j is %i', (entered, id) => expect(wholeNumber(entered, 'Campaign ID')).toBe(id));

	it.each([undefined, null, '', '  '])('%j is empty', (entered) =>
		expect(() => wholeNumber(entered, 'Campaign ID')).toThrow('Campaign ID is empty'),
	);

	it.each([
		'abc',
		0,
		'0',
		-1,
		'-1',
		1.5,
		'1.5',
		'1e3',
		'0x10',
		'1/../2',
		'1?x',
		'1#',
		'%31',
		'9007199254740993',
		NaN,
		Infinity,
		true,
		{},
		[],
		['1'],
		{ value: 1 },
	])('%j is refused', (entered) => expect(() => wholeNumber(entered, 'Campaign ID')).toThrow(/Campaign ID must be a whole number above 0/));

	it.each(['', '  ', undefined, null])('%j is empty', (entered) =>
		expect(() => wholeNumber(entered, 'Campaign ID')).toThrow('Campaign ID is empty'),
	);
	it('0 says none where a reference may be taken off', () => expect(wholeNumber('0', 'Group', true)).toBe(0));
	it.each<[unknown, string]>([
		['a', 'a'],
		[5, '5'],
		[true, 'true'],
		[{}, ''],
		[['a'], ''],
		[undefined, ''],
		[null, ''],
	])('%j as a single value is %j', (value, text) => expect(plainText(value)).toBe(text));
	it('shows long values shortened', () => expect(quote('x'.repeat(100))).toHaveLength(61));
});

describe('entries of the bot list', () => {
	it.each([
		['203.0.113.7', ['203.0.113.7']],
		['203.0.113.0/24', ['203.0.113.0/24']],
		['1.1.1.1,2.2.2.2\n3.3.3.3;4.4.4.4 5.5.5.5', ['1.1.1.1', '2.2.2.2', '3.3.3.3', '4.4.4.4', '5.5.5.5']],
		['1.1.1.1\r\n\r\n1.1.1.1', ['1.1.1.1']],
		[
			['1.1.1.1', '2.2.2.2, 3.3.3.3'],
			['1.1.1.1', '2.2.2.2', '3.3.3.3'],
		],
		['{"value":"1.1.1.1\\n2.2.2.2"}', ['1.1.1.1', '2.2.2.2']],
		['{"ip":"1.1.1.1"}', ['1.1.1.1']],
		[{ ips: ['1.1.1.1'] }, ['1.1.1.1']],
		['["1.1.1.1","2.2.2.2"]', ['1.1.1.1', '2.2.2.2']],
		['10.0.0.0-10.0.0.255', ['10.0.0.0/24']],
		['10.0.0.1 - 10.0.0.6', ['10.0.0.1', '10.0.0.2/31', '10.0.0.4/31', '10.0.0.6']],
		['10.0.0.5-10.0.0.5', ['10.0.0.5']],
		['0.0.0.0-255.255.255.255', ['0.0.0.0/0']],
		['1.2.3.4 # office', ['1.2.3.4']],
		['# bots of May\n1.2.3.4 // crawler 7.7\n; old\n5.6.7.8 ; from Ann\n//9.9.9.9', ['1.2.3.4', '5.6.7.8']],
		['1.2.3.4; 5.6.7.8', ['1.2.3.4', '5.6.7.8']],
		['ip\n1.2.3.4', ['1.2.3.4']],
		['\n"IP address";comment\n"1.2.3.4";"Ann 2"\n"5.6.7.0/24"', ['1.2.3.4', '5.6.7.0/24']],
		['"1.2.3.4","5.6.7.8"', ['1.2.3.4', '5.6.7.8']],
		["'1.2.3.4'", ['1.2.3.4']],
		['Адрес\n1.2.3.4', ['1.2.3.4']],
		['1.2.3.4 - 1.2.3.5 # two', ['1.2.3.4/31']],
	])('%j', (entered, entries) => expect(readEntries(entered, 'Entries')).toEqual(entries));

	it.each([
		'abc',
		'1.2.3',
		'300.1.1.1',
		'1.2.3.4/33',
		'1.2.3.4/',
		'1.2.3.4/8/8',
		'::1',
		'2001:db8::/32',
		'01.2.3.4',
		'1.2.3.4.5',
		'1.2.3.-4',
		'1.2.3.4-1.2.3',
		5,
		'{"x":1}{',
	])('%j is refused', (entered) => expect(() => readEntries(entered, 'Bot ID')).toThrow(/^Bot ID/));
	it.each([undefined, null, '', ' \n ', [], {}, '{"other":1}'])('%j is empty', (entered) =>
		expect(() => readEntries(entered, 'Bot ID')).toThrow('Bot ID is empty'),
	);
	it.each<[unknown, string]>([
		['abc', 'Entries: "abc" is not an IPv4 address, block or range'],
		['1.1.1.1\nabc', 'Entries: line 2: "abc" is not an IPv4 address, block or range'],
		[
			'ip\n1.1.1.1,abc\n\n1.2.3.4:443\n2001:db8::1',
			'Entries: line 2: "abc" is not an IPv4 address, block or range; line 4: "1.2.3.4:443" has a port: enter the address alone; line 5: "2001:db8::1" is IPv6, which Keitaro does not take',
		],
		[['1.1.1.1', 'abc'], 'Entries: entry 2: "abc" is not an IPv4 address, block or range'],
		['abc\n1.1.1.1', 'Entries: line 1: "abc" is not an IPv4 address, block or range'],
		['1.1.1.1\nip', 'Entries: line 2: "ip" is not an IPv4 address, block or range'],
		['ip', 'Entries: "ip" is not an IPv4 address, block or range'],
	])('%j is refused, with where it stands', (entered, message) => expect(() => readEntries(entered, 'Entries')).toThrow(message));
	it('names ten of many that are wrong', () =>
		expect(() =>
			readEntries(
				Array.from({ length: 15 }, (_, at) => `x${at}`),
				'Entries',
			),
		).toThrow(/entry 10: "x9" is not .*; and 5 more$/));
	it('says that a range is the wrong way round', () =>
		expect(() => readEntries('1.1.1.9-1.1.1.1', 'Entries')).toThrow(/ends before it begins/));
	it('takes one where one is meant', () => {
		expect(readEntry(' 1.1.1.1 ', 'Bot ID')).toBe('1.1.1.1');
		expect(() => readEntry('1.1.1.1,2.2.2.2', 'Bot ID')).toThrow(/must be one entry/);
	});
});

describe('dates', () => {
	it.each([
		['2026-11-23', 'UTC', '2026-11-23 00:00:00'],
		['2026-11-23 18:30', 'UTC', '2026-11-23 18:30:00'],
		['2026-11-23T18:30:05', 'Europe/Berlin', '2026-11-23 18:30:05'],
		['2026-11-23T18:30:05.123', 'Europe/Berlin', '2026-11-23 18:30:05'],
		['2026-11-23T18:30:00Z', 'Europe/Berlin', '2026-11-23 19:30:00'],
		['2026-07-01T00:00:00.000+02:00', 'UTC', '2026-06-30 22:00:00'],
		['2026-07-01T00:00:00+0200', 'UTC', '2026-06-30 22:00:00'],
		[new Date('2026-11-23T18:30:00Z'), 'Asia/Tokyo', '2026-11-24 03:30:00'],
		[{ toISO: () => '2026-11-23T18:30:00.000+01:00' }, 'UTC', '2026-11-23 17:30:00'],
		[1_795_458_600, 'UTC', '2026-11-23 18:30:00'],
		['1795458600000', 'Europe/Berlin', '2026-11-23 19:30:00'],
		['26.11.2026', 'UTC', '2026-11-26 00:00:00'],
		['26.11.2026 18:30', 'UTC', '2026-11-26 18:30:00'],
		['11/26/2026', 'UTC', '2026-11-26 00:00:00'],
		['5.5.2026', 'UTC', '2026-05-05 00:00:00'],
	])('%p in %s', (entered, zone, moment) => expect(readMoment(entered, zone, 'From')).toBe(moment));

	it.each<[unknown, string]>([
		['2026-11-23', '2026-11-23 23:59:59'],
		// As n8n's picker gives a day.
		['2026-11-23T00:00:00', '2026-11-23 23:59:59'],
		['2026-11-23 00:00', '2026-11-23 23:59:59'],
		['2026-11-23T00:00:01', '2026-11-23 00:00:01'],
		// Moments: as a day of n8n's expressions, and at another time of the day.
		['2026-11-23T00:00:00.000+01:00', '2026-11-22 23:00:00'],
		['2026-11-23T00:00:00Z', '2026-11-23 00:00:00'],
		[new Date('2026-11-23T00:00:00Z'), '2026-11-23 00:00:00'],
		['26.11.2026', '2026-11-26 23:59:59'],
	])('%p as an end is %s', (entered, moment) => expect(readMoment(entered, 'UTC', 'To', true)).toBe(moment));
	it.each(['', '  ', undefined, null, new Date('x')])('%p is empty', (entered) =>
		expect(() => readMoment(entered, 'UTC', 'From')).toThrow('From is empty'),
	);
	it.each(['05.06.2026', '6/5/2026'])('%s can be read in two ways, and says both', (entered) =>
		expect(() => readMoment(entered, 'UTC', 'From')).toThrow(/^From: ".*" can be 2026-0[56]-0[56] or 2026-0[56]-0[56]$/),
	);
	it.each(['31.02.2026', '13/13/2026', '123', '2026-13-01', '2026-02-30', 'yesterday', '2026-11-23T25:00', {}, [], true, new Date('x')])(
		'%p is refused',
		(entered) => expect(() => readMoment(entered, 'UTC', 'From')).toThrow(/^From/),
	);
	it('refuses a span that ends before it starts', () => {
		expect(readSpan('2026-11-01', '2026-11-01', 'UTC', ['From', 'To'])).toEqual(['2026-11-01 00:00:00', '2026-11-01 23:59:59']);
		expect(() => readSpan('2026-11-02', '2026-11-01', 'UTC', ['From', 'To'])).toThrow(
			'To (read as 2026-11-01 23:59:59) does not lie after From (read as 2026-11-02 00:00:00), in UTC',
		);
		const noon = '2026-11-01T12:00:00Z';
		expect(() => readSpan(noon, noon, 'UTC', ['From', 'To'])).toThrow(/does not lie after/);
	});
	it('across the change of clocks', () => {
		// 2:30 comes twice in Berlin on this day.
		const [first, second] = ['2026-10-25T00:30:00Z', '2026-10-25T01:15:00Z'];
		expect(readSpan(first, '2026-10-25T02:15:00Z', 'Europe/Berlin', ['From', 'To'])).toEqual([
			'2026-10-25 02:30:00',
			'2026-10-25 03:15:00',
		]);
		const thrown = () => readSpan(first, second, 'Europe/Berlin', ['From', 'To']);
		expect(thrown).toThrow(expect.objectContaining({ description: expect.stringMatching(/change of clocks repeats/) as string }) as Error);
		expect(readSpan(first, second, 'UTC', ['From', 'To'])).toEqual(['2026-10-25 00:30:00', '2026-10-25 01:15:00']);
	});
	it('knows time zones', () => {
		expect(readTimezone('', 'Europe/Riga')).toBe('Europe/Riga');
		expect(readTimezone(' Asia/Tokyo ', 'UTC')).toBe('Asia/Tokyo');
		expect(() => readTimezone('Mars/Base', 'UTC')).toThrow(/not known/);
	});
});

describe('names and data', () => {
	it.each([
		['cookies_ttl', 'cookiesTtl'],
		['sub_id_1', 'subId1'],
		['keyCount', 'keyCount'],
	])('%s is the parameter %s', (key, name) => expect(parameterName(key)).toBe(name));
	it.each([
		['groupId', 'Group ID'],
		['campaignIds', 'Campaign IDs'],
	])('%s is labelled %s', (name, label) => expect(labelOf(name)).toBe(label));
	it.each([
		['a, b\nc;d', ['a', 'b', 'c', 'd']],
		[
			['a', ['b', 1]],
			['a', 'b', 1],
		],
		['["US", "CA"]', ['US', 'CA']],
		[' [1, [2, "a,b"]] ', [1, 2, 'a,b']],
		['[]', []],
		['[a-z], b', ['[a-z]', 'b']],
		['{"a":1}', ['{"a":1}']],
		['', []],
		[undefined, []],
		[5, [5]],
	])('%j is the list %j', (entered, list) => expect(listOf(entered, 'Values')).toEqual(list));
	it('refuses objects in a list', () => expect(() => listOf([{ a: 1 }], 'Values')).toThrow(/must be a list of values/));
	it.each([
		['{"a":1}', { a: 1 }],
		[{ a: 1 }, { a: 1 }],
	])('%j is data', (entered, data) => expect(dataOf(entered, 'Data')).toEqual(data));
	it.each(['', '  ', '{}', {}, null, undefined, '[]'])('%j is no data', (entered) =>
		expect(() => dataOf(entered, 'Data')).toThrow(/no data to send/),
	);
	it.each(['{a:1}', '{"a":1,}', '{"a"'])('%j is no JSON', (entered) => expect(() => dataOf(entered, 'Data')).toThrow(/not valid JSON/));
	it.each(['[1]', '5', '"x"', [1]])('%j is no object', (entered) => expect(() => dataOf(entered, 'Data')).toThrow(/must be a JSON object/));
});
