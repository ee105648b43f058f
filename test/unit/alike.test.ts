import { differences } from '../../nodes/Keitaro/values/alike';

describe('kept is', () => {
	it.each<[unknown, unknown]>([
		['0.5', 0.5],
		['0.50', 0.5],
		[true, 1],
		['true', true],
		[true, '1'],
		[false, 0],
		[false, null],
		[null, ''],
		['', 0],
		[[], null],
		[{}, []],
		['0.00', 0],
		[' Summer ', 'Summer'],
		['2026-11-23 10:00', '2026-11-23 10:00:00'],
		['2026-11-23T10:00:00.000Z', '2026-11-23 10:00:00'],
		['2026-11-23', '2026-11-23 00:00:00'],
		[
			['US', 'CA'],
			['CA', 'US'],
		],
		[['US', 'US'], ['US']],
		[['US', 'CA'], 'US,CA'],
		[['US', 'CA'], '["CA","US"]'],
		['US, CA', ['US', 'CA']],
		[{ a: 1 }, '{"a":"1"}'],
		[{ a: { b: 1 } }, '"{\\"a\\":{\\"b\\":1}}"'],
		[{ a: 1 }, { a: 1, b: 2 }],
		[[{ name: 'x' }], [{ id: 7, name: 'x', oid: 1 }]],
		[[{ id: 1, name: 'x' }], [{ id: 7, name: 'x' }]],
		['secret', '*****'],
		['secret', '••••'],
	])('%j as %j', (sent, kept) => expect(differences({ field: sent }, { field: kept, more: 1 })).toEqual([]));

	it('what is not told', () => expect(differences({ password: 'a', name: 'x', missing: undefined }, { name: 'x' })).toEqual([]));
});

describe('kept otherwise is', () => {
	it.each<[unknown, unknown, string?, unknown?, unknown?]>([
		[{ a: 1 }, '[object Object]'],
		['0.5', 0.05],
		[true, false],
		[1, null],
		['a', 'A'],
		['a', ''],
		['', 'a'],
		[12.5, 12],
		['2026-11-23 10:00', '2026-11-23 11:00:00'],
		['2026-11-23T10:00:00+02:00', '2026-11-23 10:00:00'],
		[['US', 'CA'], ['US']],
		[['US'], ['US', 'CA']],
		[['US'], ['CA']],
		[['US'], 'CA', 'field', ['US'], ['CA']],
		[['US'], 5],
		[{ a: 1 }, 'text'],
		['*', 'x'],
		['x2026-11-23', 'y2026-11-23'],
		[{ a: 1, b: 2 }, { a: 1, b: 3 }, 'field.b', 2, 3],
		[{ a: { b: 1 } }, { a: { b: 2 } }, 'field.a.b', 1, 2],
		[[{ name: 'x', share: 50 }, { name: 'y' }], [{ name: 'y' }, { name: 'x', share: 40 }], 'field[0].share', 50, 40],
		...['offer_id', 'landing_id', 'url', 'key'].map((key): [unknown, unknown, string, unknown, unknown] => [
			[{ [key]: 1, share: 50 }],
			[{ [key]: 1, share: 40 }],
			'field[0].share',
			50,
			40,
		]),
		[[{ offer_id: 1, share: 50 }], [{ offer_id: 2, share: 50 }]],
		[[{ name: 'x' }], [{ name: 'x' }, { name: 'y' }]],
		[[{ payload: ['a'] }], [{ payload: ['b'] }]],
	])('%j as %j', (sent, kept, field = 'field', one = sent, other = kept) => {
		expect(differences({ field: sent }, { field: kept })).toEqual([{ field, sent: one, kept: other }]);
	});
});
