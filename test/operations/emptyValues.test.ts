/**
 * What n8n hands over where an expression finds nothing: a missing column, a blank cell, an argument that an AI model left out. Every
 * field of every operation that changes a record, and every one that creates one, with what each of them can be.
 */
import type { IDataObject, INodeParameters, INodeProperties } from 'n8n-workflow';
import { fieldsIn } from '../description/places';
import { runNode } from '../engine';
import { startEmulator, type Emulator } from '../emulator';
import { known, sampleOf } from './every';

let emulator: Emulator;
beforeAll(async () => void (emulator = await startEmulator()));
afterAll(async () => await emulator.stop());

const NOTHING = ['undefined', 'null', '""', '"  "', '[]', '{}'];
const CHOICES = ['refuse', 'leave', 'clear'] as const;

type One = (typeof known)[number];
type Choice = (typeof CHOICES)[number];

const expression = (code: string) => `={{ ${code === '{}' ? '({})' : code} }}`;

async function run({ resource, operation }: One, parameters: INodeParameters, emptyValues?: Choice) {
	const { setup, item = { json: {} } } = sampleOf({ resource, operation } as One);
	emulator.reset();
	setup?.(emulator);
	return await runNode({
		parameters: {
			resource: resource.value,
			operation: operation.value,
			...parameters,
			options: { retries: 0, ...(emptyValues === undefined ? {} : { emptyValues }) },
		},
		credentials: emulator.credentials(),
		items: [structuredClone(item)],
	});
}

/** What was sent that changes something. */
const changes = () => emulator.requests.filter(({ method, path }) => method !== 'GET' || !path.startsWith('/admin_api'));

/** The value of a field in the body that was sent, or in the one record of a list that was written. */
const sentText = () => JSON.stringify(changes().map(({ json, query }) => [json ?? null, query]));

const isOf = (one: One, name: string) => (one.operation.fields ?? []).some((field) => field.name === name);

/** The fields of a collection, each with its sample value replaced by an expression. */
function places(one: One, collection: string): Array<{ field: INodeProperties; alone: INodeParameters; kept: INodeParameters }> {
	const { minimal, full = minimal } = sampleOf(one);
	const offered = (one.operation.fields ?? []).filter(({ name }) => name === collection);
	return fieldsIn(offered)
		.filter(({ path }) => path.length === 2)
		.filter(({ property }) => (full[collection] as IDataObject | undefined)?.[property.name] !== undefined)
		.map(({ property }) => ({
			field: property,
			alone: { ...minimal, [collection]: { [property.name]: null } },
			kept: { ...minimal, [collection]: { ...(full[collection] as IDataObject), [property.name]: null } } as INodeParameters,
		}));
}

/** The parameters with an expression in a field, as n8n writes it: in a locator the value is one. */
function filled(parameters: INodeParameters, collection: string, { name, type }: INodeProperties, code: string): INodeParameters {
	const value = type === 'resourceLocator' ? { __rl: true, mode: 'id', value: code } : code;
	return { ...parameters, [collection]: { ...(parameters[collection] as IDataObject), [name]: value } } as INodeParameters;
}

/** n8n takes an expression in place of a whole list or group for none, so it cannot be told from one that was left empty. */
const isGroup = ({ type }: INodeProperties) => /ollection$/.test(type);

const updates = known.filter((one) => one.operation.changes && isOf(one, 'updateFields'));
const creates = known.filter((one) => !one.operation.changes && !one.operation.reads && isOf(one, 'additionalFields'));

it('are tested for all that has fields to change', () => {
	expect(updates.map(({ name }) => name)).toEqual(
		known.filter((one) => /^update/.test(one.operation.value) && isOf(one, 'updateFields')).map(({ name }) => name),
	);
	expect(updates.length).toBeGreaterThan(11);
	for (const one of updates) expect([one.name, places(one, 'updateFields').length]).not.toEqual([one.name, 0]);
});

