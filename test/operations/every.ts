import { existsSync } from 'node:fs';
import path from 'node:path';
import { resources } from '../../nodes/Keitaro/resources';
import { FOLDERS } from '../../scripts/schemas/folder';
import { findOperation } from '../contract';
import { samples } from './samples';
import type { Sample } from './samples/sample';

const projectDir = path.join(__dirname, '../..');

/** Every operation of the node, whether or not the tests know it. */
export const registered = [...resources.values()].flatMap((resource) =>
	resource.operations.map((operation) => ({ name: `${resource.value}:${operation.value}`, resource, operation })),
);

type Registered = (typeof registered)[number];

/** What there must be of an operation beside its entry in the registry, so that it is tested and told. */
const PARTS: Array<{ has(one: Registered): boolean; add(one: Registered): string }> = [
	{
		has: ({ resource, operation }) => samples[resource.value]?.[operation.value] !== undefined,
		add: ({ resource, operation }) => `a sample "${operation.value}" to test/operations/samples/${resource.value}.ts`,
	},
	{
		has: ({ operation: { run } }) => {
			const endpoint = run && 'endpoint' in run ? String(run.endpoint) : undefined;
			return endpoint === undefined || isKnown(endpoint);
		},
		add: ({ operation: { run } }) => `a row "${String((run as { endpoint?: string }).endpoint)}" to test/contract/api.json`,
	},
	{
		has: ({ operation }) => unfilled(operation).length === 0,
		add: ({ operation }) => `a field for ${unfilled(operation).join(', ')} of its path`,
	},
	{
		has: ({ resource, operation }) => existsSync(path.join(projectDir, FOLDERS[2], resource.value, `${operation.value}.json`)),
		add: ({ resource, operation }) => `the preview ${FOLDERS[2]}/${resource.value}/${operation.value}.json by npm run schemas`,
	},
];

/** Names in braces of an endpoint that are no parameter of the operation: nothing would be read for them. */
const unfilled = ({ run, fields = [] }: Registered['operation']): string[] =>
	[...String(run?.endpoint ?? '').matchAll(/\{(\w+)\}/g)]
		.map(([, name]) => name)
		.filter((name) => fields.every((field) => field.name !== name));

/** Names in braces of an endpoint are the node's, those of the table the API's. */
const isKnown = (endpoint: string): boolean => {
	const [method, template] = endpoint.split(' ');
	return findOperation(method, template.replace(/\{logId\}/, 'system').replace(/\{\w+\}/g, '1')) !== undefined;
};

/** What operations lack, in words: `domain:park lacks a sample …`. */
export const lacking = registered.flatMap((one) => PARTS.filter(({ has }) => !has(one)).map(({ add }) => `${one.name}: add ${add(one)}`));

/**
 * The operations that have all that tests need. What one lacks is a failure of complete.test.ts that names it, and not one of each test
 * that would have walked it.
 */
export const known = registered.filter((one) => PARTS.every(({ has }) => has(one)));

export const sampleOf = ({ resource, operation }: Registered): Sample => samples[resource.value][operation.value];
