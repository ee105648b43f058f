/**
 * KEITARO_CLOCK is a moment such as `2027-12-31T23:59:59Z`: everything in this process - nodes, n8n-core, emulator and tests - begins at
 * it instead of now, and its clock runs on from there. Timers and performance.now() are as they are. The time zone is TZ, as always.
 */
const CLOCK = Symbol.for('keitaro.clock');
/** Sets this process's clock. Test files load this module anew; the clock is put in once. */
const shared = process as unknown as { [CLOCK]?: (moment: number) => void };

/** Begins at KEITARO_CLOCK, unless this process has done so. */
export function beginAtClock(): void {
	if (shared[CLOCK] === undefined) beginAgainAtClock();
}

/** Begins at KEITARO_CLOCK, as every test file does. */
export function beginAgainAtClock(): void {
	const wanted = process.env.KEITARO_CLOCK;
	if (!wanted) return;
	const moment = Date.parse(wanted);
	if (Number.isNaN(moment)) throw new Error(`KEITARO_CLOCK is no moment: ${wanted}`);
	(shared[CLOCK] ??= putClockIn())(moment);
}

function putClockIn(): (moment: number) => void {
	const { now } = Date;
	let shift = 0;
	const shifted = () => now() + shift;
	Date.now = shifted;
	globalThis.Date = new Proxy(Date, {
		construct: (target, given, asked) =>
			Reflect.construct(target, given.length > 0 ? given : [shifted()], asked === globalThis.Date ? target : asked) as Date,
		apply: (target) => new target(shifted()).toString(),
	});
	return (moment) => void (shift = moment - now());
}
