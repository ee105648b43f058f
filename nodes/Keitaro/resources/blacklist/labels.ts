import { ConflictError, requestOf, KeitaroError, InputError } from '../../values/errors';

import type { IDataObject } from 'n8n-workflow';
import { wholeNumber } from '../../records/id';
import { quote } from '../../values/quote';
import { listOf, objectOf } from '../../values/scalars';
import type { ItemContext } from '../../transport/itemContext';
import type { Outcome } from '../../operation';

import type { SentRequest } from '../../transport/request';

export const LABELS = { blacklist: 'Blacklist', whitelist: 'Whitelist' };

export type Label = keyof typeof LABELS;

/** The values of one column in the reports of one campaign. */
export interface Column {
	campaign_id: number;
	ref_name: string;
}

/** What is sent: the label of each value; with an empty one the label is taken off. */
export interface Labelling extends Column {
	items: Map<string, string>;
}

/** Values sent with one request. */
const VALUES_PER_REQUEST = 5000;

const HOW = 'Enter an object such as {"campaign_id": 15, "ref_name": "source", "items": {"site.com": "blacklist"}}.';

/** The values that carry a label; read once per run unless it is to be `fresh`. */
export async function readLabelled(
	context: ItemContext,
	column: Column,
	label: Label,
	fresh = false,
): Promise<{ request: SentRequest; values: string[] }> {
	const { campaign_id, ref_name } = column;
	const query = { campaign_id, ref_name, label_name: label };
	const load = async () => {
		const { request, data } = await context.tracker.request({ method: 'GET', path: '/report/labels', query, expects: 'structure' });
		return { request, values: valuesIn(data, label) };
	};
	return fresh ? await load() : await context.cached(`labels:${JSON.stringify(query)}`, load);
}

/** The answer's form is not documented; it is an object by value, and PHP makes an empty one a list. */
function valuesIn(data: unknown, label: Label): string[] {
	if (Array.isArray(data)) return data.map((value) => String((value as IDataObject | null)?.value ?? value));
	const known = Object.keys(LABELS);
	return Object.entries((data ?? {}) as IDataObject)
		.filter(([, said]) => !known.includes(String(said)) || said === label)
		.map(([value]) => value);
}

/** What an item's data asks for: `items` as Keitaro takes them, or `values` that all get one `label`. */
export function labellingOf(data: IDataObject, values: unknown = data.values): Labelling {
	if ((data.campaign_id ?? '') === '') throw new InputError('The data has no campaign_id, the campaign that has the labels', HOW);
	const column = { campaign_id: wholeNumber(data.campaign_id, 'Campaign'), ref_name: String(data.ref_name ?? '').trim() };
	if (column.ref_name === '') throw new InputError('The data has no ref_name, the column whose values carry labels', HOW);
	const items = objectOf(data.items, 'items') ?? Object.fromEntries(listOf(values, 'Values').map((value) => [value, data.label]));
	if (typeof items !== 'object' || items === null || Array.isArray(items))
		throw new InputError(`items must be an object, but is ${quote(items)}`, HOW);
	const entries = Object.entries(items);
	if (entries.length === 0) throw new InputError('Values is empty', 'Enter at least one value.');
	for (const [value, label] of entries) {
		if (label !== '' && !Object.hasOwn(LABELS, String(label))) {
			throw new InputError(`The label of "${value}" must be blacklist or whitelist, but is ${quote(label)}`, HOW);
		}
	}
	return { ...column, items: new Map(entries.map(([value, label]) => [value, String(label)])) };
}

/** Items of one column that are sent with one request. */
interface Batch extends Labelling {
	members: number[];
}

function batchesOf(wanted: Labelling[]): Batch[] {
	const batches: Batch[] = [];
	const open = new Map<string, Batch>();
	wanted.forEach(({ campaign_id, ref_name, items }, at) => {
		const key = JSON.stringify([campaign_id, ref_name]);
		let batch = open.get(key);
		if (batch === undefined || batch.items.size + items.size > VALUES_PER_REQUEST) {
			batch = { campaign_id, ref_name, items: new Map(), members: [] };
			open.set(key, batch);
			batches.push(batch);
		}
		batch.members.push(at);
		for (const [value, label] of items) batch.items.set(value, label);
	});
	return batches;
}

/** Sends what the items ask for, one request for each column. Sent twice it has the same effect as once. */
export async function sendLabels(contexts: ItemContext[], wanted: Labelling[]): Promise<Array<Outcome | Error>> {
	const outcomes = new Array<Outcome | Error>(wanted.length);
	for (const { members, items, ...column } of batchesOf(wanted)) {
		const body = { ...column, items: Object.fromEntries(items) };
		const answer = await contexts[0].tracker
			.request({ method: 'POST', path: '/report/labels', body, idempotent: true, expects: 'done' })
			.catch((error: Error) => error);
		for (const at of members) {
			outcomes[at] =
				answer instanceof Error
					? answer
					: {
							request: members.length > 1 ? { ...answer.request, items: members.length } : answer.request,
							data: { ...column, items: Object.fromEntries(wanted[at].items) },
						};
		}
	}
	return outcomes;
}

/**
 * Takes labels off. How is not documented: an empty label is sent, and the labels are read again to see whether they are gone.
 */
export async function takeOff(contexts: ItemContext[], wanted: Labelling[]): Promise<Array<Outcome | Error>> {
	const outcomes = await sendLabels(contexts, wanted);
	const left = new Map<string, Promise<Set<string> | Error>>();
	for (const [at, column] of wanted.entries()) {
		if (outcomes[at] instanceof Error) continue;
		const key = JSON.stringify([column.campaign_id, column.ref_name]);
		const labelled = left.get(key) ?? readAll(contexts[0], column).catch((error: Error) => error);
		left.set(key, labelled);
		const known = await labelled;
		const kept = known instanceof Error ? undefined : [...column.items.keys()].find((value) => known.has(value));
		if (known instanceof Error) outcomes[at] = unseen(known);
		else if (kept !== undefined) {
			outcomes[at] = new ConflictError({
				message: `The tracker kept the label of "${kept}"`,
				advice: 'This version of Keitaro does not take labels off through its API: do it in the report of the campaign in the tracker.',
				request: requestOf(outcomes[at].request),
			});
		}
	}
	return outcomes;
}

/** The labels were sent to be taken off, and cannot be read: some trackers refuse it. */
const unseen = (error: Error): Error => {
	if (!(error instanceof KeitaroError)) return error;
	const message = `The tracker took the request, but whether the label is gone cannot be seen: ${error.message}`;
	const advice = 'Look into the report of the campaign in the tracker.';
	return error.with({ message, advice, done: 'sent', notDone: 'checked' });
};

const readAll = async (context: ItemContext, column: Column): Promise<Set<string>> =>
	new Set([
		...(await readLabelled(context, column, 'blacklist', true)).values,
		...(await readLabelled(context, column, 'whitelist', true)).values,
	]);
