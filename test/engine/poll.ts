import type { INodeExecutionData } from 'n8n-workflow';
import { engine } from './core';
import { additionalData } from './execution';
import { nodeType, loadKeitaro } from './package-loader';
import { withTrigger, type TriggerOptions } from './trigger';

export interface PollOptions extends TriggerOptions {
	/** `manual`: "Fetch Test Event" in the editor. */
	mode?: 'trigger' | 'manual';
	/** Milliseconds that n8n gives the poll, in versions that do. */
	budgetMs?: number;
}

/** One poll of a polling trigger: the items it starts a workflow with, or null when there is nothing new. */
export async function poll(options: PollOptions): Promise<INodeExecutionData[] | null> {
	const { type, credentials, packageDir, mode = 'trigger', budgetMs } = options;
	await loadKeitaro(packageDir);
	return await withTrigger(options, async (workflow, node) => {
		const found = nodeType(type.split('.')[1] ?? '', node.typeVersion, packageDir);
		if (!found.poll) throw new Error(`${type} does not poll`);
		const data = additionalData({ credentials, packageDir, mode, workflow });
		const context = new (engine().core.PollContext)(workflow, node, data, mode, mode === 'manual' ? 'manual' : 'activate');
		if (budgetMs !== undefined) Object.assign(context, { getPollBudgetMs: () => budgetMs });
		const output = await found.poll.call(context);
		return output?.[0] ?? null;
	});
}
