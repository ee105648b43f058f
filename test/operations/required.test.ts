/** What must be filled in: which fields, and that they are refused before any request when they are not. */
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { fieldsIn } from '../description/places';
import { nodeType, runNode } from '../engine';
import { startEmulator, type Emulator } from '../emulator';
import { known, registered, sampleOf } from './every';
import { REQUIRED } from './required';

let emulator: Emulator;
beforeAll(async () => void (emulator = await startEmulator()));
afterAll(async () => await emulator.stop());

it('is what the table says', () => {
	const found: Record<string, Record<string, string>> = {};
	for (const { resource, operation } of registered) {
		const names = fieldsIn(operation.fields ?? [])
			.filter(({ property }) => property.required)
			.map(({ path }) => path.join('.'));
		const must = [...new Set(names)].join(' ');
		// What stands in its path must be filled in anyway.
		const inPath = [...(operation.run?.endpoint ?? '').matchAll(/\{(\w+)\}/g)].map(([, name]) => name).join(' ');
		if (must !== inPath) (found[resource.value] ??= {})[operation.value] = must;
	}
	expect(found).toEqual(REQUIRED);
});

it("has n8n's mark wherever it is needed whatever else is chosen, and not in the workflows of the original", async () => {
	const { properties } = nodeType('keitaro').description;
	const problems: string[] = [];
	for (const { name, resource, operation } of registered) {
		for (const { name: field, required, displayOptions } of operation.fields ?? []) {
			const ofField = properties.filter(
				(one) =>
					one.name === field &&
					one.displayOptions?.show?.resource?.includes(resource.value) &&
					one.displayOptions.show.operation?.includes(operation.value),
			);
			const depends = Object.keys(displayOptions?.show ?? {}).some((key) => !['dataMode', '@version'].includes(key));
			const marks = ofField.map((one) => `${String(one.displayOptions!.show!['@version'] ?? 'all')}: ${one.required === true}`);
			const expected = required && !depends ? ['1: false', '2: true'] : undefined;
			if (expected ? String([...new Set(marks)]) !== String(expected) : marks.some((mark) => mark.endsWith('true')))
				problems.push(`${name} ${field}: ${marks.join()}`);
		}
	}
	expect(problems).toEqual([]);
	for (const trigger of ['keitaroTrigger', 'keitaroPostbackTrigger'])
		expect([trigger, nodeType(trigger).description.properties.filter(({ required }) => required).length > 0]).toEqual([trigger, true]);
});

/** The first entry of a group in a form; the group may be in a collection. */
function entryIn(form: INodeParameters, [outer, inner]: string[]): IDataObject | undefined {
	const group = (inner === undefined ? form[outer] : (form[outer] as IDataObject | undefined)?.[inner]) as
		Record<string, IDataObject[]> | undefined;
	return Object.values(group ?? {})[0]?.[0];
}

it('is refused in an entry where it is missing, blank or nothing', async () => {
	const problems: string[] = [];
	let tried = 0;
	for (const one of known) {
		const sample = sampleOf(one);
		const forms = [sample.minimal, ...(sample.full ? [sample.full] : []), ...(sample.others ?? [])].map((form) => ({
			...sample.minimal,
			...form,
		}));
		const inEntries = fieldsIn(one.operation.fields ?? []).filter(({ path, property }) => property.required && path.length > 1);
		for (const { path, property } of inEntries) {
			const name = path[path.length - 1];
			const form = forms.find((given) => entryIn(given, path.slice(0, -1)) !== undefined);
			if (form === undefined) {
				problems.push(`${one.name}: no sample has ${path.join('.')}`);
				continue;
			}
			// Where one is chosen beforehand, n8n puts that in for what is missing.
			const missing = property.default === '' || typeof property.default === 'object' ? [undefined] : [];
			for (const value of [...missing, '', '={{ "" }}', '={{ null }}', '={{ $json.missing }}']) {
				emulator.reset();
				sample.setup?.(emulator);
				const blank = structuredClone<INodeParameters>(form);
				const entry = entryIn(blank, path.slice(0, -1))!;
				if (value === undefined) delete entry[name];
				else entry[name] = property.type === 'resourceLocator' ? { __rl: true, mode: 'id', value } : value;
				const { error } = await runNode({
					parameters: { resource: one.resource.value, operation: one.operation.value, ...blank },
					credentials: emulator.credentials(),
					items: [sample.item ?? { json: {} }],
				});
				tried++;
				const changing = emulator.requests.filter(({ method, path: to }) => method !== 'GET' && !/\/(log|types)$/.test(to));
				if (error === undefined || changing.length > 0)
					problems.push(`${one.name}: ${path.join('.')} = ${String(value)}: ${error?.message ?? 'success'}, ${changing.length} requests`);
				else if (![error.message, error.description].join(' ').includes(property.displayName))
					problems.push(`${one.name}: ${path.join('.')}: ${error.message} does not name the field`);
			}
		}
	}
	expect(problems).toEqual([]);
	expect(tried).toBeGreaterThan(100);
});

it('every record can be searched for in its list', () => {
	const locators = fieldsIn(nodeType('keitaro').description.properties).filter(({ property }) => property.type === 'resourceLocator');
	expect(locators.length).toBeGreaterThan(50);
	for (const { property } of locators) {
		const [list] = property.modes!.filter(({ name }) => name === 'list');
		expect(list.typeOptions).toEqual({
			searchListMethod: expect.stringMatching(/^search\w+$/) as string,
			searchable: true,
		});
	}
});

/** By hand: campaigns have an alias; what people know by its name can be named, where one name is one record. */
const ALSO_BY: Record<string, string> = {
	searchCampaign: 'alias,name',
	...Object.fromEntries(
		['AffiliateNetwork', 'Domain', 'Landing', 'Offer', 'Source', 'User', 'CampaignGroup', 'OfferGroup', 'LandingGroup', 'DomainGroup'].map(
			(kind) => [`search${kind}`, 'name'],
		),
	),
};

it('every record can be named by its ID, and by what else it is known by', () => {
	const locators = fieldsIn(nodeType('keitaro').description.properties).filter(({ property }) => property.type === 'resourceLocator');
	const found: Record<string, string> = {};
	for (const { property } of locators) {
		const [list, id, ...others] = property.modes!;
		expect([list.name, id.name]).toEqual(['list', 'id']);
		found[String(list.typeOptions!.searchListMethod)] = others.map(({ name }) => name).join();
	}
	expect(Object.fromEntries(Object.entries(found).filter(([, by]) => by !== ''))).toEqual(ALSO_BY);
});
