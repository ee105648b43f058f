import type { Campaign } from '../emulator';
import { postback as samples } from '../operations/samples/postback';
import { harness, WRONG_IDS } from './harness';

const bench = harness('postback');
const { run, sent, bodies, id } = bench;

const campaign = () => bench.tracker.store.campaigns[0];
const items = (many: number) => Array.from({ length: many }, () => ({ json: {} }));
const campaignId = id(1);
const url = 'https://ads.example.com/new?e={external_id}';
const seeded = { id: 1, campaign_id: 1, method: 'GET', url: 'https://ads.example.com/fb?e={external_id}', statuses: ['sale'] };
const another = { ...seeded, id: 7, url: 'https://other.example.com/', statuses: ['lead', 'rebill'] };
const created = { campaign_id: 1, id: expect.any(Number) as number };

/** Everything in the store but the postbacks of the campaign and the date of its last change. */
function rest() {
	const records = Object.entries(bench.tracker.store).filter(([, value]) => typeof value !== 'function');
	const campaigns = bench.tracker.store.campaigns.map((row: Campaign) => (row.id === 1 ? { ...row, postbacks: [], updated_at: '' } : row));
	return structuredClone({ ...Object.fromEntries(records), campaigns });
}

async function onlyPostbacksChange(work: () => Promise<unknown>) {
	const before = rest();
	await work();
	expect(rest()).toEqual(before);
}

it('lists the postbacks of a campaign, and finds one, with one request', async () => {
	campaign().postbacks.push(another as never);
	expect((await run('getAll', { campaignId })).data).toEqual([[seeded, another]]);
	expect((await run('get', { campaignId, postbackId: '={{ [1, 7][$itemIndex] }}' }, { items: items(2) })).data).toEqual([seeded, another]);
	expect(sent()).toEqual(['GET /campaigns/1', 'GET /campaigns/1']);
});

it.each([
	['minimal', { method: 'GET', statuses: ['lead', 'sale'] }],
	['full', { method: 'POST', statuses: ['lead', 'rebill'] }],
] as const)('adds a postback (%s) and leaves everything else as it is', async (which, expected) => {
	const added = { ...expected, url: 'https://ads.example.com/0?e={external_id}' };
	await onlyPostbacksChange(async () => {
		expect((await run('create', samples.create[which])).data).toEqual([{ ...created, ...added }]);
	});
	expect(bodies('PUT')).toEqual([{ postbacks: [seeded, added] }]);
	expect(campaign().postbacks[0]).toEqual(seeded);
});

it('changes what is given of a postback and leaves everything else as it is', async () => {
	campaign().postbacks.push(another as never);
	await onlyPostbacksChange(async () => {
		expect((await run('update', { campaignId, postbackId: '7', updateFields: { url } })).data).toEqual([{ ...another, url }]);
		await run('update', { campaignId, postbackId: '1', updateFields: { method: 'POST', statuses: ['rejected'] } });
	});
	expect(campaign().postbacks).toEqual([
		{ ...seeded, method: 'POST', statuses: ['rejected'] },
		{ ...another, url },
	]);
});

it('takes a postback out and leaves everything else as it is', async () => {
	campaign().postbacks.push(another as never);
	await onlyPostbacksChange(async () => {
		expect((await run('delete', { campaignId, postbackId: '1' })).data).toEqual([seeded]);
	});
	expect(campaign().postbacks).toEqual([another]);
});

it('lets items of the same campaign wait for each other, however many run at once', async () => {
	const parameters = { campaignId, url: '={{ "https://x.example.com/" + $itemIndex }}', options: { concurrentRequests: 5 } };
	expect((await run('create', parameters, { items: items(4) })).error).toBeUndefined();
	expect(campaign().postbacks).toHaveLength(5);
});

it('is taken out again where somebody writes it back', async () => {
	let writes = 0;
	bench.tracker.onAnswer(({ method }) => {
		if (method === 'PUT' && ++writes === 1) campaign().postbacks = [seeded, another] as never;
	});
	const { error } = await run('delete', { campaignId, postbackId: '1' });
	expect(error).toBeUndefined();
	expect(campaign().postbacks).toEqual([another]);
});

