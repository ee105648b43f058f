import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Emulator, startEmulator } from '.';
import { fetchFrom } from './client';

let emulator: Emulator;
let hooks: Server;
const received: string[] = [];
beforeAll(async () => {
	emulator = await startEmulator();
	hooks = createServer((request, response) => {
		let body = '';
		request.on('data', (chunk: Buffer) => (body += String(chunk)));
		request.on('end', () => response.end(String(received.push(`${request.method} ${request.url} ${body}`.trim()))));
	});
	await new Promise<void>((resolve) => hooks.listen(0, '127.0.0.1', resolve));
});
beforeEach(() => {
	emulator.reset();
	received.length = 0;
});
afterAll(async () => {
	await emulator.stop();
	await new Promise((resolve) => hooks.close(resolve));
});

const postback = async (query: string, method = 'GET') => {
	const reply = await fetchFrom(emulator, `/${emulator.postbackKey}/postback?${query}`, { method });
	await emulator.settle();
	return reply;
};
const firstClick = () => emulator.store.clicks[0];
const found = () => emulator.store.conversions.filter((row) => row.sub_id === firstClick().sub_id);
const log = () => emulator.store.logs.postbacks.map((line) => line.message).reverse();

describe('postbacks', () => {
	it('are answered before they take effect', async () => {
		emulator.settings.asyncDelay = 3_600_000;
		const { sub_id } = firstClick();
		const reply = await fetchFrom(emulator, `/${emulator.postbackKey}/postback?subid=${sub_id}&return=OK`);
		expect(reply).toMatchObject({ status: 200, text: 'OK' });
		expect(found()).toHaveLength(0);
		await emulator.settle();
		expect(found()).toMatchObject([{ status: 'sale', revenue: 30, version: 1, tid: '' }]);
		expect(log().slice(1)).toEqual([
			`Using "${sub_id}" as subid. Postback added to queue.`,
			`Processing subid ${sub_id}`,
			`Subid ${sub_id} complete`,
		]);
	});

	it('change a conversion in place, and make another one for another tid', async () => {
		const { sub_id } = firstClick();
		await postback(`subid=${sub_id}&status=reg&lead_status=reg,signup&payout=3&sub_id_7=seven`);
		const [{ event_id }] = found();
		expect(found()).toMatchObject([{ status: 'lead', original_status: 'reg', conversion_type: 'Lead', revenue: 3 }]);
		expect(firstClick().extra).toMatchObject({ sub_id_7: 'seven' });
		await postback(`clickid=${sub_id}&type=sale&revenue=10&currency=EUR`, 'POST');
		expect(found()).toMatchObject([
			{ event_id, version: 2, status: 'sale', previous_status: 'lead', revenue: 11, history: [{ type: 'Lead' }, { type: 'Sale' }] },
		]);
		await postback(`subid=${sub_id}&status=sale&tid=T2`);
		await postback(`subid=${sub_id}&status=rejected`);
		expect(found()).toMatchObject([
			{ event_id, version: 3, status: 'rejected', revenue: 11 },
			{ tid: 'T2', version: 1 },
		]);
	});

	it.each([
		['', 'Incorrect subid "". Postback ignored.'],
		['subid=unknown', 'SubID not found "unknown"'],
		['subid=FIRST&status=x&ignore_status=x,y', 'Status of subid FIRST is in the ignore list. Postback ignored.'],
	])('%s is answered well and comes to nothing: %s', async (query, line) => {
		const { sub_id } = firstClick();
		expect(await postback(query.replace('FIRST', sub_id))).toMatchObject({ status: 200, text: 'Success' });
		expect(log().at(-1)).toBe(line.replace('FIRST', sub_id));
		expect(emulator.store.conversions).toHaveLength(20);
	});

	it('need the right key', async () => {
		expect(await fetchFrom(emulator, `/wrong/postback?subid=${firstClick().sub_id}`)).toMatchObject({
			status: 404,
			type: 'text/html; charset=utf-8',
		});
		expect(log()).toEqual([]);
	});

	it('may be ignored when repeated with a tid', async () => {
		emulator.settings.duplicatePostbacks = 'ignore';
		await postback(`subid=${firstClick().sub_id}&tid=1&status=lead`);
		await postback(`subid=${firstClick().sub_id}&tid=1&status=sale`);
		expect(found()).toMatchObject([{ status: 'lead', version: 1 }]);
		expect(log().at(-1)).toContain('already exists');
	});

	it('take the amount only for offers that allow it', async () => {
		const click = emulator.store.addClick({ campaign_id: 3, offer_id: 3 });
		await postback(`subid=${click.sub_id}&payout=99`);
		expect(emulator.store.conversions.at(-1)).toMatchObject({ revenue: 12.5 });
	});

	it('are passed on to the addresses of the campaign', async () => {
		const hook = `http://127.0.0.1:${(hooks.address() as AddressInfo).port}`;
		const row = { campaign_id: 1, statuses: ['sale', 'rejected'] };
		emulator.store.campaigns[0].postbacks = [
			{ ...row, id: 1, method: 'GET', url: `${hook}/a?s={subid}&k={keyword}&raw={_keyword}&st={status:sale=1 rejected=2}&r={revenue}` },
			{ ...row, id: 2, method: 'POST', url: `${hook}/b?s={status}&n={campaign_name}` },
			{ ...row, id: 3, method: 'GET', url: 'https://elsewhere.example/' },
		];
		const { sub_id } = firstClick();
		await postback(`subid=${sub_id}&status=lead`);
		expect(received).toEqual([]);
		await postback(`subid=${sub_id}&status=sale&payout=7`);
		expect(received).toEqual([`GET /a?s=${sub_id}&k=quick%20loan&raw=quick%20loan&st=1&r=7`, 'POST /b s=sale&n=Facebook%20US']);
		expect(emulator.store.logs.sent_postbacks.map((line) => line.message)).toEqual([
			expect.stringContaining('not sent'),
			expect.stringContaining(' - 200 2'),
			expect.stringContaining(' - 200 1'),
		]);
	});
});

