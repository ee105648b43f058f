import type { IDataObject } from 'n8n-workflow';
import { readCost } from '../../fields/costs';
import { type Cost } from '../../api/clicksMet';
import { recordIds } from '../../fields/field';
import { readAlone } from '../../fields/groups';
import type { ItemContext } from '../../transport/itemContext';
import { batch, shared, type Outcome } from '../../operation';
import { checkClicks, costOutcome, type Push } from '../../records/costs';
import { newAllowance, sendDivided } from '../../api/bisect';
import { InputError } from '../../values/errors';
import type { Call } from '../../transport/request';

/** Costs sent with one request: about 100 KB, far below what servers take. */
const COSTS_PER_REQUEST = 500;

export const campaignIds = recordIds('campaign_ids', 'campaign', 'The campaigns whose clicks share the cost', { required: true });

/** Items that fit into one request: the campaigns and the choice of clicks belong to the request, everything else to each cost. */
interface Batch {
	campaigns: number[];
	onlyUniques: boolean;
	items: number[];
}

async function prepare(context: ItemContext): Promise<Push> {
	const { campaign_ids: campaigns } = await readAlone([campaignIds], context);
	if (campaigns.length === 0) throw new InputError('Campaign Names or IDs is empty', 'Choose at least one campaign.');
	const { cost, onlyUniques = false } = await readCost(context);
	return { campaigns: campaigns.sort((a, b) => a - b), cost, onlyUniques };
}

/**
 * As few requests as there are different sets of campaigns. A later cost replaces an earlier one of the same clicks, so an item joins
 * an earlier request only if none in between touches one of its campaigns.
 */
function batchesOf(pushes: Push[]): Batch[] {
	const batches: Batch[] = [];
	const lastOf = new Map<number, number>();
	pushes.forEach(({ campaigns, onlyUniques = false }, item) => {
		let at = Math.max(...campaigns.map((id) => lastOf.get(id) ?? -1));
		const last: Batch | undefined = batches[at];
		const fits = last?.campaigns.join() === campaigns.join() && last.onlyUniques === onlyUniques && last.items.length < COSTS_PER_REQUEST;
		if (fits) last.items.push(item);
		else at = batches.push({ campaigns, onlyUniques, items: [item] }) - 1;
		for (const id of campaigns) lastOf.set(id, at);
	});
	return batches;
}

/** The request for costs of a batch. The same cost again overwrites with the same, so nothing counts twice. */
function callFor({ campaigns, onlyUniques }: Batch, costs: Cost[]): Call {
	const body: IDataObject = { campaign_ids: campaigns, costs };
	if (onlyUniques) body.only_campaign_uniques = 1;
	return { method: 'POST', path: '/clicks/update_costs', body, idempotent: true, expects: 'done' };
}

export const updateCosts = batch(
	prepare,
	async ([{ tracker }], pushes) => {
		const outcomes = new Array<Outcome | Error>(pushes.length);
		const allowance = newAllowance();
		const costsOf = (items: number[]) => items.map((item) => pushes[item].cost);
		for (const batch of batchesOf(pushes)) {
			const send = async (items: number[]) => await tracker.request(callFor(batch, costsOf(items)));
			for (const { part, answer } of await sendDivided(batch.items, send, allowance)) {
				for (const item of part) {
					if (answer instanceof Error) outcomes[item] = answer;
					else {
						const { request } = shared(answer, part.length);
						outcomes[item] = { request, ...costOutcome(pushes[item]) };
					}
				}
			}
		}
		return outcomes;
	},
	checkClicks,
);
