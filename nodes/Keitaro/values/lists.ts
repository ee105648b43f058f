import type { IDataObject } from 'n8n-workflow';

/** The stored entry for each one sent; `undefined` unless they are the same entries. The tracker may sort them. */
export function inOrderOf(sent: IDataObject[], stored: IDataObject[]): IDataObject[] | undefined {
	const found = matching(sent, stored);
	return found.length === stored.length && found.every((match) => match !== undefined) ? found : undefined;
}

/** The stored entry for each one sent, where there is one. */
export function matching(sent: IDataObject[], stored: IDataObject[]): Array<IDataObject | undefined> {
	const left = [...stored];
	return sent.map((entry) => {
		const fitting = left.filter((one) => keeps(one, entry));
		const match = fitting.find(({ id }) => id === entry.id) ?? fitting[0];
		if (match) left.splice(left.indexOf(match), 1);
		return match;
	});
}

/**
 * Whether a change is no more in what a list holds now: what it added or took out is as it was before. What somebody else has changed
 * since is not meant: an entry of the same offer or landing page is there whatever its share. Entries that are alike are counted.
 */
export function isLost(before: IDataObject[], wanted: IDataObject[], now: IDataObject[]): boolean {
	const names = new Set(wanted.flatMap(Object.keys));
	const asSent = (entry: IDataObject) =>
		Object.fromEntries(Object.entries(entry).filter(([name]) => (names.size > 0 ? names.has(name) : !VOLATILE.includes(name))));
	const count = (list: IDataObject[], entry: IDataObject) => list.filter((one) => keeps(one, entry)).length;
	const twin = (list: IDataObject[], entry: IDataObject) => list.find((one) => isSame(one, entry));

	const isAddedInVain = (entry: IDataObject): boolean => {
		if (count(wanted, entry) <= count(before, entry) || count(now, entry) > count(before, entry)) return false;
		const [is, was] = [twin(now, entry), twin(before, entry)];
		return was === undefined ? is === undefined : is !== undefined && keeps(is, asSent(was));
	};
	const isRemovedInVain = (entry: IDataObject): boolean =>
		count(wanted, entry) < count(before, entry) && twin(wanted, entry) === undefined && count(now, entry) >= count(before, entry);
	return wanted.some(isAddedInVain) || before.map(asSent).some(isRemovedInVain);
}

/** What trackers set by themselves. */
const VOLATILE = ['id', 'oid', 'created_at', 'updated_at'];

/** Entries that are told apart by what they bind. */
const isSame = (one: IDataObject, other: IDataObject): boolean =>
	['offer_id', 'landing_id'].some((name) => one[name] !== undefined && textOf(one[name]) === textOf(other[name]));

/** Whether a stored entry holds all that was sent of it; but for its ID, since the tracker may write the whole list anew. */
const keeps = (stored: IDataObject, { id: _id, ...sent }: IDataObject): boolean =>
	Object.entries(sent).every(([name, value]) => alike(stored[name], value));

/** Trackers are lax with types (numbers as texts, nothing as an empty list), and complete objects. */
function alike(stored: unknown, sent: unknown): boolean {
	if (Array.isArray(sent) && sent.length > 0) {
		return Array.isArray(stored) && stored.length === sent.length && sent.every((one, at) => alike(stored[at], one));
	}
	if (typeof sent === 'object' && sent !== null) {
		const of = typeof stored === 'object' && stored !== null ? (stored as IDataObject) : {};
		return Object.entries(sent).every(([name, value]) => alike(of[name], value));
	}
	return textOf(stored) === textOf(sent);
}

const textOf = (value: unknown): string =>
	typeof value === 'object'
		? Object.values(value ?? {})
				.map(textOf)
				.join()
		: String({ true: 1, false: 0 }[String(value)] ?? value ?? '');
