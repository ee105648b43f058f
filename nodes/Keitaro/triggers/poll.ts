import type { IDataObject, INodeExecutionData, IPollFunctions } from 'n8n-workflow';
import { wallClock } from '../fields/dates';
import { toNodeError } from '../transport/errors';
import { InputError } from '../values/errors';
import { type Context } from '../transport/request';
import { openTracker } from '../api/tracker';
import { findEvent } from './events';
import { fingerprint } from '../values/fingerprint';
import { keptOf } from './kept';
import { taskOf } from './itemContext';
import type { Clock } from './triggerEvent';

/** What the node keeps between polls. */
interface Kept {
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
	const node = this.getNode();
	const isManual = this.getMode() === 'manual';
	// Old and generated workflows have nodes of one ID.
	const self = `${this.getWorkflow().id} ${node.id} ${node.name}`;
	if (!isManual && polling.has(self)) return null;
	if (!isManual) polling.add(self);

	const kept = isManual ? undefined : keptOf(this, Date.now());
	const budget = budgetOf(this);
	const signal = budget === Infinity ? undefined : AbortSignal.timeout(budget * GIVES_UP);
	let maskText: ((text: string) => string) | undefined;
	try {
		const tracker = await openTracker(Object.assign(Object.create(this) as Context, { getExecutionCancelSignal: () => signal }));
		maskText = tracker.maskText;
		const event = findEvent(this.getNodeParameter('event', null));
		const watch = await event.prepare(taskOf(this, tracker));
		const itemsOf = (found: IDataObject[]) => [(tracker.mask(found) as IDataObject[]).map((json) => ({ json }))];
		if (isManual) {
			const sample = await watch.sample();
			if (sample.length > 0) return itemsOf(sample);
			throw new InputError(
				'The tracker has nothing yet that this event could show',
				'Loosen the filters, or activate the workflow and wait.',
			);
		}
		const clock = clockOf(budget);
		const { scope, tracker: address, state: before } = (kept?.data ?? {}) as Kept;
		const now = { scope: fingerprint(JSON.stringify([event.value, watch.scope ?? null])), tracker: fingerprint(sameAddress(tracker.base)) };
		const isSame = async () => address === now.tracker || ((await watch.recognises?.(before!, clock)) ?? false);
		const goesOn = scope === now.scope && before !== undefined && (await isSame());
		const { events, state } = await watch.look(goesOn ? before : undefined, clock);
		kept?.keep({ ...now, state });
		return events.length > 0 ? itemsOf(events) : null;
	} catch (error) {
		const told = toNodeError(node, signal?.aborted ? tooSlow(budget) : error, undefined, maskText);
		if (kept)
			told.description =
				`${told.description ?? ''} ${afterwards(kept.data?.state === undefined ? undefined : kept.at, this.getTimezone())}`.trim();
		throw told;
	} finally {
		if (!isManual) polling.delete(self);
	}
}

/** A tracker is the same however its address is spelt: with another scheme, with `www.` or without. */
const sameAddress = (base: string): string => base.replace(/^https?:\/\/(www\.)?/, '').replace(/:(80|443)(?=\/|$)/, '');

/** What a poll that failed leaves to the next. */
const afterwards = (last: number | undefined, zone: string): string =>
	last === undefined
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
