import type { IDataObject } from 'n8n-workflow';
import { missingOf } from '../../records/id';
import { quote } from '../../values/quote';
import type { ItemContext } from '../../transport/itemContext';
import { InputError } from '../../values/errors';
import { sumOf, WHOLE } from './shares';

/** Disabled offers and landing pages keep their share, but it does not count. */
export const isActive = ({ state = 'active' }: IDataObject): boolean => state === 'active';

/** Offers or landing pages of a flow as they should be. The tracker saves any shares, and silently drops doubles (seen live). */
export function checkShares(entries: IDataObject[], key: 'offer_id' | 'landing_id'): void {
	const [one, many] = key === 'offer_id' ? ['offer', 'Offers'] : ['landing page', 'Landing Pages'];
	const ids = entries.map((entry) => String(entry[key]));
	const double = ids.find((id, at) => ids.indexOf(id) !== at);
	if (double !== undefined) throw new InputError(`${many}: the ${one} ${double} is there twice`, 'Name it once, with its whole share.');
	const wrong = entries.find(({ share }) => !isShare(share, 0));
	if (wrong) throw new InputError(`${many}: the share of ${one} ${String(wrong[key])} is ${quote(wrong.share)}`, SHARES);
	const active = entries.filter(isActive);
	const sum = sumOf(active.map(({ share }) => Number(share)));
	if (active.length > 0 && sum !== WHOLE) {
		throw new InputError(`${many}: the shares sum to ${sum} instead of ${WHOLE}`, `Only active ones count. ${SHARES}`);
	}
}

const SHARES = `Shares are whole numbers from 0 to ${WHOLE}, in percent.`;

/** Whether a value is a share, of at least `least`. */
export const isShare = (share: unknown, least: number): share is number =>
	typeof share === 'number' && Number.isInteger(share) && share >= least && share <= WHOLE;

/** The tracker saves a flow with offers that do not exist (seen live); visitors then get nothing. */
export async function checkOffers(context: ItemContext, ids: unknown[]): Promise<void> {
	if (ids.length === 0) return;
	const unknown = await missingOf(context, 'offer', ids);
	if (unknown.length === 0) return;
	throw new InputError(
		`${unknown.length === 1 ? 'The offer' : 'The offers'} ${unknown.join(', ')} cannot be found`,
		'Check the IDs. Offers in the archive, or hidden from the API key, are not found either.',
	);
}
