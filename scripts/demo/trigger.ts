/** Starts an example as its Keitaro trigger does: the workflow is activated, something happens on the tracker, and the trigger tells it. */
import type { IDataObject, INode, INodeExecutionData } from 'n8n-workflow';
import type { Emulator } from '../../test/emulator';
import { poll, webhook, type Credentials, type IWorkflowJson } from '../../test/engine';

/** What happens on the tracker while the workflow is active. */
export type Happening =
	/** A network reports a conversion for a click of the campaign. */
	| { conversion: { campaign_id: number; status: string; payout?: number; tid?: string } }
	/** A campaign gets clicks that cost so much each. */
	| { clicks: { campaign_id: number; count: number; cost: number } };

const POLLING = 'n8n-nodes-keitaro.keitaroTrigger';
const POSTBACKS = 'n8n-nodes-keitaro.keitaroPostbackTrigger';

export interface Started {
	/** Name of the trigger. */
	trigger: string;
	items: INodeExecutionData[];
}

export async function startByTrigger(
	{ nodes, settings }: IWorkflowJson,
	happenings: Happening[],
	emulator: Emulator,
	credentials: Credentials,
): Promise<Started> {
	const node = nodes.find(({ type }) => type === POLLING || type === POSTBACKS);
	if (!node) throw new Error('The example says what happens meanwhile, but has no Keitaro trigger');
	const { type, typeVersion, parameters } = node;
	const globalData: IDataObject = {};
	const options = { type, typeVersion, parameters, credentials, globalData, timezone: settings?.timezone };
	const meanwhile = async () => {
		for (const happening of happenings) await happen(happening, emulator);
	};
	return { trigger: node.name, items: await (type === POLLING ? byPolling : byPostback)(options, meanwhile) };
}

type Options = Parameters<typeof poll>[0] & { parameters: INode['parameters'] };

async function byPolling(options: Options, meanwhile: () => Promise<void>): Promise<INodeExecutionData[]> {
	await poll(options);
	await meanwhile();
	return (await poll(options)) ?? [];
}

async function byPostback(options: Options, meanwhile: () => Promise<void>): Promise<INodeExecutionData[]> {
	const trigger = await webhook(options);
	try {
		await trigger.activate();
		await meanwhile();
		await trigger.deactivate();
		return trigger.starts.flat();
	} finally {
		await trigger.stop();
	}
}

async function happen(happening: Happening, emulator: Emulator): Promise<void> {
	const { store } = emulator;
	if ('clicks' in happening) {
		const { count, ...click } = happening.clicks;
		for (let made = 0; made < count; made++) store.addClick(click);
		return;
	}
	const { campaign_id, ...conversion } = happening.conversion;
	const { sub_id } = store.addClick({ campaign_id });
	const query = new URLSearchParams({ subid: sub_id });
	for (const [name, value] of Object.entries(conversion)) query.set(name, String(value));
	await fetch(`${emulator.url}/${emulator.postbackKey}/postback?${query.toString()}`);
	await emulator.settle();
}
