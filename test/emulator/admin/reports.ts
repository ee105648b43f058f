import { applyCost, type CostEntry } from '../costs';
import { error, json, refuse } from '../answers';
import { buildReport } from '../report/build';
import { clicksLog, conversionsLog } from '../report/log';
import type { Handler } from '../types';
import { isZone, parseStamp } from '../zone';

interface BulkCosts {
	campaign_ids: number[];
	costs: CostEntry[];
	only_campaign_uniques?: number | boolean;
}

/** Accepted at once, whatever comes of it: the figures change later, or never. */
const updateCosts: Handler = (tracker, { body }) => {
	const { campaign_ids, costs, only_campaign_uniques } = body as unknown as BulkCosts;
	if (campaign_ids.length === 0 || costs.length === 0) refuse(error(400, 'campaign_ids and costs must not be empty'));
	for (const entry of costs) applyCost(tracker, { campaigns: campaign_ids, onlyUnique: Boolean(only_campaign_uniques), entry });
	return json({ success: true });
};

/** There is no way back. An end before the start cleans nothing and is no mistake. */
const clean: Handler = (tracker, { body }) => {
	const zone = String(body.timezone ?? tracker.settings.timezone);
	if (!isZone(zone)) refuse(error(400, `Unknown timezone "${zone}"`));
	const start = parseStamp(String(body.start_date), zone) ?? refuse(error(400, `Date "${String(body.start_date)}" is invalid`));
	const end = parseStamp(String(body.end_date), zone, 'end') ?? refuse(error(400, `Date "${String(body.end_date)}" is invalid`));
	tracker.later(() => {
		const { store } = tracker;
		store.clicks = store.clicks.filter(
			(click) => click.at < start || click.at > end || (body.campaign_id !== undefined && click.campaign_id !== body.campaign_id),
		);
		store.conversions = store.conversions.filter((conversion) => store.clickOf(conversion.sub_id));
	});
	return json({ success: true });
};

export const reports: Record<string, Handler> = {
	'POST /report/build': (tracker, { body }) => buildReport(tracker, body),
	'POST /clicks/log': (tracker, { body }) => clicksLog(tracker, body),
	'POST /conversions/log': (tracker, { body }) => conversionsLog(tracker, body),
	'POST /clicks/update_costs': updateCosts,
	'POST /clicks/clean': clean,
};
