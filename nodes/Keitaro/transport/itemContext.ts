import type { IBinaryData, IDataObject } from 'n8n-workflow';
import type { Tracker } from './request';
import type { EmptyValues } from './given';

/** One input item's view of a run: its parameters, and the tracker to work on. */
export interface ItemContext {
	/** Index of the input item, from 0. */
	readonly item: number;
	readonly tracker: Tracker;
	/** The workflow's time zone (IANA name). */
	readonly timezone: string;
	/** What becomes of a field whose expression gives nothing; not set where nothing is changed, and each field decides for itself. */
	readonly emptyValues?: EmptyValues;
	/** The input item. */
	readonly json?: IDataObject;
	/** What the user entered, expressions resolved for this item; `undefined` where the node does not have the parameter. */
	parameter(name: string): unknown;
	/** The same with its expressions as they were written. */
	raw(name: string): unknown;
	/** Loads something that several items of a run need only once. */
	cached<T>(key: string, load: () => Promise<T>): Promise<T>;
	/** Binary data of the input item. */
	file(property: string): Promise<Buffer>;
	/** Makes binary data of an output item. */
	attach(content: Buffer, name: string, mimeType?: string): Promise<IBinaryData>;
}
