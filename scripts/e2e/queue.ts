/** n8n in queue mode: a main process and two workers on Redis, of which one ends in the middle of the work. */
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { INode } from 'n8n-workflow';
import type { Emulator } from '../../test/emulator';
import { CREDENTIAL } from '../start/content';
import { instance, startN8n, type RunningN8n } from '../start/n8n';
import { freePort } from '../start/ports';
import { signIn, type Rest } from '../start/rest';
import { start, stop } from '../start/run';
import { expect } from './report';
import { keysOf, searchForSecrets } from './secrets';
import { freshN8n, secretiveEmulator, withoutPackage, type Setup } from './setup';
import { activate, executions, triggers, until, wait, type Execution, type Workflow } from './triggers';

const EXECUTIONS = 50;
/** Of each worker. */
const CONCURRENCY = 5;

export async function queue(setup: Setup): Promise<void> {
	const { report } = setup;
	report.section('Queue mode: Redis, a main process and two workers');
	const redis = await startRedis();
	const emulator = await secretiveEmulator();
	const env = {
		EXECUTIONS_MODE: 'queue',
		QUEUE_BULL_REDIS_HOST: '127.0.0.1',
		QUEUE_BULL_REDIS_PORT: String(redis.port),
		// a worker that died is noticed within seconds
		QUEUE_WORKER_LOCK_DURATION: '10000',
		QUEUE_WORKER_LOCK_RENEW_TIME: '3000',
		QUEUE_WORKER_STALLED_INTERVAL: '5000',
		N8N_WORKER_SERVER_ADDRESS: '127.0.0.1',
		N8N_LOG_LEVEL: 'info',
	};
	const n8n = await freshN8n('queue', setup, emulator, [], env);
	const worker = async (name: string) =>
		await startN8n(instance(n8n.userFolder, `queue-${name}`, env), 0, ['worker', `--concurrency=${CONCURRENCY}`]);
	const processes: RunningN8n[] = [];
	const secrets = keysOf(emulator);
	try {
		const main = await startN8n(n8n);
		processes.push(main);
		const [first, second] = [await worker('worker-1'), await worker('worker-2')];
		processes.push(first, second);
		const rest = await signIn(main.url);
		emulator.settings.latency = 300;
		await report.check(`${EXECUTIONS} executions, one worker asked to end meanwhile: nothing lost, nothing created twice`, async () => {
			const creating = await campaignByWebhook(rest, 'a');
			await callForAll(main.url, 'a', async () => await second.stop());
			const ended = await finished(rest, creating, EXECUTIONS);
			expect(count(ended, 'success') === EXECUTIONS, `outcomes: ${ended.map(({ status }) => status).join(' ')}`);
			expectEachOnce(emulator, 'a');
			const shares = [first, second].map(done);
			expect(
				shares.every((share) => share > 0),
				`executions by worker: ${shares.join(', ')}`,
			);
			return `all ${EXECUTIONS} succeeded, by worker: ${shares.join(' + ')}`;
		});
		let broken: Array<Execution & { name: string }> = [];
		await report.check(
			`${EXECUTIONS} more, one worker killed meanwhile: nothing created twice, what broke off is listed as such`,
			async () => {
				const third = await worker('worker-3');
				processes.push(third);
				const errors = await errorWorkflow(rest);
				const creating = await campaignByWebhook(rest, 'b', errors);
				await callForAll(main.url, 'b', () => void process.kill(third.pid, 'SIGKILL'));
				const ended = await finished(rest, creating, EXECUTIONS);
				broken = inOrder(ended, 'b').filter(({ status }) => status !== 'success');
				const statuses = broken.map(({ status }) => status).join(' ');
				expect(ended.length === EXECUTIONS && broken.length > 0, `${ended.length} executions, of which broke off: ${statuses}`);
				expect(
					broken.every(({ status }) => ['crashed', 'error'].includes(status)) && broken.length <= CONCURRENCY,
					`only those of the killed worker may break off, and are to be listed so: ${statuses}`,
				);
				const told = async () => (await executions(rest, errors)).length;
				await until(async () => (await told()) >= broken.length, 'the error workflow was not started for each');
				const created = Object.keys(campaigns(emulator, 'b')).length;
				expect(created >= EXECUTIONS - broken.length, `${created} campaigns, ${broken.length} broke off`);
				const shares = [first, third].map(done);
				return `${count(ended, 'success')} succeeded, by worker: ${shares.join(' + ')}; listed as ${statuses}, which started the error workflow ${await told()} times; ${created} campaigns`;
			},
		);
		await report.check('what broke off is made up for: in the end each campaign is there once', async () => {
			const missing = () => broken.filter(({ name }) => campaigns(emulator, 'b')[name] === undefined);
			const before = missing();
			// n8n keeps no input of what broke off with a worker, so its own retry finds nothing to run
			for (const { id } of before) await rest.post(`/executions/${id}/retry`);
			const again = missing();
			for (const { name } of again) await call(main.url, name);
			await until(async () => await Promise.resolve(missing().length === 0), 'campaigns are still missing');
			expectEachOnce(emulator, 'b');
			const there = `of ${broken.length}, ${broken.length - before.length} had created theirs before`;
			return `${there}; n8n's retry created ${before.length - again.length}, calling again ${again.length}: ${EXECUTIONS}, each once`;
		});
		await report.check('a worker without the package: the execution fails and says what is missing', async () => {
			await first.stop();
			const bare = await withoutPackage(n8n, async () => await worker('worker-4'));
			processes.push(bare);
			const creating = await campaignByWebhook(rest, 'c');
			await until(async () => (await call(main.url, 'c-0')).ok, 'the webhook does not answer');
			const [{ id, status }] = await finished(rest, creating, 1);
			const { data } = await rest.get<{ data: string }>(`/executions/${id}`);
			const said = /Unrecognized node type: n8n-nodes-keitaro\.keitaro/.exec(data + bare.said())?.[0];
			expect(status === 'error' && said, `${status}: ${data.slice(0, 1000)}`);
			await bare.stop();
			processes.push(await worker('worker-5'));
			return said;
		});
		emulator.settings.latency = 0;
		secrets.push(...(await triggers(report, main.url, emulator)));
	} finally {
		for (const one of processes.reverse()) await one.stop();
		await searchForSecrets(report, n8n, secrets, 'Campaign by webhook');
		await emulator.stop();
		await redis.stop();
	}
}

