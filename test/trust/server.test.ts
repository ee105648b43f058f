import { inspect } from 'node:util';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { events } from '../../nodes/Keitaro/triggers/events';
import { clearEngineLog, engineLog, listSearch, loadKeitaro, loadOptions, nodeType, poll, runNode } from '../engine';
import { startEmulator, type Emulator, type Fault, type RecordedRequest } from '../emulator';
import { withoutPauses } from './impatience';
import { changedPrototypes, faultsOf, thrownBy, unreadable } from './judge';
import { dueOf, formFor, isUnfitFor, isValid, NO, type Due, type Given } from './oracle';
import { note } from './report';
import { everyOperation, formsOf, type OneOperation } from './walk';

/**
 * Whatever answers in place of a tracker, with whatever: the node comes to an end, each item has its one outcome, errors are bounded,
 * clean sentences, no prototype changes, and n8n stores no more than that.
 */

/** Whatever is longer than an error shows is cut in the same way; one answer of 10 MB is beside them. */
const BIG = 2 ** 20;
const deep = (levels: number, open = '[', close = ']') => open.repeat(levels) + close.repeat(levels);
const json = (body: string, status = 200): Fault => ({ kind: 'body', body, status });
const polluting = '"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}';
const records = '"name":{},"alias":[],"state":7,"token":{},"postbacks":5,"offers":{},"filters":7,"parameters":"{","streams":"x","value":[]';

const answers: Record<string, Fault> = {
	'a big error': json(`{"error":"${'x'.repeat(BIG)}"}`, 500),
	'a big refusal of many fields': json(
		JSON.stringify(Object.fromEntries(Array.from({ length: BIG / 1024 }, (_, at) => [`field${at}`, ['x'.repeat(1000)]]))),
		422,
	),
	'a big refusal of one long name': json(`{"${'name'.repeat(BIG / 4)}":["wrong"]}`, 406),
	'a big page': { kind: 'html', body: `<html>${'<b>x</b>'.repeat(BIG / 8)}` },
	'a big error page': { kind: 'html', status: 502, body: '<'.repeat(BIG) },
	'a big text': { kind: 'plainText', body: 'x'.repeat(BIG) },
	'many spaces': { kind: 'plainText', body: ' '.repeat(BIG) },
	'control characters and markup': json(
		JSON.stringify({ error: '\0\u001b[31mred\u202egnp\u2028<script>alert(1)</script>\r\nApi: x\u0007 <img src=x onerror=alert(1)>' }),
		406,
	),
	'a refusal with wrong types': json('{"error":{"a":[null,5,{"b":true}]},"message":7,"name":null,"list":[[["deep"]]]}', 422),
	'a refusal 20,000 levels deep': json(deep(20_000), 422),
	'objects 20,000 levels deep': json(deep(20_000, '{"a":', '}').replace('}', '1}'), 406),
	'an answer 20,000 levels deep': json(deep(20_000)),
	'a record 10,000 levels deep': json(`{"id":1,"name":"x","rows":${deep(10_000)},"filters":${deep(10_000)}}`),
	'a record with names of the prototype': json(`{"id":1,"name":"x",${polluting},"rows":[{"id":1,${polluting}}]}`),
	'a list with names of the prototype': json(`[{"id":1,"name":"x",${polluting}},{${polluting}}]`),
	null: json('null'),
	nothing: json(''),
	'a number': json('5'),
	'a text': json('"text"'),
	'a truth': json('true'),
	'an empty list': json('[]'),
	'an empty record': json('{}'),
	'a list of anything': json('[null,1,"x",[[]],{}]'),
	'no rows': json('{"rows":null,"total":null}'),
	'rows that are none': json('{"rows":{"0":1},"total":{}}'),
	'rows of anything': json('{"rows":[null,1,"x",[[]],{}],"total":"many"}'),
	'always more rows': json('{"rows":[{"id":1,"sub_id":"a","event_id":"b","datetime":"2026-11-01 00:00:00"}],"total":1000000000}'),
	'a record of wrong types': json(`{"id":{},${records},"rows":[{"id":{},${records}}],"total":-1}`),
	'a list of wrong types': json(`[{"id":{},${records}},{"id":"../",${records}}]`),
	'a record without an ID': json('{"name":"x"}'),
	'a lone half of a sign': json('{"error":"\\ud800","name":"\\udfff"}', 400),
	'a no in a 200': json(`{"success":false,"error":"${NO}"}`),
	'a no in a list in a 200': json(`[{"success":false,"message":"${NO}"}]`),
	'a no with reasons in a 200': json(`{"success":false,"errors":{"name":["${NO}"]}}`),
	'an error in a 200': json(`{"error":"${NO}"}`),
	'an error in a 201': json(`{"error":"${NO}","code":7}`, 201),
	'a record with an error of its own': json(`{"id":1,"name":"x","error":"${NO}"}`),
	'an unknown status': { kind: 'status', status: 418, body: 'x' },
	'a status without an answer': { kind: 'status', status: 204, body: '' },
	'a redirect to nowhere': { kind: 'redirect', status: 308, location: 'javascript:alert(1)' },
};

