import { locatorValue } from '../values/entered';
import type { IDataObject, ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { searchMethod } from './locator';
import { resolveId } from './id';
import { referenceOf, references, titleOf, type Reference, type ReferenceKind } from './references';
import { unwrap } from '../api/unwrap';
import { toNodeError } from '../transport/errors';
import { readRows, rowsOf } from '../api/pages';
import { type Tracker } from '../transport/request';
import { openTracker } from '../api/tracker';

/** Entries handed to the editor at once; it asks for more when the user scrolls down. */
const SLICE = 100;

type Search = (this: ILoadOptionsFunctions, filter?: string, paginationToken?: string) => Promise<INodeListSearchResult>;

/** The list behind every locator. The tracker has no text search of its own (but for flows), so the node searches the whole list. */
export const listSearch: Record<string, Search> = Object.fromEntries(
	(Object.keys(references) as ReferenceKind[]).map((kind) => [searchMethod(kind), searchFor(kind)]),
);

function searchFor(kind: ReferenceKind): Search {
	const { path, within } = referenceOf(kind);
	if (within) return searchWithin(kind, within);
	return path === undefined ? searchStreams : searchOf(kind);
}

function searchOf(kind: ReferenceKind): Search {
	return async function (filter = '', paginationToken) {
		const { path = '/', query, paged, panel } = referenceOf(kind);
		try {
			const tracker = await openTracker(this);
			const { rows } = await readRows(tracker, { method: 'GET', path, query }, { paged });
			return entries(
				tracker,
				rows.map((row) => ({ row, title: row.alias ? `${titleOf(kind, row)} (${String(row.alias)})` : titleOf(kind, row) })),
				filter,
				paginationToken,
				panel,
			);
		} catch (error) {
			throw toNodeError(this.getNode(), error);
		}
	};
}

/** The entries of the record that the node names: none as long as it names none. */
function searchWithin(kind: ReferenceKind, { kind: owner, path, key, parameter }: NonNullable<Reference['within']>): Search {
	return async function (filter = '', paginationToken) {
		try {
			const tracker = await openTracker(this);
			const chosen = this.getCurrentNodeParameter(parameter);
			if ((locatorValue(chosen) ?? '') === '') return { results: [] };
			const id = await resolveId({ tracker, cached: async (_, load) => await load() }, chosen, owner, referenceOf(owner).label);
			const { data } = await tracker.request({ method: 'GET', path: `${path}/${encodeURIComponent(id)}` });
			const list = (unwrap(data) as IDataObject | null)?.[key];
			const rows = Array.isArray(list) ? (list as IDataObject[]) : [];
			// Postbacks may come without IDs; then their place counts, as in Get Many.
			const titled = rows.map((row, at) => ({ row: { ...row, id: row.id ?? at + 1 }, title: titleOf(kind, row) }));
			return entries(tracker, titled, filter, paginationToken);
		} catch (error) {
			throw toNodeError(this.getNode(), error);
		}
	};
}

/** Campaigns whose flows are read at once. */
const CAMPAIGNS = 5;

/**
 * Flows have no list of their own: they are read campaign by campaign, as the user scrolls. What is typed finds campaigns by their name,
 * alias or ID, and flows by the tracker's own search, which also finds text inside a flow that the title does not show.
 */
async function searchStreams(this: ILoadOptionsFunctions, filter = '', paginationToken = '0'): Promise<INodeListSearchResult> {
	try {
		const tracker = await openTracker(this);
		const { path = '/', paged } = referenceOf('campaign');
		const { rows: campaigns } = await readRows(tracker, { method: 'GET', path }, { paged });
		const wanted = filter.trim().toLowerCase();
		const among = campaigns.filter((campaign) => isMeant(campaign, wanted));
		const found = wanted !== '' && paginationToken === '0' ? await searchedStreams(tracker, filter) : [];
		let next = Number(paginationToken);
		do {
			const part = among.slice(next, next + CAMPAIGNS);
			const lists = part.map(
				async ({ id }) => await readRows(tracker, { method: 'GET', path: `/campaigns/${encodeURIComponent(String(id))}/streams` }),
			);
			for (const { rows } of await Promise.all(lists)) found.push(...rows);
			next += CAMPAIGNS;
		} while (found.length === 0 && next < among.length);

		const names = new Map(campaigns.map((campaign) => [String(campaign.id), titleOf('campaign', campaign)]));
		const titled = [...new Map(found.map((row) => [String(row.id), row])).values()].map((row) => ({
			row,
			title: `${String(row.name)} (${names.get(String(row.campaign_id)) ?? `campaign ${String(row.campaign_id)}`})`,
		}));
		return {
			results: titled.map(({ row, title }) => entryOf(tracker, row, title)),
			paginationToken: next < among.length ? String(next) : undefined,
		};
	} catch (error) {
		throw toNodeError(this.getNode(), error);
	}
}

async function searchedStreams(tracker: Tracker, query: string): Promise<IDataObject[]> {
	const { request, data } = await tracker.request({ method: 'GET', path: '/streams/search', query: { query }, expects: 'list' });
	return rowsOf(data, request);
}

const isMeant = (campaign: IDataObject, wanted: string): boolean =>
	wanted === '' ||
	String(campaign.id) === wanted ||
	[titleOf('campaign', campaign), String(campaign.alias ?? '')].some((text) => text.toLowerCase().includes(wanted));

function entries(
	tracker: Tracker,
	rows: Array<{ row: IDataObject; title: string }>,
	filter: string,
	paginationToken = '0',
	panel?: string,
): INodeListSearchResult {
	const wanted = filter.trim().toLowerCase();
	const start = Number(paginationToken);
	const found = rows.filter(({ row, title }) => wanted === '' || title.toLowerCase().includes(wanted) || String(row.id) === wanted);
	const next = start + SLICE;
	return {
		results: found.slice(start, next).map(({ row, title }) => ({
			...entryOf(tracker, row, title),
			...(panel ? { url: `${tracker.base}/admin/#!/${panel}/${String(row.id)}` } : {}),
		})),
		paginationToken: next < found.length ? String(next) : undefined,
	};
}

const entryOf = (tracker: Tracker, { id }: IDataObject, title: string) => ({
	name: `${tracker.maskText(title)} [${String(id)}]`,
	value: String(id),
});
