import type { IDataObject } from 'n8n-workflow';
import { InputError } from '../values/errors';
import { isNothing } from '../values/nothing';

/** What the user wants of a field of a change whose expression gives nothing. */
export const EMPTY_VALUES = ['refuse', 'leave', 'clear'] as const;

export type EmptyValues = (typeof EMPTY_VALUES)[number];

/** A change of which the expressions leave nothing: an outcome, and no error, where the user chose to leave such fields as they are. */
export class NothingToChange extends Error {
	constructor() {
		super('Nothing to change');
	}
}

/** A field without a value where there must be one; error items name it in `details.field`. */
export class EmptyField extends InputError {
	constructor(
		readonly field: string,
		message: string,
		description: string,
	) {
		super(message, description);
	}
}

/**
 * Checks that a change has something to send.
 * @param added how many fields the user added: where their expressions left none of them, that is what the user wants
 * @throws {NothingToChange | InputError} where it has not
 */
export function checkChange(sent: IDataObject, added: number, label: string): void {
	if (Object.keys(sent).length > 0) return;
	if (added > 0) throw new NothingToChange();
	throw new InputError(`${label}: no data to send`, 'Add at least one field to change.');
}

/** Whether what stands in a parameter is an expression, in a locator the value of which is one, or a group that is one as a whole. */
export const isExpression = (written: unknown): written is string | IDataObject =>
	typeof written === 'string'
		? written.startsWith('=')
		: typeof written === 'object' && written !== null && 'value' in written && isExpression(written.value);

/** Whether an AI model decides what a parameter is. It must fill in every one, and leaves empty what it does not want. */
const isOfModel = (written: unknown): boolean => isExpression(written) && JSON.stringify(written).includes('$fromAI(');

/**
 * What becomes of a field by what its expression gave: `read` where there is a value, `leave` where there is none and the field is left
 * out, `clear` where it is to be sent as empty. What a person typed in as empty is read like any value.
 * @param entered what the expression gives, or what was read of it
 * @throws {EmptyField} where the user wants to be told
 */
export function fateOf(
	entered: unknown,
	written: unknown,
	wish: EmptyValues | undefined,
	name: string,
	label: string,
): 'read' | 'leave' | 'clear' {
	if (wish === undefined || !isNothing(entered) || !isExpression(written)) return 'read';
	if (isOfModel(written) || wish === 'leave') return 'leave';
	if (wish === 'clear') return 'clear';
	throw new EmptyField(
		name,
		`${label} gives nothing for this item`,
		'Correct its expression, or say under Options, Empty Values whether such a field is left as it is or emptied.',
	);
}

/** The empty value of a field, where it may have one. */
export function emptyOf(empty: unknown, name: string, label: string): unknown {
	if (empty !== undefined) return empty;
	throw new EmptyField(
		name,
		`${label} gives nothing for this item, and cannot be emptied`,
		'Take the field out, or correct its expression.',
	);
}
