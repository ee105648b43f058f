/**
 * Mutants that were looked at and that no test can tell from the original, or that change nothing for anybody. Each with its reason. They are
 * told apart from the survivors; one that a test does notice has no place here.
 */
import type { Mutant } from './instrument';

interface Harmless {
	file: string;
	/** What the mutant makes of what; `undefined`: of anything. */
	/** The whole, or how it begins where it is a function. */
	original: string;
	replacement?: string;
	because: string;
}

const NEVER_TAKEN = 'n8n always gives a value, the fallback is there for the types';
const FASTER = 'only how fast it is, not what comes of it';
const SAME = 'both come to the same';
const CALLED_EARLY = 'it is called while the node is loaded, before the mutant is put in';

export const HARMLESS: Harmless[] = [
	{ file: 'dispatch.ts', original: "''", because: NEVER_TAKEN },
	{ file: 'dispatch.ts', original: 'this.signal?.aborted', because: 'every n8n that is tested gives a signal; older ones need not' },
	{ file: 'fields/dates.ts', original: '/^([+-]\\d{2})(\\d{2})$/', because: `${SAME}: nothing stands before the sign of a zone` },
	{ file: 'records/listSearch.ts', original: "''", because: NEVER_TAKEN },
	{ file: 'resources/bot.ts', original: 'adding.get(entry)?.answer', because: `${SAME}: every entry was sent` },
	{ file: 'transport/deadline.ts', original: '2 ** 31 - 1', because: 'a timer of 24 days' },
	{ file: 'transport/deadline.ts', original: '1', replacement: '2', because: 'a timer of 24 days' },
	{ file: 'transport/truncate.ts', original: 'whole.slice(0, longest + MARGIN)', because: FASTER },
	{ file: 'transport/mask.ts', original: '10_000', because: FASTER },
	{ file: 'api/unknownColumns.ts', original: "'string'", because: `${SAME}: quotes around a text are no part of its names` },
	{ file: 'transport/serialize.ts', original: 'length > LONGEST_URL', because: `${SAME}: the whole address is measured again` },
	{
		file: 'transport/serialize.ts',
		original: 'sum + name.length + textOf(value).length + 2',
		because: `${SAME}: the whole address is measured again`,
	},
	{
		file: 'fields/groups.ts',
		original: "typeof value === 'object' && value !== null && 'mode' in value",
		because: `${SAME}: what a person enters is a text, a number or a locator`,
	},
	{
		file: 'dispatch.ts',
		original: 'this.output[item] === undefined',
		because: `${SAME}: what throws there does so before any item is done`,
	},
	{ file: 'records/id.ts', original: '[]', because: `${SAME}: all kinds of which several are picked have a name` },
	{ file: 'fields/costs.ts', original: 'at < parts.length - 1', because: `${SAME}: an expression without its end is none for n8n` },
	{ file: 'transport/errors.ts', original: '5', replacement: '6', because: 'no error has so many causes' },
	{ file: 'transport/mask.ts', original: '/[^a-z0-9]+/i', because: `${SAME}: the empty parts are the shortest` },
	{ file: 'transport/mask.ts', original: '[]', because: `${SAME}: the text of the mutant stands nowhere` },
	{ file: 'operation.ts', original: '<T>(prepare: (task: Task) => T, request: (prepared: T[]) => Call): Fold =>', because: CALLED_EARLY },
	{ file: 'fields/confirmation.ts', original: 'pause * 2', because: FASTER },
	{ file: 'fields/confirmation.ts', original: 'waited >= longest', because: `${FASTER}: one more look` },
	{ file: 'values/filter.ts', original: 'text + wanted', because: `${SAME}: one of the two is empty` },
	{ file: 'api/log.ts', original: 'added.filter((name) => sorting.includes(name))', because: FASTER },
	{ file: 'api/pages.ts', original: 'known?.has', because: `${SAME}: texts are only made where some are known` },
	{ file: 'values/refusal.ts', original: "'Refusal'", because: 'the name of the class, which nobody is shown' },
	{
		file: 'transport/request.ts',
		original: "body === undefined || body === null || body === ''",
		because: `${SAME}: HTTP has no undefined body, and an empty text is caught below`,
	},
	{ file: 'transport/retry.ts', original: 'Date.now() - since < LONGEST_BREATH', because: FASTER },
	{
		file: 'api/report.ts',
		original: "dimensions.includes('day') && typeof from === 'string'",
		because: `${SAME}: a row without the day is held against none`,
	},
	{
		file: 'api/report.ts',
		original: "dimensions.includes('day') && typeof from === 'string' && typeof to === 'string'",
		because: `${SAME}: a row without the day is held against none`,
	},
	{
		file: 'api/conversions.ts',
		original: 'second.rows.length > 0',
		because: `${SAME}: of two empty answers, one is as good as the other`,
	},
	{ file: 'triggers/conversions/cursor.ts', original: 'swept !== undefined', because: `${SAME}: nothing is later than undefined` },
	{ file: 'triggers/conversions/cursor.ts', original: '1', replacement: '2', because: 'one row more is read, and not looked at' },
	{ file: 'triggers/conversions/log.ts', original: '86_400_000', because: 'well beyond the present in any case' },
	{ file: 'triggers/conversions/log.ts', original: 'last !== undefined', because: `${SAME}: a page without a moment is the last` },
	{ file: 'triggers/conversions/log.ts', original: '0', replacement: '1', because: `${SAME}: an empty page is the last` },
	{
		file: 'triggers/postback/ownedPostbacks.ts',
		original: 'one !== address && !isTest',
		because: 'n8n does not keep the data of a test run, so it knows of no other address there',
	},
	{
		file: 'triggers/postback/registration.ts',
		original: "''",
		because: 'lists of statuses are compared, and one of the two is always a list',
	},
	{ file: 'triggers/postback/repeats.ts', original: "''", because: `${SAME}: shorter than an entry` },
];

/** Why a mutant does not matter, if it is one of those. */
export const harmlessBecause = ({ file, original, replacement }: Mutant): string | undefined =>
	HARMLESS.find(
		(one) =>
			file.endsWith(`/${one.file}`) &&
			(one.original === original || (one.original.endsWith('=>') && original.startsWith(one.original))) &&
			(one.replacement ?? replacement) === replacement,
	)?.because;
