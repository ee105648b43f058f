/** What is checked in the browser, a person's way through it. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Emulator } from '../../../test/emulator';
import { CREDENTIAL } from '../../start/content';
import type { Rest } from '../../start/rest';
import { expect, type Report } from '../report';
import type { Editor } from './editor';

export async function findsAndRunsTheNode({ check }: Report, ui: Editor, emulator: Emulator): Promise<void> {
	await check('typing "keitaro" finds the node', async () => {
		await ui.newWorkflow();
		const names = await ui.searchNodes('keitaro');
		expect(names.includes('Keitaro'), `found: ${names.join(', ')}`);
		await ui.picture('node-search');
		return names.join(', ');
	});
	await check('typing "кейтаро" finds it too; Bot / Delete is an action of it', async () => {
		const names = await ui.searchNodes('кейтаро');
		expect(names.includes('Keitaro'), `found: ${names.join(', ')}`);
		await ui.chooseAction(/^Keitaro$/, /^Take entries off the bot list$/);
		for (const [name, value] of Object.entries({ resource: 'Bot', operation: 'Delete' })) {
			const shown = await ui.parameter(name).locator('input').first().inputValue();
			expect(shown === value, `${name} is ${shown}`);
		}
	});
	await check('the step runs, and shows the envelope without the key', async () => {
		const [entry] = emulator.store.bots;
		await ui.parameter('botId').locator('input').fill(entry);
		await ui.executeStep();
		const shown = await ui.output();
		await ui.picture('bot-delete');
		for (const part of ['"request"', '/admin_api/v1/botlist/exclude', '"Api-Key": "<masked>"', '"resource": "bot"', '"success": true']) {
			expect(shown.includes(part), `${part} is not in ${shown}`);
		}
		expect(!shown.includes(emulator.apiKey), 'the key is shown');
		expect(!emulator.store.bots.has(entry), `${entry} is still in the bot list`);
		await ui.closeNode();
	});
}

export async function picksFromALocator({ check }: Report, ui: Editor): Promise<void> {
	await check('a campaign is found by typing in its locator, and fetched', async () => {
		await ui.newWorkflow();
		await ui.searchNodes('keitaro');
		await ui.chooseAction(/^Keitaro$/, /^Get a campaign$/);
		await ui.parameter('campaignId').locator('input').last().click();
		await ui.at('rlc-item').first().waitFor();
		await ui.at('rlc-search').fill('tik');
		await ui.at('rlc-item').filter({ hasText: 'Facebook' }).first().waitFor({ state: 'hidden' });
		await ui.at('rlc-item').filter({ hasText: 'TikTok' }).first().waitFor();
		await ui.picture('campaign-locator');
		await ui.at('rlc-item').filter({ hasText: 'TikTok' }).first().click();
		await ui.executeStep();
		const shown = await ui.output();
		await ui.picture('campaign-get');
		expect(shown.includes('"name": "TikTok BR"'), shown);
		await ui.closeNode();
	});
	await check('the fields of an output are offered before its first run', async () => {
		await ui.newWorkflow();
		await ui.searchNodes('keitaro');
		await ui.chooseAction(/^Keitaro$/, /^Get a campaign$/);
		await ui.closeNode();
		await ui.searchNodes('keitaro');
		await ui.chooseAction(/^Keitaro$/, /^Take entries off the bot list$/);
		const field = ui.at('ndv-input-panel').locator('[data-test-id="run-data-schema-item"]').filter({ hasText: 'alias' }).first();
		await field.waitFor();
		await ui.picture('output-preview');
		await ui.closeNode();
	});
}

/** Words by which people look for what the nodes do. */
const WORDS =
	'block ban blacklist whitelist pause stop cost spend sale lead deposit rebalance split clone duplicate report statistics stats arbitrage affiliate tracker binom facebook domain заблокировать бан пауза стоп расход продажа лид депозит сплит клонировать отчёт статистика арбитраж трекер домен'.split(
		' ',
	);

