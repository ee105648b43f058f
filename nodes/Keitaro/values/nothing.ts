const isBlank = (value: unknown): value is undefined | null | string =>
	value === undefined || value === null || (typeof value === 'string' && value.trim() === '');

/**
 * Whether a value that n8n hands over is none: `undefined`, `null`, blank text, an empty list or object, a list of nothing but blanks,
 * a locator that holds none.
 */
export function isNothing(value: unknown): boolean {
	if (isBlank(value)) return true;
	if (Array.isArray(value)) return value.every(isBlank);
	if (typeof value !== 'object' || Object.getPrototypeOf(value) !== Object.prototype) return false;
	if ('mode' in value && 'value' in value) return isNothing(value.value);
	return Object.keys(value).length === 0;
}
