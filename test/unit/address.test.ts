import { KeitaroApi } from '../../credentials/KeitaroApi.credentials';
import { trackerAddress } from '../../nodes/Keitaro/transport/address';
import { testCredential } from '../engine';
import { startEmulator, type Emulator } from '../emulator';

const ACCEPTED: Array<[typed: string, base: string]> = [
	['tracker.example.com', 'https://tracker.example.com'],
	['  tracker.example.com/  ', 'https://tracker.example.com'],
	['https://tracker.example.com/', 'https://tracker.example.com'],
	['http://tracker.example.com', 'http://tracker.example.com'],
	['HTTPS://Tracker.Example.com', 'https://tracker.example.com'],
	['tracker.example.com:8443', 'https://tracker.example.com:8443'],
	['http://127.0.0.1:8080/', 'http://127.0.0.1:8080'],
	['https://tracker.example.com/admin', 'https://tracker.example.com'],
	['https://tracker.example.com/admin/#!/campaigns/15', 'https://tracker.example.com'],
	['https://tracker.example.com/admin/?object=campaigns', 'https://tracker.example.com'],
	['https://tracker.example.com/admin_api/v1', 'https://tracker.example.com'],
	['https://tracker.example.com/admin_api/v1/campaigns/1', 'https://tracker.example.com'],
	['https://tracker.example.com/click_api/v3?token=1', 'https://tracker.example.com'],
	['https://example.com/keitaro/admin/#!/', 'https://example.com/keitaro'],
	['https://example.com/a/b/', 'https://example.com/a/b'],
	['https://example.com/postback', 'https://example.com/postback'],
	['https://example.com/postback/admin', 'https://example.com/postback'],
	['https://example.com/my-admin', 'https://example.com/my-admin'],
	['https://example.com/admins', 'https://example.com/admins'],
	['https://example.com/x-click.php/admin', 'https://example.com/x-click.php'],
	['https://example.com/clickXphp', 'https://example.com/clickXphp'],
	...['api.php', 'click.php', 'index.php', 'ADMIN', 'click_api'].map((page): [string, string] => [
		`https://example.com/in/${page}?x=1`,
		'https://example.com/in',
	]),
	['https://example.com/a/../b', 'https://example.com/b'],
	['https://example.com//admin', 'https://example.com'],
	['https://example.com/x//admin/', 'https://example.com/x'],
	['https://example.com\\admin', 'https://example.com'],
	['tracker.example.com:8443/admin', 'https://tracker.example.com:8443'],
	['HTTP://TRACKER.EXAMPLE.COM/ADMIN/', 'http://tracker.example.com'],
	['https://tracker.example.com?x=1', 'https://tracker.example.com'],
	['https://tracker.example.com#/admin', 'https://tracker.example.com'],
	['http://[::1]:8080/admin', 'http://[::1]:8080'],
	['https://трекер.рф', 'https://xn--e1aaowdh.xn--p1ai'],
];

const REFUSED: Array<[typed: unknown, why: RegExp]> = [
	['', /no tracker address/],
	['   ', /no tracker address/],
	[undefined, /no tracker address/],
	[{ host: 'x' }, /no tracker address/],
	['ftp://tracker.example.com', /must start with https/],
	['file:///etc/passwd', /must start with https/],
	['https://user:secret@tracker.example.com', /must not contain a user name/],
	['user:secret@tracker.example.com', /must not contain a user name/],
	['https://', /not a web address/],
	['https://tracker.example.com/pbk7e21/postback?subid=1&status=sale', /is a postback address$/],
	['tracker.example.com/keitaro/pbk7e21/postback', /is a postback address$/],
	['https://tracker.example.com/pbk7e21/Postback/', /is a postback address$/],
	['javascript:alert(1)', /not a web address/],
	['tracker example com', /not a web address/],
	['https://tracker.example.com\r\nApi-Key: x', /not a web address/],
];

it.each(ACCEPTED)('%j is the tracker %s', (typed, base) => expect(trackerAddress(typed)).toBe(base));

it.each(REFUSED)('%j is refused', (typed, why) => expect(() => trackerAddress(typed)).toThrow(why));

