/**
 * Runs the light part of the tests at times and in time zones in which dates go wrong: `npm run test:clock`. A year on, so that nothing
 * leans on the year in which it was written; over the end of a year; and over a change to summer time. Each test file begins at that time
 * (test/engine/clock.ts), so that the year ends, or the hour is left out, while its tests run.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { isLong } from './check/reach';
import { projectDir } from './scratch';

const YEAR = 365 * 86_400_000;
const runs = [
	{ name: 'a year on', clock: new Date(Date.now() + YEAR).toISOString(), zone: 'America/Los_Angeles' },
	{ name: 'the last second of a year', clock: '2027-12-31T23:59:59Z', zone: 'Pacific/Auckland' },
	{ name: 'a change to summer time', clock: '2027-03-28T00:59:59Z', zone: 'Europe/Berlin' },
];

const tests = readdirSync(path.join(projectDir, 'test'), { recursive: true, encoding: 'utf8' })
	.filter((file) => file.endsWith('.test.ts') && !isLong(file))
	.map((file) => path.join('test', file));

const results = runs.map(({ name, clock, zone }) => {
	const told = `${name}: from ${clock}, in the zone ${zone}`;
	process.stdout.write(`\n${told}\n`);
	const { status } = spawnSync('npx', ['jest', '--ci', '--silent', '--runTestsByPath', ...tests], {
		cwd: projectDir,
		env: { ...process.env, KEITARO_CLOCK: clock, TZ: zone },
		stdio: ['ignore', 'inherit', 'inherit'],
	});
	return { told, passed: status === 0 };
});

process.stdout.write(`\n${results.map(({ told, passed }) => `${passed ? '✓' : '✗'} ${told}`).join('\n')}\n`);
process.exitCode = results.every(({ passed }) => passed) ? 0 : 1;
