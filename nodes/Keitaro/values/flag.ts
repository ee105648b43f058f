/** Yes or no, from whatever n8n, a sheet or a model gives for it; `undefined` for what is neither. */
export function readFlag(value: unknown): boolean | undefined {
	if (!['boolean', 'number', 'string'].includes(typeof value)) return undefined;
	const text = String(value).trim().toLowerCase();
	return YES.has(text) ? true : NO.has(text) ? false : undefined;
}

const YES: ReadonlySet<string> = new Set(['true', '1']);
const NO: ReadonlySet<string> = new Set(['false', '0']);
