import type { IDataObject, ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';
import { loadMethod, referenceOf, titleOf, type ReferenceKind } from './references';
import { toNodeError } from '../transport/errors';
import { readRows } from '../api/pages';
import { openTracker } from '../api/tracker';

type Load = (this: ILoadOptionsFunctions) => Promise<INodePropertyOptions[]>;

/** A dropdown whose entries the tracker lists itself; `entry` makes one of a row. */
function from(
	path: `/${string}`,
	entry: (row: IDataObject) => { value: unknown; name?: unknown; description?: unknown },
	{ paged = false } = {},
): Load {
	return async function () {
		try {
			const tracker = await openTracker(this);
			const { rows } = await readRows(tracker, { method: 'GET', path }, { paged });
			return rows
				.map(entry)
				.map(({ value, name, description }) => ({
					value: String(value),
					name: tracker.maskText(String(name || value)),
					...(description ? { description: plain(description) } : {}),
				}))
				.sort((a, b) => a.name.localeCompare(b.name));
		} catch (error) {
			throw toNodeError(this.getNode(), error);
		}
	};
}

/** The tracker's descriptions may hold markup. */
const plain = (text: unknown): string =>
	String(text)
		.replace(/<[^<>]*>/g, '')
		.trim();

/** Catalogues differ in the key that holds the value: actions have `key`, schemas `value` (seen live). */
const catalogue = (row: IDataObject) => ({ value: row.key ?? row.value, name: row.name, description: row.description });

/** Records to choose several of, by name and ID. */
function records(kind: ReferenceKind): Load {
	const { path = '/', paged } = referenceOf(kind);
	return from(path, (row) => ({ value: row.id, name: `${titleOf(kind, row)} [${String(row.id)}]` }), { paged });
}

/** The dropdowns that the tracker fills. */
export const loadOptions: Record<string, Load> = {
	...Object.fromEntries((['campaign', 'domain', 'offer'] as const).map((kind) => [loadMethod(kind), records(kind)])),
	getStreamActions: from('/streams_actions', catalogue),
	getStreamFilters: from('/stream_filters', (row) => ({ value: row.value, description: row.tooltip })),
};
