/** n8n's editor as a person uses it. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { devDir, projectDir } from '../../start/paths';
import { OWNER } from '../../start/rest';
import type { Locator, Page } from './chromium';

type Box = NonNullable<Awaited<ReturnType<Locator['boundingBox']>>>;

const README_PICTURES =
	/^(example-.*|node-search|campaign-get|campaign-locator|credential|output-preview|must-field|error-output|tool|trigger|postback-trigger)$/;

/** What lies over the things to be seen. */
const IN_THE_WAY =
	'.el-notification, [data-test-id^="execute-workflow-button"], [class*="nodeButtonsWrapper"] { visibility: hidden !important; }';

export type Editor = ReturnType<typeof editor>;

export function editor(page: Page, url: string) {
	const at = (id: string): Locator => page.locator(`[data-test-id="${id}"]`);
	const names = at('node-creator-item-name');

	return {
		page,
		at,
		/** For whoever looks into a failure; with UPDATE_DOCS=1 those of the README are renewed. */
		picture: async (name: string, clip?: Box) => {
			const forReadme = process.env.UPDATE_DOCS === '1' && README_PICTURES.test(name);
			const folder = forReadme ? path.join(projectDir, 'docs') : path.join(devDir, 'screenshots');
			mkdirSync(folder, { recursive: true });
			await page.screenshot({ path: path.join(folder, `${name}.png`), style: IN_THE_WAY, animations: 'disabled', clip });
		},
		/** The part of the page that the nodes and notes on the canvas take up, with the names below them. */
		canvasBox: async (): Promise<Box> => {
			const boxes = await Promise.all((await page.locator('.vue-flow__node').all()).map(async (node) => await node.boundingBox()));
			const seen = boxes.filter((box) => box !== null);
			const [x, y] = [Math.min(...seen.map((box) => box.x)) - 50, Math.min(...seen.map((box) => box.y)) - 30];
			const right = Math.max(...seen.map((box) => box.x + box.width)) + 100;
			const bottom = Math.max(...seen.map((box) => box.y + box.height)) + 70;
			return { x, y, width: right - x, height: bottom - y };
		},
		signIn: async () => {
			await page.goto(`${url}/signin`);
			await page.locator('input[name="emailOrLdapLoginId"]').or(page.locator('input[type="email"]')).first().fill(OWNER.email);
			await page.locator('input[type="password"]').fill(OWNER.password);
			await at('form-submit-button').click();
			await page.waitForURL(({ pathname }) => !pathname.includes('signin'));
		},
		open: async (where: string) => {
			await page.goto(url + where);
		},
		/** A workflow with a Manual Trigger. */
		newWorkflow: async () => {
			await page.goto(`${url}/workflow/new`);
			await at('canvas-plus-button').first().click();
			await at('node-creator-search-bar').fill('manual');
			await names.filter({ hasText: 'manually' }).first().click();
			await at('canvas-default-node').or(at('canvas-trigger-node')).first().waitFor();
		},
		/** What the panel of nodes offers for a search, opened from the plus of the last node. */
		searchNodes: async (text: string) => {
			const bar = at('node-creator-search-bar');
			if (!(await bar.isVisible())) await at('canvas-handle-plus').last().click();
			await bar.fill(text);
			await names
				.filter({ hasText: /keitaro/i })
				.first()
				.waitFor();
			return await names.allInnerTexts();
		},
		chooseAction: async (node: string | RegExp, action: RegExp) => {
			await names.filter({ hasText: node }).first().click();
			await names.filter({ hasText: action }).first().click();
			await at('ndv').waitFor();
		},
		parameter: (name: string) => at(`parameter-input-${name}`),
		executeStep: async () => {
			await at('node-execute-button').click();
			await at('node-run-status-success').or(at('node-run-status-danger')).first().waitFor();
		},
		/** The output of the open node, as its JSON view shows it. */
		output: async () => {
			await at('output-panel').locator('[data-test-id="radio-button-json"]').click();
			await page.waitForTimeout(500);
			return (await at('output-panel').innerText()).replace(/\s+/g, ' ');
		},
		closeNode: async () => {
			await at('ndv-close-button').click();
			await at('ndv').waitFor({ state: 'hidden' });
		},
		openNode: async (name: string) => {
			await page.locator(`[data-test-id="canvas-node"][data-node-name="${name}"]`).first().dblclick();
			await at('ndv').waitFor();
		},
	};
}
