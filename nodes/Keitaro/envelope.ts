import type { IDataObject, INodeExecutionData, IPairedItemData } from 'n8n-workflow';
import { NodeApiError } from 'n8n-workflow';
import type { NodeOperationError } from 'n8n-workflow';
import type { Outcome } from './operation';

/** The pair that an item was run with. */
export interface Pair {
	resource: string;
	operation: string;
}

/** `full`: the whole answer with its request, one item. `data`: only the data, an item for each record. */
export type OutputForm = 'full' | 'data';

const isRecord = (value: unknown): value is IDataObject => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The output items of one input item. The outcome's data is masked by now. */
export function success(
	{ request, data, list, binary }: Outcome,
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
	const json = { request, resource, operation, success: true, data: data ?? null, ...(rows ? { count: rows.length } : {}) };
	return [{ json: json as unknown as IDataObject, pairedItem, ...(binary ? { binary } : {}) }];
}

const recordOf = (value: unknown): IDataObject => (isRecord(value) ? value : { value: value as IDataObject });

/**
 * The output item of an input item that failed. It holds the keys `error` and `details` and no other: any further key would send it
 * to the success branch of a node whose errors go to the error output.
 */
export function failure(error: NodeApiError | NodeOperationError, { resource, operation }: Pair, item: number): INodeExecutionData {
	const { data: response, request } = error.context;
	const status = error instanceof NodeApiError && error.httpCode ? Number(error.httpCode) : undefined;
	const details = { message: error.message, advice: error.description ?? undefined, status, resource, operation, request, response };
	const known = Object.fromEntries(Object.entries(details).filter(([, value]) => value !== undefined && value !== null));
	return { json: { error: error.message, details: known as IDataObject }, pairedItem: { item } };
}
