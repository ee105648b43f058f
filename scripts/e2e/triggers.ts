/** The triggers in an active workflow: each fires once for what happened, and is silent once deactivated. */
import { readFileSync } from 'node:fs';
import type { Emulator } from '../../test/emulator';
import { CREDENTIAL } from '../start/content';
import { declaredNodes } from '../start/package';
import { signIn, type Rest } from '../start/rest';
import type { Editor } from './browser/editor';
import { expect, type Report } from './report';
import { addressSecret, type Secret } from './secrets';

/** n8n polls at most once a minute, but several such minutes may be set: every ten seconds. */
const OFTEN = { item: [0, 10, 20, 30, 40, 50].map((second) => ({ mode: 'custom', cronExpression: `${second} * * * * *` })) };
const ROUNDS = 22_000;

export interface Workflow {
	id: string;
	name: string;
	versionId: string;
}

export interface Execution {
	id: string;
	status: string;
	mode: string;
}

/** @returns the secrets of the addresses that the tracker was given. */
export async function triggers({ check }: Report, url: string, emulator: Emulator, ui?: Editor): Promise<Secret[]> {
	const n8n = await signIn(url);
	const nodes = declaredNodes();
	const secrets: Secret[] = [];
	if (ui && nodes.includes('keitaroTrigger')) {
		await check('Keitaro Trigger: Fetch Test Event shows a conversion', async () => {
			const workflow = await create(n8n, 'keitaroTrigger', 'New Conversions', { event: 'newConversion' });
			await ui.open(`/workflow/${workflow.id}`);
			await ui.openNode(workflow.name);
			await ui.executeStep();
			const shown = await ui.output();
			await ui.picture('trigger');
			expect(shown.includes('"sub_id"'), shown);
		});
	}
	if (nodes.includes('keitaroTrigger')) {
		await check('Keitaro Trigger: a conversion starts the workflow once; deactivated, none does', async () => {
			const workflow = await create(n8n, 'keitaroTrigger', 'Keitaro Trigger', { event: 'newConversion', pollTimes: OFTEN });
			return await firesOnce(n8n, workflow, emulator, ui);
		});
	}
	if (nodes.includes('keitaroPostbackTrigger')) {
		await check('Keitaro Postback Trigger: a postback starts the workflow once; deactivated, the address is gone', async () => {
			const campaigns = [...new Set(emulator.store.clicks.map(({ campaign_id }) => String(campaign_id)))];
			const workflow = await create(n8n, 'keitaroPostbackTrigger', 'Keitaro Postback Trigger', { campaigns });
			return await firesOnce(n8n, workflow, emulator, ui, secrets);
		});
	}
	if (nodes.includes('keitaroPostbackTrigger')) {
		await check(
			'Sales at once, imported twice: both copies are called, and each takes out its own postback',
			async () => await twice(n8n, emulator, secrets),
		);
	}
	return secrets;
}

/** An example, imported twice and activated beside itself. */
async function twice(n8n: Rest, emulator: Emulator, secrets: Secret[]): Promise<string> {
	const example = JSON.parse(readFileSync('examples/sales-at-once.json', 'utf8')) as { name: string; nodes: object[]; connections: object };
	const nodes = example.nodes.map((node) => ('credentials' in node ? { ...node, credentials: credentialsOf() } : node));
	const copies: Workflow[] = [];
	for (const number of [1, 2]) {
		const { name, connections } = example;
		copies.push(await n8n.post('/workflows', { name: `${name} ${number}`, nodes, connections, settings: { executionOrder: 'v1' } }));
	}
	const called = (campaign: number) =>
		emulator.store.campaigns.find(({ id }) => id === campaign)!.postbacks.filter(({ url }) => url.includes('secret='));
	for (const copy of copies) await activate(n8n, copy);
	await until(async () => await Promise.resolve(called(1).length === 2 && called(2).length === 2), 'not every campaign calls both copies');
	secrets.push(...called(1).map(({ url }) => addressSecret(new URL(url).searchParams.get('secret')!)));
	const click = emulator.store.clicks.find(({ campaign_id }) => campaign_id === 1)!;
	const query = new URLSearchParams({ subid: click.sub_id, status: 'sale', payout: '12.5', tid: 'e2e-twice' });
	await fetch(`${emulator.url}/${emulator.postbackKey}/postback?${query.toString()}`);
	await emulator.settle();
	for (const copy of copies) await until(async () => (await executions(n8n, copy)).length === 1, 'a copy did not start once');
	for (const [at, copy] of copies.entries()) {
		await n8n.post(`/workflows/${copy.id}/deactivate`, {});
		await until(
			async () => await Promise.resolve(called(1).length === 1 - at && called(2).length === 1 - at),
			'a copy took out another postback than its own',
		);
	}
	return '2 copies, 1 start each';
}

const credentialsOf = () => ({ [CREDENTIAL.type]: { id: CREDENTIAL.id, name: CREDENTIAL.name } });

