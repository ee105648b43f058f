/** What records of all kinds have in common: lists without the archived, partial updates, archive, restore, clones. */
import { invalid, json, label, missing, refuse } from '../answers';
import type { State, Store } from '../store/types';
import type { Call, Handler, Tracker } from '../types';

interface Row {
	id: number;
	state: State;
	updated_at: string;
}

export interface Kind<T extends Row> {
	/** As the plain-text 404 names it. */
	model: string;
	rows(store: Store): T[];
	fresh(tracker: Tracker): T;
	/** Refuses fields that cannot be; `row` is the record they are for, unless it is new. */
	check?(tracker: Tracker, body: Record<string, unknown>, row?: T): void;
	/** Makes the fields sent what is stored; without it they are stored as they are. */
	accept?(tracker: Tracker, body: Record<string, unknown>, row: T): Partial<T>;
	/** What the API answers for a record; without it the record itself. */
	present?(tracker: Tracker, row: T): unknown;
	/** Changes a copy: what a clone does not share with its original. */
	cloned?(tracker: Tracker, copy: T, original: T): void;
	/** Archived records can still be read by id. */
	readsArchived?: boolean;
	/** Updates leave the date of the last change alone. */
	undated?: boolean;
}

export const show = <T extends Row>(kind: Kind<T>, tracker: Tracker, row: T) => kind.present?.(tracker, row) ?? row;

/** The record with this id, archived ones too; else a 404. */
export function findAny<T extends Row>(kind: Kind<T>, tracker: Tracker, id: number): T {
	return kind.rows(tracker.store).find((row) => row.id === id) ?? refuse(missing(kind.model, id));
}

export function find<T extends Row>(kind: Kind<T>, tracker: Tracker, id: number): T {
	const row = findAny(kind, tracker, id);
	return row.state === 'deleted' ? refuse(missing(kind.model, id)) : row;
}

export function required(tracker: Tracker, body: Record<string, unknown>, ...fields: string[]) {
	const empty = fields.filter((field) => field in body && (body[field] === '' || body[field] === null));
	if (empty.length > 0) refuse(invalid(tracker, Object.fromEntries(empty.map((field) => [field, [`${label(field)} is required`]]))));
}

export function unique<T extends object>(
	tracker: Tracker,
	rows: T[],
	self: T | undefined,
	body: Record<string, unknown>,
	field: keyof T & string,
) {
	const taken = field in body && rows.some((row) => row !== self && row[field] === body[field]);
	if (taken) refuse(invalid(tracker, { [field]: [`${label(field)} has already used`] }));
}

function write<T extends Row>(kind: Kind<T>, tracker: Tracker, row: T, body: Record<string, unknown>): T {
	const fields = kind.accept?.(tracker, body, row) ?? (body as Partial<T>);
	return Object.assign(row, fields, kind.undated ? {} : { updated_at: tracker.stamp() });
}

export function addRow<T extends Row>(kind: Kind<T>, tracker: Tracker, body: Record<string, unknown>): T {
	kind.check?.(tracker, body);
	const row = write(kind, tracker, kind.fresh(tracker), body);
	kind.rows(tracker.store).push(row);
	return row;
}

export function cloneRow<T extends Row & { name: string }>(kind: Kind<T>, tracker: Tracker, original: T): T {
	const { id, updated_at } = kind.fresh(tracker);
	const copy = { ...structuredClone(original), id, name: `Copy of ${original.name}`, created_at: updated_at, updated_at };
	kind.cloned?.(tracker, copy, original);
	kind.rows(tracker.store).push(copy);
	return copy;
}

export const listOf = <T extends Row>(kind: Kind<T>, chosen: (row: T) => boolean = (row) => row.state !== 'deleted'): Handler => {
	return (tracker) =>
		json(
			kind
				.rows(tracker.store)
				.filter(chosen)
				.map((row) => show(kind, tracker, row)),
		);
};

export const deletedOf = <T extends Row>(kind: Kind<T>) => listOf(kind, (row) => row.state === 'deleted');

export const getOf =
	<T extends Row>(kind: Kind<T>): Handler =>
	(tracker, { id }) =>
		json(show(kind, tracker, (kind.readsArchived ? findAny : find)(kind, tracker, id)));

export const createOf =
	<T extends Row>(kind: Kind<T>): Handler =>
	(tracker, { body }) =>
		json(show(kind, tracker, addRow(kind, tracker, body)));

export const updateOf =
	<T extends Row>(kind: Kind<T>): Handler =>
	(tracker, { id, body }) => {
		const row = find(kind, tracker, id);
		kind.check?.(tracker, body, row);
		return json(show(kind, tracker, write(kind, tracker, row, body)));
	};

/** Sets the state. Answers are as different as the endpoints: the record, the record in an array, nothing. */
export function stateOf<T extends Row>(
	kind: Kind<T>,
	state: State,
	{ status = 200, answer = 'object' }: { status?: number; answer?: 'object' | 'array' | 'empty' } = {},
): Handler {
	return (tracker: Tracker, { id, path }: Call) => {
		const row = (path.endsWith('/restore') ? findAny : find)(kind, tracker, id);
		Object.assign(row, { state }, kind.undated ? {} : { updated_at: tracker.stamp() });
		if (answer === 'empty') return { status, body: '' };
		const shown = show(kind, tracker, row);
		return json(answer === 'array' ? [shown] : shown, status);
	};
}

export const cloneOf =
	<T extends Row & { name: string }>(kind: Kind<T>, answer: 'object' | 'array' = 'array'): Handler =>
	(tracker, { id }) => {
		const shown = show(kind, tracker, cloneRow(kind, tracker, find(kind, tracker, id)));
		return json(answer === 'array' ? [shown] : shown);
	};

export const groupName = (store: Store, id: number) => store.groups.find((group) => group.id === id)?.name ?? null;
