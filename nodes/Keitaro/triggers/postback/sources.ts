import { blockOf, coverOf } from '../../values/ipBlocks';
import { quote } from '../../values/quote';
import { listOf } from '../../values/scalars';
import { InputError } from '../../values/errors';

const LABEL = 'Source Addresses';

/** An address in the one form in which it is compared: IPv6 can be written in many, and IPv4 inside it. */
function normal(address: string): string {
	const plain = address.trim().replace(/^::ffff:(?=\d+\.)/i, '');
	if (!plain.includes(':')) return plain;
	return URL.canParse(`http://[${plain}]`) ? new URL(`http://[${plain}]`).hostname.slice(1, -1) : '';
}

/** The addresses and blocks from which calls are taken; none: from all. @throws {InputError} for what is none. */
export function readSources(entered: unknown): string[] {
	return listOf(entered, LABEL).map((one) => {
		const source = normal(String(one));
		if (source !== '' && (source.includes(':') || blockOf(source))) return source;
		throw new InputError(
			`${LABEL}: ${quote(one)} is not an IP address or IPv4 block`,
			'Enter addresses such as 203.0.113.7 or 2001:db8::7, or blocks such as 203.0.113.0/24.',
		);
	});
}

/** Whether a call from this address is taken. */
export function isFrom(sources: string[], address: unknown): boolean {
	const caller = normal(typeof address === 'string' ? address : '');
	return sources.length === 0 || sources.includes(caller) || coverOf(sources)(caller) !== undefined;
}
