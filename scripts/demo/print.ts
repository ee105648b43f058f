/** Lays an example's run out for a terminal. */
import { styleText } from 'node:util';
import type { INode, INodeExecutionData } from 'n8n-workflow';
import { resources } from '../../nodes/Keitaro/resources';
import type { NodeResult } from '../../test/engine';
import type { ExampleRun } from './examples';
import { count, cut, rowsLines } from './values';

const INDENT = '     ';
const SHOWN_REQUESTS = 6;
/** What tells of the answer in an envelope; the rest of it is in the requests and in the line of the node. */
const ANSWER = ['success', 'data', 'count'];

export interface Look {
	colours: boolean;
	width: number;
}

export function exampleText({ example, run, requests, problems }: ExampleRun, look: Look): string {
	const { name = example.file, nodes } = example.workflow;
	const title = `━━ ${name} `;
	const lines = [
		'',
		paint(look, 'bold', title + '━'.repeat(Math.max(3, look.width - title.length))),
		...wrapped(purpose(nodes), look.width - 3).map((line) => `   ${line}`),
		paint(look, 'gray', `   ${example.file}`),
		'',
	];
	const shown = Object.entries(run.nodes).map(([nodeName, result]): Shown => {
		const node = nodes.find((candidate) => candidate.name === nodeName);
		const whole = example.expectation?.nodes[nodeName]?.whole === true;
		return { node, name: nodeName, kind: node ? kindOf(node) : '', result, requests: requests[nodeName] ?? [], whole };
	});
	const widths = { name: widest(shown.map(({ name: one }) => one)), kind: widest(shown.map(({ kind }) => kind)) };
	lines.push(...shown.flatMap((one) => nodeLines(one, widths, look)));
	lines.push('');
	if (problems.length === 0) lines.push(paint(look, 'green', '   ✔ went as the example says'));
	for (const problem of problems) lines.push(paint(look, 'red', `   ✘ ${problem}`));
	return lines.join('\n');
}

/** What the workflow does, by its first note: the text under the heading. */
function purpose(nodes: INode[]): string {
	const note = nodes.find(({ type }) => type === 'n8n-nodes-base.stickyNote');
	const paragraphs = String(note?.parameters.content ?? '').split('\n');
	return paragraphs.find((text) => text.trim() !== '' && !text.startsWith('#')) ?? '';
}

interface Shown {
	node?: INode;
	name: string;
	kind: string;
	result: NodeResult;
	requests: string[];
	whole: boolean;
}

function nodeLines({ node, name, kind, result, requests, whole }: Shown, widths: { name: number; kind: number }, look: Look): string[] {
	const { outputs, inputCount, error } = result;
	const isStart = inputCount === 0;
	const title = paint(look, error ? 'red' : 'cyan', ` ● ${name.padEnd(widths.name)}`);
	return [
		`${title}  ${kind.padEnd(widths.kind)}  ${paint(look, 'gray', counts(node, result))}`,
		...repeated(requests).map((request) => paint(look, 'yellow', `${INDENT}${cut(request, look.width - INDENT.length)}`)),
		...(isStart ? [] : outputs.flatMap((items, output) => itemLines(items, output, isErrorOutput(node, output), whole, look))),
		...(error ? [paint(look, 'red', `${INDENT}${error.message}`)] : []),
	];
}

/** "4 items → 3 items + 1 error" */
function counts(node: INode | undefined, { outputs, inputCount }: NodeResult): string {
	const out = outputs
		.map((items, output) => ({ items, output }))
		.filter(({ items, output }) => output === 0 || items.length > 0)
		.map(({ items, output }) => (output === 0 ? count(items.length, 'item') : `${items.length} ${outputName(node, output)}`));
	return `${inputCount === 0 ? 'start' : count(inputCount, 'item')} → ${out.join(' + ') || 'nothing'}`;
}

const isErrorOutput = (node: INode | undefined, output: number): boolean => output > 0 && node?.onError === 'continueErrorOutput';

