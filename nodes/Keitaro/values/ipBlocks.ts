import { InputError } from './errors';
import { piecesOf } from './botText';
import { quote } from './quote';
import { listOf, objectOf } from './scalars';

const HOW =
	'The bot list takes IPv4 addresses such as 203.0.113.7, blocks such as 203.0.113.0/24, and ranges such as 203.0.113.7-203.0.113.20.';

/** A block of IPv4 addresses: the first as a number, and the length of the common prefix in bits. */
export interface Block {
	first: number;
	bits: number;
}

/** The number an IPv4 address stands for. Leading zeros are refused: programs differ in whether they mean octal. */
function addressOf(text: string): number | undefined {
	const parts = text.split('.');
	if (parts.length !== 4 || !parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255)) return undefined;
	return parts.reduce((number, part) => number * 256 + Number(part), 0);
}

const addressText = (address: number): string => [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.');

/** An entry of the list read as a block; `undefined` for anything but an IPv4 address or a CIDR block. */
export function blockOf(entry: string): Block | undefined {
	const [address, bits = '32', ...rest] = entry.split('/');
	const first = addressOf(address);
	if (first === undefined || rest.length > 0 || !/^\d{1,2}$/.test(bits) || Number(bits) > 32) return undefined;
	return { first: first - (first % 2 ** (32 - Number(bits))), bits: Number(bits) };
}

/**
 * Finds the entry of a list that covers an address or block: itself, or the narrowest block that it lies in. Lists have many thousands
 * of entries, so they are not gone through for each question.
 */
export function coverOf(entries: string[]): (wanted: string) => string | undefined {
	const listed = new Set(entries);
	const byBits = new Map<number, Map<number, string>>();
	for (const entry of entries) {
		const block = blockOf(entry);
		if (block === undefined) continue;
		const blocks = byBits.get(block.bits) ?? new Map<number, string>();
		byBits.set(block.bits, blocks);
		blocks.set(block.first, entry);
	}
	return (wanted) => {
		if (listed.has(wanted)) return wanted;
		const { first, bits: most } = blockOf(wanted) ?? { first: 0, bits: -1 };
		for (let bits = most; bits >= 0; bits--) {
			const entry = byBits.get(bits)?.get(first - (first % 2 ** (32 - bits)));
			if (entry !== undefined) return entry;
		}
		return undefined;
	};
}

/** The CIDR blocks that make up a range of addresses, as few as there can be. */
function blocksOf(from: number, to: number): string[] {
	const blocks: string[] = [];
	for (let first = from; first <= to;) {
		let bits = 32;
		while (bits > 0 && first % 2 ** (33 - bits) === 0 && first + 2 ** (33 - bits) - 1 <= to) bits--;
		blocks.push(bits === 32 ? addressText(first) : `${addressText(first)}/${bits}`);
		first += 2 ** (32 - bits);
	}
	return blocks;
}

/** One entered entry as Keitaro takes it; a range becomes several. Or, as text, why the list does not take it. */
function entriesOf(text: string): string[] | string {
	if (blockOf(text)) return [text];
	const [from, to, ...rest] = text.split('-').map((end) => addressOf(end.trim()));
	if (from !== undefined && to !== undefined && rest.length === 0)
		return from <= to ? blocksOf(from, to) : 'is a range that ends before it begins';
	if (/^[\d.]+:\d+$/.test(text)) return 'has a port: enter the address alone';
	if (text.includes(':')) return 'is IPv6, which Keitaro does not take';
	return 'is not an IPv4 address, block or range';
}

/** Wrong entries told in one error. */
const MOST_TOLD = 10;

/**
 * The entries in what the user entered: one or several (lines, commas, a list by expression; headings, comments and quoted cells are
 * understood), or JSON with them in `value`, `ip`, `ips` or `entries` as old workflows have it. Doubles are left out.
 * @throws {InputError} that names all that are none, each with its place.
 */
export function readEntries(entered: unknown, label: string): string[] {
	const given = typeof entered === 'string' && /^\s*[{[]/.test(entered) ? objectOf(entered, label) : entered;
	const { value, ip, ips, entries } = (
		typeof given === 'object' && given !== null && !Array.isArray(given) ? given : { value: given }
	) as Record<string, unknown>;
	const found = value ?? entries ?? ips ?? ip;
	const pieces =
		typeof found === 'string'
			? piecesOf(found)
			: listOf(found, label).flatMap((one, at) => piecesOf(String(one)).map(({ text }) => ({ text, place: `entry ${at + 1}` })));
	if (pieces.length === 0) throw new InputError(`${label} is empty`, HOW);
	const wrong: string[] = [];
	const right = new Set<string>();
	for (const { text, place } of pieces) {
		const read = entriesOf(text);
		if (typeof read === 'string') wrong.push(`${pieces.length > 1 ? `${place}: ` : ''}${quote(text)} ${read}`);
		else for (const entry of read) right.add(entry);
	}
	if (wrong.length === 0) return [...right];
	const more = wrong.length > MOST_TOLD ? `; and ${wrong.length - MOST_TOLD} more` : '';
	throw new InputError(`${label}: ${wrong.slice(0, MOST_TOLD).join('; ')}${more}`, HOW);
}

/** A single entry, e.g. the one to look up or to replace. */
export function readEntry(entered: unknown, label: string): string {
	const entries = readEntries(entered, label);
	if (entries.length === 1) return entries[0];
	throw new InputError(`${label} must be one entry, but these are ${entries.length}`, HOW);
}
