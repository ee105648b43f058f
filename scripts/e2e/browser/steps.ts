/** What is checked in the browser, a person's way through it. */
import type { Emulator } from '../../../test/emulator';
import { CREDENTIAL } from '../../start/content';
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
	await ui.page.setViewportSize({ width: 1280, height: 600 });
	for (const { name, id } of examples) {
		await check(`the canvas shows ${name}, nothing is missing in it`, async () => {
			await ui.open(`/workflow/${id}`);
			await ui.at('canvas-default-node').first().waitFor();
			await ui.at('zoom-to-fit').click();
			await ui.page.waitForTimeout(700);
			const issues = await ui.at('node-issues').allInnerTexts();
			await ui.picture(`example-${name}`);
			expect(issues.length === 0, `${issues.length} nodes show issues`);
		});
	}
	await ui.page.setViewportSize({ width: 1440, height: 900 });
}
