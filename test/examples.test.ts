/** Every workflow of examples/ does on n8n's engine what it says in its `meta.expect` (see scripts/demo.ts). */
import { readExamples, runExample } from '../scripts/demo/examples';
import { exampleText, summaryText } from '../scripts/demo/print';
import { startEmulator, type Emulator } from './emulator';
import { loadKeitaro, newestVersion } from './engine';

describe('examples', () => {
	let emulator: Emulator;

	beforeAll(async () => {
		emulator = await startEmulator();
		await loadKeitaro();
	});
	afterAll(async () => await emulator.stop());

	it.each(readExamples().map((example) => ({ file: example.file, example })))('$file', async ({ example }) => {
		const { problems } = await runExample(example, emulator);
		expect(problems).toEqual([]);
	});

	it.each(readExamples())('$file can be imported into n8n', ({ workflow }) => {
		const names = workflow.nodes.map(({ name }) => name);
		const ids = workflow.nodes.map(({ id }) => id);
		expect(new Set(names).size).toBe(names.length);
		expect(new Set(ids).size).toBe(ids.length);
		const targets = Object.values(workflow.connections).flatMap(({ main }) => main.flatMap((links) => links ?? []));
		expect(names).toEqual(expect.arrayContaining([...Object.keys(workflow.connections), ...targets.map(({ node }) => node)]));
		for (const node of workflow.nodes) {
			expect(node).toMatchObject({ position: [expect.any(Number), expect.any(Number)], typeVersion: expect.any(Number) });
		}
	});

	it.each(readExamples())('$file is made with the newest node and says what it does and what to change', ({ workflow }) => {
		const keitaro = workflow.nodes.filter(({ type }) => type.startsWith('n8n-nodes-keitaro.'));
		expect(keitaro.length).toBeGreaterThan(0);
		for (const { type, typeVersion } of keitaro) expect(typeVersion).toBe(newestVersion(type.replace('n8n-nodes-keitaro.', '')));
		const [note] = workflow.nodes.filter(({ type }) => type === 'n8n-nodes-base.stickyNote');
		expect(note.parameters.content).toMatch(/^## .+\n.+\.\n\n.+\.$/);
	});

	it('are not believed when they say something else', async () => {
		const [example] = readExamples().filter(({ file }) => file.endsWith('block-ips.json'));
		const expectation = {
			nodes: {
				IPs: { items: [2, 1], values: { '0.ip': '/^10\\./' } },
				'Get Bot List': { error: 'none such' },
				Elsewhere: {},
			},
			requests: ['GET /admin_api/v1/botlist'],
		};
		const { problems } = await runExample({ ...example, expectation }, emulator);
		expect(problems).toEqual([
			'IPs: expected 2 + 1 items, got 3 + 0',
			'IPs: expected 0.ip to be "/^10\\\\./", got "198.18.0.15"',
			'Get Bot List: expected the error none such, got none',
			'Elsewhere: did not run',
			expect.stringContaining('expected the requests GET /admin_api/v1/botlist, made were POST /admin_api/v1/botlist/add, POST'),
		]);
		expect((await runExample({ ...example, expectation: undefined }, emulator)).problems).toHaveLength(1);
	});

	describe('in the demo', () => {
		const look = { colours: false, width: 110 };
		const only = (name: string) => readExamples().find(({ file }) => file === `examples/${name}.json`)!;

		it('show what they do, the counts of items and the whole answer to taking entries off the bot list', async () => {
			const text = exampleText(await runExample(only('block-ips'), emulator), look);
			expect(text).toContain('\n   Adds three addresses to the bot list in one request, takes one off again, and reads the list.\n');
			expect(text).toMatch(/Add to Bot List +Keitaro: Bot, Create +3 items → 3 items\n +POST \/admin_api\/v1\/botlist\/add → 200\n/);
			const [, whole] = /Take One Off .+\n.+\n( +\{\n[\s\S]+?\n +\})\n ●/.exec(text) ?? [];
			expect(JSON.parse(whole)).toEqual({
				request: {
					url: `${emulator.url}/admin_api/v1/botlist/exclude`,
					method: 'POST',
					headers: expect.objectContaining({ 'Api-Key': '<masked>' }) as object,
				},
				resource: 'bot',
				operation: 'delete',
				success: true,
				data: { count: 1, entries: 1, removed: 1, not_listed: 0 },
			});
		});

		it('show what left by the error output', async () => {
			const text = exampleText(await runExample(only('send-conversions'), emulator), look);
			expect(text).toMatch(/Send Conversion +Keitaro: Conversion, Create +4 items → 3 items \+ 1 by the error output\n/);
			expect(text).toMatch(/\n +! .+Click ID is empty/);
		});

		it.each(readExamples())('$file shows no key', async (example) => {
			const run = await runExample(example, emulator);
			const text = exampleText(run, look);
			expect(text).toContain('went as the example says');
			expect(text).not.toContain(emulator.apiKey);
			expect(text).not.toContain(emulator.postbackKey);
		});

		it('are summed up in the last line', async () => {
			const good = await runExample(only('block-ips'), emulator);
			const bad = await runExample({ ...only('block-ips'), expectation: { nodes: { Elsewhere: {} } } }, emulator);
			expect(summaryText([good, good], look).split('\n').at(-1)).toBe('2 passed, 0 failed');
			expect(summaryText([good, bad], look).split('\n').at(-1)).toBe('1 passed, 1 failed');
			expect(exampleText(bad, look)).toContain('✘ Elsewhere: did not run');
		});
	});
});
