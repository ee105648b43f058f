import { trimmed } from '../values/entered';
import { type SentRequest } from '../transport/request';
import { NotFoundError, ConflictError, requestOf, InputError } from '../values/errors';
import type { IDataObject } from 'n8n-workflow';
import { quote } from '../values/quote';
import { readRows, type Rows } from '../api/pages';

import { listOf } from '../values/scalars';
import { referenceOf, references, titleOf, type ReferenceKind } from './references';
import type { ItemContext } from '../transport/itemContext';

/** What a resource locator holds; old workflows hold the bare ID. */
interface Located {
	mode?: unknown;
	value?: unknown;
}

const isLocated = (entered: unknown): entered is Located => typeof entered === 'object' && entered !== null && 'value' in entered;

/** What looking records up takes of a task. */
type Lookup = Pick<ItemContext, 'tracker' | 'cached' | 'json'>;

/** The ID in the parameter `name`, e.g. `campaignId`, fit to stand in a path. @throws {InputError} unless it is one. */
export async function readId(context: ItemContext, name: string): Promise<string> {
	const kind = name.replace(/Id$/, '');
	if (Object.hasOwn(references, kind)) {
		return String(
			await resolveId(context, context.parameter(name), kind as ReferenceKind, `${referenceOf(kind as ReferenceKind).label} ID`),
		);
	}
	return String(wholeNumber(context.parameter(name), labelOf(name), false, context.json));
}

/** The ID that a locator, or a bare number or text, stands for; an alias or a name is looked up in the tracker's list. */
export async function resolveId(context: Lookup, entered: unknown, kind: ReferenceKind, label: string, none = false): Promise<number> {
	const { mode, value } = isLocated(entered) ? entered : { mode: 'id', value: entered };
	if (mode !== 'alias' && mode !== 'name') return wholeNumber(value, label, none, context.json);

	const { label: thing } = referenceOf(kind);
	const wanted = trimmed(value);
	if (wanted === '') throw new InputError(`${thing}: the ${mode} is empty`, `Enter the ${mode}, or choose one from the list.`);
	const matches = (await rowsBy(context, kind, mode)).get(wanted) ?? [];
	return onlyOne(matches, '', thing, mode, wanted, (await readAll(context, kind)).request);
}

/**
 * The IDs of several records: from a list, or a text with one a line or separated by commas. Each stands there by its ID, its alias or
 * its name; a text that is a name as a whole, commas and all, is one.
 */
export async function resolveIds(context: Lookup, entered: unknown, kind: ReferenceKind, label: string): Promise<number[]> {
	const pieces = listOf(entered, label);
	const isNamed = pieces.some((piece) => !isId(piece));
	const isOne = isNamed && typeof entered === 'string' && (await called(context, kind, entered.trim())).length > 0;
	const ids: number[] = [];
	for (const piece of isOne ? [entered.trim()] : pieces)
		ids.push(isId(piece) ? wholeNumber(piece, label) : await idOf(context, kind, piece, label));
	return [...new Set(ids)];
}

/** Digits, or what is no text: the one is taken as an ID, the other refused as none. */
const isId = (piece: string | number): boolean => typeof piece === 'number' || /^-?[\d.]+$/.test(piece);

/** The records that have a text for their alias or name. */
async function called(context: Lookup, kind: ReferenceKind, text: string): Promise<IDataObject[]> {
	const modes = referenceOf(kind).by ?? [];
	const found = await Promise.all(modes.map(async (mode) => (await rowsBy(context, kind, mode)).get(text) ?? []));
	return [...new Set(found.flat())];
}

/** The ID of the one record that has a text for its alias or name. */
async function idOf(context: Lookup, kind: ReferenceKind, text: string | number, label: string): Promise<number> {
	const { label: thing, by = [] } = referenceOf(kind);
	const matches = await called(context, kind, String(text));
	return onlyOne(matches, `${label}: `, thing, by.join(' or '), String(text), (await readAll(context, kind)).request);
}

