import { randomBytes } from 'node:crypto';
import type { IDataObject } from 'n8n-workflow';

/** The most records that are remembered, of all nodes together; some kilobytes each. */
const MOST = 50_000;

/**
 * What records were like, as long as n8n runs: what is kept in the workflow is too short to tell the values of before. By the name of a
 * node's state, and then by record.
 */
const remembered = new Map<string, Map<string, string>>();

export const newMemory = (): string => randomBytes(6).toString('base64url');

/** The settings of a record when it was last seen; `undefined` where n8n was restarted since. */
export function recall(memory: string, record: string): IDataObject | undefined {
	const text = remembered.get(memory)?.get(record);
	return text === undefined ? undefined : (JSON.parse(text) as IDataObject);
}

/** Remembers settings by record. */
export function remember(memory: string, records: Array<[record: string, settings: IDataObject]>): void {
	const own = remembered.get(memory) ?? new Map<string, string>();
	// The one used last comes last.
	remembered.delete(memory);
	remembered.set(memory, own);
	for (const [record, settings] of records) own.set(record, JSON.stringify(settings));
	for (const [oldest] of remembered) {
		if (oldest === memory || [...remembered.values()].reduce((sum, { size }) => sum + size, 0) <= MOST) break;
		remembered.delete(oldest);
	}
}

/** As after a restart of n8n. */
export const forgetAll = (): void => remembered.clear();
