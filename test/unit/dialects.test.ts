/** Trackers that call things otherwise: unknown names, the two dialects of reports, the halves of a refused batch. */
import type { IDataObject } from 'n8n-workflow';
import { toNumbers, unwrap } from '../../nodes/Keitaro/api/unwrap';
import { newAllowance, sendDivided } from '../../nodes/Keitaro/api/bisect';
import { TrackerError } from '../../nodes/Keitaro/values/errors';
import { isRefused, requestColumns, UnknownColumns } from '../../nodes/Keitaro/api/unknownColumns';
import { readReport } from '../../nodes/Keitaro/api/report';
import type { Call, Tracker } from '../../nodes/Keitaro/transport/request';

const refusal = (response: unknown, status = 400, refused?: boolean) =>
	new TrackerError({ message: 'Refused', advice: 'Mend it', status, response, refused, request: { url: 'u', method: 'POST' } });

let trackers = 0;
/** A tracker at an address of its own: what it speaks is remembered by it. */
function trackerThat(answer: (body: IDataObject, at: number) => unknown) {
	const bodies: IDataObject[] = [];
	const request = async (call: Call) => {
		bodies.push(call.body as IDataObject);
		const data = answer(call.body as IDataObject, bodies.length - 1);
		if (data instanceof Error) throw data;
		return await Promise.resolve({ request: { url: call.path, method: call.method, headers: {} }, data });
	};
	return { tracker: { base: `http://tracker${++trackers}`, request } as unknown as Tracker, bodies };
}

it.each<[unknown, boolean]>([
	[refusal('x', 400), true],
	[refusal('x', 406), true],
	[refusal('x', 422), true],
	[refusal('x', 200, true), true],
	[refusal('x', 200), false],
	[refusal('x', 401), false],
	[refusal('x', 500), false],
	[new Error('x'), false],
	[undefined, false],
])('%p is a refusal of values: %s', (error, is) => expect(isRefused(error)).toBe(is));

describe('names that a tracker does not know', () => {
	const told = async (response: unknown, asked: string[], status = 400) => {
		const { tracker } = trackerThat(() => refusal(response, status));
		return await requestColumns(tracker, { method: 'POST', path: '/report/build' }, asked).catch((error: Error) => error);
	};

	it.each<[unknown, string[], string[], string]>([
		[
			{ error: 'Unknown metric "payout". Valid: revenue, cost' },
			['payout', 'cost'],
			['payout'],
			'The tracker does not know "payout"; near to it are "revenue" (HTTP 400)',
		],
		[
			{ error: 'Unknown column sale_cr, available: crs, crl' },
			['sale_cr'],
			['sale_cr'],
			'The tracker does not know "sale_cr"; near to it are "crs" (HTTP 400)',
		],
		[
			{ error: 'Unknown column campain_id. Columns are: campaign_id, campaign, offer' },
			['campain_id'],
			['campain_id'],
			'The tracker does not know "campain_id"; near to it are "campaign_id", "campaign" (HTTP 400)',
		],
		['Unknown foo, bar', ['foo', 'bar', 'baz', 'foo'], ['foo', 'bar'], 'The tracker does not know "foo", "bar" (HTTP 400)'],
		[
			'a1 b2 c3 d4 e5 f6 g7',
			['a1', 'b2', 'c3', 'd4', 'e5', 'f6', 'g7'],
			['a1', 'b2', 'c3', 'd4', 'e5', 'f6', 'g7'],
			'The tracker does not know "a1", "b2", "c3", "d4", "e5" and 2 more (HTTP 400)',
		],
		[`no ${'n'.repeat(70)}`, ['n'.repeat(70)], ['n'.repeat(70)], `The tracker does not know "${'n'.repeat(60)}" (HTTP 400)`],
		['payout is wrong; one of: a, b', ['payout'], ['payout'], 'The tracker does not know "payout" (HTTP 400)'],
	])('%j', async (response, asked, names, message) => {
		const error = await told(response, asked);
		expect(error).toBeInstanceOf(UnknownColumns);
		expect([(error as UnknownColumns).names, (error as Error).message, (error as UnknownColumns).failure.advice]).toEqual([
			names,
			message,
			'Names differ between the versions of Keitaro. Choose one that this tracker has.',
		]);
	});

	it.each<[unknown, string[], number]>([
		// It is there, so it is not what is wrong.
		[{ error: 'Bad value for cost. Valid: cost, revenue' }, ['cost'], 400],
		[{ error: 'Something else' }, ['cost'], 400],
		[{ error: 'Unknown cost' }, ['cost'], 500],
		[{ error: 'Unknown cost' }, ['cost'], 403],
		[null, ['cost'], 400],
	])('nothing is said of names in %j with status %#', async (response, asked, status) => {
		expect(await told(response, asked, status)).toMatchObject({ name: 'TrackerError', message: 'Refused' });
	});
});

