/** Incoming S2S postbacks: answered at once, worked through later, what became of them only in the log. */
import { text } from '../answers';
import { convert } from '../costs';
import { KNOWN_STATUSES, typeOf } from '../store/conversions';
import type { Conversion, Offer } from '../store/types';
import type { Answer, Tracker } from '../types';
import { sendPostbacks } from './outgoing';

type Parameters = Record<string, string>;

const log = (tracker: Tracker, message: string) => tracker.store.logs.postbacks.unshift({ datetime: tracker.stamp(), jid: '', message });

const listed = (list: string | undefined, status: string) => (list ?? '').split(',').includes(status);

/** The first of the spellings that was sent. */
const first = (parameters: Parameters, ...names: string[]) => names.map((name) => parameters[name]).find((value) => value !== undefined);

/** `lead_status=reg&sale_status=dep` translate foreign statuses; undefined: to be ignored. */
function statusOf(parameters: Parameters): { status: string; original: string } | undefined {
	const original = first(parameters, 'status', 'type') || 'sale';
	if (listed(first(parameters, 'ignore_status', 'ignore'), original)) return undefined;
	const status = KNOWN_STATUSES.find((type) => listed(parameters[`${type}_status`], original)) ?? original;
	return { status, original };
}

/** The amount sent counts only for offers that take it from the postback; without one a conversion keeps what it has. */
function revenueOf(tracker: Tracker, offer: Offer | undefined, parameters: Parameters, known: Conversion | undefined): number {
	const own = tracker.settings.currency;
	const sent = first(parameters, 'payout', 'revenue', 'profit');
	const counts = sent !== undefined && sent !== '' && offer?.payout_auto !== false;
	if (counts) return convert(Number(sent) || 0, parameters.currency || own, own);
	return known?.revenue ?? (offer ? convert(offer.payout_value, offer.payout_currency, own) : 0);
}

function change(tracker: Tracker, conversion: Conversion, next: Partial<Conversion> & { status: string }) {
	const at = tracker.now();
	const conversion_type = typeOf(next.status);
	Object.assign(conversion, next, {
		previous_status: conversion.status,
		conversion_type,
		at,
		sale_at: conversion_type === 'Sale' ? at : conversion.sale_at,
		history: [...conversion.history, { type: conversion_type, at }],
		version: conversion.version + 1,
	});
}

async function work(tracker: Tracker, subId: string, parameters: Parameters) {
	const { store } = tracker;
	log(tracker, `Processing subid ${subId}`);
	const click = store.clickOf(subId);
	if (!click) return void log(tracker, `SubID not found "${subId}"`);
	const found = statusOf(parameters);
	if (!found) return void log(tracker, `Status of subid ${subId} is in the ignore list. Postback ignored.`);
	const { status, original } = found;
	const tid = parameters.tid ?? '';
	const offer = store.offers.find((row) => row.id === click.offer_id);
	if (status === 'rebill' && offer && !offer.payout_upsell)
		return void log(tracker, `Offer #${offer.id} does not accept upsells. Postback ignored.`);

	const extra = Object.entries(parameters).filter(([name]) => /^(sub_id|extra_param)_\d+$/.test(name));
	if (extra.length > 0) click.extra = { ...click.extra, ...Object.fromEntries(extra) };

	const known = store.conversions.find((row) => row.sub_id === subId && row.tid === tid);
	const fields = {
		status,
		original_status: original,
		revenue: revenueOf(tracker, offer, parameters, known),
		cost: Number(parameters.cost ?? 0) || 0,
		params: parameters,
	};
	if (known && tid !== '' && tracker.settings.duplicatePostbacks === 'ignore') {
		return void log(tracker, 'Conversion by pair "SubId + tid" already exists. Postback ignored.');
	}
	if (known) change(tracker, known, fields);
	const conversion = known ?? store.addConversion({ sub_id: subId, tid, ...fields });
	log(tracker, `Subid ${subId} complete`);
	await sendPostbacks(tracker, click, conversion);
}

export function receivePostback(tracker: Tracker, parameters: Parameters, address: string): Answer {
	log(tracker, `Received postback ${address}`);
	const subId = first(parameters, 'subid', 'clickid') ?? '';
	if (subId === '') log(tracker, 'Incorrect subid "". Postback ignored.');
	else {
		log(tracker, `Using "${subId}" as subid. Postback added to queue.`);
		tracker.later(() => work(tracker, subId, parameters));
	}
	return text(parameters.return ?? tracker.settings.postbackAnswer);
}