/** Where the test of the credential goes; n8n evaluates expressions as JavaScript. */
function testedAt(typed: unknown): string | undefined {
	const expression = String(new KeitaroApi().test.request.baseURL);
	// eslint-disable-next-line @typescript-eslint/no-implied-eval -- it is what n8n does
	const evaluate = new Function('$credentials', `return ${expression.slice(3, -2)}`) as (credentials: object) => string;
	const address = `${evaluate({ domain: typed })}/`;
	return URL.canParse(address) ? new URL(address).href.replace(/\/$/, '') : undefined;
}

it('is the same for the test of the credential, however it is spelt', () => {
	expect(ACCEPTED.map(([typed]) => [typed, testedAt(typed)])).toEqual(ACCEPTED);
	// A postback address is told by what answers there.
	const refused = REFUSED.filter(([typed, why]) => typeof typed === 'string' && !/postback/.test(why.source)).map(([typed]) => typed);
	expect(refused.map((typed) => [typed, testedAt(typed)])).toEqual(refused.map((typed) => [typed, undefined]));
	expect(ACCEPTED.length + refused.length).toBeGreaterThanOrEqual(44);
});

it('never repeats a login that was typed into the address', () => {
	for (const typed of ['https://user:hunter22@tracker.example.com', 'user:hunter22@t', 'ftp://user:hunter22@t']) {
		expect(() => trackerAddress(typed)).not.toThrow(/hunter22/);
		expect(() => trackerAddress(typed)).toThrow();
	}
});

describe('the test of the credential', () => {
	let emulator: Emulator;
	beforeAll(async () => void (emulator = await startEmulator()));
	afterAll(async () => await emulator.stop());
	beforeEach(() => emulator.reset());

	const test = async (domain = emulator.url, apiKey = emulator.apiKey) =>
		await testCredential('keitaroApi', { domain, apiKey, postbackKey: '', ignoreSslIssues: false });

	it.each(['', '/', '/admin', '/admin/#!/campaigns/15', '/admin_api/v1', '/admin_api/v1/', '/click_api/v3?token=1'])(
		'finds the tracker at its address with %j',
		async (rest) => {
			expect(await test(` ${emulator.url}${rest} `)).toMatchObject({ status: 'OK' });
			expect(emulator.requests.map(({ method, path, query }) => [method, path, query])).toEqual([
				['GET', '/admin_api/v1/groups', { type: 'campaigns' }],
			]);
		},
	);

	it('finds the key in the header that it was copied from', async () => {
		for (const pasted of [
			`Bearer ${emulator.apiKey}`,
			`Api-Key: ${emulator.apiKey}`,
			`authorization: Bearer ${emulator.apiKey}`,
			`\t${emulator.apiKey}\t`,
		])
			expect(await test(emulator.url, pasted)).toMatchObject({ status: 'OK' });
		expect(new Set(emulator.requests.map(({ headers }) => headers['api-key']))).toEqual(new Set([emulator.apiKey]));
	});

	it('knows a postback address', async () => {
		emulator.fault({ kind: 'plainText', body: 'Success' });
		const { status, message } = await test(`${emulator.url}/${emulator.postbackKey}/postback`);
		expect([status, message]).toEqual(['Error', expect.stringMatching(/^This is the postback address/)]);
	});

	it('is content with a tracker without groups', async () => {
		emulator.store.groups.length = 0;
		expect(await test()).toMatchObject({ status: 'OK' });
	});

	// n8n before 2.1 loses the status code that our sentences go by, and shows its own sentence for it.
	it('says what is wrong', async () => {
		expect((await test(emulator.url, 'wrong-key')).message).toMatch(/does not accept this API key|Authorization failed/);
		for (const [fault, message] of [
			[{ kind: 'status', status: 402 }, /edition|Payment required/],
			[{ kind: 'status', status: 403 }, /no rights|Forbidden/],
			[{ kind: 'status', status: 404 }, /no tracker panel|could not be found/],
			[{ kind: 'redirect', location: 'https://elsewhere.example.com/' }, /leads elsewhere|302/],
			[{ kind: 'html' }, /web page answered/],
		] as const) {
			emulator.clearFaults();
			emulator.fault(fault);
			expect(await test()).toMatchObject({ status: 'Error', message: expect.stringMatching(message) as string });
		}
	});
});

it('never repeats the key of a postback address', () => {
	for (const typed of ['https://t.example.com/pbk7e21/postback', 't.example.com/pbk7e21/postback?x=1']) {
		expect(() => trackerAddress(typed)).not.toThrow(/pbk7e21/);
		expect(() => trackerAddress(typed)).toThrow();
	}
});