export async function saysWhatIsNeeded({ check }: Report, ui: Editor): Promise<void> {
	await check(`the node is found by ${WORDS.length} words of the trade`, async () => {
		await ui.newWorkflow();
		await ui.searchNodes('keitaro');
		const missing: string[] = [];
		for (const word of WORDS) {
			await ui.at('node-creator-search-bar').fill(word);
			await ui.page.waitForTimeout(150);
			const found = (await ui.at('node-creator-item-name').allInnerTexts()).some((name) => name.trim() === 'Keitaro');
			if (!found) missing.push(word);
		}
		expect(missing.length === 0, `not found by: ${missing.join(', ')}`);
	});
	await check('what Keitaro does not have is marked among the actions', async () => {
		await ui.searchNodes('keitaro');
		await ui
			.at('node-creator-item-name')
			.filter({ hasText: /^Keitaro$/ })
			.first()
			.click();
		const marked = ui.at('node-creator-item-name').filter({ hasText: '(not in Keitaro)' });
		await marked.first().waitFor();
		await ui.picture('not-in-keitaro');
		return `${(await marked.all()).length} actions`;
	});
	await check('an empty must-field has its mark before the run', async () => {
		await ui.newWorkflow();
		await ui.searchNodes('keitaro');
		await ui.chooseAction(/^Keitaro$/, /^Clean statistics$/);
		const marks = ui.at('ndv-parameters').or(ui.at('ndv')).locator('[data-test-id="parameter-issues"]');
		await ui.at('node-execute-button').click();
		await marks.first().waitFor();
		await ui.picture('must-field');
		return `${(await marks.all()).length} marks`;
	});
	await check('the picker of a date gives a day', async () => {
		await ui.parameter('startDate').locator('input').first().click();
		await ui.page.locator('.el-picker-panel.el-date-picker').first().waitFor();
		expect((await ui.page.locator('.el-date-picker.has-time').all()).length === 0, 'the picker asks for a time');
		await ui.picture('date-picker');
		await ui.page.locator('.el-date-table td.available').first().click();
		const value = await ui.parameter('startDate').locator('input').first().inputValue();
		expect(/^\d{4}-\d{2}-\d{2}$/.test(value), `it gives ${value}`);
		await ui.closeNode();
		return value;
	});
}

export async function testsTheCredential({ check }: Report, ui: Editor, emulator: Emulator): Promise<void> {
	const saveWith = async (apiKey: string) => {
		await ui.parameter('apiKey').locator('input').fill(apiKey);
		await ui.at('credential-save-button').click();
	};
	await check('a wrong key: the credential says what to do', async () => {
		await ui.open('/home/credentials');
		await ui.page.getByText(CREDENTIAL.name).first().click();
		await ui.at('credentials-config-container-test-success').waitFor();
		await saveWith('not-the-key');
		await ui.page.getByText('More details').first().click();
		await ui.page.getByText('The tracker does not accept this API key').first().waitFor();
		await ui.picture('credential-wrong-key');
	});
	await check('the right key: connection tested successfully', async () => {
		await saveWith(emulator.apiKey);
		await ui.at('credentials-config-container-test-success').waitFor();
		await ui.picture('credential');
	});
}

/** What a server may answer to the credential's test, and what the user reads then. */
const ANSWERS: Array<[what: string, status: number, headers: Record<string, string>, body: string, sentence: string]> = [
	['the API', 200, {}, '[]', 'Connection successful!'],
	['401', 401, {}, '{"error":"no"}', 'The tracker does not accept this API key'],
	['402', 402, {}, '{"error":"no"}', "The Admin API is not part of this tracker's edition"],
	['403', 403, {}, '{"error":"no"}', "This key's user has no rights for campaigns, or a firewall"],
	['404', 404, {}, 'no', 'There is no tracker panel at this address'],
	['a redirect', 301, { Location: 'https://elsewhere.example.com/' }, '', 'This address leads elsewhere'],
	['a web page', 200, {}, '<!DOCTYPE html><p>Hello</p>', 'A web page answered instead of the API'],
];

/** What the user typed as the address, and what n8n says of it by itself. */
const ADDRESSES = [
	['http://127.0.0.1:1', 'ECONNREFUSED'],
	['', 'ERR_INVALID_URL'],
	['ftp://tracker.example.com', 'ERR_INVALID_URL'],
];

