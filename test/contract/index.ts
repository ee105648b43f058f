/** The Admin API as a table: what exists, what each operation takes and answers. Paths are below `/admin_api/v1`. */
import Ajv, { type ErrorObject, type ValidateFunction } from 'ajv';
import table from './api.json';

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';
export type Schema = Record<string, unknown>;

/** `source: 'live'` marks what trackers do though the published spec does not say so. */
export interface Parameter {
	name: string;
	type: 'string' | 'integer' | 'number' | 'boolean';
	required?: boolean;
	enum?: string[];
	default?: string;
	source?: 'live';
}

export interface Operation {
	method: Method;
	path: string;
	pathParams: Parameter[];
	query: Parameter[];
	/** JSON Schema of the body; null when the operation takes none. */
	body: Schema | null;
	success: {
		status: number;
		/** Name of a schema, or the schema itself; null when the answer has no JSON body. Of a list: the schema of one row. */
		answer: string | Schema | null;
		list: boolean;
		/** The one record comes inside an array. */
		wrapped?: boolean;
		/** The body may be missing although an answer is documented. */
		maybeEmpty?: boolean;
		/** Content type when it is not JSON. */
		media?: string;
		source?: 'live';
	};
	source?: 'live';
}

export interface Match {
	operation: Operation;
	params: Record<string, string>;
}

export const operations = table.operations as unknown as Operation[];
export const schemas = table.schemas as unknown as Record<string, Schema>;
export const keyOf = (operation: Pick<Operation, 'method' | 'path'>) => `${operation.method} ${operation.path}`;

const patterns = operations.map((operation) => {
	const types = new Map(operation.pathParams.map((param) => [param.name, param]));
	const source = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => {
		const param = types.get(name);
		if (param?.enum) return `(?<${name}>${param.enum.join('|')})`;
		return param?.type === 'integer' ? `(?<${name}>\\d+)` : `(?<${name}>[^/]+)`;
	});
	return { operation, pattern: new RegExp(`^${source}$`) };
});

/** Every operation that answers on this path, whatever its verb; a literal path goes before a pattern. */
export function matchPath(path: string): Match[] {
	const found = patterns.flatMap(({ operation, pattern }) => {
		const match = path === operation.path ? { groups: {} } : pattern.exec(path);
		return match ? [{ operation, params: { ...match.groups } }] : [];
	});
	const literal = found.filter((match) => match.operation.path === path);
	return literal.length > 0 ? literal : found;
}

/** The row of a verb and a path, given as in the table (`/campaigns/{id}`) or as requested (`/campaigns/5`). */
export function findOperation(method: string, path: string): Operation | undefined {
	return matchPath(path).find((match) => match.operation.method === method)?.operation;
}

let ajv: Ajv | undefined;
const compiled = new Map<string, ValidateFunction>();

function validator(pointer: string): ValidateFunction {
	const known = compiled.get(pointer);
	if (known) return known;
	ajv ??= new Ajv({ allErrors: true, strict: false, verbose: true, schemas: [{ ...table, $id: 'api' }] });
	const fresh = ajv.compile({ $ref: `api#${pointer}` });
	compiled.set(pointer, fresh);
	return fresh;
}

const pointerOf = (operation: Operation) => `/operations/${operations.indexOf(operation)}`;

/** What is wrong with a request body, by Ajv; empty when nothing. */
export function bodyErrors(operation: Operation, body: unknown): ErrorObject[] {
	if (!operation.body) return [];
	const validate = validator(`${pointerOf(operation)}/body`);
	return validate(body) ? [] : [...(validate.errors ?? [])];
}

/** What is wrong with one record of an answer (of a list: one row). */
export function answerErrors(operation: Operation, record: unknown): ErrorObject[] {
	const { answer } = operation.success;
	if (answer === null) return [];
	const validate = validator(typeof answer === 'string' ? `/schemas/${answer}` : `${pointerOf(operation)}/success/answer`);
	return validate(record) ? [] : [...(validate.errors ?? [])];
}

/** Compiles a schema of the table by its name. */
export const schemaValidator = (name: string): ValidateFunction => validator(`/schemas/${name}`);
