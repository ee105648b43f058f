/**
 * Opens the real n8n editor with this node, a credential and the examples in it, against an emulated Keitaro tracker:
 * `npm start`. All of it lives in `.n8n-dev/` and listens on this machine only. Ctrl-C stops it.
 *
 *   KEITARO_URL, KEITARO_API_KEY   an own tracker instead of the emulated one
 *   KEITARO_POSTBACK_KEY           its postback key, for sending conversions
 *   KEITARO_AS                     the kind of tracker that the emulated one is: spec, v11, dropping, old, restricted, fronted
 *   PORT                           where the editor opens, 5678 by default
 *   N8N_DEV_DIR                    another folder instead of .n8n-dev
 */
import path from 'node:path';
import { startEmulator } from '../test/emulator';
import { personality } from '../test/emulator/personalities';
import { CREDENTIAL, importCredential, importWorkflows, type Access } from './start/content';
import { installN8n, n8nVersion } from './start/install';
import { instance, startN8n } from './start/n8n';
import { installPackage, packPackage } from './start/package';
import { devDir } from './start/paths';
import { freePort } from './start/ports';
import { leaveNothingBehind } from './start/run';
import { assertLoaded, OWNER } from './start/rest';
import { paint, say, spoken, step } from './start/steps';

const EMULATOR_PORT = 5688;
const OWN = 'your tracker';

interface Tracker extends Access {
	what: string;
}

async function tracker(): Promise<Tracker> {
	const { KEITARO_URL: domain, KEITARO_API_KEY: apiKey, KEITARO_POSTBACK_KEY: postbackKey = '' } = process.env;
	if (domain && apiKey) return { domain, apiKey, postbackKey, what: OWN };
	if (domain || apiKey) throw new Error('An own tracker takes both: KEITARO_URL and KEITARO_API_KEY.');
	const as = personality(process.env.KEITARO_AS ?? 'spec');
	const emulator = await startEmulator({ port: await freePort(EMULATOR_PORT), now: Date.now, as });
	return { domain: emulator.url, apiKey: emulator.apiKey, postbackKey: emulator.postbackKey, what: `emulated Keitaro (${as})` };
}

async function main(): Promise<void> {
	const leaving = leaveNothingBehind(say);
	const began = Date.now();
	say(paint('bold', `n8n ${n8nVersion} with this node, in ${path.relative(process.cwd(), devDir) || devDir}`));
	await installN8n();
	const n8n = instance(path.join(devDir, 'user'), 'n8n');
	await step('building, packing and installing the package', '15 seconds', async () => {
		await installPackage(await packPackage(), n8n.userFolder);
	});
	const { what, ...access } = await tracker();
	await step('importing the credential and the examples', '20 seconds, once', async () => {
		await importCredential(n8n, access);
		await importWorkflows(n8n);
	});
	const running = await step('starting n8n', '10 seconds', async () => await startN8n(n8n, Number(process.env.PORT ?? 5678)));

	await assertLoaded(running.url);
	say();
	say(`  ${paint('bold', 'Open')}      ${paint('cyan', running.url)}   (ready after ${spoken(Date.now() - began)})`);
	say(`  ${paint('bold', 'Sign in')}   ${OWNER.email}  /  ${OWNER.password}`);
	say(`  ${paint('bold', 'Tracker')}   ${access.domain}, ${what}; credential "${CREDENTIAL.name}" is ready`);
	if (what !== OWN) say(`            API key ${access.apiKey}, postback key ${access.postbackKey}`);
	say(`  ${paint('bold', 'Logs')}      ${path.join(devDir, 'logs')}`);
	say(`  Ctrl-C stops all of it.`);
	const code = await running.ended;
	if (!leaving()) throw new Error(`n8n ended by itself (${code ?? 'a signal'}): see ${path.join(devDir, 'logs/n8n.log')}`);
}

main().catch((thrown: Error) => {
	say(paint('red', `✘ ${thrown.message}`));
	process.exit(1);
});