export async function explainsTheTest({ check }: Report, n8n: Rest): Promise<void> {
	const test = async (domain: string) => {
		const data = { domain, apiKey: 'a-key', postbackKey: '', ignoreSslIssues: false };
		return (await n8n.post<{ message: string }>('/credentials/test', { credentials: { ...CREDENTIAL, id: '', data } })).message;
	};
	for (const [what, status, headers, body, sentence] of ANSWERS) {
		await check(`the credential's test on ${what}: "${sentence} ..."`, async () => {
			const server = createServer((_, response) => response.writeHead(status, headers).end(body));
			await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
			const { port } = server.address() as AddressInfo;
			const told = await test(`http://127.0.0.1:${port}`).finally(() => server.close());
			expect(told.includes(sentence), told);
		});
	}
	for (const [address, code] of ADDRESSES) {
		await check(`the credential's test with the address "${address}": ${code}`, async () => {
			const told = await test(address);
			expect(told.includes(code), told);
		});
	}
}

export async function isOfferedToAgents({ check }: Report, ui: Editor): Promise<void> {
	await check('an AI agent is offered the node as a tool', async () => {
		await ui.newWorkflow();
		await ui.at('canvas-handle-plus').last().click();
		await ui.at('node-creator-search-bar').fill('AI Agent');
		await ui
			.at('node-creator-item-name')
			.filter({ hasText: /^AI Agent$/ })
			.first()
			.click();
		await ui.at('ndv').waitFor();
		await ui.closeNode();
		const plus = '[data-test-id="canvas-node-input-handle"][data-connection-type="ai_tool"] [data-test-id="canvas-handle-plus"]';
		await ui.page.locator(plus).click();
		const names = await ui.searchNodes('keitaro');
		expect(names.includes('Keitaro Tool'), `offered: ${names.join(', ')}`);
		await ui.at('node-creator-item-name').filter({ hasText: 'Keitaro Tool' }).first().click();
		await ui.at('ndv').waitFor();
		await ui.picture('tool');
		await ui.closeNode();
		await ui.picture('tool-canvas');
	});
}

export async function usesTheErrorOutput({ check }: Report, ui: Editor, workflowId: string): Promise<void> {
	await check('failed items go to the error output, the others on', async () => {
		await ui.open(`/workflow/${workflowId}`);
		await ui.at('execute-workflow-button').click();
		await ui.at('canvas-node-status-success').first().waitFor();
		await ui.page.getByText('Workflow executed successfully').first().waitFor();
		await ui.at('edge-label').filter({ hasText: '2 items' }).first().waitFor();
		await ui
			.at('edge-label')
			.filter({ hasText: /1 item$/ })
			.last()
			.waitFor();
		const labels = (await ui.at('edge-label').allInnerTexts()).map((text) => text.trim()).filter(Boolean);
		await ui.picture('error-output');
		const found = labels.join(' | ');
		expect(/2 items/.test(found) && /1 item(?!s)/.test(found), `items on the lines: ${found}`);
		return found;
	});
}

export async function showsTheExamples({ check }: Report, ui: Editor, examples: Array<{ name: string; id: string }>): Promise<void> {
	for (const { name, id } of examples) {
		await check(`the canvas shows ${name}, nothing is missing in it`, async () => {
			await ui.open(`/workflow/${id}`);
			await ui.at('canvas-default-node').first().waitFor();
			await ui.at('zoom-to-fit').click();
			await ui.page.waitForTimeout(700);
			await ui.picture(`example-${name}`, await ui.canvasBox());
			for (const sign of WARNING_SIGNS) {
				const found = (await ui.at(sign).all()).length;
				expect(found === 0, `${found} nodes have the sign ${sign}`);
			}
			return `${(await ui.page.locator('.vue-flow__node').all()).length} nodes`;
		});
	}
}

/** What n8n puts on a node that lacks something, or whose type it does not know. */
const WARNING_SIGNS = ['node-issues', 'node-not-installed', 'canvas-node-status-warning'];

export async function missesThePackage({ check }: Report, ui: Editor, id: string): Promise<void> {
	await check('without the package, the node is marked on the canvas, and its panel says what to do', async () => {
		await ui.open(`/workflow/${id}`);
		await ui.at('node-not-installed').first().waitFor();
		await ui.picture('package-missing');
		await ui.openNode('Add to Bot List');
		await ui.page.getByText('Install this node to use it').first().waitFor();
		await ui.picture('package-missing-panel');
	});
}