/** Far more than any operation needs for two items. */
const MOST_REQUESTS = 60;
/** Characters that n8n may store of a run of two items that failed; the form is part of it. */
const MOST_STORED = 150_000;

let emulator: Emulator;
beforeAll(async () => {
	emulator = await startEmulator();
	await loadKeitaro();
});
afterAll(async () => await emulator.stop());
withoutPauses();

const credentials = () => emulator.credentials();

function arrange(fault: Fault, setup?: (tracker: Emulator) => void): void {
	clearEngineLog();
	emulator.reset();
	setup?.(emulator);
	emulator.fault(fault);
}

const cases = Object.entries(answers);
let runs = 0;
/** Characters of the longest error. */
let longest = 0;

async function run({ resource, operation, sample: { item = { json: {} }, ...sample } }: OneOperation) {
	const form = Object.assign({}, ...formsOf(sample)) as INodeParameters;
	return await runNode({
		parameters: { resource, operation, output: 'full', ...form, ...('confirm' in form ? { confirm: false } : {}), options: { retries: 0 } },
		credentials: credentials(),
		items: [structuredClone(item), structuredClone(item)],
		settings: { onError: 'continueRegularOutput' },
	});
}

/** What each operation asks of the tracker when all is well. */
const asked = new Map<string, RecordedRequest[]>();
beforeAll(async () => {
	for (const one of everyOperation) {
		emulator.reset();
		one.sample.setup?.(emulator);
		await run(one);
		asked.set(one.name, [...emulator.requests]);
	}
});

/** What an answer is on the wire: some faults make theirs themselves. */
async function wired(fault: Fault): Promise<Given> {
	emulator.reset();
	emulator.fault(fault);
	const response = await fetch(`${emulator.url}/admin_api/v1/offers`, { headers: { 'api-key': emulator.apiKey }, redirect: 'manual' });
	const given = { status: response.status, text: await response.text() };
	emulator.reset();
	return given;
}

it.each(cases)('%s: every operation makes of it what it is', async (_, fault) => {
	const given = await wired(fault);
	const problems: string[] = [];
	for (const one of everyOperation) {
		arrange(fault, one.sample.setup);
		const { items, error, saved } = await run(one);
		runs++;
		const failed = items.filter(({ json: { error: told, success } }) => typeof told === 'string' && success !== true);
		longest = Math.max(longest, ...failed.map(({ json: { error: told } }) => String(told).length));
		const found = [...unreadable(items, { count: 2, isList: one.reads, maySurprise: true }), ...changedPrototypes()];
		if (error) found.push(`the run ended: ${error.message}`);
		if (emulator.requests.length >= MOST_REQUESTS) found.push(`${emulator.requests.length} requests`);
		if (failed.length === items.length && saved.length + engineLog().join('').length >= MOST_STORED) found.push('too much is stored');
		const due = one.sample.explains ? { error: true } : dueOf(one.name, asked.get(one.name)!, given);
		found.push(...wrong(due, failed.length > 0 ? failed[0].json : undefined, items[0]?.json.data));
		problems.push(...found.map((problem) => `${one.name}: ${problem}`));
	}
	expect(problems).toEqual([]);
});

