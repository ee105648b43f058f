/** Thousands of random histories of a tracker and of n8n: whatever happens, each event is told, and told once. */
import { History, type Verdict } from './history';

/** Fewer where the same is run hundreds of times. */
const HISTORIES = Number(process.env.KEITARO_HISTORIES ?? 10_000);

it(`tells everything once in ${HISTORIES} random histories`, async () => {
	let running: History | undefined;
	const clock = jest.spyOn(Date, 'now').mockImplementation(() => running?.now() ?? 0);
	const timeout = jest.spyOn(AbortSignal, 'timeout').mockImplementation(() => new AbortController().signal);
	const all = { polls: 0, requests: 0, told: 0, conversions: 0 };
	const failed: Array<Verdict & { seed: number }> = [];
	for (let seed = 1; seed <= HISTORIES; seed++) {
		running = new History(seed);
		const verdict = await running.run();
		for (const name of Object.keys(all) as Array<keyof typeof all>) all[name] += verdict[name];
		if ([verdict.twice, verdict.missed, verdict.wrong].some((names) => names.length > 0)) failed.push({ ...verdict, seed });
	}
	clock.mockRestore();
	timeout.mockRestore();
	expect(failed).toEqual([]);
	expect(all.told).toBeGreaterThan(HISTORIES);
}, 600_000);
