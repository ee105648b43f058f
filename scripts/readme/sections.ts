/** Parts of a Markdown file between markers such as `<!-- operations -->` and `<!-- /operations -->`. */

const IGNORED = ['<!-- prettier-ignore-start -->', '<!-- prettier-ignore-end -->'] as const;

/** The text with new content in a section. @throws where the section is not there exactly once. */
export function withSection(text: string, name: string, content: string): string {
	const [before, after, ...more] = text.split(`<!-- ${name} -->`);
	const [old, rest, ...evenMore] = (after ?? '').split(`<!-- /${name} -->`);
	if (old === undefined || rest === undefined || more.length + evenMore.length > 0)
		throw new Error(`There must be one <!-- ${name} --> followed by one <!-- /${name} -->`);
	// Prettier would fill the cells of tables up to the widest.
	return `${before}<!-- ${name} -->\n\n${IGNORED[0]}\n\n${content}\n\n${IGNORED[1]}\n\n<!-- /${name} -->${rest}`;
}
