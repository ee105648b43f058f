/** Large amounts of data, made quickly and sharing their strings. */
import type { StoreHost } from '.';
import { freshCampaign, freshOffer } from './fresh';
import { newClick } from './clicks';
import type { Click, Store } from './types';

export function generateClicks(store: Store, host: StoreHost, count: number, options: { days?: number; campaignId?: number } = {}) {
	const end = host.now();
	const step = ((options.days ?? 30) * 86_400_000) / count;
	// one full click per remainder of the cycle is the pattern that the others copy
	const campaigns = options.campaignId ? [options.campaignId] : [1, 2, 3];
	const patterns = campaigns.flatMap((campaign_id) =>
		Array.from({ length: 20 }, (_, index): Click => newClick(store, host, { id: index + 1, campaign_id, cost: 0.1 })),
	);
	const made: Click[] = new Array<Click>(count);
	for (let index = 0; index < count; index++) {
		const id = store.next('click');
		const pattern = patterns[index % patterns.length];
		made[index] = { ...pattern, id, sub_id: `g${id.toString(36)}.${pattern.campaign_id}`, at: Math.round(end - (count - index) * step) };
	}
	store.clicks = store.clicks.concat(made).sort((one, other) => one.at - other.at);
}

export function generateConversions(store: Store, count: number) {
	const { clicks } = store;
	const step = Math.max(1, Math.floor(clicks.length / count));
	for (let index = 0; index < count; index++) {
		const click = clicks[(index * step) % clicks.length];
		store.addConversion({
			sub_id: click.sub_id,
			tid: `G-${index}`,
			status: index % 3 === 0 ? 'sale' : 'lead',
			revenue: 5,
			at: click.at + 1000,
			offer_id: click.offer_id,
		});
	}
}

export function generateCampaigns(store: Store, host: StoreHost, count: number) {
	for (let index = 0; index < count; index++) {
		const campaign = freshCampaign(store, host);
		store.campaigns.push({ ...campaign, name: `Generated ${campaign.id}`, alias: `generated-${campaign.id}`, group_id: 2 });
	}
}

export function generateOffers(store: Store, host: StoreHost, count: number) {
	for (let index = 0; index < count; index++) {
		const offer = freshOffer(store, host);
		store.offers.push({
			...offer,
			name: `Generated offer ${offer.id}`,
			action_payload: `https://offers.example.com/${offer.id}`,
			country: ['US'],
		});
	}
}