it('tells when the tracker did not keep what was written', async () => {
	const body = JSON.stringify(campaign());
	bench.tracker.fault({ method: 'PUT', kind: 'body', status: 200, body, headers: { 'content-type': 'application/json' } });
	expect((await run('create', { campaignId, url })).error?.message).toBe('The tracker did not keep the postbacks as they were sent');
});

describe('on a tracker that gives postbacks no IDs', () => {
	const bare = ({ id: _id, campaign_id: _campaign, ...postback }: typeof seeded) => postback;

	beforeEach(() => {
		const stored = [bare(seeded), bare(another)];
		campaign().postbacks = stored as never;
		// the emulator numbers what it writes; such a tracker does not
		bench.tracker.onAnswer(() => {
			campaign().postbacks = campaign().postbacks.map((row) => bare(row as never)) as never;
		});
	});

	it('the place in the list stands for the ID', async () => {
		expect((await run('getAll', { campaignId })).data).toEqual([
			[
				{ ...bare(seeded), id: 1 },
				{ ...bare(another), id: 2 },
			],
		]);
		expect((await run('get', { campaignId, postbackId: '2' })).data).toEqual([{ ...bare(another), id: 2 }]);
		await run('update', { campaignId, postbackId: '2', updateFields: { url } });
		expect(bodies('PUT')).toEqual([{ postbacks: [bare(seeded), { ...bare(another), url }] }]);
		await run('delete', { campaignId, postbackId: '1' });
		expect(campaign().postbacks).toEqual([{ ...bare(another), url }]);
	});
});

describe('a test conversion', () => {
	const credentials = () => ({ keitaroApi: { ...bench.credentials().keitaroApi, postbackKey: bench.tracker.postbackKey } });
	const test = async (testData: object, options = {}) =>
		await run('test', { testData: testData as never }, { credentials: credentials(), ...options });

	it('is sent to the postback address without the API key, and the postback key is not shown', async () => {
		const { sub_id: clickId } = bench.tracker.store.clicks[0];
		const {
			data,
			items: out,
			saved,
		} = await test({
			clickId,
			cost: 1.5,
			currency: 'usd',
			payout: 25,
			status: 'sale',
			subId1: 'ad 1&2',
			transactionId: 'T-9',
		});
		const [request] = bench.tracker.requests;
		expect(request).toMatchObject({ method: 'GET', path: `/${bench.tracker.postbackKey}/postback` });
		expect(request.query).toEqual({
			subid: clickId,
			cost: '1.5',
			currency: 'USD',
			payout: '25',
			status: 'sale',
			sub_id_1: 'ad 1&2',
			tid: 'T-9',
		});
		expect(request.headers).not.toHaveProperty('api-key');
		expect(data).toEqual([{ answer: bench.tracker.settings.postbackAnswer }]);
		expect(out[0].json.request).toMatchObject({ url: expect.stringMatching(/\/<masked>\/postback\?subid=/) as string, method: 'GET' });
		expect(saved).not.toContain(bench.tracker.postbackKey);
		await bench.tracker.settle();
		expect(bench.tracker.store.conversions.at(-1)).toMatchObject({ sub_id: clickId, tid: 'T-9', status: 'sale' });
	});

	it('says what the log shows, if that is wanted', async () => {
		const { sub_id: clickId } = bench.tracker.store.clicks[0];
		bench.tracker.settings.asyncDelay = 0;
		const confirmed = async (testData: object) =>
			(await run('test', { testData: testData as never, confirm: true, confirmSeconds: 1 }, { credentials: credentials() })).data;
		expect(await confirmed({ clickId, status: 'sale', transactionId: 'T-9' })).toMatchObject([
			{ answer: bench.tracker.settings.postbackAnswer, confirmed: true, sub_id: clickId, tid: 'T-9', status: 'sale' },
		]);
		expect(await confirmed({ clickId: 'nobody' })).toMatchObject([{ confirmed: false, in_log: null }]);
	});

	it('takes a postback key that was pasted with its address', async () => {
		const postbackKey = `https://tracker.example.com/${bench.tracker.postbackKey}/postback?subid={subid}`;
		const { error } = await test({ clickId: 'c' }, { credentials: { keitaroApi: { ...credentials().keitaroApi, postbackKey } } });
		expect(error).toBeUndefined();
		expect(bench.tracker.requests[0].path).toBe(`/${bench.tracker.postbackKey}/postback`);
	});

	it('is not sent twice when the answer is lost', async () => {
		bench.tracker.fault({ kind: 'dropAfter', times: 1 });
		expect((await test({ clickId: 'c', status: 'lead' })).error?.description).toMatch(/may have been carried out/);
		expect(bench.tracker.requests).toHaveLength(1);
	});

	it.each([
		[{}, /^Test Conversion: Click ID is empty/],
		[{ status: 'sale' }, /^Test Conversion: Click ID is empty/],
		[{ clickId: 'c', payout: '={{ "much" }}' }, /^Test Conversion: Payout must be a number/],
		[{ clickId: 'c', currency: '={{ "dollars!" }}' }, /^Test Conversion: Currency must be the code/],
	])('%j is refused before any request', async (testData, message) => {
		expect((await test(testData)).error?.message).toMatch(message);
		expect(bench.tracker.requests).toEqual([]);
	});

	it('needs the postback key', async () => {
		const { error } = await test({ clickId: 'c' }, { credentials: bench.credentials() });
		expect(error?.message).toMatch(/has no postback key/);
		expect(error?.description).toMatch(/Settings.*Postback URL/);
		expect(bench.tracker.requests).toEqual([]);
	});
});

