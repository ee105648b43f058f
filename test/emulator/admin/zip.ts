/** Archives, in memory. */
import { unzipSync, zipSync } from 'fflate';

/** An archive is the same whenever it is made. */
const MADE = new Date(1980, 0, 1);

/** Files of an archive; undefined when it is none. */
export function unzip(archive: Buffer): Map<string, Buffer> | undefined {
	try {
		const files = Object.entries(unzipSync(archive)).filter(([name]) => !name.endsWith('/'));
		return new Map(files.map(([name, content]) => [name, Buffer.from(content)]));
	} catch {
		return undefined;
	}
}

export const zip = (files: Map<string, Buffer>): Buffer => Buffer.from(zipSync(Object.fromEntries(files), { mtime: MADE }));
