/** The table as text. */
import type { Measured, Row } from './measure';
import { rounded } from './measure';
import type { HttpRequest } from './packages';

interface About {
	engine: string;
	node: string;
	machine: string;
	rounds: number;
	scale: number;
	loadBefore: number;
}

export function headLines({ engine, node, machine, rounds, scale, loadBefore }: About): string {
	const part = scale === 1 ? '' : `, ${scale} of the work`;
	return `n8n-core ${engine}, Node ${node}, ${machine}, load ${rounded(loadBefore)}; medians of ${rounds} rounds${part}\n`;
}

export function lineOf({ key, work, comparedWith, target }: Row, measured: Measured & { unsteady: number }): string {
	const { shown, ok, rounds, notes, unsteady } = measured;
	const noise = [
		...(rounds.length > 1 ? [`rounds ${rounded(Math.min(...rounds))} to ${rounded(Math.max(...rounds))}`] : []),
		...(unsteady > 0 ? [`machine unsteady by ${rounded(unsteady * 100, 0)}%`] : []),
	];
	return [
		`${ok === null ? '–' : ok ? '✔' : '✘'} ${key.padEnd(11)} ${shown.padEnd(18)} ${target}`,
		`  ${work}; compared with ${comparedWith}`,
		...notes.map((note) => `  ${note}`),
		...(noise.length > 0 ? [`  ${noise.join(', ')}`] : []),
		'',
	].join('\n');
}

export function tailLines({
	missed,
	loadBefore,
	loadAfter,
	httpRequest,
}: {
	missed: string[];
	loadBefore: number;
	loadAfter: number;
	httpRequest: HttpRequest;
}): string {
	return [
		`Load of the machine: ${rounded(loadBefore)} before, ${rounded(loadAfter)} after (1 is one busy processor).`,
		...(httpRequest.missing ? [`Without n8n's HTTP Request: ${httpRequest.missing}`] : []),
		missed.length === 0 ? 'Every row that could be compared reaches its target.' : `Missed: ${missed.join(', ')}.`,
	].join('\n');
}
