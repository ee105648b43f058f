import type { IDataObject } from 'n8n-workflow';

/** Records of the tracker that fields refer to by ID, and how a list of them is read. */
export interface Reference {
	/** The word in labels and messages. */
	label: string;
	/** The list of them; absent where the tracker has no list of all (flows belong to a campaign). */
	path?: `/${string}`;
	query?: IDataObject;
	/** The list can be read in pages. */
	paged?: boolean;
	/** Besides its ID, the keys by which one can be named. */
	by?: ReadonlyArray<'name' | 'alias'>;
	/** Where the panel shows it: `/admin/#!/<panel>/<id>`. */
	panel?: string;
	/** The key of the text shown in lists, where it is not the name. */
	title?: string;
	/** They are the entries `key` of another record, which the node names in the parameter `parameter`. */
	within?: { kind: 'campaign' | 'stream'; path: `/${string}`; key: string; parameter: string };
}

const group = (type: string): Reference => ({ label: 'Group', path: '/groups', query: { type }, by: ['name'] });

export const references = {
	campaign: { label: 'Campaign', path: '/campaigns', paged: true, by: ['alias', 'name'], panel: 'campaigns' },
	archivedCampaign: { label: 'Campaign', path: '/campaigns/deleted' },
	archivedDomain: { label: 'Domain', path: '/domains/deleted' },
	archivedStream: { label: 'Flow', path: '/streams/deleted' },
	stream: { label: 'Flow' },
	filter: { label: 'Filter', within: { kind: 'stream', path: '/streams', key: 'filters', parameter: 'streamId' } },
	postback: {
		label: 'Postback',
		title: 'url',
		within: { kind: 'campaign', path: '/campaigns', key: 'postbacks', parameter: 'campaignId' },
	},
	offer: { label: 'Offer', path: '/offers', by: ['name'], panel: 'offers' },
	landing: { label: 'Landing Page', path: '/landing_pages', by: ['name'], panel: 'landings' },
	source: { label: 'Traffic Source', path: '/traffic_sources', by: ['name'] },
	affiliateNetwork: { label: 'Affiliate Network', path: '/affiliate_networks', by: ['name'] },
	domain: { label: 'Domain', path: '/domains', by: ['name'] },
	user: { label: 'User', path: '/users', by: ['name'], title: 'login' },
	facebookIntegration: { label: 'Facebook Integration', path: '/integrations/facebook' },
	campaignGroup: group('campaigns'),
	offerGroup: group('offers'),
	landingGroup: group('landings'),
	domainGroup: group('domains'),
} satisfies Record<string, Reference>;

export type ReferenceKind = keyof typeof references;

export const referenceOf = (kind: ReferenceKind): Reference => references[kind];

/** The text under which lists show a record, and By Name finds it. */
export const titleOf = (kind: ReferenceKind, row: IDataObject): string => String(row[referenceOf(kind).title ?? 'name'] ?? '');

/** The name of the method that fills the list of several records, e.g. `getCampaigns`. */
export const loadMethod = (kind: ReferenceKind): string => `get${kind[0].toUpperCase()}${kind.slice(1)}s`;
