import { paint, say, spoken } from '../start/steps';

export interface Report {
	section: (title: string) => void;
	/** A check passes unless it throws; what it returns is said beside it. */
	check: (what: string, work: () => Promise<string | void> | string | void) => Promise<boolean>;
	/** Ends the run's output; whether all went well. */
	end: () => boolean;
}

export function createReport(): Report {
	const began = Date.now();
	let passed = 0;
	const failed: string[] = [];
	let part = '';
	return {
		section: (title) => {
			part = title;
			say(`\n${paint('bold', title)}`);
		},
		check: async (what, work) => {
			const start = Date.now();
			try {
				const remark = await work();
				passed += 1;
				const time = paint('gray', `${remark ? `${remark}, ` : ''}${spoken(Date.now() - start)}`);
				say(` ${paint('green', '✔')} ${what} ${time}`);
				return true;
			} catch (thrown) {
				failed.push(`${part}: ${what}`);
				const message = thrown instanceof Error ? thrown.message : String(thrown);
				say(` ${paint('red', '✘')} ${what}\n     ${paint('red', message.split('\n').join('\n     '))}`);
				return false;
			}
		},
		end: () => {
			say(`\n${passed} passed, ${failed.length} failed, in ${spoken(Date.now() - began)}`);
			for (const what of failed) say(paint('red', ` ✘ ${what}`));
			return failed.length === 0 && passed > 0;
		},
	};
}

export function expect(condition: unknown, otherwise: string): asserts condition {
	if (!condition) throw new Error(otherwise);
}