it.each([
	['get', { postbackId: '1' }],
	['update', { postbackId: '1', name: 'Main', url: 'https://x', active: true, retries: 3 }],
	['delete', { postbackId: '1' }],
	['create', { name: 'Main', url: 'https://x', trigger: 'any', currency: 'USD', headers: '{}', countries: 'US' }],
])('workflows of the original node open, and are told what %s needs', async (operation, parameters) => {
	const { error } = await run(operation, parameters, { typeVersion: 1 });
	expect(error?.message).toBe('No campaign is chosen, and Keitaro keeps postbacks inside a campaign');
	expect(bench.tracker.requests).toEqual([]);
});

it.each([
	['create', { campaignId, url: '={{ "" }}' }, 'Postback URL is empty'],
	['update', { campaignId, postbackId: '1' }, 'Update Fields: no data to send'],
	['get', { campaignId, postbackId: '={{ "" }}' }, 'Postback ID is empty'],
])('%s %j is refused before any request', async (operation, parameters, message) => {
	expect((await run(operation, parameters)).error?.message).toBe(message);
	expect(bench.tracker.requests).toEqual([]);
});

it.each([
	[1, '99', 'The campaign 1 has no postback 99', 'Its postbacks are: 1.'],
	[2, '1', 'The campaign 2 has no postback 1', 'It has no postbacks at all.'],
])('knows which postbacks the campaign %d has', async (own, postbackId, message, advice) => {
	for (const operation of ['get', 'update', 'delete']) {
		const { error } = await run(operation, { campaignId: id(own), postbackId, updateFields: { url } });
		expect([error?.message, error?.description]).toEqual([message, advice]);
	}
	expect(bodies('PUT')).toEqual([]);
});

it.each(WRONG_IDS)('refuses the ID %s before any request', async (wrong) => {
	for (const operation of ['get', 'update', 'delete']) {
		const owner = await run(operation, { ...samples[operation].minimal, campaignId: id(wrong) });
		expect(owner.error?.message).toMatch(/^Campaign must be a whole number above 0/);
	}
	if (!/^\d+$/.test(wrong)) {
		const own = await run('get', { campaignId, postbackId: wrong });
		expect(own.error?.message).toMatch(/^Postback ID must be a whole number/);
	}
	expect(bench.tracker.requests).toEqual([]);
});
