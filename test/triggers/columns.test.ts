/** Columns of the conversions log that not every tracker has. What one has is remembered by its address: so these have a file of their own. */
import { withoutPauses } from '../trust/impatience';
import { bench } from './bench';

const b = bench();
withoutPauses();
const ids = async (parameters = {}) =>
	(await b.poll({ event: 'newConversion', columns: ['event_id'], ...parameters })).map(({ event_id }) => event_id);

it.each(['status', 'revenue'])('is not looked for without %s, which is needed or was chosen', async (name) => {
	const words = { error: `Unknown column "${name}". Valid: event_id, datetime, sub_id, tid` };
	b.tracker.fault({ kind: 'body', status: 400, body: JSON.stringify(words) });
	await expect(ids({ columns: ['event_id', 'revenue'] })).rejects.toThrow(`The tracker does not know "${name}"`);
	expect(b.sent()).toHaveLength(1);
});

it.each([
	['version', ['event_id', 'datetime', 'status', 'conversion_type', 'status_history']],
	['status_history', ['event_id', 'datetime', 'status', 'conversion_type', 'version']],
])('is looked for without %s on a tracker that does not know it', async (name, columns) => {
	const words = { error: `Unknown column "${name}". Valid: ${columns.join(', ')}, sub_id, tid` };
	b.tracker.onRequest(({ json }) => {
		b.tracker.clearFaults();
		const asked = (json as { columns: string[] }).columns;
		if (asked.includes(name)) b.tracker.fault({ kind: 'body', status: 400, body: JSON.stringify(words) });
	});
	expect(await ids()).toEqual([]);
	const next = b.convert();
	expect(await ids()).toEqual([next.event_id]);
	expect(b.bodies().filter((body) => (body.columns as string[]).includes(name))).toHaveLength(1);
});

it('is looked for without what is chosen at first and can be done without, unless it is filtered by', async () => {
	Object.assign(b.tracker.settings, { folder: '/spare', names: 'probed', olderConversions: true });
	const told = async (more = {}) => await b.poll({ event: 'newConversion', ...more });
	expect(await told({ columns: ['event_id', 'offer_id', 'offer'] })).toEqual([]);
	const next = b.convert();
	expect(await told({ columns: ['event_id', 'offer_id', 'offer'] })).toEqual([
		{ conversion_id: next.id, offer: expect.any(String) as string },
	]);
	const asked = b.bodies().map(({ columns }) => (columns as string[]).includes('offer_id'));
	expect(asked.slice(asked.lastIndexOf(true))).not.toHaveLength(1);
	expect(asked.at(-1)).toBe(false);
	await expect(told({ offers: [1] })).rejects.toThrow('The tracker does not know "offer_id"');
	await expect(told({ columns: ['event_id', 'browser_version'] })).rejects.toThrow('The tracker does not know "browser_version"');
});

it.each<[object, string]>([
	[{ event_id: 'a', datetime: '2026-11-01 00:00:00', tid: 'T' }, '"status"'],
	[{ datetime: '2026-11-01 00:00:00', status: 'sale', tid: 'T' }, '"event_id"'],
	[{ event_id: 'a', status: 'sale', tid: 'T' }, '"datetime"'],
	[{ event_id: '', datetime: '2026-11-01 00:00:00', status: 'sale' }, '"event_id"'],
])('rows like %j, without what changes are told by, are an error that says so', async (row, lacking) => {
	b.tracker.fault({ kind: 'body', path: '/conversions/log', body: JSON.stringify({ rows: [row], total: 1 }) });
	const polled = b.poll({ event: 'newConversion' });
	await expect(polled).rejects.toMatchObject({
		message: `The log of conversions has rows without ${lacking}, by which new conversions and changes are told`,
		description: expect.stringContaining(`the rows of this one have ${Object.keys(row).join(', ')}.`),
	});
});

it('a reading of the log that fails on the way is made again', async () => {
	await b.poll({ event: 'newConversion' });
	const next = b.convert();
	b.tracker.fault({ kind: 'status', status: 502, path: '/conversions/log', times: 1 });
	expect((await b.poll({ event: 'newConversion' })).map(({ event_id }) => event_id)).toEqual([next.event_id]);
});

it('an empty answer does not tell what a tracker calls things', async () => {
	Object.assign(b.tracker.settings, { folder: '/silent', olderConversions: true });
	b.tracker.onRequest(({ json }) => {
		b.tracker.clearFaults();
		const asked = (json as { columns: string[] }).columns;
		if (asked.includes('event_id')) b.tracker.fault({ kind: 'body', body: '{"rows":[],"total":0}' });
	});
	const told = async () => (await b.poll({ event: 'newConversion' })).map(({ conversion_id }) => conversion_id);
	expect(await told()).toEqual([]);
	const next = b.convert();
	expect(await told()).toEqual([next.id]);
	const words = b.bodies().map(({ columns }) => (columns as string[]).includes('event_id'));
	expect(words.filter(Boolean)).toHaveLength(1);
});
