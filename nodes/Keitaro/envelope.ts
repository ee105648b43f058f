import type { IDataObject, INodeExecutionData, IPairedItemData } from 'n8n-workflow';
import { NodeApiError } from 'n8n-workflow';
import type { NodeOperationError } from 'n8n-workflow';
import type { Outcome } from './operation';
import type { Difference } from './values/alike';

/** The pair that an item was run with. */
export interface Pair {
	resource: string;
	operation: string;
}

/** `full`: the whole answer with its request, one item. `records`: the same, with an item for each record of a list. `data`: only the data, likewise. */
export type OutputForm = 'full' | 'records' | 'data';

const isRecord = (value: unknown): value is IDataObject => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The output items of one input item. The outcome's data is masked by now. */
export function success(
	{ request, data, list, binary, findings, notTaken = [] }: Outcome & { notTaken?: Difference[] },
	{ resource, operation }: Pair,
	form: OutputForm,
	item: number,
): INodeExecutionData[] {
	const pairedItem: IPairedItemData = { item };
	const rows = list && Array.isArray(data) ? (data as unknown[]) : undefined;
	if (form === 'data') {
		if (rows) return rows.map((row) => ({ json: recordOf(row), pairedItem }));
		return [{ json: data === null || data === undefined ? { success: true } : recordOf(data), pairedItem, ...(binary ? { binary } : {}) }];
	}
	const { missing = [] } = findings ?? {};
	// The request is one object for all records of a list, so that they take no more memory than the list does.
	const envelope = (held: unknown, more: object): INodeExecutionData => ({
		json: {
			request,
			resource,
			operation,
			success: true,
			data: held ?? null,
			...more,
			...(missing.length > 0 ? { missing } : {}),
			...(notTaken.length > 0 ? { notTaken } : {}),
		},
		pairedItem,
		...(binary ? { binary } : {}),
	});
	if (rows && form === 'records') return rows.map((row) => envelope(row, {}));
	return [envelope(data, rows ? { count: rows.length } : {})];
}

/** The output item where expressions left nothing to change, and nothing was sent. */
export function unchanged({ resource, operation }: Pair, form: OutputForm, item: number): INodeExecutionData {
	return {
		json:
			form === 'data'
				? { success: true, unchanged: true }
				: { request: null, resource, operation, success: true, data: null, unchanged: true },
		pairedItem: { item },
	};
}

const recordOf = (value: unknown): IDataObject => (isRecord(value) ? value : { value: value as IDataObject });

/**
 * The output item of an input item that failed: `error` says what happened, `message` what to do, `details` holds the rest; in it,
 * `field` names the parameter that has no value where there must be one, `done` and `notDone` what became of an item done in parts.
 *
 * Up to n8n 2.0 the engine sends an item to the error output only if it has the key `error`, alone or with `message`; with `details`
 * beside them it takes the success branch, and an error beside the JSON takes the place of all that is in it. So details are left out
 * where errors go to their own output (`apart`).
 */
export function failure(
	error: NodeApiError | NodeOperationError,
	{ resource, operation }: Pair,
	item: number,
	{ apart, field }: { apart: boolean; field?: string },
): INodeExecutionData {
	const { data: response, request, done, notDone } = error.context;
	const status = error instanceof NodeApiError && error.httpCode ? Number(error.httpCode) : undefined;
	const details = Object.entries({ status, field, resource, operation, done, notDone, request, response }).filter(
		([, value]) => value !== undefined && value !== null,
	);
	const told = { error: error.message, ...(error.description ? { message: error.description } : {}) };
	return { json: apart ? told : { ...told, details: Object.fromEntries<IDataObject[string]>(details) }, pairedItem: { item } };
}
