/** What a tracker keeps otherwise than it was sent is told, by every operation that writes a record; what it keeps is not. */
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { runNode } from '../engine';
import { startEmulator, type Emulator } from '../emulator';
import { known, sampleOf } from './every';

let emulator: Emulator;
beforeAll(async () => void (emulator = await startEmulator()));
afterAll(async () => await emulator.stop());

/** Fields that the emulated tracker, like real ones, decides by itself. */
const OWN: Record<string, string[]> = { 'group:create': ['position'], 'group:update': ['position'] };

/**
 * Operations that change something and get no record back to compare with, with what stands in its place. An operation that is in neither
 * list, and for which no field can be found that comes back, fails.
 */
const WITHOUT: Record<string, string> = {
	'blacklist:create': 'reads the labels back',
	'blacklist:update': 'reads the labels back',
	'bot:create': 'counts',
	'bot:update': 'counts',
	'click:create': 'is answered by the campaign',
	'click:update': 'is answered by nothing',
	'conversion:create': 'looks into the log (Confirm)',
	'conversion:update': 'looks into the log (Confirm)',
	'settings:update': 'holds a secret',
};

/** Their lists are compared as a whole, and nothing may be lost: another value is an error. */
const STRICT: Record<string, [keeps: IDataObject, words: RegExp]> = {
	'filter:create': [{ filters: [] }, /did not keep the filters as they were sent/],
	'filter:update': [{ filters: [] }, /did not keep the filters as they were sent/],
	'postback:create': [{ postbacks: [] }, /did not keep the postbacks as they were sent/],
	'postback:update': [{ postbacks: [] }, /did not keep the postbacks as they were sent/],
};

const writing = known.filter(
	(one) => ['create', 'update'].includes(one.operation.value) && !one.operation.description?.startsWith('Not possible'),
);

async function run({ name, resource, operation }: (typeof known)[number], parameters: INodeParameters, keeps: IDataObject) {
	const { setup, item = { json: {} } } = sampleOf(known.find((one) => one.name === name)!);
	emulator.reset();
	setup?.(emulator);
	emulator.settings.keeps = keeps;
	const result = await runNode({
		parameters: { resource: resource.value, operation: operation.value, options: { retries: 0 }, ...parameters },
		credentials: emulator.credentials(),
		items: [structuredClone(item)],
	});
	return { ...result, sent: [...emulator.requests] };
}

const samplesOf = (one: (typeof known)[number]) => {
	const { minimal, full, others = [] } = sampleOf(one);
	return [minimal, ...(full ? [full] : []), ...others];
};

/** A field that was sent and came back as it was: a text, a number or a flag. */
function fieldOf({ items, sent }: Awaited<ReturnType<typeof run>>): string | undefined {
	const data = items[0]?.json.data as IDataObject | undefined;
	const body = sent.filter(({ method }) => method === 'POST' || method === 'PUT').at(-1)?.json as IDataObject | undefined;
	return Object.keys(body ?? {}).find((key) => ['string', 'number', 'boolean'].includes(typeof body![key]) && data?.[key] === body![key]);
}

it('nothing is named where all was kept, in any operation that changes something', async () => {
	const named: string[] = [];
	let runs = 0;
	for (const one of known.filter(({ operation }) => !operation.reads)) {
		for (const sample of samplesOf(one)) {
			const { items } = await run(one, sample, {});
			runs++;
			for (const { json } of items)
				for (const { field } of (json.notTaken ?? []) as Array<{ field: string }>)
					if (!OWN[one.name]?.includes(field)) named.push(`${one.name} ${field}`);
		}
	}
	expect(named).toEqual([]);
	expect(runs).toBeGreaterThan(130);
});

it('a field that was kept otherwise is named, by every operation that writes a record', async () => {
	const wrong: string[] = [];
	const compared: string[] = [];
	for (const one of writing.filter(({ name }) => !(name in WITHOUT) && !(name in STRICT))) {
		let found = 0;
		for (const sample of samplesOf(one)) {
			const field = fieldOf(await run(one, sample, {}));
			if (field === undefined) continue;
			found++;
			const kept = 'kept otherwise';
			const { items, hints } = await run(one, sample, { [field]: kept });
			const notTaken = ((items[0]?.json.notTaken ?? []) as IDataObject[]).find((difference) => difference.field === field);
			const isTold = hints.filter(({ message }) => message.includes(`"${field}"`)).length === 1;
			if (notTaken?.kept !== kept || notTaken.sent === kept || !isTold || items[0].json.success !== true)
				wrong.push(`${one.name} ${field}: ${JSON.stringify(notTaken)} ${JSON.stringify(hints)}`);
		}
		if (found === 0) wrong.push(`${one.name}: no field comes back; say in WITHOUT what stands in place of a comparison`);
		else compared.push(one.name);
	}
	expect(wrong).toEqual([]);
	expect(compared.length).toBeGreaterThanOrEqual(18);
});

it.each(Object.entries(STRICT))('%s is refused when the tracker did not keep it', async (name, [keeps, words]) => {
	const one = known.find((operation) => operation.name === name)!;
	expect((await run(one, sampleOf(one).minimal, keeps)).error?.message).toMatch(words);
});

it('secrets are masked in what was not taken, too', async () => {
	const one = known.find(({ name }) => name === 'facebookIntegration:create')!;
	const secret = one.resource.secrets?.[0] ?? '';
	const { items, saved } = await run(one, sampleOf(one).minimal, { [secret]: 'hidden-value-123' });
	expect(JSON.stringify(items)).not.toContain('hidden-value-123');
	expect(saved).not.toContain('hidden-value-123');
});