describe('a report', () => {
	const BODY = { range: {}, dimensions: ['campaign'], measures: ['clicks'], filters: [{ name: 'roi' }], sort: [{ name: 'cost' }] };
	const rows = [{ campaign: 'a', clicks: 1 }];
	const isNewer = (body: IDataObject) => 'dimensions' in body;

	it('is asked for in the newer words, and without a limit', async () => {
		const { tracker, bodies } = trackerThat(() => ({ rows, total: 1 }));
		expect((await readReport(tracker, BODY, Infinity)).rows).toEqual(rows);
		expect(bodies).toEqual([BODY]);
	});

	it.each<[string, unknown]>([
		['names them in a refusal', refusal({ error: 'grouping is required' })],
		['names them by field in a refusal', refusal({ measures: ['is not allowed'] }, 422)],
		['says no inside a 200', refusal({ success: false, error: 'no dimensions' }, 200, true)],
		['answers rows that have nothing of it', { rows: [{ other: 1 }], total: 1 }],
	])('is asked for in the older words of a tracker that %s, and from then on first', async (_, answer) => {
		const { tracker, bodies } = trackerThat((body) => (isNewer(body) ? answer : { rows, total: 1 }));
		for (const count of [2, 3]) {
			expect((await readReport(tracker, BODY, Infinity)).rows).toEqual(rows);
			expect(bodies).toHaveLength(count);
		}
		const { dimensions, measures, ...rest } = BODY;
		expect(bodies[1]).toEqual({ ...rest, grouping: dimensions, metrics: measures });
	});

	it('is refused as the usual words were when both are', async () => {
		const { tracker, bodies } = trackerThat((body) => refusal({ error: isNewer(body) ? 'bad dimensions' : 'bad grouping' }));
		await expect(readReport(tracker, BODY, Infinity)).rejects.toMatchObject({ failure: { response: { error: 'bad dimensions' } } });
		expect(bodies).toHaveLength(2);
	});

	it.each([refusal({ error: 'bad range' }), refusal({ error: 'dimensions' }, 500), new Error('dimensions')])(
		'is not asked for again after %p',
		async (error) => {
			const { tracker, bodies } = trackerThat(() => error);
			await expect(readReport(tracker, BODY, Infinity)).rejects.toBe(error);
			expect(bodies).toHaveLength(1);
		},
	);

	it('one that is empty is believed once both words gave nothing, and a tracker is asked so once a run', async () => {
		const { tracker, bodies } = trackerThat(() => ({ rows: [], total: 0 }));
		expect((await readReport(tracker, BODY, Infinity)).rows).toEqual([]);
		expect(bodies.map(isNewer)).toEqual([true, false]);
		expect((await readReport(tracker, BODY, Infinity)).rows).toEqual([]);
		expect(bodies.map(isNewer)).toEqual([true, false, true]);
	});

	it('that is empty in the newer words is there in the older, and these are remembered', async () => {
		const { tracker, bodies } = trackerThat((body) => ({ rows: isNewer(body) ? [] : [{ campaign: 'a', clicks: 1 }] }));
		expect((await readReport(tracker, BODY, Infinity)).rows).toHaveLength(1);
		expect((await readReport(tracker, BODY, Infinity)).rows).toHaveLength(1);
		expect(bodies.map(isNewer)).toEqual([true, false, false]);
	});

	it.each([refusal({ error: 'Unknown key "grouping"' }), refusal({ error: 'broken' }, 500), new Error('lost')])(
		'that is empty stays so when the other words end in %p, which remembers nothing',
		async (error) => {
			let rows: IDataObject[] = [];
			const { tracker, bodies } = trackerThat((body) => (isNewer(body) ? { rows } : error));
			expect((await readReport(tracker, BODY, Infinity)).rows).toEqual([]);
			rows = [{ campaign: 'a', clicks: 1 }];
			expect((await readReport(tracker, BODY, Infinity)).rows).toEqual(rows);
			rows = [];
			expect((await readReport(tracker, BODY, Infinity)).rows).toEqual([]);
			expect(bodies.map(isNewer)).toEqual([true, false, true, true]);
		},
	);

	it('that a tracker cuts off is read on in pages', async () => {
		const all = Array.from({ length: 5 }, (_, at) => ({ campaign: `c${at}`, clicks: at }));
		const { tracker, bodies } = trackerThat(({ offset = 0, limit = 2 }) => ({
			rows: all.slice(Number(offset), Number(offset) + Math.min(2, Number(limit))),
			total: 5,
		}));
		expect((await readReport(tracker, BODY, Infinity)).rows).toEqual(all);
		expect(bodies.map(({ limit, offset }) => [limit, offset])).toEqual([
			[undefined, undefined],
			[10_000, 2],
			[10_000, 4],
		]);
		const { sort: _, ...unsorted } = BODY;
		expect((await readReport(tracker, unsorted, 3)).rows).toEqual(all.slice(0, 3));
		expect(bodies.at(-1)).toMatchObject({ limit: 1, offset: 2 });
		// The first of an order that the tracker keeps are known without the rest.
		expect((await readReport(tracker, { ...BODY, sort: [{ name: 'clicks', order: 'ASC' }] }, 3)).rows).toEqual(all.slice(0, 3));
		expect(bodies).toHaveLength(7);
		// It does not: all of them are needed to know them.
		expect((await readReport(tracker, { ...BODY, sort: [{ name: 'clicks', order: 'DESC' }] }, 3)).rows).toEqual(all.slice(2).reverse());
		expect(bodies).toHaveLength(10);
	});
});

