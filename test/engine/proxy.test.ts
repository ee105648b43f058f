/** Behind a proxy, which n8n takes from its environment. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startEmulator, type Emulator } from '../emulator';
import { runNode } from '.';

let emulator: Emulator;
let proxy: Server;
beforeAll(async () => {
	emulator = await startEmulator();
	proxy = createServer((_, response) => response.writeHead(407, { 'Proxy-Authenticate': 'Basic' }).end('Login wanted'));
	await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => await emulator.stop());
afterAll(() => void delete process.env.HTTP_PROXY);

const get = async () =>
	await runNode({
		parameters: { resource: 'campaign', operation: 'get', campaignId: '1', options: { retries: 0 } },
		credentials: { keitaroApi: { domain: emulator.url, apiKey: emulator.apiKey } },
	});

it('an error of the proxy is told as one', async () => {
	const { port } = proxy.address() as AddressInfo;
	process.env.HTTP_PROXY = `http://127.0.0.1:${port}`;
	const wantsLogin = (await get()).error;
	expect(wantsLogin?.message).toBe('The proxy between n8n and the tracker wants a login: Login wanted (HTTP 407)');
	expect(wantsLogin?.description).toMatch(/HTTPS_PROXY.*NO_PROXY/);

	await new Promise((resolve) => proxy.close(resolve));
	const isDown = (await get()).error;
	expect(isDown?.message).toBe(`The proxy 127.0.0.1:${port} refuses connections or cannot be reached`);
	expect(isDown?.description).toMatch(/HTTPS_PROXY.*NO_PROXY/);
	expect(emulator.requests).toEqual([]);
});
