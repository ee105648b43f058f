import type { IDataObject } from 'n8n-workflow';
import { InputError } from './errors';
import { readFlag } from './flag';
import { readNumber } from './number';
import { quote } from './quote';

/** Several values: a list, the JSON text of one, or a text with one a line or separated by commas. Blank ones are left out. */
export function listOf(entered: unknown, label: string): Array<string | number> {
	const given = typeof entered === 'string' ? (listIn(entered) ?? entered.split(/[\r\n,;]+/)) : entered;
	const values = Array.isArray(given) ? (given as unknown[]).flat() : [given];
	const kept: Array<string | number> = [];
	for (const value of values) {
		if (typeof value === 'number') kept.push(value);
		else if (typeof value === 'string') {
			if (value.trim() !== '') kept.push(value.trim());
		} else if (value !== undefined && value !== null)
			throw new InputError(`${label} must be a list of values, but holds ${quote(value)}`, 'Enter texts or numbers, separated by commas.');
	}
	return kept;
}

/** The list that a text is the JSON of. */
function listIn(text: string): unknown[] | undefined {
	const { value } = /^\s*\[/.test(text) ? parseJson(text) : {};
	return Array.isArray(value) ? (value as unknown[]) : undefined;
}

/** JSON entered as text, or the value that an expression gave; `undefined` for a blank text. */
export function objectOf(entered: unknown, label: string): unknown {
	if (typeof entered !== 'string') return entered;
	if (entered.trim() === '') return undefined;
	const { value, fault } = parseJson(entered);
	if (fault === undefined) return value;
	throw new InputError(
		`${label} is not valid JSON: ${fault}`,
		'Names and texts stand in double quotes, and no comma follows the last entry.',
	);
}

function parseJson(text: string): { value?: unknown; fault?: string } {
	try {
		return { value: JSON.parse(text) as unknown };
	} catch (error) {
		return { fault: (error as Error).message };
	}
}

/** The JSON object of a `<resource>Data` field. @throws {InputError} when it is empty, a list, or no JSON. */
export function dataOf(entered: unknown, label: string): IDataObject {
	const data = objectOf(entered, label);
	if (data === undefined || data === null || (typeof data === 'object' && Object.keys(data).length === 0)) {
		throw new InputError(`${label}: no data to send`, 'Enter the fields as a JSON object, for example {"name": "Summer"}.');
	}
	if (typeof data !== 'object' || Array.isArray(data))
		throw new InputError(
			`${label} must be a JSON object, but is ${quote(data)}`,
			'Enter names and values in braces, for example {"name": "Summer"}.',
		);
	return data as IDataObject;
}

/** The number in a text, if there is one. @throws {InputError} for what can be read as two, or holds more than a number. */
export function numberIn(entered: string, label: string): number | undefined {
	const { value, fault } = readNumber(entered);
	if (fault === undefined) return value;
	throw new InputError(
		`${label} must be a number, but ${quote(entered)} ${fault}`,
		'What an expression gives as a number is taken as it is.',
	);
}

/** Yes or no. @throws {InputError} for what is neither. */
export function flagIn(entered: unknown, label: string): boolean {
	const known = readFlag(entered);
	if (known !== undefined) return known;
	throw new InputError(`${label} must be true or false, but is ${quote(entered)}`, 'An expression must give true or false here.');
}
