import type { IDataObject, INodeExecutionData, IPollFunctions } from 'n8n-workflow';
import { wallClock } from '../fields/dates';
import { toNodeError } from '../transport/errors';
import { InputError } from '../values/errors';
import type { Context, Tracker } from '../transport/request';
import { openTracker } from '../api/tracker';
import { findEvent } from './events';
import { fingerprint } from '../values/fingerprint';
import { keptOf, type NodeState } from './kept';
import { taskOf } from './itemContext';
import type { Clock, PreparedEvent, TriggerEvent } from './triggerEvent';

/** What the node keeps between polls. */
interface PollState {
	/** What the state is of. */
	scope?: string;
	/** The tracker's address. */
	tracker?: string;
	state?: IDataObject;
}

/** Nodes that are polling right now. n8n starts a poll even if the one before is still under way. */
const polling = new Set<string>();

/** The part of its time after which a poll gives up, so that it can still say so. */
const GIVES_UP = 0.95;
/** The part of its time that a poll makes use of. */
const USED = 0.8;

/** Polls once: what happened since the last poll, or null when nothing did. */
export async function poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	const { id, name } = this.getNode();
	if (this.getMode() === 'manual') return await withEvent(this, undefined, showsSample);
	// Old and generated workflows have nodes of one ID.
	const self = `${this.getWorkflow().id} ${id} ${name}`;
	if (polling.has(self)) return null;
	polling.add(self);
	try {
		const kept = keptOf(this, Date.now());
		return await withEvent(this, kept, async (watched) => await lookAgain(watched, kept));
	} finally {
		polling.delete(self);
	}
}

/** An event that is ready, on its tracker, and the time that there is for it. */
interface Watched {
	event: TriggerEvent;
	prepared: PreparedEvent;
	tracker: Tracker;
	clock: Clock;
}

/** Does something with the chosen event. Its items are masked, and so are its errors; they say what a poll that failed leaves to the next. */
async function withEvent(
	context: IPollFunctions,
	kept: NodeState | undefined,
	work: (watched: Watched) => Promise<IDataObject[]>,
): Promise<INodeExecutionData[][] | null> {
	const budget = budgetOf(context);
	const signal = budget === Infinity ? undefined : AbortSignal.timeout(budget * GIVES_UP);
	let maskText: ((text: string) => string) | undefined;
	try {
		const tracker = await openTracker(Object.assign(Object.create(context) as Context, { getExecutionCancelSignal: () => signal }));
		maskText = tracker.maskText;
		const event = findEvent(context.getNodeParameter('event', null));
		const prepared = await event.prepare(taskOf(context, tracker));
		const events = await work({ event, prepared, tracker, clock: clockOf(budget) });
		return events.length > 0 ? [(tracker.mask(events) as IDataObject[]).map((json) => ({ json }))] : null;
	} catch (error) {
		const told = toNodeError(context.getNode(), signal?.aborted ? tooSlow(budget) : error, undefined, maskText);
		if (kept) told.description = `${told.description ?? ''} ${afterwards(kept, context.getTimezone())}`.trim();
		throw told;
	}
}

/** What the event looks like, for trying out. */
async function showsSample({ prepared }: Watched): Promise<IDataObject[]> {
	const sample = await prepared.sample();
	if (sample.length > 0) return sample;
	throw new InputError('The tracker has nothing yet that this event could show', 'Loosen the filters, or activate the workflow and wait.');
}

/** What happened since the last look, from whose state it goes on if that was a look at the same. */
async function lookAgain({ event, prepared, tracker, clock }: Watched, kept: NodeState): Promise<IDataObject[]> {
	const last = (kept.data ?? {}) as PollState;
	const scope = fingerprint(JSON.stringify([event.value, prepared.scope ?? null]));
	const address = fingerprint(sameAddress(tracker.base));
	const isOfTracker = async (state: IDataObject) => last.tracker === address || ((await prepared.recognises?.(state, clock)) ?? false);
	const goesOn = last.scope === scope && last.state !== undefined && (await isOfTracker(last.state));
	const { events, state } = await prepared.look(goesOn ? last.state : undefined, clock);
	kept.keep({ scope, tracker: address, state });
	return events;
}

/** A tracker is the same however its address is spelt: with another scheme, with `www.` or without. */
const sameAddress = (base: string): string => base.replace(/^https?:\/\/(www\.)?/, '').replace(/:(80|443)(?=\/|$)/, '');

/** What a poll that failed leaves to the next. */
const afterwards = ({ at: last, data }: NodeState, zone: string): string =>
	last === undefined || data?.state === undefined
		? 'Watching begins with the first poll that succeeds.'
		: `Nothing is lost: the next poll that succeeds also tells what has happened since ${wallClock(new Date(last), zone)} (${zone}).`;

/** Milliseconds that n8n gives a poll; older versions wait as long as it takes. */
function budgetOf(context: IPollFunctions): number {
	const { getPollBudgetMs } = context as { getPollBudgetMs?: () => unknown };
	const budget = typeof getPollBudgetMs === 'function' ? getPollBudgetMs.call(context) : undefined;
	return typeof budget === 'number' && budget > 0 ? budget : Infinity;
}

function clockOf(budget: number): Clock {
	const end = Date.now() + budget * USED;
	return { now: Date.now, fits: (milliseconds) => Date.now() + milliseconds <= end };
}

const tooSlow = (budget: number): InputError =>
	new InputError(
		`The tracker did not answer within the ${Math.round(budget / 1000)} seconds that n8n gives a poll`,
		'If it stays, ask for less: fewer columns, a shorter range, a shorter time to look back.',
	);
