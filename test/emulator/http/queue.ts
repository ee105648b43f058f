/** Effects that come later than the answer, and calls to other servers; both can be waited for or given up. */
export function createQueue(delay: () => number) {
	let generation = 0;
	const pending = new Set<Promise<void>>();
	const timers = new Map<NodeJS.Timeout, () => void>();

	const track = (work: Promise<void>) => {
		pending.add(work);
		void work.finally(() => pending.delete(work));
	};

	return {
		later(effect: () => void | Promise<void>) {
			const mine = generation;
			track(
				new Promise<void>((resolve) => {
					const timer = setTimeout(() => {
						timers.delete(timer);
						const run = async () => (mine === generation ? effect() : undefined);
						run().then(resolve, resolve);
					}, delay());
					timers.set(timer, resolve);
				}),
			);
		},
		async settle() {
			while (pending.size > 0) await Promise.all(pending);
		},
		/** Forgets what has not happened yet. */
		drop() {
			generation++;
			timers.forEach((resolve, timer) => {
				clearTimeout(timer);
				resolve();
			});
			timers.clear();
		},
	};
}
