import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { nodeType, runNode } from '../engine';
import { startEmulator, type Emulator } from '../emulator';
import { known, sampleOf } from './every';

/** What every operation must do, whatever it is. A new operation is tested here as soon as it is registered, and must have a sample. */
let emulator: Emulator;
beforeAll(async () => void (emulator = await startEmulator()));
afterAll(async () => await emulator.stop());
beforeEach(() => emulator.reset());

const credentials = () => emulator.credentials();

async function run(one: (typeof known)[number], more: INodeParameters = {}, items = 1, settings = {}, typeVersion = 2) {
	const { resource, operation } = one;
	const sample = sampleOf(one);
	sample.setup?.(emulator);
	const item: INodeExecutionData = sample.item ?? { json: {} };
	return await runNode({
		parameters: {
			resource: resource.value,
			operation: operation.value,
			output: 'full',
			...sample.minimal,
			...more,
			options: { retries: 0 },
		},
		credentials: credentials(),
		items: Array.from({ length: items }, () => structuredClone(item)),
		settings,
		typeVersion,
	});
}

/** Requests that the emulator knows and found right; the tracker's public side is not in the contract. */
const allRight = () =>
	emulator.requests.every(({ operation, path, status }) => (operation !== undefined || !path.startsWith('/admin')) && status < 400);

const works = known.filter((one) => !sampleOf(one).explains);
const explains = known.filter((one) => !works.includes(one));

describe.each(works)('$name', (one) => {
	const { resource, operation } = one;

	it('gives one item its answer', async () => {
		const { items, error, errorItems } = await run(one);
		expect(error).toBeUndefined();
		expect(errorItems).toEqual([]);
		expect(items).toHaveLength(1);
		const { request, data, count, ...rest } = items[0].json as Record<string, never>;
		expect(rest).toEqual({ resource: resource.value, operation: operation.value, success: true });
		expect(request).toMatchObject({
			url: expect.stringContaining(emulator.url) as string,
			method: expect.stringMatching(/^(GET|POST|PUT|DELETE)$/) as string,
		});
		expect(count).toBe(Array.isArray(data) ? (data as unknown[]).length : undefined);
		expect(items[0].pairedItem).toEqual({ item: 0 });
		expect(allRight()).toBe(true);
	});

	it('keeps every field that its form offers', async () => {
		const { full, minimal } = sampleOf(one);
		const offered = nodeType('keitaro')
			.description.properties.filter(
				({ displayOptions, name }) =>
					name !== 'operation' &&
					displayOptions?.show?.resource?.includes(resource.value) &&
					displayOptions.show.operation?.includes(operation.value),
			)
			.filter(
				({ required, displayOptions }) =>
					!required && !displayOptions?.show?.['@version'] && !displayOptions?.show?.dataMode?.includes('json'),
			);
		if (full === undefined) {
			expect(offered.map(({ name }) => name).filter((name) => !(name in minimal))).toEqual([]);
			return;
		}
		const { items, error } = await run(one, full);
		expect(error).toBeUndefined();
		expect(items).toHaveLength(1);
		expect(items[0].json).toMatchObject({ success: true });
		expect(allRight()).toBe(true);
	});

	it('answers several items in their order, each paired with its own', async () => {
		const { items, error } = await run(one, {}, 3);
		expect(error).toBeUndefined();
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }, { item: 2 }]);
		expect(items.every(({ json }) => json.success)).toBe(true);
		expect(allRight()).toBe(true);
	});

	it('gives each record of a list in an envelope of its own, by itself', async () => {
		const whole = await run(one);
		emulator.reset();
		const { items, error } = await run(one, { output: 'records' });
		expect(error).toBeUndefined();
		const { data, count, ...rest } = whole.items[0].json;
		const records = count === undefined ? [data] : (data as unknown[]);
		const perhapsNew = ({ json }: INodeExecutionData) => ({
			...json,
			request: undefined,
			data: one.operation.reads ? json.data : undefined,
		});
		expect(items.map(perhapsNew)).toEqual(
			records.map((record) => ({ ...rest, request: undefined, data: one.operation.reads ? record : undefined })),
		);
		expect(new Set(items.map(({ json }) => json.request)).size).toBeLessThan(2);
		expect(items.every(({ pairedItem }) => (pairedItem as { item: number }).item === 0)).toBe(true);
	});

	it('gives only the data on request', async () => {
		const { items, error } = await run(one, { output: 'data' }, 2);
		expect(error).toBeUndefined();
		expect(items.every(({ json }) => !('request' in json && 'operation' in json))).toBe(true);
		expect(items.every(({ pairedItem }) => [0, 1].includes((pairedItem as { item: number }).item))).toBe(true);
	});

	describe('when the tracker fails', () => {
		beforeEach(() => emulator.fault({ kind: 'status', status: 500, body: '{"error":"out of order"}' }));

		it('stops with its words and status', async () => {
			const { error } = await run(one, {}, 2);
			expect(error).toMatchObject({
				message: expect.stringMatching(/out of order.*\(HTTP 500\)/) as string,
				httpCode: '500',
				description: expect.stringMatching(/\w/) as string,
			});
			expect(error).toHaveProperty('context.itemIndex', 0);
		});

		it.each(['continueRegularOutput', 'continueErrorOutput'] as const)('goes on with %s: one error item for each item', async (onError) => {
			const { items, errorItems, error } = await run(one, {}, 3, { onError });
			expect(error).toBeUndefined();
			const failed = onError === 'continueErrorOutput' ? errorItems : items;
			expect(failed.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }, { item: 2 }]);
			for (const { json } of failed) {
				expect(json).toMatchObject({
					error: expect.stringMatching(/out of order.*\(HTTP 500\)/) as string,
					message: expect.stringMatching(/\w/) as string,
				});
				if (onError === 'continueRegularOutput') {
					expect(json.details).toMatchObject({ status: 500, resource: resource.value, operation: operation.value });
				}
			}
			if (onError === 'continueErrorOutput') expect(items).toEqual([]);
		});
	});
});

