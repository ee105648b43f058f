/** `undefined` for what JSON has no form for: circular, too deep, or of a kind of its own. */
export function jsonText(value: unknown): string | undefined {
	try {
		return JSON.stringify(value);
	} catch {
		return undefined;
	}
}

/** A single value as text; nothing for lists and objects, which may have any form of their own. */
export const plainText = (value: unknown): string =>
	typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';

/** A value as it can stand in a message. */
export function quote(value: unknown): string {
	const text = typeof value === 'string' ? `"${value.slice(0, LONGEST)}"` : (jsonText(value) ?? typeof value);
	return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

const LONGEST = 60;