function outputName(node: INode | undefined, output: number): string {
	if (isErrorOutput(node, output)) return 'by the error output';
	return node?.type.endsWith('.filter') ? 'left out' : `by output ${output + 1}`;
}

/** "Keitaro: Bot, Delete"; nodes of n8n itself by their type. */
function kindOf({ type, parameters }: INode): string {
	const short = type.split('.').at(-1) ?? type;
	if (short !== 'keitaro') return short;
	const resource = resources.get(String(parameters.resource));
	const operation = resource?.operations.find(({ value }) => value === parameters.operation);
	return `Keitaro: ${resource?.name ?? '?'}, ${operation?.name ?? '?'}`;
}

/** The requests in their order, equal ones together. */
function repeated(requests: string[]): string[] {
	const times = new Map<string, number>();
	for (const request of requests) times.set(request, (times.get(request) ?? 0) + 1);
	const lines = [...times].map(([request, made]) => (made > 1 ? `${request}  ×${made}` : request));
	if (lines.length <= SHOWN_REQUESTS) return lines;
	return [...lines.slice(0, SHOWN_REQUESTS - 1), `… ${count(lines.length - SHOWN_REQUESTS + 1, 'more request')}`];
}

function itemLines(items: INodeExecutionData[], output: number, isError: boolean, whole: boolean, look: Look): string[] {
	// What a filter left out, or the other branch of a decision, is the same data again.
	if (items.length === 0 || (output > 0 && !isError)) return [];
	if (whole)
		return JSON.stringify(items[0].json, null, 2)
			.split('\n')
			.map((line) => INDENT + line);
	const room = look.width - INDENT.length;
	const lines = rowsLines(items.map(withFiles).map(answerOf), room);
	return lines.map((line) => (isError ? paint(look, 'red', `   ! ${line}`) : INDENT + line));
}

function withFiles({ json, binary }: INodeExecutionData): Record<string, unknown> {
	const files = Object.values(binary ?? {}).map(({ fileName, fileSize }) => `${fileName ?? 'file'} (${fileSize ?? '?'})`);
	return files.length > 0 ? { ...json, '(files)': files } : json;
}

function answerOf(json: Record<string, unknown>): Record<string, unknown> {
	if (!('request' in json && 'operation' in json)) return json;
	return Object.fromEntries(Object.entries(json).filter(([key]) => ANSWER.includes(key)));
}

/** The last line is for programs, too: "7 passed, 0 failed". */
export function summaryText(runs: ExampleRun[], look: Look): string {
	const width = widest(runs.map(({ example }) => example.workflow.name ?? ''));
	const fileWidth = widest(runs.map(({ example }) => example.file));
	const lines = runs.map(({ example, requests, problems }) => {
		const good = problems.length === 0;
		const made = count(Object.values(requests).flat().length, 'request');
		const told = paint(look, 'gray', `${example.file.padEnd(fileWidth)}  ${made}`);
		return `${paint(look, good ? 'green' : 'red', good ? ' ✔' : ' ✘')} ${(example.workflow.name ?? '').padEnd(width)}  ${told}`;
	});
	const passed = runs.filter(({ problems }) => problems.length === 0).length;
	return ['', paint(look, 'bold', '━'.repeat(look.width)), ...lines, '', `${passed} passed, ${runs.length - passed} failed`].join('\n');
}

const widest = (texts: string[]): number => Math.max(0, ...texts.map(({ length }) => length));

function wrapped(text: string, width: number): string[] {
	const lines = [''];
	for (const word of text.split(' ')) {
		const last = lines[lines.length - 1];
		if (last === '') lines[lines.length - 1] = word;
		else if (last.length + word.length < width) lines[lines.length - 1] = `${last} ${word}`;
		else lines.push(word);
	}
	return lines;
}

type Colour = 'bold' | 'gray' | 'red' | 'green' | 'cyan' | 'yellow';

function paint({ colours }: Look, colour: Colour, text: string): string {
	return colours ? styleText(colour, text) : text;
}