describe('Click API', () => {
	const call = (query: string, token = emulator.store.campaigns[0].token) => fetchFrom(emulator, `/click_api/v3?token=${token}&${query}`);

	it('records a click and tells where to go', async () => {
		const { data } = await call('info=1&log=1&keyword=shoes&sub_id_30=x');
		expect(data).toMatchObject({
			status: 302,
			headers: [expect.stringMatching(/^Location: /)],
			contentType: 'text/html',
			cookies_ttl: 24,
			log: expect.any(Array),
		});
		expect(data.info).toMatchObject({ campaign_id: 1, stream_id: 3, is_bot: false, uniqueness: { campaign: true } });
		expect(emulator.store.clicks.at(-1)).toMatchObject({ keyword: 'shoes', extra: { sub_id_30: 'x' }, stream_id: 3 });
	});

	it('keeps quiet about what was not asked for, knows bots, loses clicks of flows that do not collect them', async () => {
		expect((await call('')).data).not.toHaveProperty('info');
		expect((await call('info=1&ip=203.0.113.7')).data).toMatchObject({ status: 200, info: { stream_id: 1, is_bot: true } });
		emulator.store.streams[2].collect_clicks = false;
		const before = emulator.store.clicks.length;
		await call('');
		expect(emulator.store.clicks).toHaveLength(before);
	});

	it('refuses wrong tokens and editions without it', async () => {
		expect((await call('', 'wrong')).status).toBe(401);
		emulator.settings.clickApi = false;
		expect((await call('')).status).toBe(409);
	});
});

it('updates parameters of a click', async () => {
	const { sub_id } = firstClick();
	expect((await fetchFrom(emulator, `/?_update_tokens=1&sub_id=${sub_id}&sub_id_2=new&keyword=no`)).status).toBe(200);
	expect(firstClick()).toMatchObject({ extra: { sub_id_2: 'new' }, keyword: 'quick loan' });
	expect((await fetchFrom(emulator, '/')).status).toBe(404);
});
