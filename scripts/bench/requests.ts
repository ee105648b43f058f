/** What one request costs, and many at once. */
import type { Bench, Row } from './measure';
import { amount, inTurns, median, medianMs, ratios, rounded } from './measure';
import { bare, campaigns, httpRequest, keitaro, readEach } from './run';

const DELAY = 50;

const overhead: Row = {
	key: 'overhead',
	work: '1,000 reads, no server delay, one at a time',
	comparedWith: 'bare helper calls',
	target: 'at most 1.5x the time',
	async measure(bench) {
		const items = campaigns(amount(bench, 1000));
		await bench.tracker.reset();
		const timings = await inTurns(bench.rounds, {
			keitaro: async () => await keitaro(bench, readEach({ options: { concurrentRequests: 1 } }), items),
			bare: async () => await bare(bench, 1, items),
		});
		const rounds = ratios(timings.keitaro, timings.bare);
		const value = median(rounds);
		const [own, other] = [medianMs(timings.keitaro) / items.length, medianMs(timings.bare) / items.length];
		return {
			value,
			shown: `${rounded(value)}x`,
			ok: value <= 1.5,
			rounds,
			notes: [`${rounded(own)} ms an item, bare ${rounded(other)} ms`],
			figures: { msPerItem: own, msPerBareCall: other },
		};
	},
};

const parallel: Row = {
	key: 'parallel',
	work: `1,000 reads at ${DELAY} ms server delay, default options`,
	comparedWith: 'one at a time',
	target: 'at least 4.5x faster, at most 5 in flight',
	async measure(bench) {
		const items = campaigns(amount(bench, 1000));
		let inFlight = 0;
		await bench.tracker.reset({ latency: DELAY });
		await keitaro(bench, readEach(), items.slice(0, 50)); // to warm up
		const timings = await inTurns(
			bench.rounds,
			{
				usual: async () => {
					await bench.tracker.reset({ latency: DELAY });
					await keitaro(bench, readEach(), items);
					inFlight = Math.max(inFlight, (await bench.tracker.traffic()).maxInFlight);
				},
				oneByOne: async () => await keitaro(bench, readEach({ options: { concurrentRequests: 1 } }), items),
			},
			false,
		);
		const rounds = ratios(timings.oneByOne, timings.usual);
		const value = median(rounds);
		return {
			value,
			shown: `${rounded(value)}x faster`,
			ok: value >= 4.5 && inFlight <= 5,
			rounds,
			notes: [
				`${inFlight} in flight at most; ${rounded(medianMs(timings.usual) / 1000)} s instead of ${rounded(medianMs(timings.oneByOne) / 1000)} s`,
			],
			figures: { inFlight, seconds: medianMs(timings.usual) / 1000, secondsOneByOne: medianMs(timings.oneByOne) / 1000 },
		};
	},
};

const parallel20: Row = {
	key: 'parallel20',
	work: `1,000 reads at ${DELAY} ms server delay, 20 at once`,
	comparedWith: 'bare helper calls, 20 at once',
	target: 'at most 1.15x the time',
	async measure(bench: Bench) {
		const items = campaigns(amount(bench, 1000));
		await bench.tracker.reset({ latency: DELAY });
		const timings = await inTurns(bench.rounds, {
			keitaro: async () => await keitaro(bench, readEach({ options: { concurrentRequests: 20 } }), items),
			bare: async () => await bare(bench, 20, items),
		});
		const { maxInFlight } = await bench.tracker.traffic();
		const rounds = ratios(timings.keitaro, timings.bare);
		const value = median(rounds);
		const notes = [
			`${maxInFlight} in flight at most; ${rounded(medianMs(timings.keitaro) / 1000)} s, bare ${rounded(medianMs(timings.bare) / 1000)} s`,
		];
		const figures: Record<string, number> = {
			inFlight: maxInFlight,
			seconds: medianMs(timings.keitaro) / 1000,
			secondsBare: medianMs(timings.bare) / 1000,
		};
		const { dir, missing } = bench.httpRequest;
		if (dir === undefined) notes.push(`HTTP Request not shown: ${missing}`);
		else {
			await bench.tracker.reset({ latency: DELAY });
			const beside = await inTurns(bench.rounds, { http: async () => await httpRequest(bench, dir, items) });
			figures.secondsHttpRequest = medianMs(beside.http) / 1000;
			figures.inFlightHttpRequest = (await bench.tracker.traffic()).maxInFlight;
			notes.push(
				`n8n's HTTP Request: ${rounded(figures.secondsHttpRequest)} s, with up to ${figures.inFlightHttpRequest} in flight at the tracker`,
			);
		}
		return { value, shown: `${rounded(value)}x`, ok: value <= 1.15 && maxInFlight <= 20, rounds, notes, figures };
	},
};

export const requestRows: Row[] = [overhead, parallel, parallel20];
