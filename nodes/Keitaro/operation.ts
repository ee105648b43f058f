import type { IBinaryKeyData, IDataObject, IHttpRequestMethods, INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import type { CostsTold } from './api/clicksMet';
import type { Findings } from './api/received';
import { readId } from './records/id';
import { limitFields, readLimit } from './fields/limit';
import type { ItemContext } from './transport/itemContext';
import { unwrap } from './api/unwrap';
import type { Form } from './transport/form';
import { readRows } from './api/pages';
import { InputError } from './values/errors';
import type { Answer, Call, SentRequest } from './transport/request';

/** What an operation did for one item. */
export interface Outcome {
	/** The request that brought the result; of several, the one that changed something. */
	request: SentRequest;
	data: unknown;
	/** The data is a list of records, even if there is only one. */
	list?: boolean;
	binary?: IBinaryKeyData;
	/** Of a cost: what it says when it met no clicks, or why nobody knows. */
	costs?: CostsTold;
	/** What the item does not show, in a sentence. */
	hint?: string;
	/** What the rows of a report or log show of how the tracker took the request. */
	findings?: Findings;
}

/** An operation that serves all items of a run with few requests. */
export interface Batch {
	/** Reads and checks what one item asks for, before anything is sent. */
	prepare(context: ItemContext): unknown;
	/** Looks into the tracker, once for all items, whether what they ask for can be done; an error for each that cannot. */
	check?(contexts: ItemContext[], prepared: unknown[]): Promise<Array<Error | undefined>>;
	/** Sends what the items ask for; each of them gets its own outcome or error, in the same order. */
	send?(contexts: ItemContext[], prepared: unknown[]): Promise<Array<Outcome | Error>>;
	/** What all items ask for is one thing: nothing is sent if one of them is wrong. */
	whole?: true;
	/** Instead: sends what one item asks for, where each needs a request of its own. */
	sendOne?(context: ItemContext, prepared: unknown): Promise<Outcome>;
}

/** What an operation does for one item; of those that are one request, also which. */
export interface Run {
	(context: ItemContext): Promise<Outcome>;
	endpoint?: Endpoint;
	/** Keitaro has no such function: all that it does is to say what to use instead. */
	unsupported?: true;
}

/** One entry of an Operation dropdown. */
interface Entry extends Pick<INodePropertyOptions, 'name' | 'description'> {
	value: string;
	/** The sentence under which the operation stands in n8n's node panel. */
	action: string;
	/** The parameters it shows, in order. */
	fields?: INodeProperties[];
	/** It only reads: several items may be served at once. */
	reads?: true;
	/** It deletes for good without a record being named, and so stands behind the others. */
	sweeps?: true;
	/** It makes the tracker work hard (reports): one at a time although it reads. */
	heavy?: true;
	/** It changes a record that is there: what becomes of a field whose expression gives nothing is the user's choice (Empty Values). */
	changes?: true;
}

/** One entry of an Operation dropdown, and what it does: for one item, or for all items of a run. */
export type Operation = Entry & ({ run: Run; fold?: undefined } | { run?: undefined; fold: Batch });

/** One entry of the Resource dropdown. */
export interface Resource {
	value: string;
	name: string;
	description: string;
	/** Keys of its records whose values are secrets. */
	secrets?: readonly string[];
	operations: Operation[];
}

type Endpoint = `${'GET' | 'POST' | 'PUT' | 'DELETE'} /${string}`;

interface CallParts {
	query?(context: ItemContext): IDataObject | Promise<IDataObject>;
	body?(context: ItemContext): IDataObject | Promise<IDataObject>;
	/** Whether a second time changes nothing more; so it is, unless said otherwise, with all but POST. */
	idempotent?: boolean;
	/** What the answer must be, where it is not a record. */
	expects?: Form;
	/** Shapes the answer. */
	answer?(data: unknown, context: ItemContext): unknown;
}

/** The run of an operation that is one request. Names in braces are the parameters that hold the IDs. */
export function request(endpoint: Endpoint, { query, body, idempotent, expects, answer = unwrap }: CallParts = {}): Run {
	const run = async (context: ItemContext): Promise<Outcome> => {
		const [method, template] = endpoint.split(' ') as [IHttpRequestMethods, string];
		const { request, data } = await context.tracker.request({
			method,
			path: await fillPath(template, context),
			query: await query?.(context),
			body: await body?.(context),
			idempotent: idempotent ?? method !== 'POST',
			expects,
		});
		return { request, data: answer(data, context) };
	};
	return Object.assign(run, { endpoint });
}

/** The parts of an operation that reads a list: its fields (Return All, Limit) and its run. */
export function listRequest(
	endpoint: Endpoint,
	{ fields = [], query, paged, answer }: { fields?: INodeProperties[]; paged?: boolean } & Pick<CallParts, 'query' | 'answer'> = {},
) {
	return {
		reads: true as const,
		fields: [...fields, ...limitFields],
		run: Object.assign(
			async (context: ItemContext): Promise<Outcome> => {
				const [method, template] = endpoint.split(' ') as [IHttpRequestMethods, string];
				const asked = { method, path: await fillPath(template, context), query: await query?.(context) };
				const { request, rows } = await readRows(context.tracker, asked, { limit: readLimit(context), paged });
				return { request, data: answer ? answer(rows, context) : rows, list: true };
			},
			{ endpoint },
		),
	};
}

/** An operation whose items are first read and checked, then sent together. */
export function batch<T>(
	prepare: (context: ItemContext) => T | Promise<T>,
	send: (contexts: ItemContext[], prepared: T[]) => Promise<Array<Outcome | Error>>,
	check?: (contexts: ItemContext[], prepared: T[]) => Promise<Array<Error | undefined>>,
): Batch {
	return { prepare, check: check, send: async (contexts, prepared) => await send(contexts, prepared as T[]) };
}

/** An operation whose items are first read and checked, then sent one by one. */
export function oneByOne<T>(
	prepare: (context: ItemContext) => T | Promise<T>,
	sendOne: (context: ItemContext, prepared: T) => Promise<Outcome>,
	check: (contexts: ItemContext[], prepared: T[]) => Promise<Array<Error | undefined>>,
): Batch {
	return { prepare, check: check, sendOne: async (context, prepared) => await sendOne(context, prepared as T) };
}

/** What an item gets of an answer that served several: data of its own, and a request that says how many it served. */
export const shared = ({ request, data }: Answer, items: number): Outcome => ({
	request: items > 1 ? { ...request, items } : request,
	data: copyOf(unwrap(data)),
});

const copyOf = (data: unknown): unknown =>
	Array.isArray(data) ? [...(data as unknown[])] : typeof data === 'object' && data !== null ? { ...data } : data;

/** An operation that is one request for all items of a run. */
export const singleRequest = <T>(prepare: (context: ItemContext) => T, request: (prepared: T[]) => Call): Batch =>
	batch(prepare, async (contexts, prepared) => {
		const answer = await contexts[0].tracker.request(request(prepared));
		return prepared.map(() => shared(answer, prepared.length));
	});

/** The run of an operation that the original node had and Keitaro has no function for: it says what to use instead. */
export const unsupported = (message: string, instead: string): Run =>
	Object.assign(async (): Promise<Outcome> => await Promise.reject(new InputError(message, instead)), { unsupported: true as const });

async function fillPath(template: string, context: ItemContext): Promise<string> {
	let path = template;
	for (const [placeholder, name] of template.matchAll(/\{(\w+)\}/g)) {
		path = path.replace(placeholder, encodeURIComponent(await readId(context, name)));
	}
	return path;
}
