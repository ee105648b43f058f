import type { IDataObject, IHookFunctions } from 'n8n-workflow';
import { single } from '../../transport/answers';
import { changeList } from '../../transport/change';
import { toNodeError, TrackerError } from '../../transport/errors';
import { openTracker, type Context, type Tracker } from '../../transport/request';
import { referenceOf } from '../../fields/references';
import { readRows } from '../../transport/pages';
import { taskOf } from '../task';
import { readMode, readOptions, readOwnSecret, readWanted, type Wanted } from './fields';
import { ownOf, type Own } from './own';
import { newSecret, SECRET } from './secret';

/** Whether every campaign has this node's postback as it should be, and no other campaign has one. */
export async function isRegistered(context: IHookFunctions): Promise<boolean> {
	return await asEntered(context, async (wanted) => {
		const own = ownOf(context);
		if (wanted === undefined) return own.campaigns.length === 0;
		const { registration } = own;
		if (registration === undefined || own.campaigns.some((campaign) => !wanted.campaigns.includes(campaign))) return false;
		const tracker = await open(context);
		for (const campaign of wanted.campaigns) {
			if (!isRight(await postbacksOf(tracker, campaign), own, entryOf(wanted, own, registration.secret, campaign))) return false;
		}
		return true;
	});
}

/**
 * Writes the postback into every campaign, in place of what this node has there. What it is about to write it keeps beforehand, so that it
 * can be taken out if the writing breaks off.
 */
export async function register(context: IHookFunctions): Promise<boolean> {
	return await asEntered(context, async (wanted) => {
		if (wanted === undefined) return await unregister(context);
		const own = ownOf(context);
		const { isTest } = own;
		const secret = own.registration?.secret ?? newSecret();
		const gone = own.campaigns.filter((campaign) => !wanted.campaigns.includes(campaign));
		own.keep({ secret, isTest, campaigns: [...wanted.campaigns, ...gone] }, gone);
		const tracker = await open(context);
		for (const campaign of wanted.campaigns) {
			const entry = entryOf(wanted, own, secret, campaign);
			if (isRight(await postbacksOf(tracker, campaign), own, entry)) continue;
			await changePostbacks(tracker, campaign, (list) => [...list.filter(({ url }) => !own.has(url)), entry]);
		}
		const left = await takeOut(context, tracker, gone, own);
		own.keep({ secret, isTest, campaigns: [...wanted.campaigns, ...left] }, left);
		return true;
	});
}

/**
 * Takes this node's postbacks out of all campaigns, and leaves the others. n8n has to go on whatever the tracker says, or it would go on
 * answering at the address: what could not be taken out is logged, and kept, so that the next time takes it out.
 */
export async function unregister(context: IHookFunctions): Promise<boolean> {
	const own = ownOf(context);
	// After a crash nothing may have been kept of what stands in the campaigns that are chosen.
	const wanted = await readEntered(context).catch(() => undefined);
	const campaigns = [...new Set([...own.campaigns, ...(wanted?.campaigns ?? [])])];
	if (campaigns.length === 0) return true;
	const tracker = await open(context).catch((error: Error) => error);
	if (tracker instanceof Error) warn(context, campaigns, tracker);
	const left = tracker instanceof Error ? campaigns : await takeOut(context, tracker, campaigns, own);
	if (!(tracker instanceof Error) && left.length === 0)
		left.push(...(await takeOut(context, tracker, await copiesOf(tracker, campaigns, own), own)));
	own.keep(own.registration && { ...own.registration, campaigns: left }, left);
	return left.length === 0;
}

/** Further campaigns with a postback of this node: copies of those that have it. */
async function copiesOf(tracker: Tracker, campaigns: number[], own: Own): Promise<number[]> {
	const { path = '/', paged } = referenceOf('campaign');
	const { rows } = await readRows(tracker, { method: 'GET', path }, { paged }).catch(() => ({ rows: [] }));
	const isOwn = ({ id, postbacks }: IDataObject) =>
		Array.isArray(postbacks) && !campaigns.includes(Number(id)) && (postbacks as IDataObject[]).some(({ url }) => own.has(url));
	return rows.filter(isOwn).map(({ id }) => Number(id));
}

/** @returns the campaigns from which this node's postbacks could not be taken out. */
async function takeOut(context: IHookFunctions, tracker: Tracker, campaigns: number[], own: Own): Promise<number[]> {
	const left: number[] = [];
	for (const campaign of campaigns) {
		const error = await takeOutOf(tracker, campaign, own).catch((thrown: Error) => thrown);
		// A campaign that is gone, or in the archive, calls nobody.
		if (error === undefined || (error instanceof TrackerError && error.status === 404)) continue;
		left.push(campaign);
		warn(context, [campaign], error);
	}
	return left;
}

async function takeOutOf(tracker: Tracker, campaign: number, own: Own): Promise<undefined> {
	if (!(await postbacksOf(tracker, campaign)).some(({ url }) => own.has(url))) return;
	await changePostbacks(tracker, campaign, (list) => list.filter(({ url }) => !own.has(url)));
}

const pathOf = (campaign: number): `/${string}` => `/campaigns/${campaign}`;

async function postbacksOf(tracker: Tracker, campaign: number): Promise<IDataObject[]> {
	const { data } = await tracker.request({ method: 'GET', path: pathOf(campaign) });
	const { postbacks } = (single(data) ?? {}) as IDataObject;
	return Array.isArray(postbacks) ? (postbacks as IDataObject[]) : [];
}

const changePostbacks = async (tracker: Tracker, campaign: number, change: (list: IDataObject[]) => IDataObject[]): Promise<unknown> =>
	await changeList(tracker, { path: pathOf(campaign), key: 'postbacks', change });

/** The campaign's ID is no macro: so the result always tells it. */
function entryOf({ method, statuses, values }: Wanted, { address }: Own, secret: string, campaign: number): IDataObject {
	const macros = values.map((name) => `&${name}={${name}}`).join('');
	return { method, url: `${address}?${SECRET}=${secret}&campaign_id=${campaign}${macros}`, statuses };
}

/** Whether the postbacks hold the entry, once, and nothing else of this node. */
function isRight(postbacks: IDataObject[], own: Own, entry: IDataObject): boolean {
	const [found, ...more] = postbacks.filter(({ url }) => own.has(url));
	if (found === undefined || more.length > 0) return false;
	return found.url === entry.url && found.method === entry.method && sorted(found.statuses) === sorted(entry.statuses);
}

const sorted = (list: unknown): string => (Array.isArray(list) ? [...(list as unknown[])].sort().join() : '');

const open = async (context: IHookFunctions): Promise<Tracker> => await openTracker(context as unknown as Context);

function warn({ logger }: IHookFunctions, campaigns: number[], { message }: Error): void {
	logger.warn(
		`Keitaro Postback Trigger: its postback could not be taken out of the campaigns ${campaigns.join(', ')}: ${message}. Calls to it start nothing. It is taken out the next time that the workflow is activated or deactivated.`,
	);
}

/** What is to stand in the campaigns; `undefined` where the user does it by hand. */
async function readEntered(context: IHookFunctions): Promise<Wanted | undefined> {
	const task = taskOf(context);
	await readOptions(task);
	if (readMode(task.parameter) === 'automatic') return await readWanted(task);
	readOwnSecret(task.parameter);
	return undefined;
}

async function asEntered(context: IHookFunctions, work: (wanted: Wanted | undefined) => Promise<boolean>): Promise<boolean> {
	try {
		return await work(await readEntered(context));
	} catch (error) {
		throw toNodeError(context.getNode(), error);
	}
}
