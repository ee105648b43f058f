import { NotFoundError, KeitaroError, InputError } from '../../values/errors';
import type { IDataObject, IHookFunctions } from 'n8n-workflow';
import { unwrap } from '../../api/unwrap';
import { changeList } from '../../api/nestedLists';
import { toNodeError } from '../../transport/errors';
import { type Tracker } from '../../transport/request';
import { openTracker } from '../../api/tracker';
import { readAll } from '../../records/id';
import { taskOf } from '../itemContext';
import { readMode, readOptions, readOwnSecret, readWanted, type WantedPostbacks } from './fields';
import { ownedPostbacksOf, type OwnedPostbacks } from './ownedPostbacks';
import { newSecret, SECRET } from './secret';

/** Whether every campaign has this node's postback as it should be, and no other campaign has one. */
export async function isRegistered(context: IHookFunctions): Promise<boolean> {
	return await asEntered(context, async (wanted) => {
		const own = ownedPostbacksOf(context);
		if (wanted === undefined) return own.campaigns.length === 0;
		const { registration } = own;
		if (registration === undefined || own.campaigns.some((campaign) => !wanted.campaigns.includes(campaign))) return false;
		const tracker = await openTracker(context);
		for (const campaign of wanted.campaigns) {
			const postbacks = await postbacksOf(tracker, campaign).catch(orGone);
			if (postbacks === undefined || !isRight(postbacks, own, entryOf(wanted, own, registration.secret, campaign))) return false;
		}
		return true;
	});
}

/**
 * Writes the postback into every campaign, in place of what this node has there. What it is about to write it keeps beforehand, so that it
 * can be taken out if the writing breaks off. Every campaign is looked at before the first is written to.
 */
export async function register(context: IHookFunctions): Promise<boolean> {
	return await asEntered(context, async (wanted) => {
		if (wanted === undefined) return await unregister(context);
		const own = ownedPostbacksOf(context);
		const { isTest } = own;
		const secret = own.registration?.secret ?? newSecret(own.mark);
		const gone = own.campaigns.filter((campaign) => !wanted.campaigns.includes(campaign));
		own.keep({ secret, isTest, campaigns: [...wanted.campaigns, ...gone] }, gone);
		const tracker = await openTracker(context);
		const entry = (campaign: number) => entryOf(wanted, own, secret, campaign);
		const before = await present(context, tracker, wanted.campaigns);
		const holding = new Set([...before].filter(([, list]) => list.some(({ url }) => own.has(url))).map(([campaign]) => campaign));
		for (const [campaign, list] of before) {
			if (isRight(list, own, entry(campaign))) continue;
			holding.add(campaign);
			await changePostbacks(tracker, campaign, (now) => [...now.filter(({ url }) => !own.has(url)), entry(campaign)]).catch(
				async (error: Error) => await takeBack(context, tracker, campaign, [...gone, ...holding], error),
			);
		}
		const left = await takeOut(context, tracker, gone, own);
		own.keep({ secret, isTest, campaigns: [...wanted.campaigns, ...left] }, left);
		return true;
	});
}

/** The postbacks of the campaigns by their IDs, without those in the archive, which call nobody. @throws for one that is nowhere. */
async function present(context: IHookFunctions, tracker: Tracker, campaigns: number[]): Promise<Map<number, IDataObject[]>> {
	const found = new Map<number, IDataObject[]>();
	let archived: number[] | undefined;
	for (const campaign of campaigns) {
		const postbacks = await postbacksOf(tracker, campaign).catch(async (error: Error) => {
			orGone(error);
			archived ??= (await readAll(taskOf(context, tracker), 'archivedCampaign')).rows.map(({ id }) => Number(id));
			if (!archived.includes(campaign)) throw error;
			return undefined;
		});
		if (postbacks) found.set(campaign, postbacks);
	}
	const left = campaigns.filter((campaign) => !found.has(campaign));
	if (found.size === 0) throw new InputError('All of the chosen campaigns are in the archive', 'Restore them, or choose others.');
	if (left.length > 0)
		context.logger.warn(
			`Keitaro Postback Trigger: the campaigns ${left.join(', ')} are in the archive and are left out. After restoring one, deactivate and activate the workflow.`,
		);
	return found;
}

/** All or none: what was written before the one that failed is taken out again. @throws what went wrong, and what stands now. */
async function takeBack(context: IHookFunctions, tracker: Tracker, at: number, holding: number[], error: Error): Promise<never> {
	const own = ownedPostbacksOf(context);
	const left = await takeOut(context, tracker, holding, own);
	own.keep(own.registration && { ...own.registration, campaigns: left }, left);
	const outcome =
		left.length === 0
			? 'None of the campaigns has the postback of this node now.'
			: `The campaigns ${left.join(', ')} may have the postback of this node: calls to it start nothing, and the next activation or deactivation puts it right.`;
	const where = `This happened at the campaign ${at}. ${outcome}`;
	if (error instanceof KeitaroError) throw error.with({ advice: `${error.description} ${where}`.trim() });
	throw error;
}

/**
 * Takes this node's postbacks out of all campaigns, and leaves the others. n8n has to go on whatever the tracker says, or it would go on
 * answering at the address: what could not be taken out is logged, and kept, so that the next time takes it out.
 */
