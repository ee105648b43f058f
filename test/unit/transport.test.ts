import { maskData, maskUrl, textMasker } from '../../nodes/Keitaro/transport/mask';
import { clean } from '../../nodes/Keitaro/transport/errors';
import { mayRepeat, pauseBefore, wait } from '../../nodes/Keitaro/transport/retry';
import { USER_AGENT } from '../../nodes/Keitaro/transport/request';
import { name, version } from '../../package.json';

const mask = textMasker({ values: ['s3cret+key', 'p0stback', 'abc', ''], host: 'tracker.example.com' });

describe('masking', () => {
	it.each([
		['the key s3cret+key leaked', 'the key <masked> leaked'],
		['encoded s3cret%2Bkey too', 'encoded <masked> too'],
		['https://other.example.com/p0stback/postback', 'https://other.example.com/<masked>/postback'],
		['https://tracker.example.com/unknownkey/postback?subid=1', 'https://tracker.example.com/<masked>/postback?subid=1'],
		['https://tracker.example.com/folder/unknownkey/postback?subid=1', 'https://tracker.example.com/folder/<masked>/postback?subid=1'],
		['https://partner.example.com/theirs/postback?click={subid}', 'https://partner.example.com/theirs/postback?click={subid}'],
		['abc is too short to be searched for', 'abc is too short to be searched for'],
	])('%j', (text, masked) => expect(mask(text)).toBe(masked));

	it.each([
		['https://t/click_api/v3?token=abc&ip=1.2.3.4', 'https://t/click_api/v3?token=<masked>&ip=1.2.3.4'],
		[
			'https://t/x?avscan_key=1&api_key=2&apiKey=3&password=4&q=5',
			'https://t/x?avscan_key=<masked>&api_key=<masked>&apiKey=<masked>&password=<masked>&q=5',
		],
		['https://user:pass@t/x', 'https://<masked>@t/x'],
		['https://t/x?q=a?b', 'https://t/x?q=a?b'],
		['https://t/x', 'https://t/x'],
	])('%j', (url, masked) => expect(maskUrl(url, mask)).toBe(masked));

	it('takes secrets out of an answer of any depth, by value and by name', () => {
		const data = { token: 'T', name: 'with s3cret+key', list: [{ token: '', deep: { token: 5, other: null } }], n: 1 };
		expect(maskData(data, mask, ['token'])).toEqual({
			token: '<masked>',
			name: 'with <masked>',
			list: [{ token: '', deep: { token: '<masked>', other: null } }],
			n: 1,
		});
	});

	it('leaves files and prototypes alone', () => {
		const file = Buffer.from('s3cret+key');
		expect(maskData(file, mask)).toBe(file);
		const hostile = JSON.parse('{"__proto__":"s3cret+key"}') as object;
		maskData(hostile, mask);
		expect(Object.getPrototypeOf(hostile)).toBe(Object.prototype);
		expect(JSON.stringify(hostile)).toBe('{"__proto__":"<masked>"}');
	});
});

describe('repeating a request', () => {
	const once = true;
	const many = false;
	it.each([
		[many, { status: 429 }, true],
		[many, { status: 502 }, true],
		[many, { status: 503 }, true],
		[many, { status: 504 }, true],
		[many, { status: 500 }, false],
		[many, { status: 400 }, false],
		[many, { status: 404 }, false],
		[many, { status: 302 }, false],
		[many, {}, true],
		[many, { lasting: true }, false],
		[once, { status: 429 }, true],
		[once, { status: 503 }, false],
		[once, { status: 502 }, false],
		[once, {}, false],
		[once, { neverArrived: true }, true],
		[once, { neverArrived: true, lasting: true }, false],
	])('created once: %p, outcome %j: %p', (creates, outcome, repeat) => expect(mayRepeat(creates, outcome)).toBe(repeat));

	const now = Date.parse('2026-11-23T12:00:00Z');
	it.each([
		[0, undefined, 0, 1000],
		[1, undefined, 0, 2000],
		[2, undefined, 0, 4000],
		[0, undefined, 1, 1500],
		[9, undefined, 0, 60_000],
		[0, '3', 0, 3000],
		[0, '0', 0, 0],
		[0, '3600', 0, 60_000],
		[0, '-5', 0, 0],
		[0, 'Mon, 23 Nov 2026 12:00:07 GMT', 0, 7000],
		[0, 'Mon, 23 Nov 2026 11:00:00 GMT', 0, 0],
		[0, 'soon', 0, 1000],
	])('before repeat %i with Retry-After %p (chance %p): %i ms', (attempt, retryAfter, random, ms) =>
		expect(pauseBefore(attempt, { retries: 9, pause: 1000 }, retryAfter, now, random)).toBe(ms),
	);

	it('stops waiting when the execution is cancelled', async () => {
		const cancel = new AbortController();
		const waiting = wait(3_600_000, cancel.signal);
		cancel.abort();
		await waiting;
		await wait(3_600_000, cancel.signal);
	});
});

it.each([
	['  two\r\nlines\tand\u0000controls \u202e', 'two lines and controls'],
	['x'.repeat(900), `${'x'.repeat(500)}…`],
])('a server text %j becomes one bounded line', (text, cleaned) => expect(clean(text)).toBe(cleaned));

it('says which version of the package asks', () => expect(USER_AGENT).toBe(`${name}/${version}`));
