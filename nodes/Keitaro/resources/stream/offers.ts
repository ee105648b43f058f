import { NotFoundError, InputError } from '../../values/errors';
import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { number, reference } from '../../fields/field';
import { readId } from '../../records/id';
import { quote } from '../../values/quote';
import { objectOf } from '../../values/scalars';
import type { ItemContext } from '../../transport/itemContext';
import type { Operation, Outcome } from '../../operation';
import { changeList } from '../../api/nestedLists';

import { checkOffers, checkShares, isActive, isShare } from './checks';
import { offers, streamId } from './fields';
import { scaled, sumOf, WHOLE } from './shares';

/** An offer of a flow as it is written; its binding is found again by the offer's ID. */
interface Bound extends IDataObject {
	offer_id: number;
	share: number;
	state: string;
}

const boundOf = ({ offer_id, share, state }: IDataObject): Bound => ({
	offer_id: Number(offer_id),
	share: Number(share),
	state: String(state ?? 'active'),
});

/** Makes what is to be of the offers that a flow has. */
type Remake = (bound: Bound[]) => IDataObject[];

/** An operation on the offers of a flow. `prepare` reads and checks the parameters before anything is sent. */
const change =
	(prepare: (context: ItemContext) => Remake | Promise<Remake>) =>
	async (context: ItemContext): Promise<Outcome> => {
		const id = await readId(context, 'streamId');
		const changed = await prepare(context);
		const { request, record } = await changeList(context.tracker, {
			path: `/streams/${id}`,
			key: 'offers',
			change: (list) => changed(list.map(boundOf)),
		});
		return { request, data: record };
	};

/** The active offers share `total` in their proportions. */
function share(bound: Bound[], total: number): Bound[] {
	const active = bound.filter(isActive);
	const takers = active.filter((one) => one.share > 0).length || active.length;
	if (takers > total) {
		throw new InputError(
			`${takers} active offers cannot share ${total}%: each needs at least 1`,
			total === WHOLE ? 'Disable some of them.' : `Give the new offer ${WHOLE - takers}% at most, or use Set Offers.`,
		);
	}
	const shares = new Map(
		scaled(
			active.map((one) => one.share),
			total,
		).map((part, at) => [active[at], part]),
	);
	return bound.map((one) => ({ ...one, share: shares.get(one) ?? one.share }));
}

const offer = reference('offer_id', 'offer', 'Offer', 'The offer that the flow gets or loses', { required: true });
const offerShare = number(
	'share',
	'Share',
	'Percentage of the visitors that it gets; the other active offers share the rest. The first gets 100.',
	{
		default: 50,
		required: true,
		typeOptions: { minValue: 1, maxValue: WHOLE },
	},
);

const readOffer = async (context: ItemContext) => await offer.read(context.parameter('offerId'), context, 'Offer');

const inMode = (mode: string) => ({ displayOptions: { show: { offersMode: [mode] } } });
const offerForms = offers('They replace all offers of the flow', inMode('fields'));
const offerMode: INodeProperties = {
	displayName: 'Enter Offers As',
	name: 'offersMode',
	type: 'options',
	noDataExpression: true,
	options: [
		{ name: 'Fields', value: 'fields', description: 'Fill in fields for each offer' },
		{ name: 'JSON', value: 'json', description: 'Give all offers as one JSON list, for example by an expression' },
	],
	default: 'fields',
};
const offerJson: INodeProperties = {
	displayName: 'Offers (JSON)',
	name: 'offersData',
	type: 'json',
	default: '',
	required: true,
	placeholder: '[{ "offer_id": 1, "share": 60 }, { "offer_id": 2, "share": 40 }]',
	description: 'They replace all offers of the flow. The offers of another flow fit as Get gives them.',
	...inMode('json'),
};

