import { execFileSync } from 'node:child_process';

const SCRIPT = `
	require('./environment.ts');
	const { DateTime } = require('luxon');
	const date = new Date();
	console.log(JSON.stringify([Date.now(), date.getTime(), DateTime.now().toMillis(), date instanceof Date, new Date(5).getTime(), Date().slice(11, 15)]));
`;

/** What a process says of the time that began at the moment. */
function told(clock: string): unknown[] {
	const args = ['--require', 'tsx/cjs', '--eval', SCRIPT];
	const text = execFileSync(process.execPath, args, {
		cwd: __dirname,
		env: { ...process.env, KEITARO_CLOCK: clock, TZ: 'UTC' },
		encoding: 'utf8',
	});
	return JSON.parse(text) as unknown[];
}

it('a process can begin at another time', () => {
	const [now, date, luxon, ...rest] = told('2031-05-06T07:08:09Z') as number[];
	for (const moment of [now, date, luxon]) expect(new Date(moment).toISOString()).toMatch(/^2031-05-06T07:0[89]/);
	expect(rest).toEqual([true, 5, '2031']);
});

it('a time that is none is refused', () => {
	expect(() => told('soon')).toThrow('KEITARO_CLOCK is no moment: soon');
});
