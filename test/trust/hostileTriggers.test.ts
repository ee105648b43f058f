import fc from 'fast-check';
import type { INodeParameters, NodeParameterValueType } from 'n8n-workflow';
import { events } from '../../nodes/Keitaro/triggers/events';
import { loadKeitaro, nodeType, poll, webhook } from '../engine';
import { startEmulator, type Emulator } from '../emulator';
import { hostile } from './hostile-values';
import { withoutPauses } from './impatience';
import { changedPrototypes, destination, faultsOf, namesIn, shortly, strayRequests, thrownBy } from './judge';
import { note } from './report';
import { changed, placesOf } from './walk';

/** Whatever stands in the parameters of the triggers, they ask the tracker for nothing else, and say what is wrong. */

const SEED = Number(process.env.KEITARO_TRUST_SEED ?? 20_261_123);
/** Values that are tried in each place. */
const VALUES = 60;

let emulator: Emulator;
beforeAll(async () => {
	emulator = await startEmulator();
	await loadKeitaro();
});
afterAll(async () => await emulator.stop());
withoutPauses();

const credentials = () => emulator.credentials();

/** The form of a trigger with something in all of its fields, taken from its description. */
function filled(node: string, shown: (show: Record<string, unknown[]>) => boolean): INodeParameters {
	const form: INodeParameters = {};
	for (const { name, type, default: value, displayOptions, options } of nodeType(node).description.properties) {
		if (type === 'notice' || !shown((displayOptions?.show ?? {}) as Record<string, unknown[]>)) continue;
		form[name] =
			type === 'collection'
				? Object.fromEntries((options ?? []).map((option) => [option.name, (option as { default: NodeParameterValueType }).default]))
				: value;
	}
	return form;
}

const known = new Set<string>();
const learn = () => {
	for (const request of emulator.requests) for (const name of [destination(request), ...namesIn(request)]) known.add(name);
};

let cases = 0;

/** Tries values in every place of a form, one place at a time. */
async function hold(form: INodeParameters, seed: number, use: (given: INodeParameters) => Promise<void>): Promise<void> {
	const values = fc.sample(hostile, { numRuns: VALUES * placesOf(form).length, seed: SEED + seed });
	for (const [at, place] of placesOf(form).entries()) {
		for (const given of values.slice(at * VALUES, (at + 1) * VALUES)) {
			if ('made' in given) continue;
			emulator.reset();
			const error = await thrownBy(async () => await use(changed(form, [place], () => given.value)));
			// A text that begins so is an expression, about which n8n has its own words.
			const isExpression = shortly(given.value, Infinity).includes('"=');
			const told = error ? faultsOf({ error: error.message, message: error.description }, {}, isExpression) : [];
			cases++;
			const problems = [...told, ...strayRequests(emulator, known), ...changedPrototypes()];
			expect(problems.map((problem) => `${place.join('.')} = ${shortly(given.value)}: ${problem}`)).toEqual([]);
		}
	}
}

it.each(events.map(({ value }, at) => [value, at] as const))('Keitaro Trigger, %s', async (event, at) => {
	const pollOnce = async (parameters: INodeParameters) =>
		void (await poll({ type: 'n8n-nodes-keitaro.keitaroTrigger', parameters, credentials: credentials(), globalData: {} }));
	const form = filled('keitaroTrigger', ({ event: of }) => of === undefined || of.includes(event));
	emulator.reset();
	await pollOnce({ ...form, event });
	learn();
	await hold({ ...form, event }, at, pollOnce);
});

it('Keitaro Postback Trigger', async () => {
	const register = async (parameters: INodeParameters) => {
		const trigger = await webhook({ type: 'n8n-nodes-keitaro.keitaroPostbackTrigger', parameters, credentials: credentials() });
		try {
			await trigger.activate();
		} finally {
			await trigger.deactivate().catch(() => undefined);
			await trigger.stop();
		}
	};
	const form: INodeParameters = { ...filled('keitaroPostbackTrigger', () => true), registration: 'automatic', campaigns: [1, 2] };
	emulator.reset();
	await register(form);
	// One that is not there is looked for in the archive.
	await register({ ...form, campaigns: [999] }).catch(() => undefined);
	learn();
	await hold(form, events.length, register);
});

it('were enough cases', () => {
	note('hostile input of triggers', { cases });
	expect(cases).toBeGreaterThan(1000);
});
