/** Secrets are found in every form in which a server repeats them, and nothing else is taken for one. */
import { MASK, isSecretName, maskData, maskUrl, textMasker } from '../../nodes/Keitaro/transport/mask';

/** Every sign that is no letter or digit and that a key may hold. */
const SIGNS = Array.from({ length: 0x7f - 0x21 }, (_, at) => String.fromCharCode(0x21 + at)).filter((sign) => !/[a-z0-9]/i.test(sign));

const hex = (sign: string) => sign.charCodeAt(0).toString(16);
const NAMED: Record<string, string> = { '&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot', "'": 'apos' };

/** The forms of a sign: in addresses, also encoded again and again; in web pages; in JSON, also within JSON. */
const FORMS: Record<string, (sign: string) => string> = {
	'as it is': (sign) => sign,
	'in an address': (sign) => `%${hex(sign).toUpperCase()}`,
	'in an address, small': (sign) => `%${hex(sign)}`,
	'in an address within an address': (sign) => `%25${hex(sign)}`,
	'three times in an address': (sign) => `%252525${hex(sign)}`,
	'in a page': (sign) => `&#${sign.charCodeAt(0)};`,
	'in a page, with a zero': (sign) => `&#0${sign.charCodeAt(0)};`,
	'in a page, in hexadecimals': (sign) => `&#x${hex(sign)};`,
	'in a page, in big hexadecimals': (sign) => `&#X00${hex(sign).toUpperCase()};`,
	'in a page, by name': (sign) => (NAMED[sign] ? `&${NAMED[sign]};` : sign),
	'in a page within a page': (sign) => `&amp;#${sign.charCodeAt(0)};`,
	'in JSON': (sign) => `\\u00${hex(sign)}`,
	'in JSON, in big hexadecimals': (sign) => `\\u00${hex(sign).toUpperCase()}`,
	'in JSON, escaped': (sign) => (['"', '\\', '/'].includes(sign) ? `\\${sign}` : sign),
	'in JSON within JSON': (sign) => (['"', '\\', '/'].includes(sign) ? `\\\\\\${sign}` : `\\\\u00${hex(sign)}`),
};

it.each(Object.entries(FORMS))('a key with any sign: %s', (_, write) => {
	const shown = SIGNS.filter((sign) => {
		const mask = textMasker({ values: [`abcd${sign}efgh`] });
		return mask(`key: abcd${write(sign)}efgh!`) !== `key: ${MASK}!`;
	});
	expect(shown).toEqual([]);
});

it('a key of several signs, each in another form', () => {
	const mask = textMasker({ values: ['a+/=&"<key'] });
	expect(mask('1 a%2B&#47;\\u003d&amp;&quot;&lt;key 2')).toBe(`1 ${MASK} 2`);
});

describe('length', () => {
	it.each([
		['abc', 'abc'],
		['a1b2c3', MASK],
	])('%s is shown as %s', (secret, shown) => expect(textMasker({ values: [secret] })(secret)).toBe(shown));

	const long = 'k1234567890abcdefGHIJKLMNOPQRSTUVWXYZ';
	it.each([
		// What was cut at its end, as messages are; PHP cuts after 15.
		[32, 15, true],
		[20, 10, true],
		[20, 9, false],
		[19, 15, false],
		[19, 19, true],
	])('of a key of %i signs the first %i are masked: %s', (length, cut, isMasked) => {
		const key = long.slice(0, length);
		expect(textMasker({ values: [key] })(`is ${key.slice(0, cut)}… here`)).toBe(
			isMasked ? `is ${MASK}… here` : `is ${key.slice(0, cut)}… here`,
		);
	});

	it('the longer of two keys goes first', () => {
		expect(textMasker({ values: ['s3cret', 's3cret-and-more'] })('s3cret-and-more, s3cret')).toBe(`${MASK}, ${MASK}`);
	});

	it('no key at all changes nothing', () => expect(textMasker({ values: [] })('/abcd/postback')).toBe('/abcd/postback'));
});