async function startRedis() {
	const port = await freePort();
	const folder = mkdtempSync(path.join(os.tmpdir(), 'keitaro-redis-'));
	const options = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder];
	const { child, said } = start(process.env.REDIS_SERVER || 'redis-server', options, { log: 'queue-redis' });
	await new Promise<void>((resolve, reject) => {
		child.once('error', () => reject(new Error('The queue part needs Redis: apt-get install redis-server, or its path in REDIS_SERVER.')));
		child.stdout.on('data', () => {
			if (said.stdout.join('').includes('Ready to accept connections')) resolve();
		});
	});
	return {
		port,
		stop: async () => {
			await stop(child);
			rmSync(folder, { recursive: true, force: true });
		},
	};
}

/** What n8n starts when an execution fails. */
async function errorWorkflow(rest: Rest): Promise<Workflow> {
	const trigger = { id: 'error', name: 'Error', type: 'n8n-nodes-base.errorTrigger', typeVersion: 1, position: [0, 0], parameters: {} };
	const workflow = await rest.post<Workflow>('/workflows', { name: 'Errors', nodes: [trigger], connections: {}, settings: {} });
	await activate(rest, workflow);
	return workflow;
}

/** `errors` is told of executions that fail. */
async function campaignByWebhook(rest: Rest, group: string, errors?: Workflow): Promise<Workflow> {
	const webhook: INode = {
		id: 'webhook',
		name: 'Webhook',
		type: 'n8n-nodes-base.webhook',
		typeVersion: 2,
		position: [0, 0],
		webhookId: `8d6bb2c4-17a5-4a59-8f4e-0f3a2c1b7e9${group}`,
		parameters: { path: `campaign-${group}`, responseMode: 'onReceived', options: {} },
	};
	const keitaro = (name: string, at: number, parameters: INode['parameters']): INode => ({
		id: name,
		name,
		type: 'n8n-nodes-keitaro.keitaro',
		typeVersion: 2,
		position: [at, 0],
		parameters,
		credentials: { [CREDENTIAL.type]: { id: CREDENTIAL.id, name: CREDENTIAL.name } },
	});
	// reads first, so that some break off before they create, and some after; as one item, since each makes a campaign
	const read = keitaro('Read Bot List', 240, { resource: 'bot', operation: 'getAll', returnAll: true, output: 'full' });
	const name = "={{ $('Webhook').item.json.query.name }}";
	const create = keitaro('Create Campaign', 480, { resource: 'campaign', operation: 'create', name });
	const workflow = await rest.post<Workflow>('/workflows', {
		name: `Campaign by webhook ${group}`,
		nodes: [webhook, read, create],
		connections: {
			Webhook: { main: [[{ node: read.name, type: 'main', index: 0 }]] },
			[read.name]: { main: [[{ node: create.name, type: 'main', index: 0 }]] },
		},
		settings: { executionOrder: 'v1', ...(errors ? { errorWorkflow: errors.id } : {}) },
	});
	await activate(rest, workflow);
	return workflow;
}

