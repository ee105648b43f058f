/** Just enough of ZIP to take an archive apart and to make one. */
import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib';

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;

/** Files of an archive; undefined when it is none. */
export function unzip(archive: Buffer): Map<string, Buffer> | undefined {
	const end = archive.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
	if (archive.subarray(0, 2).toString() !== 'PK' || end < 0) return undefined;
	const files = new Map<string, Buffer>();
	let at = archive.readUInt32LE(end + 16);
	for (let left = archive.readUInt16LE(end + 10); left > 0; left--) {
		if (archive.length < at + 46 || archive.readUInt32LE(at) !== CENTRAL) return undefined;
		const [method, size] = [archive.readUInt16LE(at + 10), archive.readUInt32LE(at + 20)];
		const [nameLength, extra, comment] = [28, 30, 32].map((offset) => archive.readUInt16LE(at + offset));
		const name = archive.subarray(at + 46, at + 46 + nameLength).toString('utf8');
		const head = archive.readUInt32LE(at + 42);
		const start = head + 30 + archive.readUInt16LE(head + 26) + archive.readUInt16LE(head + 28);
		const packed = archive.subarray(start, start + size);
		if (!name.endsWith('/')) files.set(name, method === 0 ? Buffer.from(packed) : inflateRawSync(packed));
		at += 46 + nameLength + extra + comment;
	}
	return files;
}

export function zip(files: Map<string, Buffer>): Buffer {
	const parts: Buffer[] = [];
	const directory: Buffer[] = [];
	let offset = 0;
	for (const [path, content] of files) {
		const name = Buffer.from(path);
		const packed = deflateRawSync(content);
		// version, flags (names in UTF-8), method (deflate), time, date, checksum, sizes, lengths of name and extra field
		const common = Buffer.alloc(26);
		[20, 0x800, 8, 0, 0x21].forEach((value, index) => common.writeUInt16LE(value, index * 2));
		[crc32(content), packed.length, content.length].forEach((value, index) => common.writeUInt32LE(value, 10 + index * 4));
		common.writeUInt16LE(name.length, 22);
		const local = Buffer.concat([uint32(LOCAL), common, name, packed]);
		const tail = Buffer.alloc(14);
		tail.writeUInt32LE(offset, 10);
		directory.push(Buffer.concat([uint32(CENTRAL), Buffer.from([20, 0]), common, tail, name]));
		parts.push(local);
		offset += local.length;
	}
	const central = Buffer.concat(directory);
	const end = Buffer.alloc(22);
	end.writeUInt32LE(END, 0);
	end.writeUInt16LE(files.size, 8);
	end.writeUInt16LE(files.size, 10);
	end.writeUInt32LE(central.length, 12);
	end.writeUInt32LE(offset, 16);
	return Buffer.concat([...parts, central, end]);
}

function uint32(value: number) {
	const bytes = Buffer.alloc(4);
	bytes.writeUInt32LE(value);
	return bytes;
}
