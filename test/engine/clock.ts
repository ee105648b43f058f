/**
 * Lets everything in this process - node, n8n-core, emulator and tests - begin at another time than now: KEITARO_CLOCK is a moment, such
 * as `2027-12-31T23:59:45Z`, from which the clock runs on. Timers are as they are.
 */
export function shiftClock(): void {
	const wanted = process.env.KEITARO_CLOCK;
	if (wanted === undefined || wanted === '') return;
	const shift = Date.parse(wanted) - Date.now();
	if (Number.isNaN(shift)) throw new Error(`KEITARO_CLOCK is no moment: ${wanted}`);
	const now = Date.now;
	Date.now = () => now() + shift;
	globalThis.Date = new Proxy(Date, {
		construct: (target, given: [number], asked) =>
			Reflect.construct(target, given.length > 0 ? given : [target.now()], asked === globalThis.Date ? target : asked) as Date,
		apply: (target) => new target(target.now()).toString(),
	});
}
