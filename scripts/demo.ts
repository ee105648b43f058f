/**
 * Runs every workflow of examples/ on n8n's engine, against an emulated Keitaro tracker, and shows what came back.
 * Ends with 0 only if all went as they say. `npm run demo -- block list` runs those with "block" or "list" in their file name.
 *
 * What an example says stands in its `meta.expect`, which n8n keeps on import:
 *
 *   "meta": { "expect": {
 *     "nodes": {
 *       "Add to Bot List": {
 *         "items": 3,                      items of the first output; [2, 1]: of the first and the error output
 *         "values": {                      path into the items of the first output -> value;
 *           "0.success": true,             "/text/" is a regular expression
 *           "0.request.url": "/botlist\\/add$/"
 *         },
 *         "errorValues": { },              the same for the error output
 *         "error": "/not found/",          the node fails with this message
 *         "whole": true                    its first item is shown whole; otherwise data are shortened
 *       }
 *     },
 *     "requests": ["POST /admin_api/v1/botlist/add"],   optional: all requests made, in order
 *     "startItems": [{ "json": { } }],                  optional: what the trigger emits
 *     "meanwhile": [{ "conversion": { } }]              for Keitaro's own triggers, instead: what happens on the tracker while the
 *                                                       workflow is active (scripts/demo/trigger.ts), which the trigger then tells
 *   } }
 *
 * Beyond that no example may fail, and neither the API key nor the postback key may be in the execution data or the log.
 */
import { startEmulator } from '../test/emulator';
import { engine } from '../test/engine';
import { masked, readExamples, runExample, type ExampleRun } from './demo/examples';
import { exampleText, summaryText, type Look } from './demo/print';

async function main(): Promise<void> {
	const wanted = process.argv.slice(2);
	const all = readExamples();
	const examples = all.filter(({ file }) => wanted.length === 0 || wanted.some((word) => file.includes(word)));
	const colours = process.stdout.isTTY && !process.env.NO_COLOR;
	const look: Look = { colours, width: Math.min(process.stdout.columns ?? 110, 140) };
	const emulator = await startEmulator();
	const print = (text: string) => process.stdout.write(`${masked(text, emulator)}\n`);
	try {
		print(
			`The workflows of examples/ on n8n's own engine (n8n-core ${engine().version}), with an emulated Keitaro tracker at ${emulator.url}.`,
		);
		print('The tracker is filled anew for each of them. Long answers are shortened here; "Block IPs" has a whole one.');
		const runs: ExampleRun[] = [];
		for (const example of examples) {
			const run = await runExample(example, emulator);
			runs.push(run);
			print(exampleText(run, look));
		}
		if (runs.length === 0) print(`\nNo example has ${wanted.join(' or ')} in its name: ${all.map(({ file }) => file).join(', ')}`);
		print(summaryText(runs, look));
		const allGood = runs.length > 0 && runs.every(({ problems }) => problems.length === 0);
		process.exitCode = allGood ? 0 : 1;
	} finally {
		await emulator.stop();
	}
}

void main();
