import type { INodeProperties } from 'n8n-workflow';
import { referenceOf, type ReferenceKind } from './references';

/** The name of the list search that fills a locator's list, e.g. `searchCampaign`. */
export const searchMethod = (kind: ReferenceKind): string => `search${kind[0].toUpperCase()}${kind.slice(1)}`;

const BY = {
	alias: { displayName: 'By Alias', name: 'alias', placeholder: 'e.g. a1B2c3D4' },
	name: { displayName: 'By Name', name: 'name', placeholder: 'e.g. My offer' },
};

/** A field that picks a record of the tracker: from a list with search, by ID and, where it is unique, by alias or name. */
export function locator(
	kind: ReferenceKind,
	name: string,
	displayName: string,
	description: string,
	more: Partial<INodeProperties> = {},
): INodeProperties {
	const { by } = referenceOf(kind);
	return {
		displayName,
		name,
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		description,
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				typeOptions: { searchListMethod: searchMethod(kind), searchable: true },
			},
			{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'e.g. 15' },
			...(by ?? []).map((mode) => ({ ...BY[mode], type: 'string' as const })),
		],
		...more,
	};
}

/** The required field that names the record an operation works on, e.g. `campaignId`. `russian` is its label in the original node. */
export const idField = (kind: ReferenceKind, what: string, russian?: string): INodeProperties =>
	locator(kind, `${kind}Id`, referenceOf(kind).label, `${what}${russian ? ` (${russian})` : ''}`, { required: true });
