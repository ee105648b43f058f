/** Values of a dropdown: Keitaro's value -> the text for people, or the text and a description. */
export type Choices = Record<string, string>;
/** Letters of any case; a space, a line and an underscore are one. */
const alike = (text: string): string =>
	text
		.trim()
		.toLowerCase()
		.replace(/[\s_-]+/g, ' ');

/** The value of a choice that a text is, or that it is the label of, as a sheet or a model writes it. `among`: value -> label. */
export function choiceOf(text: unknown, among: Readonly<Record<string, string>>): string | undefined {
	if (typeof text !== 'string') return undefined;
	if (Object.hasOwn(among, text)) return text;
	return Object.entries(among).find((names) => names.some((name) => alike(name) === alike(text)))?.[0];
}
