/** What is said of a request that did not succeed: for every status, every way a connection fails, and whatever else is thrown. */
import type { INode } from 'n8n-workflow';
import { clean, neverArrived, notJson, proxyIn, refusedBy, saidIn, toNodeError, unreachable } from '../../nodes/Keitaro/transport/errors';
import {
	ConflictError,
	ConnectionError,
	InputError,
	NotFoundError,
	TrackerError,
	UnexpectedAnswerError,
} from '../../nodes/Keitaro/values/errors';

const UNSURE = /It may have been carried out all the same: look in the tracker before running it again/;

it.each<[number, unknown, RegExp, RegExp]>([
	[
		400,
		{ error: 'Bad range' },
		/^The tracker refused the request: Bad range \(HTTP 400\)$/,
		/^Correct the value that the message names\.$/,
	],
	[401, { error: 'No' }, /^The tracker does not accept the API key: No \(HTTP 401\)$/, /^Create a new key in the tracker/],
	[402, '', /^The Admin API is not part of this tracker's edition \(HTTP 402\)$/, /Expert, Team and Enterprise/],
	[403, { message: 'Denied' }, /^The API key's user may not do this: Denied \(HTTP 403\)$/, /^Give that user the right/],
	[
		404,
		'Campaign #9 not found',
		/^The tracker does not know it: Campaign #9 not found \(HTTP 404\)$/,
		/^Check the ID: it may have been deleted or moved to the archive/,
	],
	[406, { name: ['is required'] }, /^The tracker refused the values: name: is required \(HTTP 406\)$/, /^Correct the fields/],
	[422, { name: ['a', 'b'], alias: 'c' }, /^The tracker refused the values: name: a, b; alias: c \(HTTP 422\)$/, /^Correct the fields/],
	[429, null, /^The tracker, or the server in front of it, is getting too many requests \(HTTP 429\)$/, /lower Concurrent Requests/],
	[
		500,
		{ error: 'x' },
		/^The tracker could not handle the request: x \(HTTP 500\)$/,
		/^Try again in a moment\. If it stays, look into the tracker log/,
	],
	[599, null, /^The tracker could not handle the request \(HTTP 599\)$/, /^Try again/],
	[418, null, /^The tracker answered with an unexpected status \(HTTP 418\)$/, /^Check the address/],
	[499, null, /^The tracker answered with an unexpected status \(HTTP 499\)$/, /^Check the address/],
	[301, null, /^The address sends the request elsewhere \(HTTP 301\)$/, /enter the final address of the panel/],
	[399, null, /^The address sends the request elsewhere \(HTTP 399\)$/, /enter the final address of the panel/],
])('status %i with %j', (status, body, message, advice) => {
	const told = refusedBy(status, body, {}, false);
	expect(told.message).toMatch(message);
	expect(told.advice).toMatch(advice);
	expect(told.advice).not.toMatch(UNSURE);
	// Only an error of the server itself leaves open whether something was created.
	expect(UNSURE.test(refusedBy(status, body, {}, true).advice)).toBe(status >= 500);
});

it.each<[unknown, Record<string, unknown>, boolean]>([
	['<html>Attention Required! | Cloudflare</html>', {}, true],
	['  <!doctype html>', { server: 'cloudflare' }, true],
	[{ cloudflare_error: true }, {}, true],
	['<html>no</html>', { server: 'nginx' }, false],
	['Cloudflare says no', { server: 'cloudflare' }, false],
	[{ error: 'cloudflare' }, { server: 'cloudflare' }, false],
	[`<html>${' '.repeat(6000)}cloudflare`, {}, false],
	[null, { server: 'cloudflare' }, false],
])('%j with the headers %j comes from Cloudflare: %s', (body, headers, is) => {
	expect(/^Cloudflare, in front of the tracker, blocked the request \(HTTP 403\)$/.test(refusedBy(403, body, headers, false).message)).toBe(
		is,
	);
});

it.each<[string, RegExp, RegExp, boolean]>([
	['ECONNABORTED', /^t\.example did not answer within 7 seconds$/, /^Raise the Timeout/, false],
	['ETIMEDOUT', /^t\.example did not answer within 7 seconds$/, /^Raise the Timeout/, false],
	['ENOTFOUND', /^There is no server named t\.example$/, /^Check the address/, true],
	['EAI_AGAIN', /^There is no server named t\.example$/, /^Check the address/, true],
	['ECONNREFUSED', /^t\.example refuses connections or cannot be reached$/, /^Check the address and port/, true],
	['EHOSTUNREACH', /^t\.example refuses connections or cannot be reached$/, /^Check the address and port/, true],
	['ENETUNREACH', /^t\.example refuses connections or cannot be reached$/, /^Check the address and port/, true],
	[
		'ECONNRESET',
		/^The connection to t\.example broke off before the answer was complete$/,
		/^Try again; if it stays, look at the server/,
		false,
	],
	['', /^The connection to t\.example broke off before the answer was complete$/, /^Try again/, false],
	['DEPTH_ZERO_SELF_SIGNED_CERT', /^The certificate of t\.example is not trusted$/, /"Ignore SSL Issues"/, false],
	['ERR_TLS_CERT_ALTNAME_INVALID', /^The certificate of t\.example is not trusted$/, /"Ignore SSL Issues"/, false],
	['EPROTO_SSL', /^The certificate of t\.example is not trusted$/, /"Ignore SSL Issues"/, false],
])('no answer: %s', (code, message, advice, never) => {
	const told = unreachable(code, false, { host: 't.example', seconds: 7 });
	expect([told.message, told.advice]).toEqual([expect.stringMatching(message), expect.stringMatching(advice)]);
	expect(neverArrived(code)).toBe(never);
	// What never arrived created nothing.
	expect(unreachable(code, true, { host: 't.example', seconds: 7 }).advice).toMatch(never ? advice : UNSURE);
});

it.each<[string, { proxy?: string; isInsecure?: boolean }, string, RegExp]>([
	['ECONNREFUSED', { proxy: '10.0.0.1:3128' }, 'The proxy 10.0.0.1:3128 refuses connections or cannot be reached', /HTTPS_PROXY.*NO_PROXY/],
	['ECONNRESET', { proxy: '10.0.0.1:3128' }, 'The connection to t.example broke off before the answer was complete', /^Try again/],
	[
		'SELF_SIGNED_CERT_IN_CHAIN',
		{ isInsecure: true },
		'The certificate of a proxy before t.example is not trusted',
		/Ignore SSL Issues is on.*NO_PROXY/,
	],
	['SELF_SIGNED_CERT_IN_CHAIN', { isInsecure: false }, 'The certificate of t.example is not trusted', /turn on "Ignore SSL Issues"/],
])('no answer: %s with %j', (code, more, message, advice) => {
	const told = unreachable(code, false, { host: 't.example', seconds: 7, ...more });
	expect([told.message, told.advice]).toEqual([message, expect.stringMatching(advice)]);
});

it.each<[object | undefined, string, string | undefined]>([
	[{ message: 'connect ECONNREFUSED 10.0.0.1:3128' }, 'https://t.example', '10.0.0.1:3128'],
	[{ cause: { cause: { messages: ['x', 'connect ECONNREFUSED ::1:3128'] } } }, 'https://t.example', '::1:3128'],
	[{ message: 'connect ECONNREFUSED 10.0.0.1:443' }, 'https://t.example', undefined],
	[{ message: 'connect EHOSTUNREACH 10.0.0.1:80' }, 'http://t.example', undefined],
	[{ message: 'connect ECONNREFUSED 10.0.0.1:8443' }, 'https://t.example:8443', undefined],
	[{ message: 'connect ECONNREFUSED 10.0.0.1:443' }, 'https://t.example:8443', '10.0.0.1:443'],
	[{ message: 'getaddrinfo ENOTFOUND t.example' }, 'https://t.example', undefined],
	[{ messages: [null, 7] }, 'https://t.example', undefined],
	[{}, 'https://t.example', undefined],
	[undefined, 'https://t.example', undefined],
])('of %j at %s the proxy is %j', (error, base, proxy) => expect(proxyIn(error, base)).toBe(proxy));

it.each<[string, boolean, RegExp, RegExp]>([
	['<html>', false, /^Instead of the API, a web page answered$/, /not a traffic domain/],
	['\n <p>', true, /^Instead of the API, a web page answered$/, UNSURE],
	['{"cut', false, /^The answer is damaged: it is not the JSON that the API sends$/, /^Try again/],
	['{"cut', true, /^The answer is damaged/, UNSURE],
])('200 with %j, creating %s', (body, once, message, advice) => {
	const told = notJson(body, once);
	expect(told.message).toMatch(message);
	expect(told.advice).toMatch(advice);
	expect(UNSURE.test(told.advice)).toBe(once);
});

it.each<[unknown, string]>([
	['plain', 'plain'],
	['<html>page</html>', ''],
	['with <b>markup</b> and <masked>', 'with  markup  and <masked>'],
	[{ error: 'a', message: 'b' }, 'a'],
	[{ error: { code: 1 }, message: 'b' }, 'b'],
	[{ error: ['a', { b: 1 }], other: null }, 'error: a, {"b":1}; other: null'],
	[['a', { error: 'b' }, '', 5], 'a; b'],
	[null, ''],
	[5, ''],
	['x'.repeat(600), `${'x'.repeat(500)}…`],
])('the words in %j are %j', (body, said) => expect(saidIn(body)).toBe(said));

describe("n8n's own error", () => {
	const node = {
		id: '1',
		name: 'Keitaro',
		type: 'x',
		typeVersion: 2,
		position: [0, 0],
		parameters: { resource: 'r', operation: 'o', token: 'secret' },
	} as INode;
	const mask = (text: string) => text.replaceAll('secret', '<masked>');

	it('of the tracker holds the request and the answer, and no parameters but the pair', () => {
		const failure = { message: 'a secret', advice: 'b secret', status: 418, response: { x: 1 }, request: { url: 'u', method: 'GET' } };
		const error = toNodeError(node, new TrackerError(failure), 3, mask);
		expect(error).toMatchObject({
			message: 'a <masked>',
			description: 'b <masked>',
			httpCode: '418',
			context: { itemIndex: 3, request: failure.request, data: { x: 1 } },
		});
		expect(error.node.parameters).toEqual({ resource: 'r', operation: 'o' });
		expect(new TrackerError(failure).status).toBe(418);
	});

	it('of the tracker says nothing of an answer that did not come', () => {
		for (const response of [null, undefined]) {
			const error = toNodeError(node, new TrackerError({ message: 'a', advice: '', response, request: { url: 'u', method: 'GET' } }));
			expect(error.context).not.toHaveProperty('data');
			expect([(error as { httpCode?: unknown }).httpCode ?? null]).toEqual([null]);
		}
	});

	it.each<[unknown, string, string | null]>([
		[new InputError('A secret is wrong', 'Mend it'), 'A <masked> is wrong', 'Mend it'],
		[new RangeError('Maximum call stack'), 'The data is too big or too deeply nested to be worked on', 'Work on less of it at once.'],
		[
			new TypeError('x is not a function'),
			'The Keitaro node made a mistake of its own (r:o, version 1.0.0)',
			expect.stringContaining('This is a fault of the node, neither of your tracker nor of your input.') as string,
		],
		[new Error('plain'), 'plain', null],
		[new Error(''), 'Error', null],
		['text', 'text', null],
		[undefined, 'undefined', null],
		[{ message: 5, description: 7 }, '[object Object]', null],
	])('of %p', (thrown, message, description) => {
		const error = toNodeError(node, thrown, 1, mask);
		expect([error.name, error.message, error.description ?? null, error.context.itemIndex]).toEqual([
			'NodeOperationError',
			message,
			description,
			1,
		]);
	});

	it('of a fault of the node names the places, and neither folders nor secrets', () => {
		const thrown = Object.assign(new TypeError('secret is not a function'), {
			stack: [
				'TypeError: secret is not a function',
				'    at readFields (/home/someone/.n8n/nodes/node_modules/n8n-nodes-keitaro/dist/nodes/Keitaro/fields/groups.js:80:12)',
				'    at async C:\\n8n\\dist\\nodes\\Keitaro\\dispatch.js:7:1',
				'    at process.processTicks (node:internal/process:1:1)',
			].join('\n'),
		});
		const { description, cause } = toNodeError(node, thrown, 1, mask);
		expect(description).toMatch(
			/report it with these words: <masked> is not a function at readFields \(fields\/groups\.js:80:12\) at async \(dispatch\.js:7:1\)$/,
		);
		expect(JSON.stringify([description, String(cause), (cause as Error).name])).not.toMatch(/someone|C:|secret/);
	});

	const request = { url: 'https://t/x', method: 'PUT' };
	it.each([
		[new InputError('m', 'a'), 'NodeOperationError'],
		[new NotFoundError({ message: 'm', advice: 'a', request }), 'NodeOperationError'],
		[new NotFoundError({ message: 'm', advice: 'a', request, status: 404 }), 'NodeApiError'],
		[new ConflictError({ message: 'm', advice: 'a', request }), 'NodeOperationError'],
		[new UnexpectedAnswerError({ message: 'm', advice: 'a', request }), 'NodeApiError'],
		[new TrackerError({ message: 'm', advice: 'a', request, status: 500 }), 'NodeApiError'],
		[new ConnectionError({ message: 'm', advice: 'a', request }), 'NodeApiError'],
	])('%s by its cause carries the request that it came after', (error, name) => {
		const told = toNodeError(node, error, 1, mask);
		expect([told.name, told.message, told.description]).toEqual([name, 'm', 'a']);
		expect(told.context.request).toEqual(error instanceof InputError ? undefined : request);
		const more = error.with({ message: 'n', done: 'x' });
		expect([more.constructor, more.message, more.description, more.status]).toEqual([error.constructor, 'n', 'a', error.status]);
		expect(error.message).toBe('m');
	});

	it('is bounded', () => {
		const error = toNodeError(node, new InputError('m'.repeat(5000), 'd'.repeat(5000)));
		expect([error.message.length, error.description?.length]).toEqual([1001, 1001]);
	});
});

it.each([
	['a\r\nb\tc', 'a b c'],
	['\u200ba\u2028b\u202e', 'a b'],
	['x'.repeat(500), 'x'.repeat(500)],
	['x'.repeat(501), `${'x'.repeat(500)}…`],
])('%j in one line is %j', (text, line) => expect(clean(text)).toBe(line));

it('an error that is its own cause is from no proxy', () => {
	const error: { message: string; cause?: unknown } = { message: 'x' };
	error.cause = error;
	expect(proxyIn(error, 'https://t.example')).toBeUndefined();
});
