import type { IDataObject } from 'n8n-workflow';
import { addReceipt } from '../api/receipts';
import { confirm, confirmSeconds, USUAL_STATUS } from './confirm';
import { readAlone } from './groups';
import type { ItemContext } from '../transport/itemContext';
import type { SentRequest } from '../transport/request';
import { sendPostback } from '../api/postback';
import { differences } from '../values/alike';
import { conversionOf } from '../api/conversions';

/** Milliseconds before the second look; each further pause is twice as long, up to the longest. */
const FIRST_PAUSE = 250;
const LONGEST_PAUSE = 5000;

/** What was sent, or, if the user wants it confirmed, what the log shows of it; and what the tracker answered. */
export interface SentConversion {
	request: SentRequest;
	data: IDataObject;
	answer: unknown;
}

/**
 * Reports a conversion, and looks for it in the log if the user wants it. What the tracker answers to a postback is not documented, and
 * it answers before it looks for the click: so only the log shows what came of it, and what was kept otherwise than sent.
 */
export async function sendConversion(
	context: ItemContext,
	query: IDataObject,
	idempotent: boolean,
	before?: IDataObject,
): Promise<SentConversion> {
	const { confirm: isWanted } = await readAlone([confirm], context);
	if (!isWanted) {
		const { request, data: answer } = await sendPostback(context.tracker, query, idempotent);
		return { request, data: query, answer };
	}
	const { confirm_seconds: seconds } = await readAlone([confirmSeconds], context);
	const known = before ?? (await conversionOf(context, query.subid, query.tid));
	const { request, data: answer } = await sendPostback(context.tracker, query, idempotent);
	const { row, isConfirmed } = await awaitConversion(context, query, known, seconds * 1000);
	if (!isConfirmed) return { request, data: { ...query, confirmed: false, in_log: row ?? null }, answer };
	// Money in another currency is converted.
	const { payout, currency } = query;
	if (payout !== undefined && currency === undefined)
		addReceipt(
			request,
			differences({ payout }, { payout: row?.revenue }).filter(() => row?.revenue !== undefined),
		);
	return { request, data: { ...row, confirmed: true }, answer };
}

/**
 * The conversion, once it has the status sent and differs from what it was before; or as the log shows it at the end. The postback is out:
 * errors do not undo it.
 */
async function awaitConversion(
	context: ItemContext,
	query: IDataObject,
	before: IDataObject | undefined,
	longest: number,
): Promise<{ row?: IDataObject; isConfirmed: boolean }> {
	const wanted = statusesOf(query);
	for (let waited = 0, pause = FIRST_PAUSE; ; pause = Math.min(pause * 2, LONGEST_PAUSE)) {
		const row = await conversionOf(context, query.subid, query.tid).catch(() => undefined);
		const isConfirmed =
			row !== undefined && wanted.includes(String(row.status).toLowerCase()) && JSON.stringify(row) !== JSON.stringify(before);
		if (isConfirmed || waited >= longest) return { row, isConfirmed };
		const ms = Math.min(pause, longest - waited);
		await context.tracker.wait(ms);
		waited += ms;
	}
}

/** The statuses under which the log may show it: the one sent, or the one that the postback says it counts as. */
function statusesOf({ status: sent = USUAL_STATUS, ...query }: IDataObject): string[] {
	const types = Object.keys(query).filter(
		(name) =>
			name.endsWith('_status') &&
			String(query[name])
				.split(',')
				.some((one) => one.trim() === sent),
	);
	return [sent, ...types.map((name) => name.replace('_status', ''))].map((one) => String(one).toLowerCase());
}
