import type { StoreHost } from '.';
import { eventId } from './clicks';
import type { Conversion, Store } from './types';

const TYPES: Record<string, string> = {
	lead: 'Lead',
	sale: 'Sale',
	rejected: 'Rejected',
	rebill: 'Rebill',
	registration: 'Registration',
	deposit: 'Deposit',
	trash: 'Trash',
};

/** What a status counts as; a status nobody mapped counts as a sale, the default of the postback address. */
export const typeOf = (status: string) => TYPES[status] ?? 'Sale';

export const KNOWN_STATUSES = Object.keys(TYPES);

export function newConversion(store: Store, host: StoreHost, given: Partial<Conversion> & { sub_id: string }): Conversion {
	const id = given.id ?? store.next('conversion');
	const at = given.at ?? host.now();
	const status = given.status ?? 'sale';
	const type = given.conversion_type ?? typeOf(status);
	return {
		id,
		event_id: eventId(at, id, 2),
		tid: '',
		status,
		original_status: status,
		previous_status: '',
		conversion_type: type,
		revenue: 0,
		cost: 0,
		at,
		sale_at: type === 'Sale' ? at : 0,
		history: [{ type, at }],
		version: 1,
		params: { subid: given.sub_id, status },
		offer_id: store.clickOf(given.sub_id)?.offer_id ?? 0,
		...given,
	};
}
