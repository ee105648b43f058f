/** Whether an example went as it says in its `meta.expect`; the format is described in scripts/demo.ts. */
import { isDeepStrictEqual } from 'node:util';
import type { INodeExecutionData } from 'n8n-workflow';
import type { NodeResult, WorkflowRun } from '../../test/engine';
import type { Happening } from './trigger';

export interface NodeExpectation {
	items?: number | number[];
	values?: Record<string, unknown>;
	errorValues?: Record<string, unknown>;
	error?: string;
	/** The demo shows its first item as it is, with all that is in it. */
	whole?: boolean;
}

export interface Expectation {
	nodes: Record<string, NodeExpectation>;
	requests?: string[];
	startItems?: INodeExecutionData[];
	meanwhile?: Happening[];
}

/** What differs from the expectation, in words; nothing when all holds. */
export function differences({ nodes, requests }: Expectation, run: WorkflowRun, made: string[]): string[] {
	const found = Object.entries(nodes).flatMap(([name, expected]) => {
		const result = run.nodes[name];
		const problems = result ? nodeDifferences(expected, result) : ['did not run'];
		return problems.map((problem) => `${name}: ${problem}`);
	});
	const failed = Object.values(nodes).some(({ error }) => error !== undefined);
	if (run.error && !failed) found.push(`the workflow failed: ${run.error.message}`);
	if (requests && !isDeepStrictEqual(made, requests)) {
		found.push(`expected the requests ${requests.join(', ') || '(none)'}, made were ${made.join(', ') || '(none)'}`);
	}
	return found;
}

function nodeDifferences({ items, values = {}, errorValues = {}, error }: NodeExpectation, result: NodeResult): string[] {
	const found: string[] = [];
	const message = result.error?.message;
	if (error !== undefined && !matches(message, error)) found.push(`expected the error ${error}, got ${message ?? 'none'}`);
	if (error === undefined && message !== undefined) found.push(`failed: ${message}`);
	if (items !== undefined) {
		const expected = [items].flat();
		const counts = expected.map((_, output) => result.outputs[output]?.length ?? 0);
		if (!isDeepStrictEqual(counts, expected)) found.push(`expected ${expected.join(' + ')} items, got ${counts.join(' + ')}`);
	}
	return [...found, ...valueDifferences(values, result.outputs[0]), ...valueDifferences(errorValues, result.outputs[1])];
}

function valueDifferences(values: Record<string, unknown>, items: INodeExecutionData[] = []): string[] {
	return Object.entries(values).flatMap(([path, expected]) => {
		const actual = valueAt(
			items.map(({ json }) => json),
			path,
		);
		return matches(actual, expected) ? [] : [`expected ${path} to be ${JSON.stringify(expected)}, got ${JSON.stringify(actual)}`];
	});
}

function valueAt(from: unknown, path: string): unknown {
	return path.split('.').reduce<unknown>((value, key) => (value as Record<string, unknown> | null | undefined)?.[key], from);
}

/** A string between slashes is a regular expression; all else must be equal. */
function matches(actual: unknown, expected: unknown): boolean {
	const [, pattern] = typeof expected === 'string' ? (/^\/(.+)\/$/s.exec(expected) ?? []) : [];
	return pattern === undefined ? isDeepStrictEqual(plain(actual), expected) : new RegExp(pattern).test(String(actual));
}

const plain = (value: unknown): unknown => (value === undefined ? undefined : JSON.parse(JSON.stringify(value)));
