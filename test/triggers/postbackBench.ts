import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { clearEngineLog, webhook, type WebhookOptions, type WebhookTrigger } from '../engine';
import { startEmulator, type Emulator } from '../emulator';

export const POSTBACKS = 'n8n-nodes-keitaro.keitaroPostbackTrigger';

/** The address of the postback that is in the first campaign from the beginning. */
export const seeded = 'https://ads.example.com/fb';

/** An emulator, fresh for each test, and postback triggers behind real HTTP servers. */
export function postbackBench() {
	let tracker: Emulator;
	let triggers: WebhookTrigger[] = [];
	beforeAll(async () => void (tracker = await startEmulator()));
	beforeEach(() => {
		tracker.reset();
		clearEngineLog();
	});
	afterEach(async () => {
		for (const trigger of triggers) await trigger.stop();
		triggers = [];
	});
	afterAll(async () => await tracker.stop());

	const campaign = (id: number) => tracker.store.campaigns.find((row) => row.id === id)!;
	return {
		get tracker() {
			return tracker;
		},
		campaign,
		/** A trigger for the first two campaigns, on an n8n server of its own. */
		async trigger(
			parameters: INodeParameters = {},
			globalData: IDataObject = {},
			more: Partial<WebhookOptions> = {},
		): Promise<WebhookTrigger> {
			const made = await webhook({
				type: POSTBACKS,
				parameters: { campaigns: [1, 2], ...parameters },
				credentials: { keitaroApi: { domain: tracker.url, apiKey: tracker.apiKey } },
				globalData,
				...more,
			});
			triggers.push(made);
			return made;
		},
		/** The addresses that campaigns call, without what is sent along. */
		postbacks: (...ids: number[]) => ids.map((id) => campaign(id).postbacks.map(({ url }) => url.split('?')[0])),
		requests: () => tracker.requests.map(({ method, path }) => `${method} ${path.replace('/admin_api/v1', '')}`),
		/** An affiliate network reports a conversion to the tracker, which calls whoever wants to know. */
		async convert(values: Record<string, string>, campaignId = 1): Promise<string> {
			const { sub_id } = tracker.store.clicks.find((click) => click.campaign_id === campaignId)!;
			const query = new URLSearchParams({ subid: sub_id, ...values }).toString();
			await fetch(`${tracker.url}/${tracker.postbackKey}/postback?${query}`, { headers: { 'User-Agent': 'Affiliate-Network/1.0' } });
			await tracker.settle();
			return sub_id;
		},
		started: (from: WebhookTrigger) => from.starts.map(([{ json }]) => json),
	};
}
