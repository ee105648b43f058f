/** Texts of the panel say what one must know before one does something: what is gone for good, what is replaced, in which unit. */
import { startEmulator, type Emulator } from '../emulator';
import { runNode } from '../engine';
import { known, sampleOf } from '../operations/every';
import { choicesOf, isAbout, mismatches, nameOf, partsOf, places, rowOf, type Place } from './places';
import { BORDERS, CHOSEN, DESTRUCTIVE, SECRET, WARNED, WORDS } from './words';

/** What a text lacks of what it must say. */
const lacking = (at: string, text: string, words: RegExp[]): string[] =>
	words.filter((word) => !word.test(text)).map((word) => `${at} must say ${String(word)}, but says: ${text}`);

describe('an operation', () => {
	const described = new Map(
		places
			.filter(({ path }) => path === 'operation')
			.flatMap(({ where, property }) =>
				choicesOf(property).map(({ value, description }): [string, string] => [`${where}:${String(value)}`, description ?? '']),
			),
	);

	it('says what becomes of what is there', () => {
		const tables = [...Object.entries(DESTRUCTIVE), ...Object.entries(WARNED)];
		expect(tables.flatMap(([operation, words]) => lacking(operation, described.get(operation) ?? '', words))).toEqual([]);
		expect(tables.filter(([operation]) => !described.has(operation))).toEqual([]);
	});

	describe('that takes something away, or puts it in the place of something else, has a row in words.ts', () => {
		let emulator: Emulator;
		beforeAll(async () => void (emulator = await startEmulator()));
		afterAll(async () => await emulator.stop());

		it('by its name', () => {
			const CALLED = /delete(?!d)|clean|clear|remove|replace|update|^set|disable|equalize|overwrite|exclude|archive|reset|purge/i;
			const called = [...described.keys()].filter((operation) => CALLED.test(operation.split(':')[1]));
			expect(called.filter((operation) => !(operation in DESTRUCTIVE))).toEqual([]);
		});

		it('by what it sends', async () => {
			const TAKES = /^(DELETE|PUT) |\/(clean|clean_archive|exclude|disable|update_costs|labels)$/;
			const missing: string[] = [];
			for (const one of known) {
				const { minimal, setup, item = { json: {} } } = sampleOf(one);
				emulator.reset();
				setup?.(emulator);
				await runNode({
					parameters: { resource: one.resource.value, operation: one.operation.value, ...minimal, options: { retries: 0 } },
					credentials: emulator.credentials(),
					items: [item],
				});
				// A copy of a landing page is asked for by PUT.
				const sent = emulator.requests.map(({ method, path }) => `${method} ${path}`).filter((text) => !/^GET |\/clone$/.test(text));
				if (sent.some((text) => TAKES.test(text)) && !(one.name in DESTRUCTIVE)) missing.push(`${one.name} sends ${sent.join(', ')}`);
			}
			expect(missing).toEqual([]);
		});
	});
});

describe('a field', () => {
	const textOf = ({ property: { displayName, description = '' } }: Place) => `${displayName}. ${description}`;

	it('says its unit, its border, and what it does that one might not think of', () => {
		const wrong = Object.entries(WORDS).flatMap(([row, words]) =>
			places.filter((place) => isAbout(row, place)).flatMap((place) => lacking(nameOf(place), textOf(place), words)),
		);
		expect(wrong).toEqual([]);
		const idle = Object.keys(WORDS).flatMap(partsOf);
		expect(idle.filter((part) => !places.some((place) => isAbout(part, place)))).toEqual([]);
	});

	it('has a row in words.ts where it counts, dates, pays, replaces, deletes or says what nothing means', () => {
		const TELLING = new RegExp(
			[
				'milliseconds?|seconds?\\b|minutes?\\b|hours?\\b|percent|time zone|\\bday\\b|currency',
				'\\bnone\\b|\\bempty\\b|without (it|this|any|a rule)|unless|not used',
				'replaces?\\b|place of|overwrite|deleted|as a whole|from the archive|sum to',
				'unique\\b|only once|every campaign|at least|must\\b|certificate|CIDR|IPv4|rights',
			].join('|'),
			'i',
		);
		const telling = places.filter(
			(place) => place.path !== 'operation' && (['number', 'dateTime'].includes(place.property.type) || TELLING.test(textOf(place))),
		);
		const missing = telling.filter((place) => rowOf(WORDS, place) === undefined).map((place) => `${nameOf(place)}: ${textOf(place)}`);
		expect([...new Set(missing)]).toEqual([]);
	});

	it('has the borders of the table, if it has any', () => {
		const bordersOf = ({ property: { typeOptions: { minValue, maxValue } = {} } }: Place) =>
			[minValue, maxValue].slice(0, maxValue === undefined ? 1 : 2);
		const bordered = places.filter(
			({ property: { typeOptions } }) => typeOptions?.minValue !== undefined || typeOptions?.maxValue !== undefined,
		);
		expect(mismatches(BORDERS, bordered, (place) => JSON.stringify(bordersOf(place)))).toEqual([]);
		expect(bordered.map((place) => [nameOf(place), bordersOf(place)])).toEqual(
			bordered.map((place) => [nameOf(place), rowOf(BORDERS, place)]),
		);
	});

	it('hides what is typed where that is a secret', () => {
		const hidden = places.filter(({ property }) => property.typeOptions?.password === true);
		const secret = places.filter(
			(place) => isAbout(SECRET, place) || (place.property.type === 'string' && /(password|token|secret|key)$/i.test(place.property.name)),
		);
		expect(hidden.map(nameOf)).toEqual(secret.map(nameOf));
		expect(partsOf(SECRET).filter((part) => !secret.some((place) => isAbout(part, place)))).toEqual([]);
	});
});

describe('a choice', () => {
	const described = places.filter(
		({ path, property }) => path !== 'operation' && choicesOf(property).some(({ description }) => description),
	);

	it('says what it does, if it says anything', () => {
		expect(
			mismatches(CHOSEN, described, ({ property }) =>
				choicesOf(property)
					.map(({ value }) => value)
					.join(', '),
			),
		).toEqual([]);
		const wrong = described.flatMap((place) => {
			const words = rowOf(CHOSEN, place) ?? {};
			const found = new Map(choicesOf(place.property).map(({ value, description }) => [String(value), description ?? '']));
			const said = Object.entries(words).flatMap(([value, word]) => lacking(`${nameOf(place)} "${value}"`, found.get(value) ?? '', [word]));
			return [
				...said,
				...[...found.keys()].filter((value) => !(value in words)).map((value) => `${nameOf(place)}: add a row for "${value}"`),
			];
		});
		expect(wrong).toEqual([]);
	});
});
