/** Runs the compared nodes on the engine; a run that does not give what it should ends the measurement. */
import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { runNode, type RunNodeOptions } from '../../test/engine';
import type { Bench } from './measure';

export const numbered = (count: number, make: (at: number) => IDataObject): IDataObject[] =>
	Array.from({ length: count }, (_, at) => make(at));

const options = ({ tracker }: Bench) => ({
	credentials: { keitaroApi: { domain: tracker.url, apiKey: tracker.apiKey } },
	timezone: 'UTC',
});

async function run(expected: number | undefined, node: RunNodeOptions): Promise<INodeExecutionData[]> {
	const { items, error } = await runNode(node);
	if (error) throw error;
	if (expected !== undefined && items.length !== expected) throw new Error(`${items.length} items came out instead of ${expected}`);
	return items;
}

/** The Keitaro node; one item comes out for each that goes in, unless told otherwise. */
export const keitaro = async (bench: Bench, parameters: INodeParameters, items: IDataObject[] = [{}], expected = items.length) =>
	await run(expected, { ...options(bench), parameters, items });

/** So many helper calls at once, each for one campaign. */
export const bare = async (bench: Bench, atOnce: number, items: IDataObject[]) =>
	await run(items.length, { ...options(bench), type: 'n8n-nodes-bare.bare', packageDir: bench.bareDir, parameters: { atOnce }, items });

/** n8n's HTTP Request, which sends all at once. */
export const httpRequest = async (bench: Bench, packageDir: string, items: IDataObject[]) =>
	await run(items.length, {
		...options(bench),
		type: 'n8n-nodes-base.httpRequest',
		packageDir,
		parameters: {
			url: `=${bench.tracker.url}/admin_api/v1/campaigns/{{ $json.id }}`,
			authentication: 'predefinedCredentialType',
			nodeCredentialType: 'keitaroApi',
			options: {},
		},
		items,
	});

/** Reads one campaign for each item. */
export const readEach = (more: INodeParameters = {}): INodeParameters => ({
	resource: 'campaign',
	operation: 'get',
	campaignId: { __rl: true, mode: 'id', value: '={{ $json.id }}' },
	...more,
});

/** Items that name the campaigns of the emulated tracker in turns. */
export const campaigns = (count: number): IDataObject[] => numbered(count, (at) => ({ id: (at % 5) + 1 }));
