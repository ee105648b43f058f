import type { IDataObject } from 'n8n-workflow';
import { readAlone } from '../../fields/field';
import { shown } from '../../fields/id';
import { queryOf } from '../../fields/query';
import type { Task } from '../../fields/task';
import type { Outcome } from '../../operation';
import { postbackPath, sendPostback } from '../../transport/postback';
import { Refusal } from '../../transport/refusal';
import { confirm, confirmSeconds, createBody, updateBody, USUAL_STATUS } from './fields';
import { conversionOf, findConversion, usualColumns } from './read';

/** Milliseconds before the second look; each further pause is twice as long, up to the longest. */
const FIRST_PAUSE = 250;
const LONGEST_PAUSE = 5000;

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

/**
 * Reports a conversion, and looks for it in the log if the user wants it. What the tracker answers to a postback is not documented, and
 * it answers before it looks for the click: so the answer is no part of the result.
 */
async function send(task: Task, query: IDataObject, once: boolean, before?: IDataObject): Promise<Outcome> {
	const { confirm: isWanted } = await readAlone([confirm], task);
	if (!isWanted) {
		const { request } = await sendPostback(task.tracker, query, once);
		return { request, data: query };
	}
	const { confirm_seconds: seconds } = (await readAlone([confirmSeconds], task)) as { confirm_seconds: number };
	const known = before ?? (await conversionOf(task, query.subid, query.tid));
	const { request } = await sendPostback(task.tracker, query, once);
	const found = await awaitConversion(task, query, known, seconds * 1000);
	return { request, data: found ? { ...found, confirmed: true } : { ...query, confirmed: false } };
}

/** The conversion, once it has the status sent and differs from what it was before. The postback is out: errors do not undo it. */
async function awaitConversion(
	task: Task,
	query: IDataObject,
	before: IDataObject | undefined,
	longest: number,
): Promise<IDataObject | undefined> {
	const wanted = statusesOf(query);
	for (let waited = 0, pause = FIRST_PAUSE; ; pause = Math.min(pause * 2, LONGEST_PAUSE)) {
		const row = await conversionOf(task, query.subid, query.tid).catch(() => undefined);
		if (row && wanted.includes(String(row.status).toLowerCase()) && JSON.stringify(row) !== JSON.stringify(before)) return row;
		if (waited >= longest) return undefined;
		const ms = Math.min(pause, longest - waited);
		await task.tracker.wait(ms);
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

export async function createConversion(task: Task): Promise<Outcome> {
	const query = postbackOf(await createBody.read(task));
	if ((query.subid ?? '') === '') {
		throw new Refusal(
			'Data (JSON): click_id is missing',
			'Keitaro adds a conversion to a click: enter the sub ID of the click as click_id.',
		);
	}
	postbackPath(task.tracker);
	return await send(task, query, true);
}

/** Keitaro has no other way to change a conversion than a further postback for the same click and transaction. */
export async function updateConversion(task: Task): Promise<Outcome> {
	const { subid, tid, ...changes } = postbackOf(await updateBody.read(task));
	postbackPath(task.tracker);
	const { row } = await findConversion(task, usualColumns);
	if (subid !== undefined && String(subid) !== String(row.sub_id)) {
		throw new Refusal(
			`The conversion belongs to the click ${shown(row.sub_id)}, not to ${shown(subid)}`,
			'Leave the click ID out, or correct one of the two.',
		);
	}
	if (tid !== undefined && String(tid) !== String(row.tid ?? '')) {
		throw new Refusal(
			`The conversion has the transaction ID ${shown(row.tid)}, not ${shown(tid)}`,
			'Another transaction ID makes another conversion: use Create for that.',
		);
	}
	const query = { ...idOf(row), ...queryOf({ status: row.status }), ...changes };
	if (!('status' in query)) {
		throw new Refusal(
			'The tracker does not tell the status of the conversion',
			'Without one Keitaro would take it for a sale: choose the Status that it is to have.',
		);
	}
	return await send(task, query, false, row);
}

/** Keitaro cannot delete a conversion; rejecting it takes its money out (docs). */
export async function rejectConversion(task: Task): Promise<Outcome> {
	postbackPath(task.tracker);
	const { row } = await findConversion(task, usualColumns);
	return await send(task, { ...idOf(row), status: 'rejected' }, false, row);
}

/** What tells the tracker which conversion is meant. @throws {Refusal} where the log does not say it: nothing would be changed. */
function idOf({ sub_id: subid, tid }: IDataObject): IDataObject {
	if (String(subid ?? '') !== '' && typeof subid !== 'object') return queryOf({ subid, tid });
	throw new Refusal(
		'The tracker does not tell which click the conversion belongs to',
		'Use Create with the sub ID and the transaction ID of the click instead: that changes the conversion, too.',
	);
}