describe.each(updates)('$name', (one) => {
	const all = places(one, 'updateFields');
	const fields = all.filter(({ field }) => !isGroup(field));

	it('refuses a field whose expression gives nothing, and names it, before any request that changes something', async () => {
		const problems: string[] = [];
		for (const { field, alone } of fields) {
			for (const nothing of NOTHING) {
				const { error } = await run(one, filled(alone, 'updateFields', field, expression(nothing)));
				const message = error?.message ?? 'no error';
				if (!message.includes(field.displayName) || !/gives nothing for this item/.test(message))
					problems.push(`${field.name} = ${nothing}: ${message}`);
				if (changes().length > 0) problems.push(`${field.name} = ${nothing}: ${changes().length} requests`);
			}
		}
		expect(problems).toEqual([]);
	});

	it('refuses entries of lists in which an expression gives nothing, and lists that are empty', async () => {
		const problems: string[] = [];
		const { minimal, full } = sampleOf(one);
		for (const { field, alone } of all.filter((place) => isGroup(place.field))) {
			for (const choice of CHOICES) {
				const { error } = await run(one, filled(alone, 'updateFields', field, expression('[]')), choice);
				if (!error || changes().length > 0) problems.push(`${field.name}, ${choice}`);
			}
			const sample = (full!.updateFields as Record<string, INodeParameters>)[field.name];
			const isList = field.type === 'fixedCollection';
			const [group] = field.options!.map(({ name }) => name);
			const entry = isList ? (sample[group] as INodeParameters[])[0] : sample;
			for (const { property } of fieldsIn([field]).filter(({ path }) => path.length === 2)) {
				// What does not belong to the choices of the entry is dropped by n8n.
				if (entry[property.name] === undefined || property.displayOptions) continue;
				const { of } = filled({ of: entry }, 'of', property, expression('undefined')) as { of: INodeParameters };
				const updateFields = { [field.name]: isList ? { [group]: [of] } : of };
				const { error } = await run(one, { ...minimal, updateFields });
				if (!error?.message.includes(property.displayName) || changes().length > 0)
					problems.push(`${field.name}.${property.name}: ${error?.message ?? 'sent'}`);
			}
		}
		expect(problems).toEqual([]);
	});

	it('leaves it as it is on request, and sends nothing where that is all', async () => {
		const problems: string[] = [];
		for (const { field, alone } of fields) {
			for (const nothing of NOTHING) {
				const parameters = filled(alone, 'updateFields', field, expression(nothing));
				const { error, items } = await run(one, parameters, 'leave');
				if (error) problems.push(`${field.name} = ${nothing}: ${error.message}`);
				else if (items[0].json.unchanged !== true || changes().length > 0) problems.push(`${field.name} = ${nothing} was sent`);
			}
		}
		expect(problems).toEqual([]);
	});

	it('sends the other fields where one is left', async () => {
		const problems: string[] = [];
		const { minimal } = sampleOf(one);
		for (const { field, kept } of fields.length > 1 ? fields : []) {
			const others = structuredClone(kept.updateFields) as IDataObject;
			delete others[field.name];
			const without = await run(one, { ...minimal, updateFields: others } as INodeParameters, 'leave');
			if (without.error) continue; // Fields that only go together.
			const expected = sentText();
			const { error } = await run(one, filled(kept, 'updateFields', field, expression('undefined')), 'leave');
			if (error || sentText() !== expected) problems.push(`${field.name}: ${error?.message ?? sentText()} in place of ${expected}`);
		}
		expect(problems).toEqual([]);
	});

	it('empties it on request where the tracker has a value for none, and else says that it cannot', async () => {
		const problems: string[] = [];
		for (const { field, alone } of fields) {
			const texts = new Set<string>();
			for (const nothing of NOTHING) {
				const { error } = await run(one, filled(alone, 'updateFields', field, expression(nothing)), 'clear');
				texts.add(error && changes().length === 0 ? `refused: ${error.message}` : sentText());
			}
			// Whatever nothing looks like, it is one thing.
			if (texts.size !== 1) problems.push(`${field.name}: ${[...texts].join(' or ')}`);
			const [text] = texts;
			if (/undefined|\[object|"null"/.test(text.replace(/^refused.*/, ''))) problems.push(`${field.name}: ${text}`);
		}
		expect(problems).toEqual([]);
	});

	it('as a tool of an AI agent, leaves what the model left empty, whatever the choice', async () => {
		const problems: string[] = [];
		for (const { field, alone } of fields) {
			for (const choice of [undefined, ...CHOICES]) {
				// The function is the tool's own; outside of one it is no more than a name.
				const code = `={{ typeof $fromAI === "function" || true ? "" : $fromAI("${field.name}", "", "string") }}`;
				const { error, items } = await run(one, filled(alone, 'updateFields', field, code), choice);
				if (error ?? items[0].json.unchanged !== true) problems.push(`${field.name}, ${String(choice)}: ${error?.message ?? 'sent'}`);
			}
		}
		expect(problems).toEqual([]);
	});
});

describe.each(creates)('$name', (one) => {
	it('leaves out a field whose expression gives nothing', async () => {
		const { minimal } = sampleOf(one);
		const problems: string[] = [];
		await run(one, minimal);
		const unstable = (text: string) => text.replace(/"alias":"[^"]*"/g, '"alias":"…"');
		const expected = unstable(sentText());
		for (const { field, alone } of places(one, 'additionalFields').filter((place) => !isGroup(place.field))) {
			for (const nothing of NOTHING) {
				const { error } = await run(one, filled(alone, 'additionalFields', field, expression(nothing)));
				if (error || unstable(sentText()) !== expected) problems.push(`${field.name} = ${nothing}: ${error?.message ?? sentText()}`);
			}
		}
		expect(problems).toEqual([]);
	});
});

it.each([
	['groupId', { group_id: 0 }],
	['country', { country: [] }],
	['notes', { notes: '' }],
	['payoutValue', 'Payout'],
	['payoutAuto', 'Payout From Postback'],
	['state', 'State'],
])('%s of an offer, on request, becomes %j', async (name, expected) => {
	const one = known.find((each) => each.name === 'offer:update')!;
	const value = name === 'groupId' ? { __rl: true, mode: 'id', value: '={{ $json.missing }}' } : '={{ $json.missing }}';
	const { error } = await run(one, { offerId: 1, updateFields: { [name]: value } }, 'clear');
	if (typeof expected === 'string') expect(error?.message).toBe(`${expected} gives nothing for this item, and cannot be emptied`);
	else expect(changes().map(({ json }) => json)).toEqual([expected]);
});

it('what was typed in as empty is emptied', async () => {
	const one = known.find(({ name }) => name === 'campaign:update')!;
	const { error } = await run(one, { campaignId: 1, updateFields: { notes: '' } });
	expect(error).toBeUndefined();
	expect(changes().map(({ json }) => json)).toEqual([{ notes: '' }]);
});

it('error items name the field', async () => {
	const { items } = await runNode({
		parameters: { resource: 'offer', operation: 'update', offerId: 1, updateFields: { notes: '={{ $json.missing }}' } },
		credentials: { keitaroApi: { domain: emulator.url, apiKey: emulator.apiKey } },
		settings: { onError: 'continueRegularOutput' },
	});
	expect(items[0].json).toMatchObject({ details: { field: 'notes', resource: 'offer', operation: 'update' } });
});

it.each(['sometimes', 7, {}])('refuses a choice that is none: %j', async (emptyValues) => {
	const one = known.find(({ name }) => name === 'campaign:update')!;
	const { error } = await run(one, { campaignId: 1, updateFields: { notes: 'x' } }, emptyValues as Choice);
	expect(error?.message).toMatch(/^Empty Values must be one of refuse, leave, clear/);
	expect(emulator.requests).toEqual([]);
});