export async function unregister(context: IHookFunctions): Promise<boolean> {
	const own = ownedPostbacksOf(context);
	// After a crash nothing may have been kept of what stands in the campaigns that are chosen.
	const wanted = await readEntered(context).catch(() => undefined);
	const campaigns = [...new Set([...own.campaigns, ...(wanted?.campaigns ?? [])])];
	if (campaigns.length === 0) return true;
	const tracker = await openTracker(context).catch((error: Error) => error);
	if (tracker instanceof Error) warn(context, campaigns, tracker);
	const left = tracker instanceof Error ? campaigns : await takeOut(context, tracker, campaigns, own);
	if (!(tracker instanceof Error) && left.length === 0)
		left.push(...(await takeOut(context, tracker, await copiesOf(context, tracker, campaigns, own), own)));
	own.keep(own.registration && { ...own.registration, campaigns: left }, left);
	return left.length === 0;
}

/** Further campaigns with a postback of this node: copies of those that have it. */
async function copiesOf(context: IHookFunctions, tracker: Tracker, campaigns: number[], own: OwnedPostbacks): Promise<number[]> {
	const { rows } = await readAll(taskOf(context, tracker), 'campaign').catch(() => ({ rows: [] }));
	const isOwn = ({ id, postbacks }: IDataObject) =>
		Array.isArray(postbacks) && !campaigns.includes(Number(id)) && (postbacks as IDataObject[]).some(({ url }) => own.has(url));
	return rows.filter(isOwn).map(({ id }) => Number(id));
}

/** @returns the campaigns from which this node's postbacks could not be taken out. */
async function takeOut(context: IHookFunctions, tracker: Tracker, campaigns: number[], own: OwnedPostbacks): Promise<number[]> {
	const left: number[] = [];
	for (const campaign of campaigns) {
		const error = await takeOutOf(tracker, campaign, own).catch((thrown: Error) => thrown);
		// A campaign that is gone, or in the archive, calls nobody.
		if (error === undefined || isNotFound(error)) continue;
		left.push(campaign);
		warn(context, [campaign], error);
	}
	return left;
}

async function takeOutOf(tracker: Tracker, campaign: number, own: OwnedPostbacks): Promise<undefined> {
	if (!(await postbacksOf(tracker, campaign)).some(({ url }) => own.has(url))) return;
	await changePostbacks(tracker, campaign, (list) => list.filter(({ url }) => !own.has(url)));
}

const isNotFound = (error: unknown): boolean => error instanceof NotFoundError;

/** Nothing for a campaign that is gone. @throws any other error. */
function orGone(error: Error): undefined {
	if (!isNotFound(error)) throw error;
}

const pathOf = (campaign: number): `/${string}` => `/campaigns/${campaign}`;

async function postbacksOf(tracker: Tracker, campaign: number): Promise<IDataObject[]> {
	const { data } = await tracker.request({ method: 'GET', path: pathOf(campaign) });
	const { postbacks } = (unwrap(data) ?? {}) as IDataObject;
	return Array.isArray(postbacks) ? (postbacks as IDataObject[]) : [];
}

const changePostbacks = async (tracker: Tracker, campaign: number, change: (list: IDataObject[]) => IDataObject[]): Promise<unknown> =>
	await changeList(tracker, { path: pathOf(campaign), key: 'postbacks', change });

/** The campaign's ID is no macro: so the result always tells it. */
function entryOf(
	{ method, statuses, values }: WantedPostbacks,
	{ address }: OwnedPostbacks,
	secret: string,
	campaign: number,
): IDataObject {
	const macros = values.map((name) => `&${name}={${name}}`).join('');
	return { method, url: `${address}?${SECRET}=${secret}&campaign_id=${campaign}${macros}`, statuses };
}

/** Whether the postbacks hold the entry, once, and nothing else of this node. */
function isRight(postbacks: IDataObject[], own: OwnedPostbacks, entry: IDataObject): boolean {
	const [found, ...more] = postbacks.filter(({ url }) => own.has(url));
	if (found === undefined || more.length > 0) return false;
	return found.url === entry.url && found.method === entry.method && sorted(found.statuses) === sorted(entry.statuses);
}

const sorted = (list: unknown): string => (Array.isArray(list) ? [...(list as unknown[])].sort().join() : '');

function warn({ logger }: IHookFunctions, campaigns: number[], { message }: Error): void {
	logger.warn(
		`Keitaro Postback Trigger: its postback could not be taken out of the campaigns ${campaigns.join(', ')}: ${message}. Calls to it start nothing. It is taken out the next time that the workflow is activated or deactivated.`,
	);
}

/** What is to stand in the campaigns; `undefined` where the user does it by hand. */
async function readEntered(context: IHookFunctions): Promise<WantedPostbacks | undefined> {
	const task = taskOf(context);
	await readOptions(task);
	if (readMode(task.parameter) === 'automatic') return await readWanted(task);
	readOwnSecret(task.parameter);
	return undefined;
}

async function asEntered(context: IHookFunctions, work: (wanted: WantedPostbacks | undefined) => Promise<boolean>): Promise<boolean> {
	try {
		return await work(await readEntered(context));
	} catch (error) {
		throw toNodeError(context.getNode(), error);
	}
}
