/** No text, however long and whatever a tracker or a user puts into it, makes a pattern run in circles: n8n stands still meanwhile. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

// Without Java and without a program of its own.
process.env.RECHECK_BACKEND = 'pure';
const { checkSync } = require('recheck') as typeof import('recheck');

const projectDir = path.join(__dirname, '../..');

interface Pattern {
	place: string;
	source: string;
	flags: string;
}

const patterns = ['nodes', 'credentials'].flatMap((folder) =>
	readdirSync(path.join(projectDir, folder), { recursive: true, encoding: 'utf8' })
		.filter((file) => file.endsWith('.ts'))
		.flatMap((file) => patternsIn(path.join(folder, file))),
);

function patternsIn(file: string): Pattern[] {
	const source = ts.createSourceFile(file, readFileSync(path.join(projectDir, file), 'utf8'), ts.ScriptTarget.Latest, true);
	const found: Pattern[] = [];
	const visit = (node: ts.Node): void => {
		if (ts.isRegularExpressionLiteral(node)) {
			const [, text, flags] = /^\/([^]*)\/([a-z]*)$/.exec(node.text)!;
			found.push({ place: `${file}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}`, source: text, flags });
		}
		ts.forEachChild(node, visit);
	};
	visit(source);
	return found;
}

it('are all found', () => expect(patterns.length).toBeGreaterThan(100));

it('all take time in proportion to the text', () => {
	const slow = patterns.flatMap(({ place, source, flags }) => {
		const { status } = checkSync(source, flags, { timeout: null });
		return status === 'safe' ? [] : [`${place} /${source}/${flags}: ${status}`];
	});
	expect(slow).toEqual([]);
}, 120_000);

it('would tell one that does not', () => {
	expect(checkSync('(\\d+)\\.\\s*(.+?)\\s*\\((\\d{4})\\)', 'g').status).toBe('vulnerable');
});
