/** Holds a request against the contract. What the API does not document is refused here, never passed over. */
import type { ErrorObject } from 'ajv';
import { bodyErrors, keyOf, type Operation, type Parameter } from '../contract';
import { empty, error, invalid, label, refuse } from './answers';
import { TAKEN } from './lax';
import type { Answer, RecordedRequest, Tracker } from './types';

const FITS: Record<Parameter['type'], RegExp> = {
	string: /^/,
	integer: /^-?\d+$/,
	number: /^-?\d+(\.\d+)?$/,
	boolean: /^(true|false|0|1)$/,
};

function checkQuery(operation: Operation, request: RecordedRequest) {
	const names = [...new URLSearchParams(request.url.split('?')[1] ?? '').keys()];
	const known = new Map(operation.query.map((param) => [param.name, param]));
	for (const name of names) {
		const param = known.get(name);
		if (!param) refuse(error(400, `Unknown query parameter "${name}"`));
		const value = request.query[name];
		if (names.indexOf(name) !== names.lastIndexOf(name)) refuse(error(400, `Query parameter "${name}" is given twice`));
		if (!FITS[param.type].test(value)) refuse(error(400, `Query parameter "${name}" must be ${param.type}`));
		if (param.enum && !param.enum.includes(value)) refuse(error(400, `Query parameter "${name}" must be one of ${param.enum.join(', ')}`));
	}
	for (const param of operation.query) {
		if (param.required && !names.includes(param.name)) refuse(error(400, `Query parameter "${param.name}" is required`));
	}
}

const dotted = (pointer: string, ...rest: string[]) => [...pointer.split('/').slice(1), ...rest].join('.');

function describe(problem: ErrorObject): string {
	const key = dotted(problem.instancePath);
	const params = problem.params as { additionalProperty?: string; allowedValues?: unknown[] };
	if (problem.keyword === 'additionalProperties') return `Unknown key "${dotted(problem.instancePath, params.additionalProperty ?? '')}"`;
	if (problem.keyword === 'enum') return `Key "${key}" must be one of ${params.allowedValues?.join(', ')}`;
	return `Key "${key}" ${problem.message}`;
}

function checkBody(tracker: Tracker, operation: Operation, request: RecordedRequest) {
	if (!operation.body) {
		const harmless = request.body === '' || (request.body === '{}' && operation.method !== 'GET');
		if (!harmless) refuse(error(400, 'This operation takes no body'));
		return;
	}
	// a tracker of 2021 breaks on it
	if (request.body === '' && request.operation === 'POST /groups' && tracker.settings.validationStatus === 406) refuse(empty(500));
	if (!/^application\/json\b/.test(request.headers['content-type'] ?? '')) refuse(error(400, 'Content-Type must be application/json'));
	if (request.json === undefined) refuse(error(400, 'The body is not JSON'));
	if (request.json === null || typeof request.json !== 'object' || Array.isArray(request.json))
		refuse(error(400, 'The body must be an object'));
	const problems = bodyErrors(operation, request.json).filter((problem) => !isTaken(tracker, operation, problem));
	const wrong = problems.filter((problem) => problem.keyword !== 'required');
	if (wrong.length > 0) refuse(error(400, wrong.map(describe).join('; ')));

	const fields: Record<string, string[]> = {};
	for (const problem of problems) {
		const field = (problem.params as { missingProperty: string }).missingProperty;
		fields[dotted(problem.instancePath, field)] = [`${label(field)} is required`];
	}
	// an empty string is as good as nothing
	for (const field of (operation.body.required as string[] | undefined) ?? []) {
		if ((request.json as Record<string, unknown>)[field] === '') fields[field] = [`${label(field)} is required`];
	}
	if (Object.keys(fields).length > 0) refuse(invalid(tracker, fields));
}

/** A key beyond the published API that trackers take. */
function isTaken({ settings }: Tracker, operation: Operation, { keyword, params, instancePath }: ErrorObject): boolean {
	const { additionalProperty } = params as { additionalProperty?: string };
	const taken = settings.lax ? TAKEN[keyOf(operation)] : undefined;
	return keyword === 'additionalProperties' && instancePath === '' && (taken ?? []).includes(additionalProperty ?? '');
}

export function checkRequest(tracker: Tracker, operation: Operation, request: RecordedRequest): Answer | void {
	checkQuery(operation, request);
	checkBody(tracker, operation, request);
}
