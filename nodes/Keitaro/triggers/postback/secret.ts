import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** The name under which the secret stands in the address. */
export const SECRET = 'secret';

/** Characters of the mark with which the secrets of a node begin. */
const MARK = 8;

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** The parts of an n8n context that tell a node from all others; webhooks and their hooks have them. */
interface Identified {
	getInstanceId(): string;
	getWorkflow(): { id?: string };
	getNode(): { id: string };
}

/**
 * What tells the secrets of one node, of one workflow, of one n8n: by it, a postback in the tracker is known to be of this node even if
 * nothing was kept of it, and not of a copy, wherever that runs. It gives nothing of these away.
 */
export const markOf = (context: Identified): string =>
	digest(JSON.stringify([context.getInstanceId(), context.getWorkflow().id ?? '', context.getNode().id]))
		.toString('base64url')
		.slice(0, MARK);

/** A secret of a node that nobody can guess: 144 bits behind its mark. */
export const newSecret = (mark: string): string => mark + randomBytes(18).toString('base64url');

/** The secret in the address of a postback. */
export const secretIn = (url: unknown): string => new URLSearchParams(String(url).split('?')[1]).get(SECRET) ?? '';

/** Whether a text is one of the secrets. How long it takes does not tell how much of it is right, nor which it is like. */
export function isSecret(given: unknown, secrets: string[]): boolean {
	const text = typeof given === 'string' ? given : '';
	let isRight = false;
	for (const secret of secrets) {
		if (timingSafeEqual(digest(text), digest(secret)) && secret !== '') isRight = true;
	}
	return isRight;
}
