/** What the editor asks n8n's server for, done by script. */
import { declaredNodes } from './package';

export const OWNER = { email: 'owner@example.com', firstName: 'Media', lastName: 'Buyer', password: 'Keitaro-2026' };

export interface Rest {
	get: <T>(path: string) => Promise<T>;
	post: <T>(path: string, body?: unknown) => Promise<T>;
	patch: <T>(path: string, body: unknown) => Promise<T>;
	delete: <T>(path: string) => Promise<T>;
}

/** Fails unless n8n offers every node that the package declares. */
export async function assertLoaded(url: string): Promise<void> {
	const n8n = await signIn(url);
	const types = await n8n.get<Array<{ name: string }>>('/../types/nodes.json');
	const missing = declaredNodes().filter((node) => types.every(({ name }) => name !== `n8n-nodes-keitaro.${node}`));
	if (missing.length > 0) throw new Error(`n8n did not load ${missing.join(', ')} of the package: its log tells why`);
}

/** Signs in as the owner, who is set up when there is none yet. */
export async function signIn(url: string): Promise<Rest> {
	const local = url.replace('localhost', '127.0.0.1');
	const settings = await send(local, 'GET', '/rest/settings', undefined, '');
	const { data } = (await settings.json()) as { data: { userManagement: { showSetupOnFirstLoad?: boolean } } };
	if (data.userManagement.showSetupOnFirstLoad) await send(local, 'POST', '/rest/owner/setup', OWNER, '');
	const answer = await send(local, 'POST', '/rest/login', { emailOrLdapLoginId: OWNER.email, password: OWNER.password }, '');
	if (!answer.ok) throw new Error(`n8n does not let the owner in: ${answer.status} ${await answer.text()}`);
	const cookie = answer.headers
		.getSetCookie()
		.map((line) => line.split(';')[0])
		.join('; ');
	const ask = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
		const response = await send(local, method, `/rest${path}`, body, cookie);
		const text = await response.text();
		if (!response.ok) throw new Error(`n8n answered ${response.status} to ${method} ${path}: ${text.slice(0, 500)}`);
		const parsed = (text ? JSON.parse(text) : {}) as { data?: T };
		return (parsed.data ?? parsed) as T;
	};
	return {
		get: async (path) => await ask('GET', path),
		post: async (path, body = {}) => await ask('POST', path, body),
		patch: async (path, body) => await ask('PATCH', path, body),
		delete: async (path) => await ask('DELETE', path),
	};
}

async function send(url: string, method: string, path: string, body: unknown, cookie: string): Promise<Response> {
	return await fetch(url + path, {
		method,
		headers: { 'Content-Type': 'application/json', Cookie: cookie },
		body: body === undefined ? undefined : JSON.stringify(body),
	});
}
