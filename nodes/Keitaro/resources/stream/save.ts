import { KeitaroError, InputError } from '../../values/errors';
import type { IDataObject } from 'n8n-workflow';
import { addReceipt, receiptOf } from '../../api/receipts';
import { readId, wholeNumber } from '../../records/id';
import type { ItemContext } from '../../transport/itemContext';
import type { Outcome } from '../../operation';
import { unwrap } from '../../api/unwrap';

import type { Tracker } from '../../transport/request';
import { readFlag } from '../../values/flag';
import { checkOffers, checkShares } from './checks';
import { createBody, updateBody } from './fields';

const isJson = (context: ItemContext): boolean => context.parameter('dataMode') === 'json';

const rowsIn = (sent: IDataObject, key: string): IDataObject[] => (Array.isArray(sent[key]) ? (sent[key] as IDataObject[]) : []);

async function check(context: ItemContext, sent: IDataObject): Promise<void> {
	if (readFlag(context.parameter('checkShares')) === false) return;
	const offers = rowsIn(sent, 'offers');
	checkShares(offers, 'offer_id');
	checkShares(rowsIn(sent, 'landings'), 'landing_id');
	await checkOffers(
		context,
		offers.map(({ offer_id }) => offer_id),
	);
}

export async function create(context: ItemContext): Promise<Outcome> {
	const sent = await createBody.read(context);
	if (isJson(context)) return await addFlow(context.tracker, sent);
	await check(context, sent);
	// The tracker wants an action with every schema, though landing pages and offers have their own.
	return await createFlow(context.tracker, sent.schema === 'landings' ? { action_type: 'http', ...sent } : sent);
}

export async function update(context: ItemContext): Promise<Outcome> {
	const id = await readId(context, 'streamId');
	const sent = await updateBody.read(context);
	if (!isJson(context)) {
		await check(context, sent);
		if (Array.isArray(sent.triggers)) sent.triggers = ofFlow(rowsIn(sent, 'triggers'), Number(id));
	}
	const { request, data } = await context.tracker.request({ method: 'PUT', path: `/streams/${id}`, body: sent });
	return { request, data: unwrap(data) };
}

/** The API takes a trigger only with the ID of its flow, so those of a new flow are written when it is there. */
async function createFlow(tracker: Tracker, { triggers, ...flow }: IDataObject): Promise<Outcome> {
	const made = await addFlow(tracker, flow);
	if (!Array.isArray(triggers) || triggers.length === 0) return made;
	const { id } = made.data as IDataObject;
	const added = await addTriggers(tracker, id, triggers as IDataObject[]);
	if (!(added instanceof Error)) {
		addReceipt(added.request, receiptOf(made.request));
		return added;
	}
	throw afterPart(
		added,
		`The flow ${String(id)} was created, but without its triggers`,
		'Add them to it with Update instead of creating it again.',
	);
}

export async function addFlow(tracker: Tracker, body: IDataObject): Promise<Outcome> {
	const { request, data } = await tracker.request({ method: 'POST', path: '/streams', body, idempotent: false });
	return { request, data: unwrap(data) };
}

/** Gives a new flow its triggers; resolves to an error where that fails, since by then the flow is there. */
export async function addTriggers(tracker: Tracker, id: unknown, triggers: IDataObject[]): Promise<Outcome | Error> {
	const flow = wholeNumber(id, 'The ID of the new flow');
	return await tracker
		.request({ method: 'PUT', path: `/streams/${flow}`, body: { triggers: ofFlow(triggers, flow) } })
		.then(({ request, data }) => ({ request, data: unwrap(data) }))
		.catch((error: Error) => error);
}

const ofFlow = (triggers: IDataObject[], id: number): IDataObject[] => triggers.map((trigger) => ({ ...trigger, stream_id: id }));

/** An error, and what was done before it. */
export function afterPart(error: Error, before: string, next: string): Error {
	const message = `${before}: ${error.message}`;
	if (error instanceof KeitaroError && !(error instanceof InputError))
		return error.with({ message, advice: `${error.description} ${next}`.trim() });
	return new InputError(message, next);
}
