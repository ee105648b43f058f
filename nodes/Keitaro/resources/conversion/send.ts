import type { IDataObject } from 'n8n-workflow';
import { quote } from '../../values/quote';
import { queryOf } from '../../fields/query';
import type { ItemContext } from '../../transport/itemContext';
import type { Outcome } from '../../operation';
import { sendConversion } from '../../fields/confirmation';
import { conversionOf, usualColumns } from '../../api/conversions';
import { postbackPath } from '../../api/postback';
import { InputError } from '../../values/errors';
import { phasesIn } from '../../values/history';
import { createBody, updateBody } from './fields';
import { findConversion } from './read';

/** What people and the original node call parameters of a postback. */
const KNOWN_AS: Record<string, string> = {
	click_id: 'subid',
	clickid: 'subid',
	sub_id: 'subid',
	transaction_id: 'tid',
	type: 'status',
	revenue: 'payout',
	profit: 'payout',
};

/** What the user entered, as parameters of a postback. */
function postbackOf({ parameters = {}, ...values }: IDataObject): IDataObject {
	const query: IDataObject = {};
	for (const [name, value] of Object.entries(queryOf({ ...values, ...(parameters as IDataObject) }))) {
		const known = Object.hasOwn(KNOWN_AS, name) ? KNOWN_AS[name] : name;
		if (known === name || !Object.hasOwn(query, known)) query[known] = typeof value === 'string' ? value.trim() : value;
	}
	return query;
}

export async function createConversion(context: ItemContext): Promise<Outcome> {
	const query = postbackOf(await createBody.read(context));
	if ((query.subid ?? '') === '') {
		throw new InputError(
			'Data (JSON): click_id is missing',
			'Keitaro adds a conversion to a click: enter the sub ID of the click as click_id.',
		);
	}
	postbackPath(context.tracker);
	return await sendConversion(context, query, false);
}

/** Keitaro has no other way to change a conversion than a further postback for the same click and transaction. */
export async function updateConversion(context: ItemContext): Promise<Outcome> {
	const { subid, tid, ...changes } = postbackOf(await updateBody.read(context));
	postbackPath(context.tracker);
	const { row } = await findConversion(context, usualColumns);
	if (subid !== undefined && String(subid) !== String(row.sub_id)) {
		throw new InputError(
			`The conversion belongs to the click ${quote(row.sub_id)}, not to ${quote(subid)}`,
			'Leave the click ID out, or correct one of the two.',
		);
	}
	if (tid !== undefined && String(tid) !== String(row.tid ?? '')) {
		throw new InputError(
			`The conversion has the transaction ID ${quote(row.tid)}, not ${quote(tid)}`,
			'Another transaction ID makes another conversion: use Create for that.',
		);
	}
	const query = { ...idOf(row), ...queryOf({ status: row.status }), ...changes };
	if (!('status' in query)) {
		throw new InputError(
			'The tracker does not tell the status of the conversion',
			'Without one Keitaro would take it for a sale: choose the Status that it is to have.',
		);
	}
	const sent = await sendConversion(context, query, true, row);
	return 'status' in changes || sent.data.confirmed !== true ? sent : await keepNewer(context, query, row, sent);
}

/**
 * The status had to be sent along. Where the history shows that another one came in between reading and sending, such as a sale, it is
 * given back.
 */
async function keepNewer(context: ItemContext, query: IDataObject, before: IDataObject, sent: Outcome): Promise<Outcome> {
	const row = await conversionOf(context, query.subid, query.tid, ['status_history']).catch(() => undefined);
	const [between, last] = phasesIn(row?.status_history).slice(-2);
	if (last === undefined) return sent;
	// The history may be told in another time zone than the rest of the row.
	const shift = momentOf(row?.datetime) - momentOf(last.stamp);
	if (
		!(momentOf(between.stamp) + shift > momentOf(before.datetime)) ||
		between.status.toLowerCase() === String(before.status).toLowerCase()
	)
		return sent;
	const status = between.status.toLowerCase();
	const again = await sendConversion(context, { ...query, status }, true, row);
	return { ...again, hint: `The conversion became ${status} while it was corrected, and has that status again.` };
}

/** Milliseconds of a moment as the log writes it; no number for anything else. */
const momentOf = (stamp: unknown): number => Date.parse(`${String(stamp)}Z`);

/** Keitaro cannot delete a conversion; rejecting it takes its money out (docs). */
export async function rejectConversion(context: ItemContext): Promise<Outcome> {
	postbackPath(context.tracker);
	const { row } = await findConversion(context, usualColumns);
	return await sendConversion(context, { ...idOf(row), status: 'rejected' }, true, row);
}

/** What tells the tracker which conversion is meant. @throws {InputError} where the log does not say it: nothing would be changed. */
function idOf({ sub_id: subid, tid }: IDataObject): IDataObject {
	if (String(subid ?? '') !== '' && typeof subid !== 'object') return queryOf({ subid, tid });
	throw new InputError(
		'The tracker does not tell which click the conversion belongs to',
		'Use Create with the sub ID and the transaction ID of the click instead: that changes the conversion, too.',
	);
}
