/** What each kind of tracker does otherwise than the published API. */
import { startEmulator } from '.';
import type { Personality } from './personalities';

describe('a kind of tracker', () => {
	const ask = async (as: Personality, method: string, path: string, body?: object, headers: Record<string, string> = {}) => {
		const one = await startEmulator({ as });
		try {
			const send = async () =>
				await fetch(`${one.url}/admin_api/v1${path}`, {
					method,
					headers: { 'Api-Key': one.apiKey, 'Content-Type': 'application/json', 'User-Agent': 'test', ...headers },
					body: body && JSON.stringify(body),
				});
			// Those in front of it stumble twice.
			if (as === 'fronted') for (let at = 0; at < 2; at++) await send();
			const response = await send();
			const text = await response.text();
			return {
				status: response.status,
				text,
				body: text.startsWith('<') ? undefined : (JSON.parse(text || 'null') as Record<string, unknown>),
			};
		} finally {
			await one.stop();
		}
	};
	const report = (more: object) => ({ range: { interval: 'all_time' }, dimensions: ['campaign_id'], measures: ['clicks'], ...more });
	const log = (columns: string[]) => ({ range: { interval: 'all_time' }, columns, limit: 1 });
	const keysOf = ({ body }: { body?: Record<string, unknown> }) => Object.keys((body?.rows as object[])[0]);

	it.each<[string, Personality, [method: string, path: string, body?: object], number, RegExp]>([
		[
			'refuses an unknown measure and lists the valid',
			'v11',
			['POST', '/report/build', report({ measures: ['payout'] })],
			400,
			/valid: .*revenue/,
		],
		[
			'refuses an unknown dimension',
			'dropping',
			['POST', '/report/build', report({ dimensions: ['is_lead'] })],
			400,
			/Unknown column "is_lead"/,
		],
		['has no event_id', 'dropping', ['POST', '/conversions/log', log(['event_id'])], 400, /Unknown column "event_id"/],
		['has no datetime', 'old', ['POST', '/conversions/log', log(['datetime'])], 400, /Unknown column "datetime"/],
		['knows one dialect', 'old', ['POST', '/report/build', report({})], 400, /Unknown key "dimensions"/],
		['refuses fields with 406', 'old', ['POST', '/offers', { name: '' }], 406, /name/],
		['refuses fields with 422', 'v11', ['POST', '/offers', { name: '' }], 422, /name/],
		['closes sections', 'restricted', ['GET', '/users'], 403, /You have no permission/],
		[
			'says no inside a 200',
			'restricted',
			['POST', '/clicks/clean', { start_date: '2026-11-01', end_date: '2026-11-02' }],
			200,
			/^\{"error":"You have no/,
		],
		[
			'says no in another way inside a 200',
			'restricted',
			[
				'POST',
				'/clicks/update_costs',
				{
					campaign_ids: [1],
					costs: [{ start_date: '2026-11-01', end_date: '2026-11-02', cost: 1, timezone: 'UTC', currency: 'USD' }],
				},
			],
			200,
			/^\{"success":false\}$/,
		],
		[
			'does not let labels be read',
			'dropping',
			['GET', '/report/labels?campaign_id=1&ref_name=source&label_name=blacklist'],
			400,
			/Bad request/,
		],
		['cuts lists', 'restricted', ['GET', '/domains'], 200, /^\[\]$/],
		['has a limit for addresses', 'fronted', ['GET', `/streams/search?query=${'x'.repeat(2100)}`], 414, /Too Large/],
		[
			'takes a flow with numbers as texts',
			'v11',
			['PUT', '/streams/1', { position: '2', triggers: null, filters: [{ id: 0, name: 'bot', mode: 'reject', payload: null }] }],
			200,
			/"position":2/,
		],
		[
			'takes what looks like a number for a text where a text is due',
			'v11',
			['PUT', '/streams/1', { name: '7', offers: [{ offer_id: '1', share: '100' }], collect_clicks: 'true', action_payload: '5' }],
			200,
			/"name":"7".*"action_payload":"5".*"collect_clicks":true.*"share":100/,
		],
		['takes no null for offers', 'v11', ['PUT', '/streams/1', { offers: null }], 400, /Key "offers" must be array/],
		['takes no number for a name', 'v11', ['PUT', '/streams/1', { name: 7 }], 400, /Key "name" must be string/],
		['takes no numbers as texts elsewhere', 'v11', ['PUT', '/offers/1', { payout_value: '5' }], 400, /must be number/],
		['has no offer_id in its log', 'dropping', ['POST', '/conversions/log', log(['offer_id'])], 400, /Unknown column "offer_id"/],
		['takes the group of a domain', 'v11', ['PUT', '/domains/1', { group_id: 0 }], 200, /"id":1/],
		['takes no group of a domain', 'spec', ['PUT', '/domains/1', { group_id: 0 }], 400, /Unknown key "group_id"/],
		['takes no numbers as texts', 'spec', ['PUT', '/streams/1', { position: '2' }], 400, /must be integer/],
		[
			'takes no (?i)',
			'spec',
			['POST', '/report/build', report({ filters: [{ name: 'campaign', operator: 'MATCH_REGEXP', expression: '(?i)x' }] })],
			400,
			/without \(\?i\)/,
		],
	])('that %s is %s', async (_, as, [method, path, body], status, words) => {
		const answer = await ask(as, method, path, body);
		expect([answer.status, answer.text.replaceAll('\\"', '"')]).toEqual([status, expect.stringMatching(words)]);
	});

	it('that leaves out what it does not know does so without a word', async () => {
		const wrong = await ask(
			'dropping',
			'POST',
			'/report/build',
			report({ measures: ['clicks', 'deposits', 'regs', 'custom_conversion_7'] }),
		);
		expect(keysOf(wrong)).toEqual(['campaign_id', 'clicks', 'regs', 'custom_conversion_7']);
		expect(keysOf(await ask('v11', 'POST', '/conversions/log', log(['tid', 'conversion_id', 'event_id'])))).toEqual(['tid', 'event_id']);
		expect(keysOf(await ask('dropping', 'POST', '/conversions/log', log(['tid', 'conversion_id', 'postback_datetime'])))).toHaveLength(3);
	});

	it('tells figures of all rows together, with nothing for dimensions', async () => {
		const { body } = await ask('dropping', 'POST', '/report/build', report({ summary: true }));
		expect(body?.summary).toEqual({ campaign_id: null, clicks: 60 });
		const log = await ask('dropping', 'POST', '/conversions/log', { range: { interval: 'all_time' }, limit: 1 });
		expect(keysOf(log)).toEqual(['conversion_id', 'sub_id', 'tid', 'status', 'revenue', 'postback_datetime']);
	});

	it('matches by an expression that ignores case', async () => {
		const rows = async (expression: string) =>
			(await ask('dropping', 'POST', '/report/build', report({ filters: [{ name: 'campaign', operator: 'MATCH_REGEXP', expression }] })))
				.body?.rows;
		expect(await rows('(?i)FACEBOOK')).toHaveLength(1);
		expect(await rows('FACEBOOK')).toHaveLength(0);
	});

	it('of 2021 gives everything, without a total, and single records inside a list', async () => {
		const { body } = await ask('old', 'POST', '/conversions/log', log(['tid']));
		expect(body?.rows).toHaveLength(20);
		expect(body).not.toHaveProperty('total');
		expect((await ask('old', 'GET', '/campaigns/1')).body).toEqual([expect.objectContaining({ id: 1 })]);
	});

	it('behind a server of its own stumbles over the first two requests, and sees who asks', async () => {
		const one = await startEmulator({ as: 'fronted' });
		const statusOf = async (agent: string) => {
			const response = await fetch(`${one.url}/admin_api/v1/offers`, { headers: { 'Api-Key': one.apiKey, 'User-Agent': agent } });
			return [response.status, response.headers.get('retry-after')];
		};
		expect([await statusOf('test'), await statusOf('test'), await statusOf('test'), await statusOf('axios/1.0')]).toEqual([
			[429, '0'],
			[502, null],
			[200, null],
			[403, null],
		]);
		await one.stop();
	});
});