async function readOffers(context: ItemContext): Promise<IDataObject[]> {
	const byFields = context.parameter('offersMode') !== 'json';
	const entered = byFields ? context.parameter('offers') : objectOf(context.parameter('offersData'), 'Offers');
	if (!byFields && entered !== undefined && !Array.isArray(entered))
		throw new InputError(`Offers must be a list, but is ${quote(entered)}`, 'Enter it in brackets: [{ "offer_id": 1, "share": 100 }].');
	const wanted = ((await offerForms.read(entered, context, 'Offers', byFields ? context.raw('offers') : undefined)) as IDataObject[]).map(
		(one) => ({ state: 'active', ...one }),
	);
	if (wanted.length === 0) throw new InputError('Offers is empty', 'Add at least one. Remove Offer takes the last one out of a flow.');
	return wanted;
}

/** Operations on the offers of a flow, which leave the rest of it as it is. */
export const offerOperations: Operation[] = [
	{
		value: 'setOffers',
		name: 'Set Offers',
		action: 'Set the offers of a flow',
		description: 'Put these offers in place of those of the flow, and leave the rest of it as it is',
		changes: true,
		fields: [streamId('The flow whose offers are set'), offerMode, offerForms.property, offerJson],
		run: change(async (context) => {
			const wanted = await readOffers(context);
			checkShares(wanted, 'offer_id');
			await checkOffers(
				context,
				wanted.map(({ offer_id }) => offer_id),
			);
			return () => wanted;
		}),
	},
	{
		value: 'addOffer',
		name: 'Add Offer',
		action: 'Add an offer to a flow',
		description: 'Add one offer; the others keep their proportions, and the shares of the active ones sum to 100',
		fields: [streamId('The flow that gets the offer'), offer.property, offerShare.property],
		run: change(async (context) => {
			const id = await readOffer(context);
			const wanted = await offerShare.read(context.parameter('share'), context, 'Share');
			if (!isShare(wanted, 1))
				throw new InputError(`Share must be a whole number from 1 to ${WHOLE}`, 'It is the percentage of the visitors that see the offer.');
			await checkOffers(context, [id]);
			return (bound) => {
				const known = bound.find(({ offer_id }) => offer_id === id);
				if (known) {
					throw new InputError(
						`The offer ${id} is already in the flow (${known.state}, share ${known.share})`,
						'Change its share or state with Set Offers.',
					);
				}
				const alone = sumOf(bound.filter(isActive).map((one) => one.share)) === 0;
				const others = alone ? bound : share(bound, WHOLE - wanted);
				return [...others, { offer_id: id, share: alone ? WHOLE : wanted, state: 'active' }];
			};
		}),
	},
	{
		value: 'removeOffer',
		name: 'Remove Offer',
		action: 'Remove an offer from a flow',
		description: 'Take one offer out; the others keep their proportions, and the shares of the active ones sum to 100',
		fields: [streamId('The flow that loses the offer'), offer.property],
		run: change(async (context) => {
			const id = await readOffer(context);
			return (bound) => {
				const rest = bound.filter(({ offer_id }) => offer_id !== id);
				if (rest.length < bound.length) return share(rest, WHOLE);
				throw new NotFoundError({
					message: `The offer ${id} is not in the flow`,
					advice: bound.length === 0 ? 'The flow has no offers.' : `Its offers are ${bound.map(({ offer_id }) => offer_id).join(', ')}.`,
				});
			};
		}),
	},
	{
		value: 'equalizeShares',
		name: 'Equalize Shares',
		action: 'Equalize the offer shares of a flow',
		description: 'Rebalance the split: give all active offers the same share, such as 34, 33 and 33; disabled ones keep theirs',
		fields: [streamId('The flow whose offers get equal shares')],
		run: change(() => (bound) => {
			if (!bound.some(isActive))
				throw new InputError('The flow has no active offers', 'Add offers to it, or make some active, with Set Offers.');
			return share(
				bound.map((one) => (isActive(one) ? { ...one, share: 1 } : one)),
				WHOLE,
			);
		}),
	},
];
