/**
 * The package in the real n8n, end to end, on free ports and in folders of its own below .n8n-dev:
 *
 *   npm run e2e                all of it; needs the Debian packages chromium and redis-server
 *   npm run e2e headless       every example by `n8n execute`; needs nothing
 *   npm run e2e browser        the editor in Chromium
 *   npm run e2e queue          n8n with Redis and two workers
 *   npm run e2e commands       every command of README.md in a fresh clone, these among them: only when asked for
 *
 * Ends with 0 only if every check passed.
 */
import { createReport } from './e2e/report';
import { browser } from './e2e/browser';
import { commands } from './e2e/commands';
import { headless } from './e2e/headless';
import { queue } from './e2e/queue';
import type { Setup } from './e2e/setup';
import { installN8n, n8nVersion } from './start/install';
import { packPackage } from './start/package';
import { leaveNothingBehind } from './start/run';
import { say, step } from './start/steps';

const usual = ['headless', 'browser', 'queue'];
const parts: Record<string, (setup: Setup) => Promise<void>> = { headless, browser, queue, commands };

async function main(): Promise<void> {
	leaveNothingBehind(say);
	// also when it is broken off
	process.exitCode = 1;
	const wanted = process.argv.slice(2);
	const unknown = wanted.filter((name) => !Object.hasOwn(parts, name));
	if (unknown.length > 0) throw new Error(`There are the parts ${Object.keys(parts).join(', ')}, not ${unknown.join(', ')}.`);
	say(`n8n ${n8nVersion}`);
	await installN8n();
	const packageFile = await step('building and packing the package', '10 seconds', packPackage);
	const report = createReport();
	for (const [name, part] of Object.entries(parts)) {
		if ((wanted.length > 0 ? wanted : usual).includes(name)) await part({ packageFile, report });
	}
	process.exitCode = report.end() ? 0 : 1;
}

main().catch((thrown: Error) => {
	say(`✘ ${thrown.message}`);
	process.exitCode = 1;
});
