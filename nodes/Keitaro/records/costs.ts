import type { IDataObject } from 'n8n-workflow';
import { clicksMet, type CostsTold, type Met, type Cost } from '../api/clicksMet';
import { missingOf } from './id';
import type { ItemContext } from '../transport/itemContext';
import { NotFoundError } from '../values/errors';
import { readFlag } from '../values/flag';

/** A cost, and the campaigns whose clicks it is for. */
export interface Push {
	campaigns: number[];
	cost: Cost;
	onlyUniques?: boolean;
	/** What the report says of its clicks; none where the user did not want it, or it could not be told. */
	met?: Met;
	/** Why it could not be told. */
	unchecked?: string;
}

/** Looks, for all items of a run at once, which clicks their costs meet. Those for campaigns that there are not end in an error. */
export async function checkClicks(contexts: ItemContext[], pushes: Push[]): Promise<Array<Error | undefined>> {
	const places = pushes.flatMap((_, at) => (readFlag(contexts[at].parameter('checkClicks')) === false ? [] : [at]));
	const spreads = places.map((at) => ({ ...pushes[at].cost, campaigns: pushes[at].campaigns, onlyUniques: pushes[at].onlyUniques }));
	const met = await clicksMet(contexts[0].tracker, spreads).catch((error: Error) => error);
	const errors = new Array<Error | undefined>(pushes.length);
	for (const [index, at] of places.entries()) {
		if (met instanceof Error) {
			pushes[at].unchecked = met.message;
			continue;
		}
		pushes[at].met = met[index];
		const { without } = met[index];
		const unknown = without.length > 0 ? await missingOf(contexts[at], 'campaign', without).catch(() => []) : [];
		if (unknown.length === 0) continue;
		errors[at] = new NotFoundError({
			message: `The tracker lists no campaign with the ID ${unknown.join(', ')}`,
			advice: 'A cost for it would show nowhere, so none was sent. It may be in the archive, or hidden from the user of the API key.',
		});
	}
	return errors;
}

/** What was sent for an item, and over how many clicks the tracker spreads it. */
export function costOutcome({ campaigns, cost, onlyUniques, met, unchecked }: Push): { data: IDataObject; costs: CostsTold } {
	const { clicks, without = [] } = met ?? {};
	const sum = Number(cost.cost);
	const counted = met && {
		clicks: clicks ?? null,
		cost_per_click: clicks ? Math.round((sum / clicks) * 1e6) / 1e6 : null,
		...(without.length > 0 ? { campaigns_without_clicks: without } : {}),
	};
	const data = {
		success: true,
		campaign_ids: campaigns,
		...cost,
		cost: sum,
		...(onlyUniques ? { only_campaign_uniques: true } : {}),
		...counted,
	};
	const isLost = met !== undefined && clicks === 0 && sum > 0;
	const words = `${cost.cost} ${cost.currency} of campaign ${campaigns.join(', ')}, ${cost.start_date} to ${cost.end_date}`;
	return { data, costs: { lost: isLost ? words : undefined, unchecked } };
}
