import type { IDataObject } from 'n8n-workflow';

/** Trackers answer some calls with an array of one where the object is documented (clone, archive, domain checks; seen live). */
export function unwrap(data: unknown): unknown {
	return Array.isArray(data) && data.length === 1 ? (data[0] as unknown) : data;
}

/** Turns numbers that trackers send as text into numbers, in place; anything else under these names stays as it is. */
export function toNumbers(rows: IDataObject[], names: readonly string[]): IDataObject[] {
	for (const row of rows) {
		for (const name of names) {
			const value = row[name];
			if (typeof value === 'string' && /^-?\d{1,15}(\.\d+)?$/.test(value)) row[name] = Number(value);
		}
	}
	return rows;
}
