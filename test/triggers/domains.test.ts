/** The Keitaro Trigger on domains. */
import { bench } from './bench';

const b = bench();
const DOMAINS = { event: 'domainStatusChanged' };
const names = async (parameters = {}) => (await b.poll({ ...DOMAINS, ...parameters })).map(({ name }) => name);
const domain = (id: number) => b.tracker.store.domains.find((row) => row.id === id)!;

const broken = { status: 'error', network_status: 'error', error_description: 'Blocked' };
const healthy = { status: 'active', network_status: 'active', ssl_status: 'issued', error_description: null };

it('tells what changed, once, and nothing of how it was at first', async () => {
	expect(await names()).toEqual([]);
	expect(await names()).toEqual([]);
	Object.assign(domain(1), broken);
	expect(await b.poll(DOMAINS)).toEqual([
		expect.objectContaining({
			id: 1,
			name: 'go.example.com',
			...broken,
			has_problem: true,
			previous: { status: 'active', network_status: 'active', ssl_status: 'issued' },
		}),
	]);
	expect(await names()).toEqual([]);
	Object.assign(domain(1), healthy);
	Object.assign(domain(2), { ssl_status: 'expired' });
	expect(await names()).toEqual(['go.example.com', 'track.example.net']);
	expect(b.sent()).toEqual(Array(5).fill('GET /domains'));
});

it.each<[string, string[][]]>([
	['any', [['go.example.com'], ['go.example.com'], ['go.example.com']]],
	['problem', [['go.example.com'], [], []]],
	['solved', [[], [], ['go.example.com']]],
])('tells changes of the kind %s', async (changes, expected) => {
	await names({ changes });
	Object.assign(domain(1), broken);
	expect(await names({ changes })).toEqual(expected[0]);
	Object.assign(domain(1), { ssl_status: 'waiting' });
	expect(await names({ changes })).toEqual(expected[1]);
	Object.assign(domain(1), healthy);
	expect(await names({ changes })).toEqual(expected[2]);
});

it('tells the problems that are there at first when that is wanted, once', async () => {
	expect(await names({ tellPresent: true })).toEqual(['https://broken.example.org']);
	expect(await names({ tellPresent: true })).toEqual([]);
});

it('tells of the chosen domains only, and goes on with others, and with other changes', async () => {
	await names({ domains: ['2'] });
	for (const id of [1, 2]) Object.assign(domain(id), broken);
	expect(await names({ domains: ['2'] })).toEqual(['track.example.net']);
	// What was seen is not news with other domains, either.
	expect(await names({ domains: '={{ [1, 2] }}' })).toEqual([]);
	Object.assign(domain(1), healthy);
	expect(await names({ domains: '={{ [1, 2] }}', changes: 'solved' })).toEqual(['go.example.com']);
});

it.each([
	['any', ['bad.example.com']],
	['problem', ['bad.example.com']],
	['solved', []],
])('tells of a domain that comes with a problem, where %s is told', async (changes, expected) => {
	await names({ changes });
	b.tracker.store.domains.push({ ...domain(1), ...broken, id: 90, name: 'bad.example.com' });
	const events = await b.poll({ ...DOMAINS, changes });
	expect(events.map(({ name }) => name)).toEqual(expected);
	for (const { previous } of events) expect(previous).toEqual({ status: null, network_status: null, ssl_status: null });
	expect(await names({ changes })).toEqual([]);
});

it('takes the first list that is not empty for what there was', async () => {
	b.tracker.settings.restricted = true;
	expect(await names()).toEqual([]);
	b.tracker.settings.restricted = false;
	expect(await names()).toEqual([]);
	Object.assign(domain(1), broken);
	expect(await names()).toEqual(['go.example.com']);
});

it('tells of a new domain when it changes, not when it comes', async () => {
	await names();
	b.tracker.store.domains.push({ ...domain(1), id: 90, name: 'new.example.com', status: 'pending' });
	expect(await names()).toEqual([]);
	domain(90).status = 'active';
	expect(await names()).toEqual(['new.example.com']);
});

it('is not misled by a list that is empty for a while', async () => {
	await names();
	b.tracker.settings.restricted = true;
	expect(await names()).toEqual([]);
	b.tracker.settings.restricted = false;
	expect(await names()).toEqual([]);
	Object.assign(domain(1), broken);
	expect(await names()).toEqual(['go.example.com']);
});

it('tells with the next poll what happened while one failed', async () => {
	await names();
	Object.assign(domain(1), broken);
	b.tracker.fault({ kind: 'status', status: 500, times: 1 });
	await expect(names()).rejects.toThrow('HTTP 500');
	expect(await names()).toEqual(['go.example.com']);
});

it('shows a domain in a manual run', async () => {
	const [shown, ...more] = await b.poll(DOMAINS, { mode: 'manual' });
	expect(shown).toMatchObject({ id: 1, has_problem: false, previous: { status: 'active' } });
	expect([more, b.kept]).toEqual([[], {}]);
	b.tracker.settings.restricted = true;
	await expect(b.poll(DOMAINS, { mode: 'manual' })).rejects.toThrow('The tracker has nothing yet');
});