describe('a key', () => {
	const key = '3f9a71c0de45b68e9d2c7a105b8f4e61';
	const mask = textMasker({ values: [key] });
	const base64 = (text: string) => Buffer.from(text).toString('base64');

	it.each<[string, string, string]>([
		['as PHP quotes it', `check('${key.slice(0, 15)}...')`, `check('${MASK}...')`],
		['by its end', `…${key.slice(-12)} is wrong`, `…${MASK} is wrong`],
		['in big letters', `KEY ${key.toUpperCase()}.`, `KEY ${MASK}.`],
		['in blocks', `key ${key.match(/.{4}/g)!.join(' ')}!`, `key ${MASK}!`],
		['in blocks with dashes', `key ${key.match(/.{8}/g)!.join('-')}!`, `key ${MASK}!`],
		['over two lines', `key ${key.slice(0, 20)}\n${key.slice(20)}!`, `key ${MASK}!`],
		['over two lines of JSON', `key ${key.slice(0, 8)}\\n${key.slice(8)}!`, `key ${MASK}!`],
		['in base64', `is ${base64(key)}!`, `is ${MASK}!`],
		['in base64, behind a name', `is ${base64(`key:${key}`)}!`, `is ${MASK}!`],
		['in base64, behind another', `is ${base64(`ab:${key}:cd`)}!`, `is ${MASK}!`],
		['in hexadecimals', `is ${Buffer.from(key).toString('hex')}!`, `is ${MASK}!`],
		['in big hexadecimals', `is ${Buffer.from(key).toString('hex').toUpperCase()}!`, `is ${MASK}!`],
		['twice', `${key} ${key}`, `${MASK} ${MASK}`],
	])('%s', (_, text, shown) => expect(mask(text)).toBe(shown));

	it.each(['3f9a', '3f9a71 and more', 'de45b68', 'a 3f9 a71 c', 'ffffffffffffffffffffffffffffffff'])('is not in %s', (text) =>
		expect(mask(text)).toBe(text),
	);
});

describe.each(['lead', '2026', 'campaign', 'abcde'])('the postback key "%s"', (key) => {
	const mask = textMasker({ values: [key], host: 'tracker.example.com' });

	it.each([
		[`/${key}/postback`, `/${MASK}/postback`],
		[`https://other.example.com/x/${key}/postback?a=1`, `https://other.example.com/x/${MASK}/postback?a=1`],
		[`?k=${key}&x=1`, `?k=${MASK}&x=1`],
		[`https://t/?k=${key}`, `https://t/?k=${MASK}`],
	])('is one in %s', (text, shown) => expect(mask(text)).toBe(shown));

	it.each([
		key,
		`${key}s`,
		`a ${key} b`,
		`${key}-11-28 10:00:00`,
		`${key}_id`,
		`/${key}/postback-guide/`,
		`https://tracker.example.com/promo/postback-guide/`,
		`?k=${key}s`,
		`https://t/${key}/x`,
	])('is none in %s', (text) => expect(mask(text)).toBe(text));

	it('is no name of a column', () => {
		const row = { [key]: 1, status: key, [`${key}_id`]: 2 };
		expect(maskData({ ...row }, mask)).toEqual(row);
	});

	it('is none inside a word, even then', () => {
		expect(textMasker({ values: [], own: ['word', key] })(`password${key}x`)).toBe(`password${key}x`);
	});

	it('is one in the words of a tracker where a request sent it as a password', () => {
		expect(textMasker({ values: [], own: [key] })(`Password "${key}" is too short`)).toBe(`Password "${MASK}" is too short`);
	});
});

it.each([
	[
		'https://n8n.example.com/webhook/1/keitaro?secret=abc-DEF_1&subid={subid}',
		`https://n8n.example.com/webhook/1/keitaro?secret=${MASK}&subid={subid}`,
	],
	['https://a/?x=1&secret=abc', `https://a/?x=1&secret=${MASK}`],
	['https://a/?secret={sub_id_1}', 'https://a/?secret={sub_id_1}'],
	['https://a/?token={subid}&token=1', 'https://a/?token={subid}&token=1'],
	['http://user:pass@proxy.example.com:8080', `http://${MASK}@proxy.example.com:8080`],
	['socks5://u@proxy', `socks5://${MASK}@proxy`],
	['https://medium.com/@user', 'https://medium.com/@user'],
	['a@b.example.com', 'a@b.example.com'],
])('in an address: %s', (text, shown) => expect(textMasker({ values: [] })(text)).toBe(shown));

it('an answer never shows passwords and keys, whatever the resource', () => {
	const record = {
		password: 'x',
		new_password: 'y',
		api_key: 'z',
		avscan_key: 'k',
		access_token: 'q',
		token: 'click',
		secret: 's',
		name: 'n',
	};
	expect(maskData({ ...record }, (text) => text)).toEqual({
		...record,
		...Object.fromEntries(['password', 'new_password', 'api_key', 'avscan_key', 'access_token'].map((name) => [name, MASK])),
	});
	expect(maskData({ password: '', api_key: null, access_token: { a: 1 } }, (text) => text)).toEqual({
		password: '',
		api_key: null,
		access_token: { a: 1 },
	});
});

