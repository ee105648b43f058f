import type { IDataObject } from 'n8n-workflow';
import { recordIds } from '../../fields/field';
import { readAlone } from '../../fields/groups';
import { missingOf, readId } from '../../records/id';
import type { ItemContext } from '../../transport/itemContext';
import type { Operation, Outcome } from '../../operation';
import { unwrap } from '../../api/unwrap';
import { InputError } from '../../values/errors';
import type { SentRequest } from '../../transport/request';
import { streamId } from './fields';
import { addFlow, addTriggers, afterPart } from './save';

const targets = recordIds('target_campaigns', 'campaign', 'The campaigns that get a copy', { required: true });

/** What of a flow and its parts the API takes for a new one; the position is left out, so that a copy comes last. */
const FLOW = 'type name weight action_options comments state action_type action_payload schema collect_clicks filter_or'.split(' ');
const FILTER = ['name', 'mode', 'payload'];
const LANDING = ['landing_id', 'share', 'state'];
const OFFER = ['offer_id', 'share', 'state'];
const TRIGGER =
	'condition target selected_page pattern action interval alternative_urls grab_from_page av_settings reverse scan_page'.split(' ');

const pick = (row: IDataObject, keys: string[]): IDataObject =>
	Object.fromEntries(keys.filter((key) => row[key] !== null && row[key] !== undefined).map((key) => [key, row[key]]));

const picked = (rows: unknown, keys: string[]): IDataObject[] =>
	Array.isArray(rows) ? (rows as IDataObject[]).map((row) => pick(row, keys)) : [];

/** A flow as it is created anew. */
function copyOf(flow: IDataObject) {
	const { action_options: options, ...rest } = pick(flow, FLOW);
	const triggers = (Array.isArray(flow.triggers) ? (flow.triggers as IDataObject[]) : [])
		// The API has no word for switched off, and a copy that checks what the original does not would be a surprise.
		.filter(({ enabled }) => enabled !== false)
		// In the published answers the key is misspelt.
		.map((trigger) => pick({ ...trigger, target: trigger.target ?? trigger.taget }, TRIGGER));
	return {
		...rest,
		// Without options trackers answer null or an empty list here, and take an object only.
		...(options !== undefined && !Array.isArray(options) ? { action_options: options } : {}),
		filters: picked(flow.filters, FILTER).map((filter) => ({ payload: null, ...filter })),
		landings: picked(flow.landings, LANDING),
		offers: picked(flow.offers, OFFER),
		triggers,
	};
}

async function readTargets(context: ItemContext): Promise<number[]> {
	const { target_campaigns: ids = [] } = await readAlone([targets], context);
	if (ids.length === 0) throw new InputError('Campaign Names or IDs is empty', 'Choose at least one campaign that gets a copy.');
	const unknown = await missingOf(context, 'campaign', ids);
	if (unknown.length === 0) return ids;
	throw new InputError(
		`${unknown.length === 1 ? 'The campaign' : 'The campaigns'} ${unknown.join(', ')} cannot be found, so nothing was copied`,
		'Check the IDs. Campaigns in the archive, or hidden from the API key, are not found either.',
	);
}

async function copyToCampaigns(context: ItemContext): Promise<Outcome> {
	const path = `/streams/${await readId(context, 'streamId')}` as const;
	const ids = await readTargets(context);
	const { triggers, ...flow } = copyOf(unwrap((await context.tracker.request({ method: 'GET', path })).data) as IDataObject);
	const copies: IDataObject[] = [];
	let request: SentRequest | undefined;
	for (const campaign_id of ids) {
		const made = await addFlow(context.tracker, { ...flow, campaign_id }).catch((error: Error) => error);
		if (made instanceof Error) throw halfDone(made, ids, copies);
		copies.push(made.data as IDataObject);
		({ request } = made);
		if (triggers.length === 0) continue;
		const complete = await addTriggers(context.tracker, copies[copies.length - 1].id, triggers);
		if (complete instanceof Error) throw halfDone(complete, ids, copies, 'Give the last copy its triggers with Update.');
		copies[copies.length - 1] = complete.data as IDataObject;
	}
	return { request: request!, data: copies, list: true };
}

/** An error that tells which campaigns have their copy, so that none gets two. `mend`: what the last of them lacks. */
function halfDone(error: Error, ids: number[], copies: IDataObject[], mend = ''): Error {
	if (copies.length === 0) return afterPart(error, `Campaign ${ids[0]}`, '');
	const done = copies.map(({ id }, at) => `${ids[at]} (flow ${String(id)})`).join(', ');
	const left = ids.slice(copies.length).join(', ');
	const before = `Copied to ${copies.length === 1 ? 'campaign' : 'campaigns'} ${done}${mend && ', the last without triggers'}`;
	return afterPart(error, before, [mend, left && `Run it again only for ${left}.`].filter(Boolean).join(' '));
}

export const copyOperation: Operation = {
	value: 'copyToCampaigns',
	name: 'Copy to Campaigns',
	action: 'Copy a flow to campaigns',
	description:
		'Create the same flow in other campaigns: filters, triggers that are switched on, landing pages and offers; it comes last there',
	fields: [streamId('The flow that is copied'), targets.property],
	run: copyToCampaigns,
};