/** What is wrong with what came of an answer. */
function wrong(due: Due, failed: IDataObject | undefined, data: unknown): string[] {
	if (due.error && failed)
		return String(failed.error).includes(due.words ?? '') ? [] : [`an error without "${due.words}": ${String(failed.error)}`];
	if (due.error) return [`success with ${textOf(data)}, though the answer is none`];
	if (failed) return [`an error, though the answer is right: ${String(failed.error)}`];
	if (due.data === undefined) return [];
	// A list is cut off at the limit of the form.
	const wanted = Array.isArray(due.data) && Array.isArray(data) && data.length > 0 ? due.data.slice(0, data.length) : due.data;
	return textOf(data) === textOf(wanted) ? [] : [`${textOf(data)} in place of ${textOf(wanted)}`];
}

/** As text, without what is masked; some go too deep for JSON. */
const textOf = (value: unknown) =>
	inspect(value, { depth: 12, breakLength: Infinity, maxArrayLength: 200 }).replace(/token: ('<masked>'|\{\})/g, 'token');

/** What is wrong with how a list or trigger took an answer that stands in place of each. */
async function judged(given: Given, work: () => Promise<unknown>, isUnfit = false): Promise<string[]> {
	const error = await thrownBy(work);
	const isRight = !isUnfit && emulator.requests.every((request) => isValid(formFor(request), given));
	return [
		...(error ? faultsOf({ error: error.message, message: error.description }, { maySurprise: true }) : []),
		...(isRight && error ? [`an error, though the answer is right: ${error.message}`] : []),
		...(!isRight && !error ? ['no error, though the answer is none'] : []),
		...changedPrototypes(),
	];
}

it.each(cases)('lists to choose from: %s', async (_, fault) => {
	const given = await wired(fault);
	const { methods } = nodeType('keitaro');
	const parameters = { resource: 'campaign', operation: 'get', campaignId: 1, streamId: 1 };
	const context = { parameters, credentials: credentials() };
	const problems: string[] = [];
	for (const [methodsOf, load] of [
		[methods?.listSearch, listSearch],
		[methods?.loadOptions, loadOptions],
	] as const) {
		const names = Object.keys(methodsOf ?? {});
		expect(names.length).toBeGreaterThan(0);
		for (const name of names) {
			arrange(fault);
			const found = await judged(given, async () => await load(name, context));
			if (emulator.requests.length === 0) found.push('no request');
			problems.push(...found.map((problem) => `${name}: ${problem}`));
		}
	}
	expect(problems).toEqual([]);
});

it.each(events.map(({ value }) => value))('Keitaro Trigger, %s: each answer is taken for what it is', async (event) => {
	const problems: string[] = [];
	for (const [answer, fault] of cases) {
		const given = await wired(fault);
		const parameters = { event, measure: 'clicks', condition: 'above', threshold: 1, interval: 'all_time' };
		const globalData: IDataObject = {};
		const pollOnce = async () =>
			await poll({ type: 'n8n-nodes-keitaro.keitaroTrigger', parameters, credentials: credentials(), globalData });
		arrange({ ...fault, times: 0 });
		await pollOnce();
		const kept = JSON.stringify(globalData);
		arrange(fault);
		const found = await judged(given, pollOnce, isUnfitFor(event, given));
		if (emulator.requests.length >= MOST_REQUESTS) found.push(`${emulator.requests.length} requests`);
		if (JSON.stringify(globalData).length >= kept.length + 5000) found.push('much is kept');
		problems.push(...found.map((problem) => `${answer}: ${problem}`));
	}
	expect(problems).toEqual([]);
});

it('an error of 10 MB is no longer than others', async () => {
	const [one] = everyOperation.filter(({ name }) => name === 'offer:getAll');
	for (const kind of [{ status: 500 }, {}]) {
		arrange({ kind: 'huge', ...kind });
		const { items, saved } = await run(one);
		const error = items[0].json.error as string | undefined;
		expect(error === undefined).toBe(!('status' in kind));
		if (error !== undefined) expect([error.length < 1100, saved.length < MOST_STORED]).toEqual([true, true]);
		else expect(items[0].json.data).toHaveLength(10_240);
	}
});

it('was all of it', () => {
	note('hostile server', { answers: cases.length, runs, longestError: longest });
	expect(runs).toBe(cases.length * everyOperation.length);
});
