/** The editor in Chromium. Pictures go to .n8n-dev/screenshots. */
import type { INode } from 'n8n-workflow';
import { CREDENTIAL, examples } from '../start/content';
import { startN8n } from '../start/n8n';
import { assertLoaded, signIn } from '../start/rest';
import { openChromium } from './browser/chromium';
import { editor } from './browser/editor';
import * as steps from './browser/steps';
import { expect } from './report';
import { keysOf, searchForSecrets } from './secrets';
import { freshN8n, secretiveEmulator, withoutPackage, type Setup } from './setup';
import { triggers } from './triggers';

const ERROR_OUTPUT = 'e2eErrorOutput01';

export async function browser(setup: Setup): Promise<void> {
	const { report } = setup;
	report.section('The editor in Chromium');
	const emulator = await secretiveEmulator();
	const n8n = await freshN8n('browser', setup, emulator, [...examples().map(({ workflow }) => workflow), errorOutput()]);
	let running = await startN8n(n8n);
	await assertLoaded(running.url);
	const chromium = await openChromium();
	const secrets = keysOf(emulator);
	try {
		const complaints: string[] = [];
		chromium.page.on('pageerror', ({ message }) => complaints.push(message));
		const ui = editor(chromium.page, running.url);
		await report.check('the owner signs in', ui.signIn);
		await steps.findsAndRunsTheNode(report, ui, emulator);
		await steps.picksFromALocator(report, ui);
		await steps.saysWhatIsNeeded(report, ui);
		await steps.testsTheCredential(report, ui, emulator);
		await steps.explainsTheTest(report, await signIn(running.url));
		await steps.isOfferedToAgents(report, ui);
		await steps.usesTheErrorOutput(report, ui, ERROR_OUTPUT);
		const shown = examples().map(({ name, workflow }) => ({ name, id: workflow.id ?? '' }));
		await steps.showsTheExamples(report, ui, shown);
		secrets.push(...(await triggers(report, running.url, emulator, ui)));
		await report.check('no error in the page', () => expect(complaints.length === 0, complaints.join('\n')));
		await running.stop();
		running = await withoutPackage(n8n, async () => await startN8n(n8n));
		const bare = editor(chromium.page, running.url);
		await bare.signIn();
		await steps.missesThePackage(report, bare, ERROR_OUTPUT);
	} finally {
		await chromium.close();
		await running.stop();
		await searchForSecrets(report, n8n, secrets, 'Error output');
		await emulator.stop();
	}
}

/** Three entries, of which one is none. */
function errorOutput() {
	const node = (name: string, type: string, typeVersion: number, at: [number, number], parameters: INode['parameters']): INode => ({
		id: name,
		name,
		type,
		typeVersion,
		position: at,
		parameters,
	});
	const link = (to: string) => [{ node: to, type: 'main', index: 0 }];
	const entries = ['198.18.0.15', 'no address', '198.18.0.16'];
	return {
		id: ERROR_OUTPUT,
		name: 'Error output',
		nodes: [
			node('Start', 'n8n-nodes-base.manualTrigger', 1, [0, 0], {}),
			node('Entries', 'n8n-nodes-base.code', 2, [220, 0], {
				jsCode: `return ${JSON.stringify(entries)}.map((ip) => ({ json: { ip } }));`,
			}),
			{
				...node('Add to Bot List', 'n8n-nodes-keitaro.keitaro', 2, [440, 0], {
					resource: 'bot',
					operation: 'create',
					botData: '={{ $json.ip }}',
				}),
				onError: 'continueErrorOutput' as const,
				credentials: { [CREDENTIAL.type]: { id: CREDENTIAL.id, name: CREDENTIAL.name } },
			},
			node('Added', 'n8n-nodes-base.noOp', 1, [700, -100], {}),
			node('Not Added', 'n8n-nodes-base.noOp', 1, [700, 100], {}),
		],
		connections: {
			Start: { main: [link('Entries')] },
			Entries: { main: [link('Add to Bot List')] },
			'Add to Bot List': { main: [link('Added'), link('Not Added')] },
		},
		settings: { executionOrder: 'v1' },
	};
}
