import { execFile } from 'node:child_process';
import path from 'node:path';
import type { INodeType, INodeTypeDescription } from 'n8n-workflow';
import packageJson from '../../package.json';

const projectDir = path.join(__dirname, '../..');

/** The nodes of the package, by the names of their classes, as they are before n8n loads them. */
export const nodes: Record<string, INodeType> = Object.fromEntries(
	packageJson.n8n.nodes.map((file) => {
		const className = path.basename(file, '.node.js');
		const held = require(path.join(projectDir, file)) as Record<string, new () => INodeType>;
		return [className, new held[className]()];
	}),
);

/** A value as it would be written in a source file. */
function literal(value: unknown, indent = '\t'): string {
	const inner = `${indent}\t`;
	const block = (open: string, lines: string[], close: string) =>
		lines.length === 0 ? open + close : `${open}\n${lines.map((line) => `${inner}${line},\n`).join('')}${indent}${close}`;
	if (Array.isArray(value)) {
		return block(
			'[',
			value.map((one) => literal(one, inner)),
			']',
		);
	}
	if (typeof value !== 'object' || value === null) return JSON.stringify(value);
	const name = (key: string) => (/^[a-z_]\w*$/i.test(key) ? key : JSON.stringify(key));
	return block(
		'{',
		Object.entries(value).flatMap(([key, of]) => (of === undefined ? [] : [`${name(key)}: ${literal(of, inner)}`])),
		'}',
	);
}

/** The methods that a node with webhooks must have; the nodes themselves are linted where they are written. */
const LIFECYCLE = `
	webhookMethods = { default: { async checkExists() { return true; }, async create() { return true; }, async delete() { return true; } } };
`;

/** A node class as its author would write it without any helpers: the whole description spelt out. */
export function sourceOf(className: string, description: INodeTypeDescription): string {
	const spelt = literal(description).replace(/\b(in|out)puts: \[\s*"main",\s*\]/g, '$1puts: [NodeConnectionTypes.Main]');
	return `import type { INodeType, INodeTypeDescription } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

export class ${className} implements INodeType {
	description: INodeTypeDescription = ${spelt};
${description.webhooks ? LIFECYCLE : ''}}
`;
}

export interface Message {
	rule: string;
	message: string;
	/** The line of the source that it is about. */
	text: string;
}

/** What the project's linter says of a source text, as if it stood in the file. In a process of its own, since Jest cannot load its rules. */
export async function lint(text: string, file: string): Promise<Message[]> {
	const eslint = path.join(path.dirname(require.resolve('eslint/package.json')), 'bin/eslint.js');
	const output = await new Promise<string>((resolve, reject) => {
		const child = execFile(
			process.execPath,
			[eslint, '--stdin', '--stdin-filename', file, '--format', 'json'],
			// With Jest's own NODE_ENV the rules take every file for a test of theirs.
			{ cwd: projectDir, env: { ...process.env, NODE_ENV: '', ESLINT_USE_FLAT_CONFIG: 'false' }, maxBuffer: 64 * 1024 * 1024 },
			// It exits with 1 when there is something to say.
			(error, stdout, stderr) => (error && error.code !== 1 ? reject(new Error(stderr || error.message)) : resolve(stdout)),
		);
		child.stdin?.end(text);
	});
	const lines = text.split('\n');
	const [{ messages }] = JSON.parse(output) as [{ messages: Array<{ ruleId: string | null; message: string; line: number }> }];
	return messages.map(({ ruleId, message, line }) => ({
		rule: (ruleId ?? '').replace(/^n8n-nodes-base\//, ''),
		message,
		text: lines[line - 1]?.trim() ?? '',
	}));
}
