/**
 * What n8n-core has to find in the environment before it is loaded: a scratch home instead of ~/.n8n, no telemetry, no log output,
 * no proxy. And a guard: whatever runs here reaches 127.0.0.1 only.
 */
import { rmSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { beginAtClock } from './clock';

/** Made once in a process, which may run many test files: they load the modules of this folder anew, but not n8n-core. */
export function perProcess<T>(name: string, make: () => T): T {
	const held = process as unknown as Record<symbol, T | undefined>;
	return (held[Symbol.for(`keitaro.${name}`)] ??= make());
}

/** n8n-core makes this folder itself when it needs one. */
export const scratchDir = perProcess('scratch', () => {
	const dir = path.join(os.tmpdir(), `keitaro-engine-${process.pid}-${Math.random().toString(36).slice(2, 8)}`);
	process.once('exit', () => rmSync(dir, { recursive: true, force: true }));
	return dir;
});

Object.assign(process.env, {
	NODE_ENV: 'test',
	N8N_USER_FOLDER: scratchDir,
	N8N_ENCRYPTION_KEY: 'a-key-for-scratch-data-only',
	N8N_LOG_LEVEL: 'silent',
	N8N_RUNNERS_ENABLED: 'false',
	N8N_DIAGNOSTICS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
	N8N_BLOCK_ENV_ACCESS_IN_NODE: 'true',
	N8N_ENFORCE_SETTINGS_FILE_PERMISSIONS: 'false',
});
for (const name of ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'NO_PROXY']) {
	delete process.env[name];
	delete process.env[name.toLowerCase()];
}

const LOCAL = /^(127(\.\d{1,3}){3}|::1|::ffff:127(\.\d{1,3}){3}|localhost)$/;

beginAtClock();

perProcess('guards', () => {
	// n8n-core's housekeeping timers would keep a process alive that has nothing left to do.
	const startInterval = globalThis.setInterval;
	globalThis.setInterval = (...args: Parameters<typeof setInterval>) => startInterval(...args).unref();

	type Connect = (this: net.Socket, ...args: unknown[]) => net.Socket;
	const prototype = net.Socket.prototype as unknown as { connect: Connect };
	const connect = prototype.connect;
	prototype.connect = function (...args) {
		const host = hostOf(args);
		if (host === undefined || LOCAL.test(host)) return connect.apply(this, args);
		const refusal = new Error(`Only 127.0.0.1 may be reached from here, not ${host}`);
		process.nextTick(() => this.destroy(Object.assign(refusal, { code: 'ENETUNREACH', syscall: 'connect' })));
		return this;
	};
	return true;
});

/** Socket.connect is called as (options, …), (port, host, …), (path, …), or with those arguments already packed in an array. */
function hostOf(args: unknown[]): string | undefined {
	const first: unknown = Array.isArray(args[0]) ? args[0][0] : args[0];
	if (typeof first === 'object' && first !== null) return (first as net.TcpNetConnectOpts).host;
	return typeof args[1] === 'string' ? args[1] : undefined;
}
