/** Every example on the real n8n, by `n8n execute`: what came out is what the example says of itself. */
import type { INode } from 'n8n-workflow';
import type { Emulator } from '../../test/emulator';
import type { IWorkflowJson, NodeResult, WorkflowRun } from '../../test/engine';
import { differences, type Expectation } from '../demo/expect';
import { examples, type Example } from '../start/content';
import { n8nCli, type Instance } from '../start/n8n';
import { expect } from './report';
import { keysOf, searchForSecrets } from './secrets';
import { freshN8n, secretiveEmulator, type Setup } from './setup';

const MANUAL = 'n8n-nodes-base.manualTrigger';

export async function headless(setup: Setup): Promise<void> {
	const { report } = setup;
	report.section('Examples by n8n execute');
	const emulator = await secretiveEmulator();
	try {
		const all = examples();
		const n8n = await freshN8n('headless', setup, emulator, all.map(startable), { N8N_LOG_LEVEL: 'info' });
		for (const example of all) await report.check(example.name, async () => await runExample(n8n, example, emulator));
		await searchForSecrets(report, n8n, keysOf(emulator), all[0].workflow.name ?? '');
	} finally {
		await emulator.stop();
	}
}

async function runExample(n8n: Instance, { workflow }: Example, emulator: Emulator): Promise<string> {
	const expectation = workflow.meta?.expect as Expectation | undefined;
	expect(expectation, 'the example does not say what is expected (meta.expect)');
	emulator.reset();
	const { stdout } = await n8nCli(n8n, ['execute', `--id=${workflow.id}`, '--rawOutput'], [0, 1]);
	const run = readRun(stdout);
	const made = emulator.requests.map(({ method, path }) => `${method} ${path}`);
	const problems = differences(
		expectation,
		run,
		made.map((line) => line.replaceAll(emulator.postbackKey, '<postback key>')),
	);
	expect(problems.length === 0, problems.join('\n'));
	return `${Object.keys(run.nodes).length} nodes, ${made.length} requests`;
}

/** The `execute` command starts at a Manual Trigger only: other triggers become a Code node that emits what they would. */
function startable({ workflow }: Example): IWorkflowJson {
	const { nodes } = workflow;
	if (nodes.some(({ type }) => type === MANUAL)) return workflow;
	const trigger = nodes.find(({ type, disabled }) => /trigger$/i.test(type) && !disabled);
	expect(trigger, `${workflow.name ?? ''} has no trigger`);
	const { startItems } = (workflow.meta?.expect ?? {}) as Partial<Expectation>;
	const items = startItems ? JSON.stringify(startItems) : '[{ json: { timestamp: DateTime.now().toISO() } }]';
	const start: INode = { id: 'start', name: 'Start', type: MANUAL, typeVersion: 1, position: [-200, 0], parameters: {} };
	const standIn: INode = {
		...trigger,
		type: 'n8n-nodes-base.code',
		typeVersion: 2,
		credentials: undefined,
		parameters: { jsCode: `return ${items};` },
	};
	return {
		...workflow,
		nodes: [start, ...nodes.map((node) => (node === trigger ? standIn : node))],
		connections: { ...workflow.connections, Start: { main: [[{ node: trigger.name, type: 'main', index: 0 }]] } },
	};
}

interface RawRun {
	status: string;
	data: {
		resultData: {
			error?: WorkflowRun['error'];
			runData: Record<string, Array<{ data?: { main?: NodeResult['outputs'] }; error?: NodeResult['error']; executionTime: number }>>;
		};
	};
}

/** The command prints the run in JSON, possibly with other lines around it. */
function readRun(stdout: string): WorkflowRun {
	const text = /^\{$[\s\S]*?^\}$/m.exec(stdout)?.[0];
	expect(text, `n8n execute gave no data:\n${stdout.slice(-1500)}`);
	const { status, data } = JSON.parse(text) as RawRun;
	const results = Object.entries(data.resultData.runData).map(([name, tasks]): [string, NodeResult] => {
		const outputs: NodeResult['outputs'] = [];
		for (const task of tasks) (task.data?.main ?? []).forEach((items, at) => (outputs[at] = [...(outputs[at] ?? []), ...(items ?? [])]));
		const executionTime = tasks.reduce((sum, task) => sum + task.executionTime, 0);
		return [name, { outputs, error: tasks.at(-1)?.error, executionTime, inputCount: 0, hints: [], runs: tasks.length }];
	});
	return { status, error: data.resultData.error, nodes: Object.fromEntries(results), saved: text };
}
