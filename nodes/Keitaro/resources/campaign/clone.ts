import type { IDataObject } from 'n8n-workflow';
import type { ItemContext } from '../../transport/itemContext';
import { request, type Outcome, type Run } from '../../operation';
import { unwrap } from '../../api/unwrap';
import { changeList } from '../../api/nestedLists';

/** A postback that a Keitaro Postback Trigger put into a campaign: it names the campaign that it was put into. */
const isOfTrigger = ({ url }: IDataObject): boolean => /\?secret=[\w-]{32}&campaign_id=\d+/.test(String(url));

const copyOf = request('POST /campaigns/{campaignId}/clone');

/**
 * Copies a campaign. The tracker copies its postbacks, too, and with that of a trigger the sales of the copy would start the workflow as
 * those of the original: so it is taken out of the copy.
 */
async function copy(context: ItemContext): Promise<Outcome> {
	const outcome = await copyOf(context);
	const { id, postbacks } = (unwrap(outcome.data) ?? {}) as IDataObject;
	const copied = Array.isArray(postbacks) ? (postbacks as IDataObject[]).filter(isOfTrigger) : [];
	if (copied.length === 0 || id === undefined) return outcome;
	const path: `/${string}` = `/campaigns/${encodeURIComponent(String(id))}`;
	const changed = await changeList(context.tracker, {
		path,
		key: 'postbacks',
		change: (list) => list.filter((one) => !isOfTrigger(one)),
	}).catch((error: Error) => error);
	if (changed instanceof Error)
		return {
			...outcome,
			hint: `The copy ${String(id)} still has the postback of a Keitaro Postback Trigger: ${changed.message}. Take it out by hand.`,
		};
	return {
		...outcome,
		data: changed.record,
		hint: 'The postback of a Keitaro Postback Trigger was taken out of the copy: choose the copy in the trigger if its sales are to start the workflow.',
	};
}

export const clone: Run = Object.assign(copy, { endpoint: copyOf.endpoint });
