/**
 * Something the user has to put right, told in words for the user: what is wrong (message) and what to do next (description).
 * Thrown before any request is made; dispatch and the triggers turn it into n8n's own error.
 */
export class Refusal extends Error {
	constructor(
		message: string,
		readonly description: string,
	) {
		super(message);
		this.name = 'Refusal';
	}
}
