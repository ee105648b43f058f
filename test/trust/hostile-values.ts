import fc from 'fast-check';

/** What comes in by an expression: a value of the input item, or (`made`) one that only an expression can make. */
export type Hostile = { value: unknown } | { made: number };

/** Values that JSON has no form for, as expressions. */
export const MADE = [
	'undefined',
	'BigInt(10)',
	'NaN',
	'-Infinity',
	'new Date(NaN)',
	'new Date("2026-11-23")',
	'DateTime.fromISO("2026-11-23T12:00:00Z")',
	'$json',
	'$input',
	'/x/',
	'new Map()',
	'$json.nothing.at.all',
	'JSON.parse("{")',
	'"\\ud800"',
	'[1, [2, [3, undefined]]]',
	'$input.all()',
];

const WORDS = [
	'../',
	'../../users',
	'1/../../users/2',
	'..%2f..%2fusers',
	'%2e%2e',
	'%2e%2e%2fusers',
	'1%00',
	'?x=1',
	'1?x=1',
	'1#x',
	'#',
	'1&api_key=x',
	'&x=1',
	'x&limit=1&y',
	'&',
	';1',
	'1;drop',
	'\\..\\users',
	'/admin_api/v1/users',
	'//elsewhere.invalid/',
	'http://elsewhere.invalid/',
	'@elsewhere.invalid',
	':80@elsewhere.invalid/',
	'1\r\nX-Injected: yes',
	'1\nHost: elsewhere.invalid',
	'x\r\n\r\nDELETE /admin_api/v1/campaigns/1 HTTP/1.1\r\n',
	'\0',
	'\u2028',
	'\u202egnp',
	'\ufeff1',
	'__proto__',
	'constructor',
	'prototype',
	'toString',
	'hasOwnProperty',
	'valueOf',
	'{{ 1 + 1 }}',
	'={{ $json }}',
	'=1+1',
	'<masked>',
	'<script>alert(1)</script>',
	"' OR 1=1 --",
	'${1}',
	'%s%n',
	'null',
	'undefined',
	'NaN',
	'true',
	'[]',
	'{}',
	'{"a":',
	'{"__proto__":{"polluted":true}}',
	'{"constructor":{"prototype":{"polluted":true}}}',
	'[{"offer_id":1,"share":1e400}]',
	'👩‍👩‍👧‍👦',
	'日本',
	'１２',
	'0x10',
	'1e3',
	'1.0',
	'+1',
	'-1',
	'0',
	' 1 ',
	'01',
	'9007199254740993',
	'99999999999999999999',
	'2026-02-30',
	'0000-00-00',
	'9999-12-31T23:59:59.999Z',
	'255.255.255.256',
	'0.0.0.0/0',
	'1.1.1.1/33',
	'0.0.0.0-255.255.255.255',
	'1.1.1.1-',
	'::1',
	'Europe/../UTC',
	'',
	' ',
];

const MEGABYTE = 2 ** 20;
const LONG = ['a', ' ', '-', '1,', '1.1.1.1-', '../', '{', '[', '"', '<', '%2e', '9', '\n', '😀', '1 ', '\\', '=', '&x'].map((part) =>
	part.repeat(Math.ceil(MEGABYTE / part.length)),
);

const KEYS = [
	'__proto__',
	'constructor',
	'prototype',
	'value',
	'mode',
	'__rl',
	'entries',
	'toString',
	'toJSON',
	'length',
	'id',
	'name',
	'then',
];

const text = fc.oneof(
	{ weight: 6, arbitrary: fc.constantFrom(...WORDS) },
	{ weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
	{ weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 40 }) },
	{ weight: 1, arbitrary: fc.tuple(fc.constantFrom(...WORDS), fc.constantFrom(...WORDS)).map((parts) => parts.join('')) },
);

const number = fc.oneof(fc.integer(), fc.double(), fc.constantFrom(0, -0, -1, 1.5, 2 ** 53, 1e21, 1e308, NaN, Infinity));

/** Records also made by JSON.parse: their `__proto__` is a key of their own. */
const { tree } = fc.letrec((tie) => ({
	tree: fc.oneof({ depthSize: 'small', withCrossShrink: true }, text, number, fc.boolean(), fc.constant(null), tie('list'), tie('record')),
	list: fc.array(tie('tree'), { maxLength: 4 }),
	record: fc
		.array(fc.tuple(fc.oneof(fc.constantFrom(...KEYS), text), tie('tree')), { maxLength: 4 })
		.map((entries) => Object.fromEntries(entries) as unknown),
}));

const deep = fc
	.integer({ min: 10, max: 300 })
	.chain((depth) =>
		fc.boolean().map((isList) => JSON.parse((isList ? '[' : '{"a":').repeat(depth) + '1' + (isList ? ']' : '}').repeat(depth)) as unknown),
	);

const located = fc.record({
	__rl: fc.constant(true),
	mode: fc.oneof(fc.constantFrom('id', 'name', 'alias', 'list', 'url'), text),
	value: fc.oneof(text, number, tree),
});

export const hostile: fc.Arbitrary<Hostile> = fc.oneof(
	{ weight: 50, arbitrary: text.map((value) => ({ value })) },
	{ weight: 12, arbitrary: number.map((value) => ({ value })) },
	{ weight: 3, arbitrary: fc.constantFrom(true, false, null).map((value) => ({ value })) },
	{ weight: 15, arbitrary: tree.map((value) => ({ value })) },
	{ weight: 8, arbitrary: located.map((value) => ({ value })) },
	{ weight: 2, arbitrary: deep.map((value) => ({ value })) },
	{ weight: 9, arbitrary: fc.nat({ max: MADE.length - 1 }).map((made) => ({ made })) },
	{ weight: 1, arbitrary: fc.constantFrom(...LONG).map((value) => ({ value })) },
);
