/** The table of operations: each with the endpoint that brings its result, as seen when it runs on the emulator with its samples. */
import { resources } from '../../nodes/Keitaro/resources';
import { startEmulator, type RecordedRequest } from '../../test/emulator';
import { samples } from '../../test/operations/samples';
import { tour } from '../../test/operations/tour';

/** "GET /campaigns/{id}" */
type Endpoint = string;

interface Told {
	name: string;
	endpoints: Endpoint[];
}

/** What stands before and above the table, in the language of a README. */
export interface Words {
	intro(resources: number, operations: number, real: number): string;
	head: [resource: string, operations: string];
	instead: string;
}

export const english: Words = {
	intro: (resources, operations, real) =>
		`${resources} resources with ${operations} operations, as n8n counts them: ${real} call Keitaro, the others say what to use instead. Each is followed by what it calls: \`…\` stands for the path under the name of the resource. The paths are those of the Admin API, but for the Click API (\`/click_api/v3\`), the postback address and \`/?_update_tokens\`, which the tracker has beside it.`,
	head: ['Resource', 'Operations'],
	instead: 'Not possible in Keitaro, they say what to use instead',
};

export const russian: Words = {
	intro: (resources, operations, real) =>
		`Ресурсов: ${resources}, операций: ${operations}, как их считает n8n; ${real} обращаются к Keitaro, остальные говорят, чем их заменить. После названия стоит то, что вызывается: \`…\` означает путь под названием ресурса. Это пути Admin API, кроме Click API (\`/click_api/v3\`), адреса постбэков и \`/?_update_tokens\`, которые есть у трекера рядом с ним.`,
	head: ['Ресурс', 'Операции'],
	instead: 'В Keitaro невозможно, подсказывают замену',
};

export async function operationsTable({ intro, head, instead }: Words = english): Promise<string> {
	const endpoints = await endpointsOf();
	const all = [...resources.values()].reduce((sum, { operations }) => sum + operations.length, 0);
	const rows = [...resources.values()]
		.sort((a, b) => a.name.localeCompare(b.name))
		.map(({ value, name, operations }) =>
			rowOf(
				name,
				instead,
				operations
					.filter((operation) => samples[value]?.[operation.value])
					.map((operation) => ({ name: operation.name, endpoints: endpoints.get(`${value}:${operation.value}`) ?? [] })),
			),
		);
	return [intro(rows.length, all, endpoints.size), '', `| ${head.join(' | ')} |`, '| --- | --- |', ...rows].join('\n');
}

function rowOf(resource: string, insteadOf: string, operations: Told[]): string {
	const base = basePath(operations.flatMap(({ endpoints }) => endpoints));
	const there = operations.filter(({ endpoints }) => endpoints.length > 0);
	const missing = operations.filter(({ endpoints }) => endpoints.length === 0).map(({ name }) => name);
	const told = there.map(({ name, endpoints }) => `${name} ${endpoints.map((one) => `\`${shortened(one, base)}\``).join(' ')}`);
	const instead = missing.length > 0 ? `<br>${insteadOf}: ${missing.join(', ')}` : '';
	return `| **${resource}**<br>\`${base}\` | ${told.join(' · ')}${instead} |`;
}

/** What each operation calls, by its pair; those that only say what to use instead are not in it. */
async function endpointsOf(): Promise<Map<string, Endpoint[]>> {
	const found = new Map<string, Endpoint[]>();
	const emulator = await startEmulator();
	try {
		for (const { name, sample, items, requests, error } of await tour(emulator)) {
			if (sample.explains) continue;
			if (error) throw new Error(`${name}: ${error.message}`);
			const { method, url } = items[0].json.request as { method: string; url: string };
			const endpoint = endpointOf(method, new URL(url), requests, emulator.postbackKey);
			const known = found.get(name) ?? [endpoint];
			// A further sample may lead to another part of the API, or to a second step of the same: only the former counts.
			if (!known.includes(endpoint) && known[0].startsWith(`${method} `)) known.push(endpoint);
			found.set(name, known);
		}
	} finally {
		await emulator.stop();
	}
	return found;
}

/** The request that an item tells of, as the API names it. What the item tells is masked. */
function endpointOf(method: string, url: URL, requests: RecordedRequest[], postbackKey: string): Endpoint {
	const [parameter] = url.searchParams.keys();
	if (url.pathname === '/') return `${method} /?${parameter}`;
	const made = requests.filter((request) => request.method === method);
	const request = made.filter(({ path }) => path === url.pathname).at(-1) ?? made.at(-1);
	if (request === undefined) throw new Error(`${method} ${url.pathname} is told of, but was not made`);
	return request.operation ?? `${method} ${request.path.replace(postbackKey, '{postback key}')}`;
}

/** The path that most endpoints of a resource begin with. */
function basePath(endpoints: Endpoint[]): string {
	const paths = endpoints.map((endpoint) => endpoint.split(' ').slice(1).join(' ').split('/').slice(1));
	const firsts = paths.map(([first]) => first).filter((first) => !first.startsWith('{'));
	const times = (first: string) => firsts.filter((one) => one === first).length;
	const most = firsts.reduce((a, b) => (times(b) > times(a) ? b : a));
	const related = paths.filter(([first]) => first === most);
	const shared = related[0].findIndex((part, at) => part.startsWith('{') || related.some((path) => path[at] !== part));
	return `/${related[0].slice(0, shared < 0 ? undefined : shared).join('/')}`;
}

function shortened(endpoint: Endpoint, base: string): string {
	const [method, ...rest] = endpoint.split(' ');
	const path = rest.join(' ');
	if (path === base) return `${method} …`;
	return `${method} ${path.startsWith(`${base}/`) ? `…${path.slice(base.length)}` : path}`;
}
