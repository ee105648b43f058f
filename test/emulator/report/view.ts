/** One event under the eyes of a report: the click, its conversions, and the names behind their ids. */
import type { Campaign, Click, Conversion, Store } from '../store/types';
import type { Tracker } from '../types';
import { local, stamp } from '../zone';

interface Named {
	id: number;
	name: string;
}

const byId = <T extends Named>(rows: T[]) => new Map(rows.map((row) => [row.id, row]));

/** What is the same for all rows of one report. */
export interface Scene {
	tracker: Tracker;
	store: Store;
	zone: string;
	campaigns: Map<number, Campaign>;
	names: Record<'offer' | 'landing' | 'source' | 'stream' | 'group' | 'network', Map<number, Named>>;
	/** Offers' networks. */
	networkOf: Map<number, number>;
	conversions: Map<string, Conversion[]>;
}

export interface View {
	scene: Scene;
	click: Click;
	/** Only in the conversions log. */
	conversion?: Conversion;
}

export function createScene(tracker: Tracker, zone: string): Scene {
	const { store } = tracker;
	const conversions = new Map<string, Conversion[]>();
	for (const conversion of store.conversions) {
		const known = conversions.get(conversion.sub_id);
		if (known) known.push(conversion);
		else conversions.set(conversion.sub_id, [conversion]);
	}
	return {
		tracker,
		store,
		zone,
		campaigns: byId(store.campaigns),
		names: {
			offer: byId(store.offers),
			landing: byId(store.landings),
			source: byId(store.sources),
			stream: byId(store.streams),
			group: byId(store.groups),
			network: byId(store.networks),
		},
		networkOf: new Map(store.offers.map((offer) => [offer.id, offer.affiliate_network_id])),
		conversions,
	};
}

export const nameOf = ({ scene }: View, kind: keyof Scene['names'], id: number) => scene.names[kind].get(id)?.name ?? '';

/** The moment of the event: of the newest postback for a conversion. */
export const momentOf = ({ click, conversion }: View) => conversion?.at ?? click.at;

export const localOf = (view: View) => local(momentOf(view), view.scene.zone);
export const stampOf = ({ scene }: View, at: number) => stamp(at, scene.zone);

export const conversionsOf = ({ scene, click, conversion }: View): Conversion[] =>
	conversion ? [conversion] : (scene.conversions.get(click.sub_id) ?? []);

/** Revenue counts leads too; only what was rejected or thrown away does not. */
export const earns = (conversion: Conversion) => !['Rejected', 'Trash'].includes(conversion.conversion_type);

export const earned = (view: View) =>
	conversionsOf(view).reduce((sum, conversion) => sum + (earns(conversion) ? conversion.revenue : 0), 0);
