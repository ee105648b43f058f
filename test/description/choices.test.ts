/** What the user picks is what is done: each choice, each operation and each field is called what it is. */
import type { INodePropertyOptions } from 'n8n-workflow';
import { CHOICES, OPERATIONS, type Labels } from './choices';
import { LABELS, MODES } from './labels';
import { LISTS, readable, SPECIAL } from './names';
import { choicesOf, isAbout, mismatches, nameOf, partsOf, places, rowOf, type Place } from './places';

const labelsOf = (of: INodePropertyOptions[]): Labels => Object.fromEntries(of.map(({ value, name }) => [String(value), name]));
const all = Object.fromEntries(
	Object.entries(LISTS).map(([row, { names, special }]) => [
		row,
		Object.fromEntries(names.map((name) => [name, special?.[name] ?? SPECIAL[name] ?? readable(name)])),
	]),
);
const TABLE: Record<string, Labels> = { ...CHOICES, ...all };

/** In what way labels differ from those that are wanted. */
function differences(at: string, found: Labels, wanted: Labels): string[] {
	const names = [...new Set([...Object.keys(wanted), ...Object.keys(found)])];
	return names.flatMap((value) => {
		if (found[value] === wanted[value]) return [];
		if (found[value] === undefined) return [`${at}: the panel has no "${value}"; add it there, or take it out of the table`];
		if (wanted[value] === undefined) return [`${at}: "${value}" is not in the table; add it with the label that the API's words call for`];
		return [`${at}: "${value}" is called "${found[value]}", but must be "${wanted[value]}"`];
	});
}

describe('a choice', () => {
	const withChoices = places.filter(({ path, property }) => path !== 'operation' && choicesOf(property).length > 0);

	it('has a row in choices.ts, or in names.ts', () => {
		const toAdd = ({ property }: Place) =>
			`'${property.name}': { ${choicesOf(property)
				.map(({ value }) => `${value}: '…'`)
				.join(', ')} }`;
		expect(mismatches(TABLE, withChoices, toAdd)).toEqual([]);
	});

	it('is called what it does', () => {
		const wrong = withChoices.flatMap((place) =>
			differences(nameOf(place), labelsOf(choicesOf(place.property)), rowOf(TABLE, place) ?? {}),
		);
		expect(wrong).toEqual([]);
	});

	it('has no label of its own where the name says as much', () => {
		const lists = Object.values(LISTS);
		const special = [
			...Object.entries(SPECIAL).map(([name, label]) => ({ name, label, isUsed: lists.some(({ names }) => names.includes(name)) })),
			...lists.flatMap(({ names, special: own = {} }) =>
				Object.entries(own).map(([name, label]) => ({ name, label, isUsed: names.includes(name) })),
			),
		];
		expect(special.filter(({ name, label, isUsed }) => !isUsed || readable(name) === label)).toEqual([]);
	});
});

/** "Enable", "Enable a campaign": what an operation is called if its table has nothing else. */
function usualLabels(resource: string, value: string): [name: string, action: string] {
	const [name, thing] = [readable(value), readable(resource).toLowerCase()];
	return [name, `${name} ${/^[aeio]/.test(thing) ? 'an' : 'a'} ${thing}`];
}

describe('an operation', () => {
	const dropdowns = places.filter(({ path }) => path === 'operation');

	it('is there for every resource', () => {
		expect(dropdowns.map(({ where }) => where).sort()).toEqual(Object.keys(OPERATIONS).sort());
	});

	it.each([
		['dropdown', 0, ({ name }: INodePropertyOptions) => name],
		['list of actions', 1, ({ action }: INodePropertyOptions) => action ?? ''],
	] as const)('is called what it does in the %s', (_, at, labelOf) => {
		const wrong = dropdowns.flatMap((place) => {
			const found = Object.fromEntries(choicesOf(place.property).map((one) => [String(one.value), labelOf(one)]));
			const usual = Object.fromEntries(Object.keys(found).map((value) => [value, usualLabels(place.where, value)[at]]));
			const told = Object.fromEntries(Object.entries(OPERATIONS[place.where] ?? {}).map(([value, labels]) => [value, labels[at]]));
			return differences(place.where, found, { ...usual, ...told });
		});
		expect(wrong).toEqual([]);
	});

	it('has a row only where its value does not say as much', () => {
		const needless = Object.entries(OPERATIONS).flatMap(([resource, rows]) =>
			Object.entries(rows)
				.filter(([value, labels]) => usualLabels(resource, value).join() === labels.join())
				.map(([value]) => `${resource}: take out "${value}"`),
		);
		expect(needless).toEqual([]);
	});
});

describe('a field', () => {
	const ruled = ({ property: { type, name } }: Place): string => readable(type === 'resourceLocator' ? name.replace(/Id$/, '') : name);

	it('is called what is sent for it', () => {
		const wrong = places.flatMap((place) => {
			const { displayName } = place.property;
			const wanted = rowOf(LABELS, place) ?? ruled(place);
			return displayName === wanted ? [] : [`${nameOf(place)} is called "${displayName}", but must be "${wanted}"; or add it to labels.ts`];
		});
		expect([...new Set(wrong)]).toEqual([]);
	});

	it('stands in labels.ts once, and only where the name does not say as much', () => {
		const named = places.filter((place) => rowOf(LABELS, place) !== undefined);
		expect(mismatches(LABELS, named, () => '')).toEqual([]);
		const idle = Object.entries(LABELS).flatMap(([row, label]) =>
			partsOf(row).filter((one) => named.every((place) => !isAbout(one, place) || ruled(place) === label)),
		);
		expect(idle).toEqual([]);
	});

	it('that picks a record is told how it is named', () => {
		const modes = places.flatMap((place) => (place.property.modes ?? []).map(({ name, displayName }) => [name, displayName]));
		expect(modes.filter(([name, displayName]) => MODES[name] !== displayName)).toEqual([]);
		expect(Object.keys(MODES).filter((mode) => !modes.some(([name]) => name === mode))).toEqual([]);
	});
});