describe('the postback key in an address', () => {
	const mask = textMasker({ values: [], host: 'tracker.example.com:8443' });
	it.each([
		['https://tracker.example.com:8443/a1/postback', `https://tracker.example.com:8443/${MASK}/postback`],
		['https://tracker.example.com:8443/b/c/d/e/f/a1/postback?x=1', `https://tracker.example.com:8443/b/c/d/e/f/${MASK}/postback?x=1`],
		['"tracker.example.com:8443/a1/postback"', `"tracker.example.com:8443/${MASK}/postback"`],
		['https://tracker.example.com/a1/postback', 'https://tracker.example.com/a1/postback'],
		['https://trackerXexample.com:8443/a1/postback', 'https://trackerXexample.com:8443/a1/postback'],
		['https://tracker.example.com:8443/a1/postbacks', 'https://tracker.example.com:8443/a1/postbacks'],
		['https://tracker.example.com:8443/postback', 'https://tracker.example.com:8443/postback'],
		['https://tracker.example.com:8443/promo/postback-guide/', 'https://tracker.example.com:8443/promo/postback-guide/'],
		['https://tracker.example.com:8443/a1/postback /a2/postback', `https://tracker.example.com:8443/${MASK}/postback /a2/postback`],
	])('%s', (text, shown) => expect(mask(text)).toBe(shown));
});

it.each([
	...['token', '_token', 'access_token', 'api_key', 'api-key', 'apikey', 'ApiKey', 'API_KEY', 'avscan_key', 'password'].map(
		(name) => [name, true] as const,
	),
	...['new_password', 'password_confirmation', 'new_password_confirmation', 'secret', 'SECRET'].map((name) => [name, true] as const),
	...['tokens', 'my_token', 'key', 'keyword', 'apikeys', 'passwords', 'secretary', 'old_password', ''].map(
		(name) => [name, false] as const,
	),
])('the name "%s" is that of a secret: %s', (name, is) => expect(isSecretName(name)).toBe(is));

it('an address keeps what is no secret', () => {
	const keep = (text: string) => text;
	expect(maskUrl('https://t/a@b?x=1', keep)).toBe('https://t/a@b?x=1');
	expect(maskUrl('https://t/a?token=1&token=2&tokens=3', keep)).toBe(`https://t/a?token=${MASK}&token=${MASK}&tokens=3`);
	expect(maskUrl('https://t/a?token', keep)).toBe('https://t/a?token');
	expect(maskUrl('https://t/a?token=1=2?3', keep)).toBe(`https://t/a?token=${MASK}`);
});

describe('an answer', () => {
	const mask = textMasker({ values: ['s3cret'] });

	it('has no secret as a name either, and each name in its old place but the changed ones', () => {
		const data = { s3cret: 1, list: [{ 'a s3cret b': 's3cret' }, 's3cret', 5] };
		expect(maskData(data, mask)).toEqual({ [MASK]: 1, list: [{ [`a ${MASK} b`]: MASK }, MASK, 5] });
	});

	it('is masked where it is a text, and left where it is a number, nothing or a truth', () => {
		expect(['a s3cret', 5, null, undefined, true].map((value) => maskData(value, mask))).toEqual([`a ${MASK}`, 5, null, undefined, true]);
	});

	it.each([
		['', ''],
		[null, null],
		[undefined, undefined],
		[0, MASK],
		[false, MASK],
		[{}, MASK],
	])('of a secret key, %p is shown as %p', (value, shown) => expect(maskData({ token: value }, mask, ['token'])).toEqual({ token: shown }));

	it.each([
		[99, 's3cret', MASK],
		[100, 's3cret', '…'],
	])('%i levels deep: %s is shown as %s', (levels, value, shown) => {
		let data: Record<string, unknown> = { value };
		for (let level = 1; level < levels; level++) data = { inside: data };
		let found: unknown = maskData({ inside: data }, mask);
		for (let level = 0; level < levels; level++) {
			found = (found as Record<string, unknown>).inside;
			if (found === '…') return expect(shown).toBe('…');
		}
		expect((found as Record<string, unknown>).value).toBe(shown);
	});

	it('with more names than are remembered is masked all the same', () => {
		const data = Object.fromEntries(Array.from({ length: 10_050 }, (_, at) => [`name${at}`, at === 10_040 ? 's3cret' : 'x'])) as Record<
			string,
			unknown
		>;
		data['s3cret name'] = 1;
		maskData(data, mask);
		expect([data.name10040, data[`${MASK} name`], Object.keys(data)]).toEqual([MASK, 1, expect.not.arrayContaining(['s3cret name'])]);
	});
});

it('without a host takes nothing out of a text but secrets', () => {
	const mask = textMasker({ values: ['a-secret-key-1'] });
	expect(mask('undefined is not /postback of a-secret-key-1')).toBe(`undefined is not /postback of ${MASK}`);
});
