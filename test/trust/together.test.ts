/** Executions, and processes, that change one record at the same time: nothing is lost without an error. */
import { fork } from 'node:child_process';
import path from 'node:path';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { startEmulator, type Emulator } from '../emulator';
import { add, type Addition } from './adder';

let emulator: Emulator;
beforeAll(async () => void (emulator = await startEmulator()));
afterAll(async () => await emulator.stop());
beforeEach(() => emulator.reset());

const KINDS: Record<string, { parameters: INodeParameters; names(): unknown[] }> = {
	filters: {
		parameters: { resource: 'filter', operation: 'create', streamId: '2', name: 'keyword', mode: 'accept', payload: '={{ $json.name }}' },
		names: () => flow().filters.flatMap(({ payload }) => (payload as unknown[] | null) ?? []),
	},
	postbacks: {
		parameters: { resource: 'postback', operation: 'create', campaignId: '1', url: '=https://ads.example.com/{{ $json.name }}' },
		names: () => emulator.store.campaigns[0].postbacks.map(({ url }) => url.replace('https://ads.example.com/', '')),
	},
};
const flow = () => emulator.store.streams.find(({ id }) => id === 2) as unknown as { filters: IDataObject[]; offers: IDataObject[] };

async function inProcess(addition: Addition): Promise<{ failed: string[] }> {
	const child = fork(path.join(__dirname, 'adder.ts'), { execArgv: ['--import', 'tsx'], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
	return await new Promise((resolve, reject) => {
		let result: { failed: string[] } | undefined;
		child.on('message', (message: { ready?: true; failed: string[] }) => {
			if (message.ready) child.send(addition);
			else result = message;
		});
		child.on('exit', () => (result ? resolve(result) : reject(new Error('The process ended'))));
	});
}

const additionOf = (kind: string, executions: number, items: number, name: string): Addition => ({
	parameters: KINDS[kind].parameters,
	credentials: { domain: emulator.url, apiKey: emulator.apiKey },
	executions,
	items,
	name,
});

const wantedOf = ({ name, executions, items }: Addition): string[] =>
	Array.from({ length: executions }, (_, execution) => Array.from({ length: items }, (__, at) => `${name}-${execution}-${at}`)).flat();

describe.each(Object.keys(KINDS))('%s', (kind) => {
	it.each([2, 4, 8])('of %d executions in one process all come in', async (executions) => {
		emulator.settings.latency = 20;
		const addition = additionOf(kind, executions, 3, 'one');
		expect((await add(addition)).failed).toEqual([]);
		expect(wantedOf(addition).filter((name) => !KINDS[kind].names().includes(name))).toEqual([]);
	});

	it('of three processes all come in, or are told', async () => {
		emulator.settings.latency = 60;
		const additions = ['one', 'two', 'three'].map((name) => additionOf(kind, 2, 4, name));
		const failed = (await Promise.all(additions.map(inProcess))).flatMap((result) => result.failed);
		const missing = additions.flatMap(wantedOf).filter((name) => !KINDS[kind].names().includes(name));
		expect(missing.length).toBeLessThanOrEqual(failed.length);
		expect(failed.filter((message) => !/being changed by others/.test(message))).toEqual([]);
	}, 120_000);
});
