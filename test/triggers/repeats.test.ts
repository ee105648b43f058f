/** What a postback trigger remembers of the calls that it got. */
import { isRepeated } from '../../nodes/Keitaro/triggers/postback/repeats';
import { isFrom, readSources } from '../../nodes/Keitaro/triggers/postback/sources';
import { isSecret, newSecret } from '../../nodes/Keitaro/triggers/postback/secret';

const MINUTE = 60_000;
const START = Date.UTC(2026, 10, 23);

describe('repeats', () => {
	const see = (node: string, kept: unknown, key: string, at: number, secret = 's') =>
		isRepeated({ node, secret, kept }, key, 10 * MINUTE, START + at * MINUTE);

	it('are known again from what was kept, by another process as well', () => {
		const first = see('a', undefined, 'x', 0);
		expect(first.isRepeated).toBe(false);
		expect(see('b', first.kept, 'x', 9).isRepeated).toBe(true);
		expect(see('c', first.kept, 'x', 10).isRepeated).toBe(false);
		expect(see('d', 'damaged', 'x', 1).isRepeated).toBe(false);
	});

	it('are known although what was kept is behind', () => {
		see('e', undefined, 'x', 0);
		expect(see('e', undefined, 'x', 1).isRepeated).toBe(true);
		expect(see('e', undefined, 'x', 1, 'another').isRepeated).toBe(false);
	});

	it('are never remembered longer than needed, nor more than the most', () => {
		const second = (START / 1000).toString(36).padStart(7, '0');
		const full = Array.from({ length: 10_000 }, (_, at) => `${at}`.padStart(10, 'x') + second).join('');
		const { kept } = see('f', full, 'new', 0);
		expect(kept).toBe(full.slice(17) + kept.slice(-17));
		expect(see('g', kept, 'new', 1).isRepeated).toBe(true);
		expect(see('h', kept, 'other', 11).kept).toHaveLength(17);
	});
});

describe('secrets', () => {
	it('are long, and never the same', () => {
		const made = new Set(Array.from({ length: 100 }, () => newSecret('12345678')));
		expect(made.size).toBe(100);
		for (const secret of made) expect(secret).toMatch(/^12345678[\w-]{24}$/);
	});

	it.each<[unknown, string[], boolean]>([
		['abc', ['abc'], true],
		['abc', ['x', 'abc'], true],
		['abc', ['abd', 'ab', 'abcd', 'ABC'], false],
		['', [''], false],
		[undefined, ['undefined'], false],
		[['abc'], ['abc'], false],
		['abc', [], false],
		['ключ', ['ключ'], true],
	])('%j among %j: %s', (given, secrets, expected) => {
		expect(isSecret(given, secrets)).toBe(expected);
	});
});

describe('source addresses', () => {
	it.each<[string, string, boolean]>([
		['203.0.113.7', '203.0.113.7', true],
		['203.0.113.7', '203.0.113.70', false],
		['203.0.113.0/24', '203.0.113.200', true],
		['203.0.113.0/24', '::ffff:203.0.113.200', true],
		['2001:DB8:0::7', '2001:db8::7', true],
		['2001:db8::7', '2001:db8::8', false],
		['203.0.113.7\n198.51.100.1', '198.51.100.1', true],
		['203.0.113.7', 'nowhere', false],
	])('%s lets %s in: %s', (entered, caller, expected) => {
		expect(isFrom(readSources(entered), caller)).toBe(expected);
	});

	it('let nobody in who does not tell, unless all are let in', () => {
		expect([isFrom(readSources('203.0.113.7'), undefined), isFrom(readSources(''), undefined)]).toEqual([false, true]);
	});

	it.each(['203.0.113', '203.0.113.7/33', 'tracker.example.com', '2001:db8::/32', '2001:zz::1'])('refuse %s', (entered) => {
		expect(() => readSources(entered)).toThrow(/is not an IP address or IPv4 block/);
	});
});
