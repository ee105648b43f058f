/** Lays data out in lines: a table where it is one, a line where it fits, otherwise what matters of it. */
import { inspect } from 'node:util';

type Row = Record<string, unknown>;

const SHOWN_ROWS = 2;
const SHOWN_IN_TABLE = 8;
const SHOWN_ENTRIES = 4;
/** Records with more fields than this, such as campaigns, are shown in part. */
const FEW_FIELDS = 8;
const PART_LINES = 2;
const ROOM_FOR_MORE = 24;
const ONE_LINE = { depth: 6, breakLength: Infinity, compact: true, maxArrayLength: 20, maxStringLength: 200 } as const;

/** Records under each other, the first few of them. */
export function rowsLines(rows: Row[], room: number): string[] {
	const isLine = rows.length === 1 && lineOf(rows[0]).length <= room;
	const table = isLine ? undefined : tableLines(rows.slice(0, SHOWN_IN_TABLE), room);
	const shown = table ? SHOWN_IN_TABLE : SHOWN_ROWS;
	const lines = table ?? rows.slice(0, shown).flatMap((row) => recordLines(row, room));
	return rows.length > shown ? [...lines, more(rows.length - shown, 'item')] : lines;
}

/** Flat records of the same few fields, in columns; undefined where they are something else or too wide. */
function tableLines(rows: Row[], room: number): string[] | undefined {
	const keys = Object.keys(rows[0]);
	const isFlat = rows.every((row) => Object.keys(row).join() === keys.join() && Object.values(row).every(isPlain));
	if (!isFlat || keys.length === 0 || keys.length > FEW_FIELDS) return undefined;
	const cells = [keys, ...rows.map((row) => Object.values(row).map(String))];
	const widths = keys.map((_, at) => Math.max(...cells.map((line) => line[at].length)));
	if (widths.reduce((sum, width) => sum + width + 2, 0) > room) return undefined;
	return cells.map((line) =>
		line
			.map((cell, at) => cell.padEnd(widths[at]))
			.join('  ')
			.trimEnd(),
	);
}

function recordLines(record: Row, room: number): string[] {
	const line = lineOf(record);
	if (line.length <= room && !line.includes('\\n')) return [line];
	const entries = Object.entries(record);
	const keyWidth = Math.max(...entries.map(([key]) => key.length));
	if (entries.length > FEW_FIELDS) return inPart(record, room);
	return entries.flatMap(([key, value]) =>
		valueLines(value, room - keyWidth - 2).map((text, row) => `${(row === 0 ? key : '').padEnd(keyWidth)}  ${text}`),
	);
}

function valueLines(value: unknown, room: number): string[] {
	if (typeof value === 'string' && value.includes('\n')) return value.split('\n');
	if (!Array.isArray(value) || value.length === 0) {
		const line = lineOf(value);
		return line.length > room && isRecord(value) ? inPart(value, room) : [cut(line, room)];
	}
	if (value.every(isRecord) && value.length > 1) {
		const table = tableLines(value.slice(0, SHOWN_IN_TABLE), room);
		if (table) return value.length > SHOWN_IN_TABLE ? [...table, more(value.length - SHOWN_IN_TABLE, 'entry')] : table;
	}
	const lines = value.slice(0, SHOWN_ENTRIES).map((entry: unknown) => valueLines(entry, room)[0]);
	return value.length > SHOWN_ENTRIES ? [...lines, more(value.length - SHOWN_ENTRIES, 'entry')] : lines;
}

/** The first fields that hold something, as many as fit in two lines, and how many there are besides. */
function inPart(record: Row, room: number): string[] {
	const all = Object.entries(record);
	const lines = ['{ '];
	let shown = 0;
	for (const [key, value] of all.filter(([, held]) => !isEmpty(held))) {
		const text = `${key}: ${lineOf(value)}, `;
		const isLast = lines.length === PART_LINES;
		const fits = lines[lines.length - 1].length + text.length <= room - (isLast ? ROOM_FOR_MORE : 0);
		if (!fits && (isLast || text.length > room - ROOM_FOR_MORE)) continue;
		if (!fits) lines.push('  ');
		lines[lines.length - 1] += text;
		shown++;
	}
	lines[lines.length - 1] += `${more(all.length - shown, 'field')} }`;
	return lines.map((line) => line.trimEnd());
}

const lineOf = (value: unknown): string => inspect(value, ONE_LINE);
const isRecord = (value: unknown): value is Row => typeof value === 'object' && value !== null && !Array.isArray(value);
const isPlain = (value: unknown): boolean => typeof value !== 'object' && !(typeof value === 'string' && value.includes('\n'));
const isEmpty = (value: unknown): boolean =>
	value === null || value === '' || (typeof value === 'object' && Object.keys(value).length === 0);

export const cut = (text: string, room: number): string => (text.length > room ? `${text.slice(0, room - 2)} …` : text);

export const count = (number: number, what: string): string => `${number} ${number === 1 ? what : what.replace(/y$/, 'ie') + 's'}`;

const more = (number: number, what: string): string => `… ${count(number, `more ${what}`)}`;
