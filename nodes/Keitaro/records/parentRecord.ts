import { locatorValue } from '../values/entered';
import type { INodeProperties } from 'n8n-workflow';
import { InputError } from '../values/errors';
import { resolveId } from './id';
import { locator } from './locator';
import { referenceOf, type ReferenceKind } from './references';
import type { ItemContext } from '../transport/itemContext';

/**
 * Entries of a record's list (filters of a flow, postbacks of a campaign) have an ID but no address of their own in Keitaro, so the
 * record must be named besides. The original node did not ask for it.
 */
export const ownerField = (kind: ReferenceKind, entries: string): INodeProperties[] => [
	locator(kind, `${kind}Id`, referenceOf(kind).label, `The ${referenceOf(kind).label.toLowerCase()} that has the ${entries}`),
];

/** The ID of the record that the user chose, else of the one that the data names. */
export async function readOwner(context: ItemContext, kind: ReferenceKind, entries: string, inData?: unknown): Promise<string> {
	const chosen = context.parameter(`${kind}Id`);
	return await parentRecordId(context, kind, entries, isEmpty(chosen) ? inData : chosen);
}

/** The ID of a record that is entered because it has the entries. */
export async function parentRecordId(context: ItemContext, kind: ReferenceKind, entries: string, entered: unknown): Promise<string> {
	const { label } = referenceOf(kind);
	if (isEmpty(entered)) {
		const thing = label.toLowerCase();
		throw new InputError(
			`No ${thing} is chosen, and Keitaro keeps ${entries} inside a ${thing}`,
			`Choose under ${label} the one that has the ${entries}.`,
		);
	}
	return String(await resolveId(context, entered, kind, label));
}

const isEmpty = (entered: unknown): boolean => (locatorValue(entered) ?? '') === '';
