const BLOCK = /^```bash\n([\s\S]*?)^```$/gm;
const INLINE = /`([^`\n]+)`/g;
const PROGRAM = /^(?:[A-Z_]+=\S+ )*(?:npm|npx|node|n8n|git|docker|apt-get|apt|curl|cd|export) \S/;

/** The commands in a Markdown text, each once, as they come: the lines of its bash blocks, and code within sentences that begins like one. */
export function commandsOf(text: string): string[] {
	const found = [...text.matchAll(BLOCK)].map(({ index, 1: lines }) => ({ index, lines: lines.split('\n').map((line) => line.trim()) }));
	const prose = text.replace(/^```[\s\S]*?^```$/gm, (block) => ' '.repeat(block.length));
	const inline = [...prose.matchAll(INLINE)]
		.map(({ index, 1: code }) => ({ index, lines: [code] }))
		.filter(({ lines: [code] }) => PROGRAM.test(code));
	const inOrder = [...found, ...inline].sort((one, other) => one.index - other.index).flatMap(({ lines }) => lines);
	return [...new Set(inOrder.filter((line) => line !== '' && !line.startsWith('#')))];
}
