/** The API key; users also paste the header that carries it, with its name or "Bearer" before it. `authenticate` of the credential does the same. */
export const apiKeyIn = (entered: unknown): string =>
	typeof entered === 'string'
		? entered
				.trim()
				.replace(/^(api-key|authorization)\s*:\s*/i, '')
				.replace(/^bearer\s+/i, '')
		: '';

/** The postback key; users also paste the whole postback address. */
export function postbackKeyIn(entered: unknown): string {
	const text = typeof entered === 'string' ? entered.trim() : '';
	const segments = text.split('?')[0].split('/');
	const at = segments.findIndex((segment, place) => segment === 'postback' && place > 0 && segments[place - 1] !== '');
	return at > 0 ? segments[at - 1] : text;
}
