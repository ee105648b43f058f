/** Everything n8n and the nodes log, at every level, kept so that tests can search it for secrets. */
import type { Logger, LogMetadata } from 'n8n-workflow';
import { perProcess } from './environment';

export interface LoggerParts {
	container: { set(token: never, value: unknown): void };
	loggerClass: unknown;
	loggerProxy: { init(logger: Logger): void };
}

const lines = perProcess<string[]>('log', () => []);

/** What was logged since the start or the last clearEngineLog(). */
export function engineLog(): string[] {
	return [...lines];
}

export function clearEngineLog(): void {
	lines.length = 0;
}

/** Takes the place of n8n's logger. Only its level hides lines in n8n; here none is hidden. */
export function captureLogs({ container, loggerClass, loggerProxy }: LoggerParts): void {
	const logger: Logger & { scoped(): Logger } = {
		error: (message, metadata) => record('error', message, metadata),
		warn: (message, metadata) => record('warn', message, metadata),
		info: (message, metadata) => record('info', message, metadata),
		debug: (message, metadata) => record('debug', message, metadata),
		scoped: () => logger,
	};
	container.set(loggerClass as never, logger);
	loggerProxy.init(logger);
}

function record(level: string, message: string, metadata?: LogMetadata): void {
	lines.push(`${level} ${printable(message)}${metadata === undefined ? '' : ` ${printable(metadata)}`}`);
}

function printable(value: unknown): string {
	if (typeof value === 'string') return value;
	const seen = new Set<unknown>();
	const text = JSON.stringify(value, (_key, part: unknown) => {
		if (typeof part !== 'object' || part === null) return part;
		if (seen.has(part)) return '[seen]';
		seen.add(part);
		// JSON leaves out what an error says; a log line would not.
		return part instanceof Error ? { ...part, message: part.message, stack: part.stack } : part;
	});
	return text ?? String(value);
}

for (const level of ['debug', 'log', 'info', 'warn', 'error', 'trace'] as const) {
	const print = console[level].bind(console);
	console[level] = (...parts: unknown[]) => {
		lines.push(`console.${level} ${parts.map(printable).join(' ')}`);
		print(...parts);
	};
}
