/** The list of examples, from the notes in them. */
import { readExamples } from '../demo/examples';

export function examplesList(): string {
	return readExamples()
		.map(({ file, workflow }) => {
			const note = workflow.nodes.find(({ type }) => type === 'n8n-nodes-base.stickyNote');
			const [, what = ''] = String(note?.parameters.content ?? '').split(/^#.*\n/m);
			return `- [${workflow.name ?? file}](${file}): ${what.trim().split('\n')[0]}`;
		})
		.join('\n');
}
