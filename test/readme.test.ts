/** The documents say what is there: the operations and examples, files, scripts; and the same in both languages. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { readExamples } from '../scripts/demo/examples';
import { ways } from '../scripts/e2e/commands';
import { commandsOf } from '../scripts/readme/commands';
import { readmes, withTables } from '../scripts/readme/files';
import { withSection } from '../scripts/readme/sections';
import { projectDir } from './engine';

const read = (file: string) => readFileSync(path.join(projectDir, file), 'utf8');

const found = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, first]) => first);

describe.each(readmes)('$file, an alarm when it drifts from the code', (readme) => {
	const text = read(readme.file);

	it('has the operations and examples as they are: npm run readme writes them', async () => {
		const [is, due] = [text, await withTables(text, readme)].map((of) => of.split('\n'));
		const missing = due.filter((line) => !is.includes(line)).map((line) => `npm run readme puts into ${readme.file}: ${line}`);
		const strange = is.filter((line) => !due.includes(line)).map((line) => `npm run readme takes out of ${readme.file}: ${line}`);
		expect([...missing, ...strange]).toEqual([]);
		for (const { file } of readExamples()) expect(text).toContain(`](${file})`);
	});
});

const TEXTS = [
	'README.md',
	'README.ru.md',
	'CONTRIBUTING.md',
	'docs/architecture.md',
	'docs/troubleshooting.md',
	'docs/troubleshooting.ru.md',
];

/** The anchors that GitHub makes of headings. */
const anchorsOf = (text: string) =>
	found(text, /^#+ (.+)$/gm).map((heading) =>
		heading
			.toLowerCase()
			.replace(/[^\p{L}\p{N} _-]/gu, '')
			.replaceAll(' ', '-'),
	);

describe.each(TEXTS)('%s', (file) => {
	const text = read(file);

	it('links to what is there', () => {
		const links = [...found(text, /\]\((?!https?:)([^)\s]+)/g), ...found(text, /\ssrc="(?!https?:)([^"]+)"/g)];
		const dead = links.filter((link) => {
			const [where, anchor] = link.split('#');
			const target = where === '' ? file : path.join(path.dirname(file), where);
			if (!existsSync(path.join(projectDir, target))) return true;
			return anchor !== undefined && !anchorsOf(read(target)).includes(decodeURIComponent(anchor));
		});
		expect(dead).toEqual([]);
	});

	it('names files, folders and scripts that are there', () => {
		const named = found(text, /`((?:nodes|test|scripts|examples|credentials)\/[\w./-]+)`/g);
		expect(named.filter((one) => !existsSync(path.join(projectDir, one)))).toEqual([]);
		const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
		const run = [...found(text, /npm run ([\w:-]+)/g), ...found(text, /npm (start|test)\b/g)];
		expect(run.filter((name) => !(name in scripts))).toEqual([]);
	});
});

it('the commands of README.md and CONTRIBUTING.md are those that npm run e2e commands runs', () => {
	const commands = commandsOf(`${read('README.md')}\n${read('CONTRIBUTING.md')}`);
	expect(commands).toEqual(expect.arrayContaining(['npm ci && npm test', 'npm start', 'npm run check']));
	expect(commands.sort()).toEqual(Object.keys(ways).sort());
	for (const command of commandsOf(read('README.ru.md'))) expect(commands).toContain(command);
});

/** What two languages have alike: headings by their level, tables by their rows and cells, code, pictures. */
function shapeOf(text: string) {
	const lines = text.split('\n');
	const isRow = (line: string) => line.startsWith('|');
	return {
		headings: lines.filter((line) => /^#+ /.test(line)).map((line) => line.split(' ')[0]),
		tables: lines
			.map((line, at) => (isRow(line) && !isRow(lines[at - 1] ?? '') ? '-' : '') + (isRow(line) ? line.split(/(?<!\\)\|/).length : ''))
			.filter(Boolean),
		code: found(text, /^```(\w*)$/gm),
		pictures: found(text, /!\[[^\]]*\]\(([^)]+)\)/g),
	};
}

it.each([
	['README.md', 'README.ru.md'],
	['docs/troubleshooting.md', 'docs/troubleshooting.ru.md'],
])('%s has the headings, tables, code and pictures of %s', (english, russian) => {
	expect(shapeOf(read(russian))).toEqual(shapeOf(read(english)));
	expect(shapeOf(read(english)).headings.length).toBeGreaterThan(2);
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
