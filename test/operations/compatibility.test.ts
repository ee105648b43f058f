import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { runNode, runWorkflow, type IWorkflowJson } from '../engine';
import { startEmulator, type Emulator, type Store } from '../emulator';
import { POSTBACK, rows, type Row } from './original';
import old from './workflows/original.json';

const API = '/admin_api/v1';

let emulator: Emulator;
beforeAll(async () => void (emulator = await startEmulator()));
afterAll(async () => await emulator.stop());
beforeEach(() => {
	emulator.reset();
	fill(emulator.store);
});

/** Adds what the rows name. */
function fill({ campaigns, addClick, addConversion }: Store): void {
	addClick({ sub_id: 'click0' });
	addConversion({ event_id: 'conversion0', sub_id: 'click0' });
	campaigns[0].token = 'token0';
}

async function run(pair: string, parameters: INodeParameters = {}, postbackKey = emulator.postbackKey) {
	const [resource, operation] = pair.split(':');
	return await runNode({
		typeVersion: 1,
		parameters: { resource, operation, ...parameters },
		credentials: { keitaroApi: { domain: emulator.url, apiKey: emulator.apiKey, postbackKey } },
		timezone: 'Europe/Berlin',
	});
}

const sent = () => emulator.requests.map(({ method, path }) => `${method} ${path.replace(API, '')}`);

it('covers the 72 pairs', () => {
	expect(rows).toHaveLength(72);
	expect(new Set(rows.map(({ pair }) => pair)).size).toBe(72);
});

const works = rows.filter(({ does }) => does);
const explained = rows.filter(({ says }) => says);

async function check({ pair, parameters, does, sends, gives }: Row): Promise<void> {
	const { items, error } = await run(pair, parameters);
	expect(error).toBeUndefined();
	expect(items).toHaveLength(1);
	const [resource, operation] = pair.split(':');
	expect(items[0].json).toMatchObject({ resource, operation, success: true });
	expect(sent()).toEqual(does);
	expect(emulator.requests.filter(({ status }) => status >= 400)).toEqual([]);
	const { json, query } = emulator.requests.at(-1)!;
	expect({ ...query, ...(json as IDataObject) }).toMatchObject(sends ?? {});
	if (gives) expect(items[0].json.data).toMatchObject(gives as IDataObject);
}

it.each(works)('$pair does its work', check);

it.each(explained)('$pair says what to do instead', async ({ pair, parameters, says }) => {
	const { items, error } = await run(pair, parameters);
	expect(items).toEqual([]);
	expect(`${error?.message}. ${error?.description}`).toMatch(says!);
	expect(sent()).toEqual([]);
});

const url = 'https://ads.example.com/?e={external_id}';

it.each<Row>([
	{
		pair: 'blacklist:get',
		parameters: { blacklistId: 'badsite.example', campaignId: '1', refName: 'source' },
		does: ['GET /report/labels'],
	},
	{
		pair: 'blacklist:delete',
		parameters: { blacklistId: 'badsite.example', campaignId: '1', refName: 'source' },
		does: ['POST /report/labels', 'GET /report/labels', 'GET /report/labels'],
	},
	{ pair: 'filter:get', parameters: { filterId: '2', streamId: '2' }, does: ['GET /streams/2'], gives: { id: 2 } },
	{ pair: 'filter:delete', parameters: { filterId: '2', streamId: '2' }, does: ['GET /streams/2', 'PUT /streams/2', 'GET /streams/2'] },
	{ pair: 'postback:get', parameters: { postbackId: '1', campaignId: '1' }, does: ['GET /campaigns/1'], gives: { id: 1 } },
	{
		pair: 'postback:create',
		parameters: { campaignId: '1', url, method: 'POST', statuses: ['sale'] },
		does: ['GET /campaigns/1', 'PUT /campaigns/1', 'GET /campaigns/1'],
		gives: { url, method: 'POST', statuses: ['sale'] },
	},
	{
		pair: 'postback:update',
		parameters: { campaignId: '1', postbackId: '1', updateFields: { url } },
		does: ['GET /campaigns/1', 'PUT /campaigns/1', 'GET /campaigns/1'],
		gives: { id: 1, url },
	},
	{
		pair: 'postback:delete',
		parameters: { campaignId: '1', postbackId: '1' },
		does: ['GET /campaigns/1', 'PUT /campaigns/1', 'GET /campaigns/1'],
	},
])('$pair does its work once the new field is filled in', check);

it('conversion:create takes the simple form, too', async () => {
	await check({
		pair: 'conversion:create',
		parameters: {
			dataMode: 'fields',
			clickId: 'click0',
			status: 'sale',
			additionalFields: { revenue: 5, currency: 'EUR', transactionId: 'T1', comment: 'paid' },
		},
		does: [POSTBACK],
		sends: { subid: 'click0', status: 'sale', payout: '5', currency: 'EUR', tid: 'T1', comment: 'paid' },
	});
});

it.each(works.filter(({ does }) => does!.includes(POSTBACK)))(
	'$pair asks for the postback key, which is new',
	async ({ pair, parameters }) => {
		const { error } = await run(pair, parameters, '');
		expect(error?.message).toMatch(/credential has no postback key/);
		expect(sent()).toEqual([]);
	},
);

it.each(rows.filter(({ parameters }) => parameters))('$pair does nothing when its parameters are empty', async ({ pair, parameters }) => {
	const { items, error } = await run(pair, Object.fromEntries(Object.keys(parameters!).map((name) => [name, ''])));
	expect(items).toEqual([]);
	expect(error?.description).toMatch(/\w/);
	expect(sent()).toEqual([]);
});

it('opens and runs a workflow of the original', async () => {
	const { nodes, error } = await runWorkflow(old as unknown as IWorkflowJson, {
		credentials: { keitaroApi: { domain: emulator.url, apiKey: emulator.apiKey } },
	});
	expect(error).toBeUndefined();
	expect(Object.values(nodes).map(({ outputs }) => outputs[0].length)).toEqual([1, 1, 1, 1, 2, 2, 2]);
	expect(sent()).toEqual(['GET /campaigns/1', 'PUT /campaigns/1', 'POST /clicks/log', 'POST /botlist/add', 'POST /botlist/exclude']);
	expect(emulator.store.campaigns[0].name).toBe('Facebook US (checked)');
});