describe('a batch that is refused', () => {
	const send = (wrong: number[]) => {
		const sizes: number[] = [];
		return {
			sizes,
			send: async (part: number[]) => {
				sizes.push(part.length);
				if (part.some((one) => wrong.includes(one))) throw refusal('no');
				return await Promise.resolve({ request: { url: 'u', method: 'POST', headers: {} }, data: part.length });
			},
		};
	};
	const upTo = (count: number) => Array.from({ length: count }, (_, at) => at);

	it.each<[number, number[], number[]]>([
		[8, [], [8]],
		[1, [0], [1]],
		[2, [1], [2, 1, 1]],
		[5, [4], [5, 3, 2, 1, 1]],
		[8, [3], [8, 4, 2, 2, 1, 1, 4]],
	])('of %i with the wrong %j is sent as %j', async (count, wrong, sizes) => {
		const made = send(wrong);
		const sent = await sendDivided(upTo(count), made.send);
		expect(made.sizes).toEqual(sizes);
		expect(sent.flatMap(({ part }) => part)).toEqual(upTo(count));
		expect(sent.filter(({ answer }) => answer instanceof Error).flatMap(({ part }) => part)).toEqual(wrong);
	});

	it('is not halved for ever', async () => {
		const made = send(upTo(1000));
		const allowance = newAllowance();
		const sent = await sendDivided(upTo(1000), made.send, allowance);
		expect([made.sizes.length, allowance.left]).toEqual([201, 0]);
		expect(sent.flatMap(({ part }) => part)).toEqual(upTo(1000));
		await sendDivided(upTo(2), made.send, allowance);
		expect(made.sizes).toHaveLength(202);
	});

	it('stays whole after other errors', async () => {
		let calls = 0;
		const sent = await sendDivided(upTo(4), async () => await Promise.reject(refusal('x', (calls++, 500))));
		expect([calls, sent.length]).toEqual([1, 1]);
	});
});

it.each<[unknown, unknown]>([
	['5', 5],
	['-0.50', -0.5],
	['123456789012345', 123_456_789_012_345],
	['1234567890123456', '1234567890123456'],
	['1e3', '1e3'],
	['', ''],
	[' 5', ' 5'],
	['5.', '5.'],
	['0x10', '0x10'],
	[5, 5],
	[null, null],
	[['5'], ['5']],
	[true, true],
])('the figure %j is %j', (value, number) =>
	expect(toNumbers([{ a: value, b: '5' }] as IDataObject[], ['a', 'c'])).toEqual([{ a: number, b: '5' }]),
);

it.each<[unknown, unknown]>([
	[[1], 1],
	[
		[1, 2],
		[1, 2],
	],
	[[], []],
	[{ a: 1 }, { a: 1 }],
	[null, null],
])('%j as one is %j', (data, one) => expect(unwrap(data)).toEqual(one));
