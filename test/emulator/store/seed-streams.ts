import type { StoreHost } from '.';
import { freshStream } from './fresh';
import type { Store, Stream, StreamFilter } from './types';

type Filter = Pick<StreamFilter, 'name' | 'mode' | 'payload'>;

interface SeedStream extends Partial<Omit<Stream, 'offers' | 'landings' | 'filters'>> {
	offers?: [offerId: number, share: number][];
	landings?: [landingId: number, share: number][];
	filters?: Filter[];
}

const country = (...codes: string[]): Filter => ({ name: 'country', mode: 'accept', payload: codes });
const redirect = (address: string) => ({ schema: 'redirect', action_type: 'http', action_payload: address });

const STREAMS: SeedStream[] = [
	{
		campaign_id: 1,
		type: 'forced',
		name: 'Bots out',
		schema: 'action',
		action_type: 'do_nothing',
		filters: [{ name: 'bot', mode: 'accept', payload: null }],
	},
	{
		campaign_id: 1,
		type: 'regular',
		name: 'US offers',
		action_type: 'http',
		filters: [country('US')],
		offers: [
			[1, 50],
			[2, 50],
		],
		landings: [[1, 100]],
	},
	{ campaign_id: 1, type: 'default', name: 'Rest', ...redirect('https://rest.example.com/?s={subid}') },
	{
		campaign_id: 2,
		type: 'regular',
		name: 'DE offers',
		action_type: 'http',
		offers: [
			[2, 70],
			[5, 30],
		],
	},
	{ campaign_id: 3, type: 'regular', name: 'BR offers', action_type: 'http', weight: 60, offers: [[3, 100]], landings: [[2, 100]] },
	{
		campaign_id: 3,
		type: 'regular',
		name: 'BR limited',
		weight: 40,
		...redirect('https://limited.example.com/'),
		filters: [{ name: 'limit', mode: 'accept', payload: { per_hour: 0, per_day: 100, total: 1000 } }],
	},
	{ campaign_id: 4, type: 'regular', name: 'IN offers', action_type: 'http', state: 'disabled', offers: [[4, 100]] },
	{ campaign_id: 5, type: 'default', name: 'Hello', schema: 'action', action_type: 'show_text', action_payload: 'Hello' },
	{ campaign_id: 1, type: 'regular', name: 'Archived flow', state: 'deleted', ...redirect('https://archived.example.com/') },
];

export function seedStreams(store: Store, host: StoreHost) {
	for (const given of STREAMS) {
		const stream = freshStream(store, host);
		const bound = (share: number) => ({
			stream_id: stream.id,
			state: 'active' as const,
			share,
			created_at: '2026-01-11 10:00:00',
			updated_at: '2026-01-11 10:00:00',
		});
		const { offers = [], landings = [], filters = [], ...scalars } = given;
		Object.assign(
			stream,
			{ collect_clicks: true, position: store.streams.filter((row) => row.campaign_id === given.campaign_id).length + 1 },
			scalars,
		);
		stream.offers = offers.map(([offer_id, share]) => ({ id: store.next('offerBinding'), offer_id, ...bound(share) }));
		stream.landings = landings.map(([landing_id, share]) => ({ id: store.next('landingBinding'), landing_id, ...bound(share) }));
		stream.filters = filters.map((filter) => ({ id: store.next('filter'), stream_id: stream.id, oid: null, ...filter }));
		store.streams.push(stream);
	}
	store.streams[1].triggers.push({
		id: store.next('trigger'),
		oid: null,
		stream_id: 2,
		target: 'landings',
		condition: 'not_respond',
		selected_page: '',
		pattern: '',
		action: 'disable',
		interval: 10,
		next_run_at: null,
		alternative_urls: '',
		grab_from_page: '',
		av_settings: '',
		reverse: false,
		enabled: true,
		scan_page: false,
	});
}
