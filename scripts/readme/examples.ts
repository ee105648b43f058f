/** The table of examples, each with a picture of it on the canvas, from the notes in them. */
import path from 'node:path';
import { readExamples } from '../demo/examples';

export function examplesTable(head = ['Example', 'On the canvas']): string {
	const rows = readExamples().map(({ file, workflow }) => {
		const note = workflow.nodes.find(({ type }) => type === 'n8n-nodes-base.stickyNote');
		const [, what = ''] = String(note?.parameters.content ?? '').split(/^#.*\n/m);
		const name = workflow.name ?? file;
		const picture = `<img src="docs/example-${path.basename(file, '.json')}.png" alt="${name}, on the canvas" width="560">`;
		return `| **[${name}](${file})**<br>${what.trim().split('\n')[0]} | ${picture} |`;
	});
	return [`| ${head.join(' | ')} |`, '| --- | --- |', ...rows].join('\n');
}
