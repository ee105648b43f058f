import type { IDataObject, INodeExecutionData, IPollFunctions } from 'n8n-workflow';
import { toNodeError } from '../transport/errors';
import { Refusal } from '../transport/refusal';
import { openTracker, type Context } from '../transport/request';
import { findEvent } from './events';
import { fingerprint } from './fingerprint';
import { taskOf } from './task';
import type { Clock } from './watch';

/** What the node keeps between polls. */
interface Kept {
	scope?: string;
	filters?: string;
	state?: IDataObject;
}

/** By node ID: n8n keeps the data of a node under its name, and a renamed one begins without. */
interface KeptByWorkflow {
	keitaroTriggers?: Record<string, Kept>;
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
			throw new Refusal('The tracker has nothing yet that this event could show', 'Loosen the filters, or activate the workflow and wait.');
		}
		const ofNode = this.getWorkflowStaticData('node') as Kept;
		const ofWorkflow = this.getWorkflowStaticData('global') as KeptByWorkflow;
		const kept = ofNode.scope === undefined ? (ofWorkflow.keitaroTriggers?.[node.id] ?? ofNode) : ofNode;
		const scope = fingerprint(JSON.stringify([event.value, sameAddress(tracker.base), watch.scope]));
		const filters = fingerprint(JSON.stringify(watch.filters ?? null));
		const before = kept.scope === scope ? kept.state : undefined;
		const { events, state } = await watch.look(before, clockOf(budget), kept.filters !== undefined && kept.filters !== filters);
		Object.assign(ofNode, { scope, filters, state });
		ofWorkflow.keitaroTriggers = {
			...ofWorkflow.keitaroTriggers,
			[node.id]: { scope, filters, state: watch.digest?.(state) ?? state },
		};
		return events.length > 0 ? itemsOf(events) : null;
	} catch (error) {
		throw toNodeError(node, signal?.aborted ? tooSlow(budget) : error, undefined, maskText);
	} finally {
		if (!isManual) polling.delete(self);
	}
}

/** A tracker is the same however its address is spelt: with another scheme, with `www.` or without. */
const sameAddress = (base: string): string => base.replace(/^https?:\/\/(www\.)?/, '').replace(/:(80|443)(?=\/|$)/, '');

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

const tooSlow = (budget: number): Refusal =>
	new Refusal(
		`The tracker did not answer within the ${Math.round(budget / 1000)} seconds that n8n gives a poll`,
		'Nothing is lost: the next poll tries again. If it stays, ask for less: fewer columns, single campaigns, a shorter range.',
	);
