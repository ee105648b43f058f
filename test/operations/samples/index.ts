import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { Samples } from './sample';

/** The samples of every resource: each file beside this one holds those of the resource it is named after. */
export const samples: Record<string, Samples> = {};
for (const file of readdirSync(__dirname)) {
	const name = path.basename(file, '.ts');
	if (name === 'index' || name === 'sample') continue;
	const held = (require(`./${name}`) as Record<string, Samples | undefined>)[name];
	if (held) samples[name] = held;
}