/** The ID of the only record found. @throws {NotFoundError | ConflictError} where there is none, or where there are several. */
function onlyOne(matches: IDataObject[], before: string, thing: string, by: string, text: string, request: SentRequest): number {
	if (matches.length === 1) return wholeNumber(matches[0].id, `${before}${thing}`);
	if (matches.length === 0) {
		const message = `${before}${before ? 'no' : 'No'} ${thing.toLowerCase()} has the ${by} "${text}"`;
		const advice = 'Capital letters count. What is in the archive, or hidden from the API key, is not found either.';
		throw new NotFoundError({ message, advice, request: requestOf(request) });
	}
	const found = matches.slice(0, 5).map((row) => row.id);
	throw new ConflictError({
		message: `${before}${matches.length} records have the ${by} "${text}" (IDs ${found.join(', ')})`,
		advice: 'Use the ID of the one you mean.',
		request: requestOf(request),
	});
}

/** Everything the tracker lists of a kind, read once per run. */
export async function readAll(context: Lookup, kind: ReferenceKind): Promise<Rows> {
	const { path, query, paged, label } = referenceOf(kind);
	if (path === undefined) throw new InputError(`${label}: only the ID can be used here`, 'Choose By ID and enter it.');
	return await context.cached(`rows:${kind}`, async () => await readRows(context.tracker, { method: 'GET', path, query }, { paged }));
}

/** The records of a kind by alias or by the text that lists show. */
const rowsBy = async (context: Lookup, kind: ReferenceKind, mode: 'alias' | 'name'): Promise<Map<string, IDataObject[]>> =>
	await context.cached(`rows:${kind} by ${mode}`, async () => {
		const rows = new Map<string, IDataObject[]>();
		for (const row of (await readAll(context, kind)).rows) {
			const name = mode === 'alias' ? String(row.alias ?? '') : titleOf(kind, row);
			const known = rows.get(name);
			if (known) known.push(row);
			else rows.set(name, [row]);
		}
		return rows;
	});

/** Those of the IDs that the tracker does not list. */
export async function missingOf(context: Lookup, kind: ReferenceKind, ids: unknown[]): Promise<unknown[]> {
	const known = await context.cached(`IDs:${kind}`, async () => new Set((await readAll(context, kind)).rows.map(({ id }) => String(id))));
	return ids.filter((id) => !known.has(String(id)));
}

/** What holds the ID where an expression gave more than that; `input` is the item that it was evaluated for. */
function insteadOf(value: unknown, input: IDataObject | undefined): string | undefined {
	const isEnvelope = (held: unknown): held is IDataObject =>
		typeof held === 'object' && held !== null && 'request' in held && 'resource' in held && 'data' in held;
	if (value === undefined || value === null || value === '') {
		if (!isEnvelope(input)) return undefined;
		return Array.isArray(input.data) ? SPLIT : 'The record of this item is in "data": use {{ $json.data.id }}.';
	}
	if (isEnvelope(value)) return Array.isArray(value.data) ? SPLIT : 'It is a whole output item: use {{ $json.data.id }}.';
	if (Array.isArray(value)) return `It is a list, and this field takes one. ${SPLIT}`;
	if (typeof value === 'object' && 'id' in value) {
		const isInData = isEnvelope(input) && typeof input.data === 'object';
		return `It is a whole record: take its ID, {{ ${isInData ? '$json.data.id' : '$json.id'} }}.`;
	}
	return undefined;
}

const SPLIT = 'Set Output of the node before to Item per Record: each record is then an item, with its ID in {{ $json.data.id }}.';

/**
 * A whole number above 0, from a number or a text of digits. `none` also allows 0, with which Keitaro says "none". `input` is the item
 * that an expression was evaluated for.
 */
export function wholeNumber(value: unknown, label: string, none = false, input?: IDataObject): number {
	const text = trimmed(value);
	const id = /^\d+$/.test(text) ? Number(text) : NaN;
	if (Number.isSafeInteger(id) && (id > 0 || none)) return id;
	if (value === undefined || value === null || (typeof value === 'string' && text === '')) {
		throw new InputError(
			`${label} is empty`,
			insteadOf(value, input) ??
				`Enter the ID, a whole number${none ? ', or 0 for none' : ''}. In the tracker it stands in the list's ID column.`,
		);
	}
	throw new InputError(
		`${label} must be a whole number above 0, but is ${quote(value)}`,
		insteadOf(value, input) ?? "In the tracker the ID stands in the list's ID column.",
	);
}

/** "groupId" -> "Group ID": the label of a parameter, for messages. */
export const labelOf = (name: string): string =>
	name
		.replace(/([a-z0-9])([A-Z])/g, '$1 $2')
		.replace(/^./, (first) => first.toUpperCase())
		.replace(/\bId\b/g, 'ID')
		.replace(/\bIds\b/g, 'IDs');
