/** Whether a tracker kept a value as it was sent, in its own loose way with types (seen live). */

type Fields = Record<string, unknown>;

/** A value that was kept otherwise than it was sent. */
export interface Difference {
	/** Where it stands, such as `cost_value` or `offers[0].share`. */
	field: string;
	sent: unknown;
	kept: unknown;
}

export const isObject = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Nothing, 0, no and an empty list are one and the same to a tracker. */
const isNothing = (value: unknown): boolean => {
	if (value === null || value === undefined || value === false) return true;
	if (typeof value === 'object') return Object.keys(value).length === 0;
	return value === 0 || (typeof value === 'string' && /^(0*(\.0+)?|false|null|\[\]|\{\})$/.test(value.trim()));
};

/** What stands for a secret that is not shown. */
const isHidden = (value: unknown): boolean => typeof value === 'string' && /[*•]{3,}/.test(value);

const MOMENT = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(?::(\d\d))?(?:\.\d+)?(?:Z|\+00:?00)?)?$/;

/** One form for all ways to write the same scalar. */
function formOf(value: unknown): string {
	const text = typeof value === 'boolean' ? String(Number(value)) : String(value).trim();
	if (text === 'true') return '1';
	if (/^[+-]?\d{1,15}(\.\d+)?$/.test(text)) return String(Number(text));
	const [, day, time = '00:00', seconds = '00'] = MOMENT.exec(text) ?? [];
	return day === undefined ? text : `${day} ${time}:${seconds}`;
}

/** Trackers give some objects and lists as the JSON text of them, and lists as a text with commas. */
function opened(value: unknown, like: unknown): unknown {
	if (typeof value !== 'string' || typeof like !== 'object' || like === null) return value;
	try {
		const read = JSON.parse(value) as unknown;
		return typeof read === 'string' ? opened(read, like) : read;
	} catch {
		return Array.isArray(like) ? value.split(/[\n,]/).map((one) => one.trim()) : value;
	}
}

/** By what two entries of a list are known to be the same one. */
const IDENTITY = ['offer_id', 'landing_id', 'name', 'url', 'key'];

const isSameEntry = (one: Fields, other: Fields): boolean =>
	IDENTITY.some((key) => one[key] !== undefined && one[key] !== null && formOf(one[key]) === formOf(other[key]));

/** The values of `sent` that `kept` has otherwise. What `kept` does not have is no difference: passwords and files are never told. */
export function differences(sent: unknown, kept: unknown, field = ''): Difference[] {
	const [one, other] = [opened(sent, kept), opened(kept, sent)];
	if ((isNothing(one) && isNothing(other)) || isHidden(other)) return [];
	if (isObject(one) && isObject(other)) {
		return Object.entries(one).flatMap(([key, value]) =>
			Object.hasOwn(other, key) && value !== undefined ? differences(value, other[key], field === '' ? key : `${field}.${key}`) : [],
		);
	}
	if (Array.isArray(one) && Array.isArray(other)) return ofLists(one as unknown[], other as unknown[], field);
	const isSame = typeof one !== 'object' && typeof other !== 'object' && formOf(one) === formOf(other);
	return isSame ? [] : [{ field, sent, kept }];
}

/**
 * Lists are sets: their order means nothing, and what stands in them twice is there once. Their entries may get other IDs: trackers write
 * a list anew (seen live).
 */
function ofLists(entries: unknown[], kept: unknown[], field: string): Difference[] {
	const sent = entries.map((one) => (isObject(one) ? withoutId(one) : one));
	const isIn = (one: unknown, list: unknown[], isSent: boolean) =>
		list.some((other) => (isSent ? differences(one, other) : differences(other, one)).length === 0);
	const lost = sent.filter((one) => !isIn(one, kept, true));
	const strange = kept.filter((one) => !isIn(one, sent, false));
	if (lost.length === 0 && strange.length === 0) return [];
	const pairs = lost.map((one) => [one, strange.find((other) => isObject(one) && isObject(other) && isSameEntry(one, other))]);
	if (lost.length !== strange.length || pairs.some(([, other]) => other === undefined)) return [{ field, sent: entries, kept }];
	return pairs.flatMap(([one, other]) => differences(one, other, `${field}[${sent.indexOf(one)}]`));
}

const withoutId = ({ id: _id, ...rest }: Fields): Fields => rest;