/** Fields that must be filled, of every operation. */
const musts = works.flatMap((one) =>
	(one.operation.fields ?? [])
		.filter(({ required }) => required)
		.map((field) => ({ name: `${one.name} without ${field.displayName}`, one, field })),
);

/** n8n holds up the start for these kinds. */
const HELD_UP = ['string', 'options', 'multiOptions', 'dateTime', 'resourceLocator'];

it.each(musts)('$name is refused before any request', async ({ one, field }) => {
	const shownFor = Object.entries(field.displayOptions?.show ?? {}).map(([key, values]) => [key, values![0]]);
	const chosen = Object.fromEntries(shownFor) as INodeParameters;
	const none = field.type === 'multiOptions' ? [] : '';
	const ways = [
		{ value: none, typeVersion: 1 },
		{ value: none, typeVersion: 2 },
		{ value: '={{ "" }}', typeVersion: 2 },
	];
	const isMarked = HELD_UP.includes(field.type) && shownFor.every(([key]) => key === 'dataMode');
	for (const { value, typeVersion } of ways) {
		const { error } = await run(one, { ...chosen, [field.name]: value }, 1, {}, typeVersion);
		const byN8n = isMarked && value === none && typeVersion === 2;
		expect([typeVersion, value, error?.name]).toEqual([typeVersion, value, byN8n ? 'WorkflowHasIssuesError' : 'NodeOperationError']);
		expect(error?.description).toMatch(byN8n ? field.displayName : /\w/);
		// People know a field by its label in the panel.
		const labels = (one.operation.fields ?? []).filter(({ required }) => required).map(({ displayName }) => displayName);
		if (!byN8n) expect(labels.filter((label) => error?.message.includes(label.replace(/ \(.*\)$/, '')))).not.toEqual([]);
		expect(emulator.requests).toEqual([]);
	}
});

describe.each(explains)('$name, which Keitaro does not have', (one) => {
	it('says before any request what to use instead', async () => {
		const { error } = await run(one);
		expect(`${error?.message} ${error?.description}`).toMatch(sampleOf(one).explains!);
		expect(emulator.requests).toEqual([]);
	});

	it('leaves the other items alone', async () => {
		const { errorItems } = await run(one, {}, 2, { onError: 'continueErrorOutput' });
		expect(errorItems.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
	});
});
