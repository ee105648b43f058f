/** README.md says what is there: the operations and examples, files, scripts. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { readExamples } from '../scripts/demo/examples';
import { ways } from '../scripts/e2e/commands';
import { commandsOf } from '../scripts/readme/commands';
import { examplesTable } from '../scripts/readme/examples';
import { operationsTable } from '../scripts/readme/operations';
import { withSection } from '../scripts/readme/sections';
import { projectDir } from './engine';

const read = (file: string) => readFileSync(path.join(projectDir, file), 'utf8');

describe('README.md, an alarm when it drifts from the code', () => {
	const text = read('README.md');
	const found = (pattern: RegExp) => [...text.matchAll(pattern)].map(([, first]) => first);

	it('has the operations as they are: npm run readme writes them', async () => {
		const [is, due] = [text, withSection(text, 'operations', await operationsTable())].map((of) => of.split('\n'));
		const missing = due.filter((line) => !is.includes(line)).map((line) => `npm run readme puts into README.md: ${line}`);
		const strange = is.filter((line) => !due.includes(line)).map((line) => `npm run readme takes out of README.md: ${line}`);
		expect([...missing, ...strange]).toEqual([]);
	});

	it('has the examples as they are: npm run readme writes them', () => {
		expect(text).toBe(withSection(text, 'examples', examplesTable()));
		for (const { file } of readExamples()) expect(text).toContain(`](${file})`);
	});

	it('links to files that are there', () => {
		const links = [...found(/\]\((?!https?:|#)([^)\s]+)/g), ...found(/\ssrc="(?!https?:)([^"]+)"/g)];
		expect(links.length).toBeGreaterThan(readExamples().length);
		expect(links.filter((link) => !existsSync(path.join(projectDir, link.split('#')[0])))).toEqual([]);
	});

	it('names files and folders that are there', () => {
		const named = found(/`((?:nodes|test|scripts|examples|credentials)\/[\w./-]+)`/g);
		expect(named).toContain('nodes/Keitaro/resources');
		expect(named.filter((file) => !existsSync(path.join(projectDir, file)))).toEqual([]);
	});

	it('has no command that npm run e2e commands does not run', () => {
		expect(commandsOf(text).sort()).toEqual(Object.keys(ways).sort());
	});

	it('names scripts that are there', () => {
		const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
		const named = [...found(/npm run ([\w:-]+)/g), ...found(/npm (start|test)\b/g)];
		expect(named).toEqual(expect.arrayContaining(['demo', 'readme', 'test']));
		expect(named.filter((name) => !(name in scripts))).toEqual([]);
	});
});

describe('the commands of a text', () => {
	it('are the lines of its bash blocks, and code within sentences that begins like one, each once', () => {
		const text =
			'First `npm ci` in `~/.n8n`.\n\n```bash\nnpm ci\nnpm start\n# twice\n```\n\n```json\n{ "a": "npm no" }\n```\n\nThen `A=1 npm run x` or `npm`.\n';
		expect(commandsOf(text)).toEqual(['npm ci', 'npm start', 'A=1 npm run x']);
	});
});

describe('a section', () => {
	const text = 'a\n<!-- x -->old<!-- /x -->\nb';

	it('is replaced, and nothing around it', () => {
		const once = withSection(text, 'x', 'new');
		expect(once).toMatch(/^a\n<!-- x -->\n[\s\S]*\nnew\n[\s\S]*\n<!-- \/x -->\nb$/);
		expect(withSection(once, 'x', 'new')).toBe(once);
	});

	it.each(['a', '<!-- x -->', '<!-- /x --><!-- x -->', `${text}${text}`])('must be there once: %j', (wrong) => {
		expect(() => withSection(wrong, 'x', 'new')).toThrow('There must be one <!-- x -->');
	});
});
