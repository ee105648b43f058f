/** Tests hold on any day: they can be tried at other times, and none of them looks at the clock of the machine. */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const SCRIPT = `
	require('./environment.ts');
	const { DateTime } = require('luxon');
	const { beginAgainAtClock } = require('./clock.ts');
	const date = new Date();
	const early = [Date.now(), date.getTime(), DateTime.now().toMillis()];
	const busyUntil = performance.now() + 50;
	while (performance.now() < busyUntil);
	const later = Date.now();
	process.env.KEITARO_CLOCK = '2041-05-06T07:08:09Z';
	beginAgainAtClock();
	const again = Date.now();
	class Day extends Date {}
	const isDate = [date, new Day(), new Day(5)].every((one) => one instanceof Date) && new Day() instanceof Day;
	console.log(JSON.stringify({ early, later, again, isDate, given: new Date(5).getTime(), text: Date().slice(11, 15), offset: new Date(0).getTimezoneOffset() }));
`;

/** What a process says of the time that began at the moment. */
function told(clock: string) {
	const env = { ...process.env, KEITARO_CLOCK: clock, TZ: 'Asia/Kolkata' };
	const { stdout, stderr } = spawnSync(process.execPath, ['--require', 'tsx/cjs', '--eval', SCRIPT], {
		cwd: __dirname,
		env,
		encoding: 'utf8',
	});
	return { said: (stdout && JSON.parse(stdout)) as Record<string, unknown>, stderr };
}

it('a process can begin at another time, and run on from there', () => {
	const { early, later, again, ...rest } = told('2031-05-06T07:08:09Z').said as { early: number[]; later: number; again: number };
	const minutes = [...early, again].map((moment) => new Date(moment).toISOString().slice(0, 15));
	expect(minutes).toEqual(['2031-05-06T07:0', '2031-05-06T07:0', '2031-05-06T07:0', '2041-05-06T07:0']);
	expect(later).toBeGreaterThanOrEqual(early[0] + 45);
	expect(rest).toEqual({ isDate: true, given: 5, text: '2041', offset: -330 });
});

it('a time that is none is refused', () => {
	expect(told('soon')).toEqual({ said: '', stderr: expect.stringContaining('KEITARO_CLOCK is no moment: soon') as string });
});

describe('tests', () => {
	/**
	 * The tracker of the tests stands at noon of one day, and their triggers do. What looks at the machine's clock besides mixes the
	 * two, and is right on some days only.
	 */
	const LOOKS =
		/\bDate\.now\b|\bnew Date\b(?! ?\(\s*[^)\s])|(?<![\w.] ?)\bDate\(\)|\bDateTime\.(now|local|utc)\b|\$now\b(?!\.zoneName)|\$today\b/;
	/** What sets the clock, what is started by hand, and n8n's node that tells the time. */
	const MAY_LOOK = ['engine/clock.ts', 'engine/clock.test.ts', 'emulator/cli.ts', 'engine/core-nodes/triggers.ts'];

	it.each([
		'at: Date.now() - 1000',
		'now: Date.now }',
		'new Date()',
		'new Date',
		'Date()',
		'DateTime.now()',
		"'={{ $now.toISO() }}'",
		'$today',
	])('look at the clock with %s', (line) => expect(line).toMatch(LOOKS));
	it.each(['new Date(moment)', 'Date.UTC(2026, 10, 23)', 'date.getUTCDate()', "jest.spyOn(Date, 'now')", 'b.now', 'const now = NOON'])(
		'do not with %s',
		(line) => expect(line).not.toMatch(LOOKS),
	);

	it('name dates, or look at the clock, but not both: they look at none', () => {
		const folder = path.join(__dirname, '..');
		const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => /\.[jt]s$/.test(file));
		expect(files).toEqual(expect.arrayContaining(MAY_LOOK));
		const found = files
			.filter((file) => !MAY_LOOK.includes(file))
			.flatMap((file) =>
				readFileSync(path.join(folder, file), 'utf8')
					.split('\n')
					.flatMap((line, at) => (LOOKS.test(line) ? [`test/${file}:${at + 1}: ${line.trim()}`] : [])),
			);
		expect(found).toEqual([]);
	});
});
