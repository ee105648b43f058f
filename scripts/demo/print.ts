/** Lays an example's run out for a terminal. */
import { inspect, styleText } from 'node:util';
import type { INode, INodeExecutionData } from 'n8n-workflow';
import type { NodeResult } from '../../test/engine';
import type { ExampleRun } from './examples';

const SHOWN_ITEMS = 2;
const SHOWN_ENTRIES = 4;
const ONE_LINE = { depth: 6, breakLength: Infinity, compact: true, maxArrayLength: 8, maxStringLength: 120 } as const;

export interface Look {
	colours: boolean;
	width: number;
}

export function exampleText({ example, run, requests, problems }: ExampleRun, look: Look): string {
	const { name = example.file, nodes } = example.workflow;
	const title = ` ${name} `;
	const lines = [
		'',
		paint(look, 'bold', `━━${title}${'━'.repeat(Math.max(3, look.width - title.length - 2))}`),
		paint(look, 'gray', `   ${example.file}`),
	];
	for (const [nodeName, result] of Object.entries(run.nodes)) {
		const node = nodes.find((candidate) => candidate.name === nodeName);
		lines.push('', ...nodeLines(node, nodeName, result, requests[nodeName] ?? [], look));
	}
	lines.push('');
	if (problems.length === 0) lines.push(paint(look, 'green', '   ✔ went as the example says'));
	for (const problem of problems) lines.push(paint(look, 'red', `   ✘ ${problem}`));
	return lines.join('\n');
}

function nodeLines(node: INode | undefined, name: string, result: NodeResult, requests: string[], look: Look): string[] {
	const { outputs, inputCount, executionTime, error } = result;
	const counts = outputs.map((items) => items.length).join(' + ') || '0';
	const kind = node ? kindOf(node) : '';
	const numbers = `${inputCount} in → ${counts} out, ${executionTime} ms`;
	return [
		`${paint(look, error ? 'red' : 'cyan', ` ● ${name.padEnd(28)}`)} ${paint(look, 'gray', `${kind.padEnd(28)} ${numbers}`)}`,
		...requests.map((request) => paint(look, 'yellow', `     ${request}`)),
		...outputs.flatMap((items, output) => itemLines(items, output, look)),
		...(error ? [paint(look, 'red', `     ${error.message}`)] : []),
	];
}

function kindOf({ type, parameters }: INode): string {
	const name = type.split('.').at(-1) ?? type;
	return typeof parameters.operation === 'string' ? `${name} ${String(parameters.resource)}: ${parameters.operation}` : name;
}

function itemLines(items: INodeExecutionData[], output: number, look: Look): string[] {
	const lines = items.slice(0, SHOWN_ITEMS).flatMap(({ json, binary }) => {
		const files = Object.values(binary ?? {}).map(({ fileName, fileSize }) => `${fileName ?? 'file'} (${fileSize ?? '?'})`);
		return recordLines(files.length > 0 ? { ...json, '(files)': files } : json, look);
	});
	if (items.length > SHOWN_ITEMS) lines.push(paint(look, 'gray', more(items.length - SHOWN_ITEMS, 'item')));
	const indent = output === 0 ? '     ' : '   ! ';
	return lines.map((line) => indent + line);
}

/** A record in one line if it fits, otherwise a line for each of its values, and a few for a list. */
function recordLines(json: Record<string, unknown>, look: Look): string[] {
	if (inspect(json, ONE_LINE).length <= look.width - 10) return [inspect(json, { ...ONE_LINE, colors: look.colours })];
	const entries = Object.entries(json);
	const keyWidth = Math.min(20, Math.max(...entries.map(([key]) => key.length)));
	return entries.flatMap(([key, value], at) => {
		const last = at === entries.length - 1;
		return valueLines(key, value, look.width - keyWidth - 12).map((text, row) => {
			const edge = row > 0 ? (last ? ' ' : '│') : at === 0 ? '┌' : last ? '└' : '│';
			return `${edge} ${(row === 0 ? key : '').padEnd(keyWidth)} ${text}`;
		});
	});
}

function valueLines(key: string, value: unknown, room: number): string[] {
	const text = key === 'request' ? requestText(value) : inspect(value, ONE_LINE);
	if (text.length <= room) return [text];
	if (!Array.isArray(value)) return [`${text.slice(0, room)} …`];
	const rows = value.slice(0, SHOWN_ENTRIES).flatMap((entry: unknown) => valueLines('', entry, room));
	return value.length > SHOWN_ENTRIES ? [...rows, more(value.length - SHOWN_ENTRIES, 'entry')] : rows;
}

/** What the node says about its request, the address first. */
function requestText(value: unknown): string {
	const { method, url, ...rest } = value as Record<string, unknown>;
	return `${String(method)} ${String(url)} ${inspect(rest, ONE_LINE)}`;
}

function more(count: number, what: string): string {
	return `… and ${count} more ${count === 1 ? what : what.replace(/y$/, 'ie') + 's'}`;
}

export function summaryText(runs: ExampleRun[], look: Look): string {
	const lines = runs.map(({ example, problems }) => {
		const good = problems.length === 0;
		return `${paint(look, good ? 'green' : 'red', good ? ' ✔' : ' ✘')} ${example.workflow.name ?? ''} ${paint(look, 'gray', example.file)}`;
	});
	const passed = runs.filter(({ problems }) => problems.length === 0).length;
	return ['', paint(look, 'bold', '━'.repeat(look.width)), ...lines, '', `${passed} of ${runs.length} examples went as they say.`, ''].join(
		'\n',
	);
}

type Colour = 'bold' | 'gray' | 'red' | 'green' | 'cyan' | 'yellow';

function paint({ colours }: Look, colour: Colour, text: string): string {
	return colours ? styleText(colour, text) : text;
}
