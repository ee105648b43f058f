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
import { searchForSecrets } from './secrets';
import { freshN8n, secretiveEmulator, type Setup } from './setup';
import { activate, executions, triggers, until, wait, type Execution, type Workflow } from './triggers';

const EXECUTIONS = 50;

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
	const worker = async (name: string) => await startN8n(instance(n8n.userFolder, `queue-${name}`, env), 0, ['worker', '--concurrency=5']);
	const processes: RunningN8n[] = [];
	try {
		const main = await startN8n(n8n);
		processes.push(main);
		const [first, second] = [await worker('worker-1'), await worker('worker-2')];
		processes.push(first, second);
		const rest = await signIn(main.url);
		emulator.settings.latency = 300;
		await report.check(`${EXECUTIONS} executions, one worker asked to end meanwhile: nothing lost, nothing created twice`, async () => {
			const creating = await campaignByWebhook(rest, 'a');
			await callWebhook(main.url, 'a', EXECUTIONS, async () => await second.stop());
			const outcomes = await finished(rest, creating, EXECUTIONS);
			expect(outcomes.success === EXECUTIONS, `outcomes: ${JSON.stringify(outcomes)}`);
			const created = campaigns(emulator, 'a');
			expect(Object.keys(created).length === EXECUTIONS, `${Object.keys(created).length} campaigns`);
			expect(
				Object.values(created).every((times) => times === 1),
				`created more than once: ${JSON.stringify(created)}`,
			);
			const shares = [first, second].map(done);
			expect(
				shares.every((share) => share > 0),
				`executions by worker: ${shares.join(', ')}`,
			);
			return `by worker: ${shares.join(' + ')}`;
		});
		await report.check(`${EXECUTIONS} more, one worker killed meanwhile: nothing created twice, what broke off is told`, async () => {
			const third = await worker('worker-3');
			processes.push(third);
			const creating = await campaignByWebhook(rest, 'b');
			await callWebhook(main.url, 'b', EXECUTIONS, () => void process.kill(third.pid, 'SIGKILL'));
			const outcomes = await finished(rest, creating, EXECUTIONS);
			const broken = EXECUTIONS - outcomes.success;
			const created = campaigns(emulator, 'b');
			expect(
				Object.values(created).every((times) => times === 1),
				`created more than once: ${JSON.stringify(created)}`,
			);
			expect(broken <= 5, `${broken} executions broke off, at most the five of the killed worker may: ${JSON.stringify(outcomes)}`);
			expect(Object.keys(created).length >= EXECUTIONS - broken, `${Object.keys(created).length} campaigns, ${broken} broke off`);
			return `${broken} broke off with the worker`;
		});
		emulator.settings.latency = 0;
		await triggers(report, main.url, emulator);
	} finally {
		for (const one of processes.reverse()) await one.stop();
		await report.check('no key in database, files and logs', async () => await searchForSecrets(n8n, emulator, 'Campaign by webhook'));
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

async function campaignByWebhook(rest: Rest, group: string): Promise<Workflow> {
	const webhook: INode = {
		id: 'webhook',
		name: 'Webhook',
		type: 'n8n-nodes-base.webhook',
		typeVersion: 2,
		position: [0, 0],
		webhookId: `8d6bb2c4-17a5-4a59-8f4e-0f3a2c1b7e9${group}`,
		parameters: { path: `campaign-${group}`, responseMode: 'onReceived', options: {} },
	};
	const create: INode = {
		id: 'create',
		name: 'Create Campaign',
		type: 'n8n-nodes-keitaro.keitaro',
		typeVersion: 2,
		position: [240, 0],
		parameters: { resource: 'campaign', operation: 'create', name: '={{ $json.query.name }}' },
		credentials: { [CREDENTIAL.type]: { id: CREDENTIAL.id, name: CREDENTIAL.name } },
	};
	const workflow = await rest.post<Workflow>('/workflows', {
		name: `Campaign by webhook ${group}`,
		nodes: [webhook, create],
		connections: { Webhook: { main: [[{ node: create.name, type: 'main', index: 0 }]] } },
		settings: { executionOrder: 'v1' },
	});
	await activate(rest, workflow);
	return workflow;
}

/** Calls one after another; in the middle of them something happens. */
async function callWebhook(url: string, group: string, times: number, inTheMiddle: () => unknown): Promise<void> {
	const call = async (number: number) =>
		await fetch(`${url.replace('localhost', '127.0.0.1')}/webhook/campaign-${group}?name=${group}-${number}`);
	await until(async () => (await call(0)).ok, 'the webhook does not answer');
	let happened: unknown;
	for (let number = 1; number < times; number += 1) {
		if (number === Math.floor(times / 2)) happened = inTheMiddle();
		const answer = await call(number);
		expect(answer.ok, `the webhook answered ${answer.status}`);
		await wait(60);
	}
	await happened;
}

/** Waits until so many executions have come to an end, and counts how they ended. */
async function finished(rest: Rest, workflow: Workflow, times: number): Promise<Record<string, number>> {
	const ended = ({ status }: Execution) => !['new', 'running', 'waiting'].includes(status);
	await until(async () => (await executions(rest, workflow)).filter(ended).length >= times, `less than ${times} executions ended`, 180_000);
	const outcomes: Record<string, number> = { success: 0 };
	for (const { status } of await executions(rest, workflow)) outcomes[status] = (outcomes[status] ?? 0) + 1;
	return outcomes;
}

/** How often each campaign of a group was created. */
function campaigns({ store }: Emulator, group: string): Record<string, number> {
	const created: Record<string, number> = {};
	for (const { name } of store.campaigns.values()) if (name.startsWith(`${group}-`)) created[name] = (created[name] ?? 0) + 1;
	return created;
}

const done = ({ said }: RunningN8n) => said().split('Worker finished execution').length - 1;