/** Asks for a campaign with the name, such as "a-7". */
const call = async (url: string, name: string) =>
	await fetch(`${url.replace('localhost', '127.0.0.1')}/webhook/campaign-${name.split('-')[0]}?name=${name}`);

/** Asks for all campaigns of a group, one after another; in the middle of them something happens. */
async function callForAll(url: string, group: string, inTheMiddle: () => unknown): Promise<void> {
	const [first, ...others] = names(group);
	await until(async () => (await call(url, first)).ok, 'the webhook does not answer');
	let happened: unknown;
	for (const [at, name] of others.entries()) {
		if (at === Math.floor(others.length / 2)) happened = inTheMiddle();
		const answer = await call(url, name);
		expect(answer.ok, `the webhook answered ${answer.status}`);
		await wait(60);
	}
	await happened;
}

/** Waits until so many executions have come to an end. */
async function finished(rest: Rest, workflow: Workflow, times: number): Promise<Execution[]> {
	const ended = ({ status }: Execution) => !['new', 'running', 'waiting'].includes(status);
	await until(async () => (await executions(rest, workflow)).filter(ended).length >= times, `less than ${times} executions ended`, 180_000);
	return await executions(rest, workflow);
}

const count = (ended: Execution[], wanted: string) => ended.filter(({ status }) => status === wanted).length;

/** Executions come in the order of the calls: the first was to create the campaign "b-0". */
const inOrder = (ended: Execution[], group: string) =>
	ended.sort((one, other) => Number(one.id) - Number(other.id)).map((execution, at) => ({ ...execution, name: names(group)[at] }));

const names = (group: string) => Array.from({ length: EXECUTIONS }, (_, number) => `${group}-${number}`);

function expectEachOnce(emulator: Emulator, group: string): void {
	const created = campaigns(emulator, group);
	const wrong = Object.entries(created).filter(([, times]) => times !== 1);
	expect(wrong.length === 0, `created more than once: ${JSON.stringify(wrong)}`);
	expect(Object.keys(created).length === EXECUTIONS, `${Object.keys(created).length} campaigns`);
}

/** How often each campaign of a group was created. */
function campaigns({ store }: Emulator, group: string): Record<string, number> {
	const created: Record<string, number> = {};
	for (const { name } of store.campaigns.values()) if (name.startsWith(`${group}-`)) created[name] = (created[name] ?? 0) + 1;
	return created;
}

const done = ({ said }: RunningN8n) => said().split('Worker finished execution').length - 1;
