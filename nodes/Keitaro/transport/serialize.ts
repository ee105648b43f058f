import { jsonText } from '../values/quote';
import type { IDataObject } from 'n8n-workflow';
import { encode } from './encode';
import { isSecretName, MASK } from './mask';
import { InputError } from '../values/errors';

export const API = '/admin_api/v1';

/** Addresses longer than this are cut or refused by common web servers (nginx: 8 KB for the request line). */
const LONGEST_URL = 8000;
/** How deep a request's body is searched for secrets; Keitaro's own bodies are no deeper. */
const DEEPEST = 5;

/** The part of a request that its address is made of. */
interface Addressed {
	path: string;
	query?: IDataObject;
	public?: boolean;
}

/** The whole address of a request. @throws {InputError} when it is too long, or holds the mask of a secret. */
export function urlOf(base: string, { path, query = {}, public: open }: Addressed): string {
	const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== null);
	if (given.some(([, value]) => textOf(value).includes(MASK))) refuseMask();
	const length = given.reduce((sum, [name, value]) => sum + name.length + textOf(value).length + 2, base.length + path.length);
	if (length > LONGEST_URL) refuseLength(length);
	const pairs = given.map(([name, value]) => `${encode(name)}=${encode(textOf(value))}`);
	const url = `${base}${open ? '' : API}${path}${pairs.length > 0 ? `?${pairs.join('&')}` : ''}`;
	if (url.length > LONGEST_URL) refuseLength(url.length);
	return url;
}

/** A query value. Keitaro takes single ones; whatever else an expression gives is sent as JSON. */
const textOf = (value: unknown): string => (typeof value === 'object' ? jsonOf(value) : String(value));

/** @throws {InputError} when a value cannot be written as JSON, or the mask of a secret is in it. */
export function jsonOf(body: unknown): string {
	const text = jsonText(body);
	if (text === undefined) {
		throw new InputError(
			'The data to send cannot be written as JSON',
			'It holds itself, or a value that JSON has no form for. Build the data from plain texts, numbers, lists and objects.',
		);
	}
	// Also within a text: a masked postback address would be saved, and lead nowhere.
	if (text.includes(MASK)) refuseMask();
	return text;
}

function refuseMask(): never {
	throw new InputError(
		`The data to send still holds ${MASK}, which stands in place of a secret`,
		'It comes from the output of a Keitaro node. Take the fields that hold it out of the data: what is not sent stays as it is.',
	);
}

function refuseLength(length: number): never {
	throw new InputError(
		`The values are too long for this request: they make an address of ${length} characters, and servers take ${LONGEST_URL}`,
		'Keitaro takes these values in the address. Send less, or, for files of a landing page or offer, upload a ZIP archive instead.',
	);
}

/** Shorter values under a secret's name may be plain words, which would be taken out of every sentence. */
const SHORTEST = 4;

/** The secrets that a request carries under their names: tokens, passwords, keys of other services. */
export function secretsIn(value: unknown, depth = DEEPEST): string[] {
	if (typeof value !== 'object' || value === null || depth === 0) return [];
	return Object.entries(value).flatMap(([name, part]) =>
		typeof part === 'string' ? (isSecretName(name) && part.length >= SHORTEST ? [part] : []) : secretsIn(part, depth - 1),
	);
}
