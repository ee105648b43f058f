import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Emulator } from '../../test/emulator';
import { clearEngineLog, engineLog, projectDir, runWorkflow, type IWorkflowJson, type WorkflowRun } from '../../test/engine';
import { differences, type Expectation } from './expect';
import { startByTrigger } from './trigger';

export interface Example {
	/** Below the project. */
	file: string;
	workflow: IWorkflowJson;
	expectation?: Expectation;
}

export interface ExampleRun {
	example: Example;
	run: WorkflowRun;
	/** Requests the tracker got from each node: "POST /admin_api/v1/botlist/add → 200". */
	requests: Record<string, string[]>;
	/** What did not go as the example says; empty when it went well. */
	problems: string[];
}

export function readExamples(): Example[] {
	const folder = path.join(projectDir, 'examples');
	const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
	return files.sort().map((name) => {
		const workflow = JSON.parse(readFileSync(path.join(folder, name), 'utf8')) as IWorkflowJson;
		return { file: `examples/${name}`, workflow, expectation: workflow.meta?.expect as Expectation | undefined };
	});
}

/** Runs an example against a freshly filled tracker. */
export async function runExample(example: Example, emulator: Emulator): Promise<ExampleRun> {
	const { workflow, expectation } = example;
	emulator.reset();
	clearEngineLog();
	const requests: Record<string, string[]> = {};
	let before = 0;
	const madeSince = () => {
		const made = emulator.requests.slice(before).filter(({ path: called }) => !called.endsWith('/postback') || !expectation?.meanwhile);
		before = emulator.requests.length;
		return made.map(({ method, path: called, status }) => `${method} ${masked(called, emulator)} → ${status}`);
	};
	const credentials = emulator.credentials();
	const started = expectation?.meanwhile && (await startByTrigger(workflow, expectation.meanwhile, emulator, credentials));
	if (started) requests[started.trigger] = madeSince();
	const run = await runWorkflow(workflow, {
		credentials,
		startItems: started?.items ?? expectation?.startItems,
		onNode: (name, event) => {
			const made = madeSince();
			if (event === 'end' && made.length > 0) requests[name] = [...(requests[name] ?? []), ...made];
		},
	});
	const made = Object.values(requests)
		.flat()
		.map((line) => line.split(' → ')[0]);
	const problems = expectation ? differences(expectation, run, made) : ['the example does not say what is expected (meta.expect)'];
	for (const [name, secret] of Object.entries({ 'API key': emulator.apiKey, 'postback key': emulator.postbackKey })) {
		if (run.saved.includes(secret)) problems.push(`the ${name} is in the execution data`);
		if (engineLog().some((line) => line.includes(secret))) problems.push(`the ${name} is in the log`);
	}
	return { example, run, requests, problems };
}

/** The postback key is part of the postback address. */
export function masked(text: string, { apiKey, postbackKey }: Pick<Emulator, 'apiKey' | 'postbackKey'>): string {
	return text.replaceAll(apiKey, '<API key>').replaceAll(postbackKey, '<postback key>');
}
