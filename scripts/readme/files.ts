import { examplesTable } from './examples';
import { english, operationsTable, russian } from './operations';
import { withSection } from './sections';

/** Each README, and what its tables are called in its language. */
export const readmes = [
	{ file: 'README.md', words: english, examples: ['Example', 'On the canvas'] },
	{ file: 'README.ru.md', words: russian, examples: ['Пример', 'На холсте'] },
];

/** The text with its tables as they are due. */
export async function withTables(text: string, { words, examples }: (typeof readmes)[number]): Promise<string> {
	return withSection(withSection(text, 'operations', await operationsTable(words)), 'examples', examplesTable(examples));
}
