import { isSecretName, MASK } from './mask';

/** Characters of a failed request's answer that are kept with its error. */
const LONGEST = 2000;
/** No secret is longer. */
const MARGIN = 4000;
const DEEPEST = 6;

/**
 * What is kept of the answer to a request that failed: masked, and bounded in length and depth. It comes from whatever server the
 * address points at. What is small enough stays as it is.
 */
export function truncate(body: unknown, maskText: (text: string) => string): unknown {
	let left = LONGEST;

	function text(whole: string): string {
		const kept = bounded(whole, Math.max(left, 0), maskText);
		left -= kept.length;
		return kept;
	}

	function piece(value: unknown, depth: number): unknown {
		if (typeof value === 'string') return text(value);
		if (typeof value !== 'object' || value === null) {
			left -= 4;
			return value;
		}
		if (depth === 0) return '…';
		if (Array.isArray(value)) return list(value as unknown[], depth);
		const entries: Array<[string, unknown]> = [];
		for (const key in value) {
			if (left <= 0) break;
			const held = (value as Record<string, unknown>)[key];
			const isSecret = isSecretName(key) && typeof held !== 'object';
			entries.push([text(key), isSecret ? MASK : piece(held, depth - 1)]);
		}
		return Object.fromEntries(entries);
	}

	function list(values: unknown[], depth: number): unknown[] {
		const kept: unknown[] = [];
		for (const value of values) {
			if (left <= 0) break;
			left -= 1;
			kept.push(piece(value, depth - 1));
		}
		return kept;
	}

	return piece(body, DEEPEST);
}

/**
 * The beginning of a text, masked, without control characters. A secret that stands across the cut is masked as well: what is masked
 * reaches beyond it.
 */
export function bounded(whole: string, longest: number, maskText: (text: string) => string): string {
	const part = whole.slice(0, longest + MARGIN);
	const masked = maskText(plain(part));
	const certain = part.length < whole.length ? Math.max(masked.length - MARGIN, 0) : masked.length;
	return certain > longest || part.length < whole.length ? `${masked.slice(0, Math.min(longest, certain))}…` : masked;
}

/** Without characters that cannot be seen or that turn the text around; line breaks and tabs stay. */
const plain = (text: string): string => text.replace(/(?![\t\n\r])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '');
