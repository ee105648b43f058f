/** Reads a log into items and tells the memory that it took; started by clicks.ts. */
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { runNode } from '../../test/engine';

/** Megabytes of heap without garbage, before the work and at its end; rows; milliseconds of processor time. */
export interface Held {
	idle: number;
	after: number;
	rows: number;
	cpu: number;
}

/** The sub ID is not among them: the node asks for it, too, to tell clicks apart, and takes it off each row. */
const COLUMNS = 'datetime campaign_id campaign offer stream country_code ip os browser is_bot cost revenue'.split(' ');
const PAGE = 10_000;

const [way, domain, apiKey, count] = process.argv.slice(2);

async function keitaro(limit?: number): Promise<INodeExecutionData[]> {
	const { items, error } = await runNode({
		parameters: {
			resource: 'click',
			operation: 'getAll',
			output: 'data',
			columns: COLUMNS,
			...(limit === undefined ? { returnAll: true } : { limit }),
		},
		credentials: { keitaroApi: { domain, apiKey } },
		timezone: 'UTC',
	});
	if (error) throw error;
	return items;
}

/** The rows as they come, put into items and nothing else done with them. */
async function plain(): Promise<INodeExecutionData[]> {
	const items: INodeExecutionData[] = [];
	const pairedItem = { item: 0 };
	for (let offset = 0; offset < Number(count); offset += PAGE) {
		const body = { range: { interval: 'all_time', timezone: 'UTC' }, columns: COLUMNS, limit: PAGE, offset };
		const answer = await fetch(`${domain}/admin_api/v1/clicks/log`, {
			method: 'POST',
			headers: { 'Api-Key': apiKey, 'Content-Type': 'application/json' },
			body: JSON.stringify(body),
		});
		for (const json of ((await answer.json()) as { rows: IDataObject[] }).rows) items.push({ json, pairedItem });
	}
	return items;
}

function heap(): number {
	globalThis.gc?.();
	return process.memoryUsage().heapUsed / 1024 / 1024;
}

async function main(): Promise<void> {
	await keitaro(100); // everything is loaded then
	const [idle, cpuBefore] = [heap(), process.cpuUsage()];
	console.log('begin');
	const items = await (way === 'plain' ? plain() : keitaro());
	console.log('end');
	const { user, system } = process.cpuUsage(cpuBefore);
	const held: Held = { idle, after: heap(), rows: items.length, cpu: (user + system) / 1000 };
	console.log(JSON.stringify(held));
}

void main();
