/** Addresses and bodies of requests, and the secrets in them. */
import { encode } from '../../nodes/Keitaro/transport/encode';
import { jsonOf, secretsIn, urlOf } from '../../nodes/Keitaro/transport/serialize';

it.each([
	['a b/c?d&e', 'a%20b%2Fc%3Fd%26e'],
	['\ud83d\ude00', '%F0%9F%98%80'],
	['\ud83d', '%EF%BF%BD'],
	['a\ude00b', 'a%EF%BF%BDb'],
	['\ude00\ud83d', '%EF%BF%BD%EF%BF%BD'],
])('%j is %s in an address', (text, encoded) => expect(encode(text)).toBe(encoded));

describe('an address', () => {
	const base = 'https://t.example';
	it.each([
		[{ path: '/a' }, `${base}/admin_api/v1/a`],
		[{ path: '/a', public: true }, `${base}/a`],
		[{ path: '/a', query: {} }, `${base}/admin_api/v1/a`],
		[{ path: '/a', query: { x: 'b c', y: 0, z: false, n: null, u: undefined, e: '' } }, `${base}/admin_api/v1/a?x=b%20c&y=0&z=false&e=`],
		[{ path: '/a', query: { 'x&y': [1, { a: 2 }] } }, `${base}/admin_api/v1/a?x%26y=%5B1%2C%7B%22a%22%3A2%7D%5D`],
	])('of %j', (addressed, url) => expect(urlOf(base, addressed)).toBe(url));

	const fixed = `${base}/admin_api/v1/a?x=`.length;
	it.each([
		[8000 - fixed, true],
		[8001 - fixed, false],
		[100_000, false],
	])('with a value of %i signs is taken: %s', (length, isTaken) => {
		const make = () => urlOf(base, { path: '/a', query: { x: 'v'.repeat(length) } });
		if (isTaken) expect(make()).toHaveLength(8000);
		else expect(make).toThrow(/too long/);
	});

	it('whose values grow as they are encoded is measured afterwards', () => {
		expect(() => urlOf(base, { path: '/a', query: { x: '/'.repeat(3000) } })).toThrow(/too long/);
	});

	it('with the mask of a secret is refused', () => {
		for (const value of ['<masked>', 'a <masked> b', ['<masked>'], { a: '<masked>' }])
			expect(() => urlOf(base, { path: '/a', query: { x: value } })).toThrow('still holds <masked>');
	});
});

describe('a body', () => {
	it.each([
		[{ a: [1, 'x', null] }, '{"a":[1,"x",null]}'],
		['x', '"x"'],
		[{ a: undefined }, '{}'],
	])('%j', (body, text) => expect(jsonOf(body)).toBe(text));

	it('that has no JSON is refused', () => {
		const circle: Record<string, unknown> = {};
		circle.self = circle;
		for (const body of [circle, () => 1, undefined]) expect(() => jsonOf(body)).toThrow('cannot be written as JSON');
	});

	it.each([{ a: '<masked>' }, { a: ['x <masked> y'] }, { '<masked>': 1 }])('with the mask of a secret is refused: %j', (body) => {
		expect(() => jsonOf(body)).toThrow('still holds <masked>');
	});
});

it.each<[unknown, string[]]>([
	[{ token: '12345678', name: 'not of a secret' }, ['12345678']],
	[{ token: '123' }, []],
	[{ new_password: 'abcdefgh', list: [{ apiKey: 'ijklmnop' }, { key: 'qrstuvwx' }] }, ['abcdefgh', 'ijklmnop']],
	[{ token: '' }, []],
	[{ token: 12_345_678 }, []],
	[{ a: { b: { c: { token: '12345678' } } } }, ['12345678']],
	[{ a: { b: { c: { d: { token: '12345678' } } } } }, []],
	[[null, 5, 'x'], []],
	[undefined, []],
])('the secrets in %j are %j', (sent, secrets) => expect(secretsIn([sent])).toEqual(secrets));
