/** Effects that come later than the answer, and calls to other servers; both can be waited for or given up. */
export function createQueue(delay: () => number) {
	let generation = 0;
	const pending = new Set<Promise<void>>();
	/** What ends a wait, by its timer. */
	const timers = new Map<NodeJS.Timeout, () => void>();

	const track = (work: Promise<void>) => {
		pending.add(work);
		void work.finally(() => pending.delete(work));
	};
	const endWaits = () => {
		for (const [timer, end] of timers) {
			clearTimeout(timer);
			end();
		}
		timers.clear();
	};

	return {
		later(effect: () => void | Promise<void>) {
			const mine = generation;
			const waited = new Promise<void>((resolve) => {
				const timer = setTimeout(() => {
					timers.delete(timer);
					resolve();
				}, delay());
				timers.set(timer, resolve);
			});
			track(waited.then(async () => (mine === generation ? await effect() : undefined)).catch(() => undefined));
		},
		/** Lets happen at once, in their order, what was to happen later. */
		async settle() {
			while (pending.size > 0) {
				endWaits();
				await Promise.all(pending);
			}
		},
		/** Forgets what has not happened yet. */
		drop() {
			generation++;
			endWaits();
		},
	};
}
