import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { schemas } from '../../contract';
import type { Emulator } from '../../emulator';

/** How an operation is used in tests. Parameters must serve three input items at once: `$itemIndex` (0, 1, 2) makes them differ. */
export interface Sample {
	/** The required parameters and nothing else. */
	minimal: INodeParameters;
	/** Every field of the operation filled; left out where there are no others than the required ones. */
	full?: INodeParameters;
	/** Further ways to fill it in, for the fields that `full` cannot have at the same time. */
	others?: INodeParameters[];
	/** Puts the emulator, fresh from its seed, into the state that the operation needs. */
	setup?(emulator: Emulator): void;
	/** The input item, where the operation reads its data (binary files). */
	item?: { json: IDataObject; binary?: Record<string, { data: string; mimeType: string; fileName?: string }> };
	/** Set where the operation does nothing on a real tracker but say what to use instead: a word of that sentence. */
	explains?: RegExp;
}

/** The samples of one resource, by operation. */
export type Samples = Record<string, Sample>;

/** What a click can carry, by the names that the API documents. */
const carried = Object.keys(schemas.SourceParameters.properties as object);

/** Each of them, as an entry of a campaign's or a traffic source's parameters. */
export const everyParameter = carried.map((parameter) => ({ parameter, name: parameter, placeholder: `{{${parameter}}}`, alias: 'Alias' }));

/** Each of them, as a filter of the clicks whose cost is updated. */
export const everyFilter = carried.map((name) => ({ name, value: '1, 2' }));
