import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { toNodeError } from '../../transport/errors';
import { keptOf } from '../kept';
import { taskOf } from '../itemContext';
import { readMode, readOptions, readOwnSecret } from './fields';
import { typed } from './macros';
import { registrationsOf } from './ownedPostbacks';
import { isRepeated } from './repeats';
import { isSecret, markOf, SECRET } from './secret';
import { isFrom } from './sources';

const MINUTE = 60_000;

/** What the tracker's call says of a conversion, for the workflow to start with; a call that is not the tracker's is turned away. */
export async function receive(this: IWebhookFunctions): Promise<IWebhookResponseData> {
	try {
		const { sources = [], ignore_repeated: minutes = 0 } = await readOptions(taskOf(this));
		// A postback sent by POST has its values in the body, from wherever in the address they were.
		const { [SECRET]: secret, ...sent } = { ...recordOf(this.getBodyData()), ...recordOf(this.getQueryData()) };
		if (!isSecret(secret, secretsOf(this)) || !isFrom(sources, (this.getRequestObject() as { ip?: unknown }).ip)) return turnAway(this);
		const values = typed(Object.entries(sent));
		if (minutes > 0 && isKnown(this, secret, values, minutes * MINUTE)) return { webhookResponse: 'OK' };
		return { webhookResponse: 'OK', workflowData: [[{ json: { query: sent, ...values } }]] };
	} catch (error) {
		throw toNodeError(this.getNode(), error);
	}
}

/** The part of Express's answer that is used here. */
interface Response {
	status(code: number): { json(body: object): unknown };
}

const recordOf = (value: unknown): IDataObject => (typeof value === 'object' && !Array.isArray(value) ? (value as IDataObject) : {});

function secretsOf(context: IWebhookFunctions): string[] {
	const { parameter } = taskOf(context);
	if (readMode(parameter) === 'manual') return [readOwnSecret(parameter)];
	return Object.values(registrationsOf(markOf(context), keptOf(context, Date.now()).data)).map(({ secret }) => secret);
}

function turnAway(context: IWebhookFunctions): IWebhookResponseData {
	const response = context.getResponseObject() as Response;
	response.status(403).json({ message: 'Forbidden' });
	return { noWebhookResponse: true };
}

function isKnown(context: IWebhookFunctions, secret: unknown, { sub_id: subId, tid, status }: IDataObject, period: number): boolean {
	const { data, keep } = keptOf(context, Date.now());
	const receiver = { node: `${context.getWorkflow().id} ${context.getNode().id}`, secret: String(secret), kept: data?.received };
	const seen = isRepeated(receiver, JSON.stringify([subId, tid, status]), period, Date.now());
	if (!seen.isRepeated) keep({ ...data, received: seen.kept });
	return seen.isRepeated;
}
