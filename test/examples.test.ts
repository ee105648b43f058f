/** Every workflow of examples/ does on n8n's engine what it says in its `meta.expect` (see scripts/demo.ts). */
import { readExamples, runExample } from '../scripts/demo/examples';
import { startEmulator, type Emulator } from './emulator';

describe('examples', () => {
	let emulator: Emulator;

	beforeAll(async () => {
		emulator = await startEmulator();
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
});
