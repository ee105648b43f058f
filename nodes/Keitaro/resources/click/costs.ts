import type { IDataObject } from 'n8n-workflow';
import { readCost, type Cost } from '../../fields/costs';
import { ids, readAlone } from '../../fields/field';
import type { Task } from '../../fields/task';
import { fold, shared, type Outcome } from '../../operation';
import { isRefused } from '../../transport/names';
import { Refusal } from '../../transport/refusal';
import type { Tracker } from '../../transport/request';

/** Costs sent with one request: about 100 KB, far below what servers take. */
const COSTS_PER_REQUEST = 500;

export const campaignIds = ids('campaign_ids', 'Campaign IDs', 'The campaigns whose clicks share the cost', { required: true });

/** What one item asks for. */
interface Push {
	campaigns: number[];
	cost: Cost;
	onlyUniques: boolean;
}

/** Items that fit into one request: the campaigns and the choice of clicks belong to the request, everything else to each cost. */
interface Batch {
	campaigns: number[];
	onlyUniques: boolean;
	items: number[];
}

async function prepare(task: Task): Promise<Push> {
	const { campaign_ids: campaigns } = (await readAlone([campaignIds], task)) as { campaign_ids: number[] };
	if (campaigns.length === 0) throw new Refusal('Campaign IDs is empty', 'Enter the ID of at least one campaign.');
	const { cost, onlyUniques = false } = await readCost(task);
	return { campaigns: [...new Set(campaigns)].sort((a, b) => a - b), cost, onlyUniques };
}

/**
 * As few requests as there are different sets of campaigns. A later cost replaces an earlier one of the same clicks, so an item joins
 * an earlier request only if none in between touches one of its campaigns.
 */
function batchesOf(pushes: Push[]): Batch[] {
	const batches: Batch[] = [];
	const lastOf = new Map<number, number>();
	pushes.forEach(({ campaigns, onlyUniques }, item) => {
		let at = Math.max(...campaigns.map((id) => lastOf.get(id) ?? -1));
		const last: Batch | undefined = batches[at];
		const fits = last?.campaigns.join() === campaigns.join() && last.onlyUniques === onlyUniques && last.items.length < COSTS_PER_REQUEST;
		if (fits) last.items.push(item);
		else at = batches.push({ campaigns, onlyUniques, items: [item] }) - 1;
		for (const id of campaigns) lastOf.set(id, at);
	});
	return batches;
}

/**
 * Sends a batch. Where the tracker refuses it, its halves are sent instead, down to single costs: so only those that are wrong are
 * refused. The same cost again overwrites with the same, so nothing counts twice.
 */
async function sendBatch(tracker: Tracker, pushes: Push[], batch: Batch, outcomes: Array<Outcome | Error>): Promise<void> {
	const { campaigns, onlyUniques, items } = batch;
	const body: IDataObject = { campaign_ids: campaigns, costs: items.map((item) => pushes[item].cost) };
	if (onlyUniques) body.only_campaign_uniques = 1;
	const answer = await tracker.request({ method: 'POST', path: '/clicks/update_costs', body, once: false }).catch((error: Error) => error);
	if (isRefused(answer) && items.length > 1) {
		const half = Math.ceil(items.length / 2);
		await sendBatch(tracker, pushes, { ...batch, items: items.slice(0, half) }, outcomes);
		await sendBatch(tracker, pushes, { ...batch, items: items.slice(half) }, outcomes);
		return;
	}
	for (const item of items) outcomes[item] = answer instanceof Error ? answer : shared(answer, items.length);
}

export const updateCosts = fold(prepare, async (tasks, pushes) => {
	const outcomes = new Array<Outcome | Error>(pushes.length);
	for (const batch of batchesOf(pushes)) await sendBatch(tasks[0].tracker, pushes, batch, outcomes);
	return outcomes;
});