export async function create(n8n: Rest, node: string, name: string, parameters: object): Promise<Workflow> {
	const trigger = {
		id: 'trigger',
		name,
		type: `n8n-nodes-keitaro.${node}`,
		typeVersion: 1,
		position: [0, 0],
		parameters,
		webhookId: '0d3b1c52-8f6e-4f43-9a0e-5b1f5a3c7d10',
		credentials: credentialsOf(),
	};
	const after = { id: 'after', name: 'Next Step', type: 'n8n-nodes-base.noOp', typeVersion: 1, position: [240, 0], parameters: {} };
	return await n8n.post('/workflows', {
		name,
		nodes: [trigger, after],
		connections: { [name]: { main: [[{ node: 'Next Step', type: 'main', index: 0 }]] } },
		settings: { executionOrder: 'v1' },
	});
}

export async function activate(n8n: Rest, { id, versionId }: Workflow): Promise<void> {
	await n8n.post(`/workflows/${id}/activate`, { versionId });
}

export async function executions(n8n: Rest, { id }: Workflow): Promise<Execution[]> {
	const filter = encodeURIComponent(JSON.stringify({ workflowId: id }));
	return (await n8n.get<{ results: Execution[] }>(`/executions?filter=${filter}&limit=100`)).results;
}

/** A sale for a click that has none, as an affiliate network reports it. */
export async function convert({ url, postbackKey, store, settle }: Emulator): Promise<void> {
	const converted = new Set(store.conversions.map(({ sub_id }) => sub_id));
	const click = store.clicks.find(({ sub_id }) => !converted.has(sub_id));
	expect(click, 'every click of the emulator is converted already');
	const query = new URLSearchParams({ subid: click.sub_id, status: 'sale', payout: '12.5', tid: `e2e-${converted.size}` });
	const answer = await fetch(`${url}/${postbackKey}/postback?${query.toString()}`);
	expect(answer.ok, `the postback was answered with ${answer.status}`);
	await settle();
}

async function firesOnce(n8n: Rest, workflow: Workflow, emulator: Emulator, ui?: Editor, secrets: Secret[] = []): Promise<string> {
	const before = emulator.requests.length;
	await activate(n8n, workflow);
	await until(async () => await Promise.resolve(emulator.requests.length > before), 'the trigger did not ask the tracker when activated');
	await wait(2_000);
	const address = workflow.name.includes('Postback') ? calledBack(emulator) : undefined;
	if (address) secrets.push(await turnsAwayWithoutSecret(address));
	else expect(!workflow.name.includes('Postback'), 'no postback was set up in the tracker');
	await convert(emulator);
	await until(async () => (await executions(n8n, workflow)).length > 0, 'the workflow did not start');
	await wait(ROUNDS);
	const ran = await executions(n8n, workflow);
	expect(ran.length === 1 && ran[0].status === 'success', `executions: ${JSON.stringify(ran.map(({ status }) => status))}`);
	if (ui) {
		await ui.open(`/workflow/${workflow.id}/executions/${ran[0].id}`);
		await ui.page.waitForTimeout(3_000);
		await ui.picture(`execution-${fileName(workflow)}`);
		await ui.open(`/workflow/${workflow.id}`);
		await ui.openNode(workflow.name);
		await ui.page.waitForTimeout(2_000);
		await ui.picture(workflow.name.includes('Postback') ? 'postback-trigger' : `panel-${fileName(workflow)}`);
	}
	await n8n.post(`/workflows/${workflow.id}/deactivate`, {});
	// n8n takes triggers down a moment later
	await until(async () => await Promise.resolve(!calledBack(emulator)), 'the postback is still set up in the tracker');
	await wait(5_000);
	if (address) {
		const answer = await fetch(address);
		expect(answer.status === 404 && (await answer.text()).includes('is not registered'), `the address answers with ${answer.status}`);
	}
	await convert(emulator);
	await wait(ROUNDS);
	const after = (await executions(n8n, workflow)).length;
	expect(after === 1, `${after - 1} executions after it was deactivated`);
	return '1 execution';
}

/** The address in n8n that a campaign of the tracker calls. */
function calledBack({ store }: Emulator): string | undefined {
	return store.campaigns
		.flatMap(({ postbacks }) => postbacks)
		.map(({ url }) => String(url))
		.find((url) => url.includes('/webhook/'));
}

async function turnsAwayWithoutSecret(address: string): Promise<Secret> {
	const url = new URL(address);
	const secret = url.searchParams.get('secret');
	expect(secret, 'the address of the postback has no secret');
	url.searchParams.set('secret', 'another');
	const { status } = await fetch(url);
	expect(status === 403, `without the secret, the address answers with ${status}`);
	return addressSecret(secret);
}

const fileName = ({ name }: Workflow) => name.toLowerCase().replaceAll(' ', '-');

export async function until(holds: () => Promise<boolean>, otherwise: string, patience = 60_000): Promise<void> {
	const deadline = Date.now() + patience;
	while (Date.now() < deadline) {
		if (await holds()) return;
		await wait(500);
	}
	throw new Error(`${otherwise} within ${patience / 1000} seconds`);
}

export const wait = async (milliseconds: number) => await new Promise((resolve) => setTimeout(resolve, milliseconds));
