/** A process of n8n of its own, in which executions add entries to one flow or campaign. Started by together.test.ts. */
import type { INodeParameters } from 'n8n-workflow';
import { runNode } from '../engine';

export interface Addition {
	parameters: INodeParameters;
	credentials: { domain: string; apiKey: string };
	/** Executions at once, of so many items each. */
	executions: number;
	items: number;
	/** What tells the items of this process apart. */
	name: string;
}

/** Adds the entries; resolves to how many failed. */
export async function add({ parameters, credentials, executions, items, name }: Addition): Promise<{ failed: string[] }> {
	const runs = Array.from({ length: executions }, async (_, execution) => {
		const input = Array.from({ length: items }, (__, at) => ({ json: { name: `${name}-${execution}-${at}`, at: execution * items + at } }));
		return await runNode({
			parameters: { ...parameters, options: { retryPause: 1 } },
			credentials: { keitaroApi: credentials },
			items: input,
			settings: { onError: 'continueErrorOutput' },
		});
	});
	const failed = (await Promise.all(runs)).flatMap(({ errorItems, error }) => [
		...errorItems.map(({ json }) => String(json.error)),
		...(error ? [error.message] : []),
	]);
	return { failed };
}

if (require.main === module) {
	process.on('message', (addition: Addition) => {
		void add(addition).then((result) => {
			process.send!(result);
			process.disconnect();
		});
	});
	process.send!({ ready: true });
}
