/** The entries that a person entered for the bot list, each with the place it stands at, for messages. */

export interface Piece {
	text: string;
	/** `line 3` of a text, `entry 3` of a list. */
	place: string;
}

/** What stands over a column of addresses in a file. */
const HEADING = /^[^\p{L}]*(ips?|ipv4|address(es)?|cidr|blocks?|ranges?|subnets?|networks?|bots?|entry|entries|адреса?|value)(?!\p{L})/iu;
/** At the beginning of a line or after an entry. */
const COMMENT = /(?:^|\s)(?:#|\/\/)/;
const HAS_ADDRESS = /\d\.\d/;
const SEPARATOR = /[\s,;]+/;

/** What follows a semicolon is a comment if it has no address in it, and further entries otherwise. */
const withoutRemark = (line: string): string => {
	const [entry, ...rest] = line.split(';');
	return rest.some((part) => HAS_ADDRESS.test(part)) ? line : entry;
};

/** The entries of one line: without comments, and without the quotes of CSV cells. */
const entriesOf = (line: string): string[] =>
	withoutRemark(line.split(COMMENT)[0])
		.replace(/["']/g, ' ')
		// Blanks around the dash of a range separate nothing.
		.split('-')
		.map((part) => part.trim())
		.join('-')
		.split(SEPARATOR)
		.filter((text) => text !== '');

/** The entries of a text of lines. The first line may be a heading, if there are others. */
export function piecesOf(text: string): Piece[] {
	const lines = text.split(/\r\n|\r|\n/);
	const first = lines.findIndex((line) => entriesOf(line).length > 0);
	const isHeading =
		first >= 0 &&
		!HAS_ADDRESS.test(lines[first]) &&
		HEADING.test(lines[first]) &&
		lines
			.slice(first + 1)
			.join('')
			.trim() !== '';
	return lines.flatMap((line, at) =>
		isHeading && at === first ? [] : entriesOf(line).map((entry) => ({ text: entry, place: `line ${at + 1}` })),
	);
}
