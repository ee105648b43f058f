import type { IDataObject, IHookFunctions } from 'n8n-workflow';

/** What the node put into the tracker for one of its addresses. */
export interface Registration {
	secret: string;
	/** The campaigns it may stand in: kept before it is written, and as long as it could not be taken out. */
	campaigns: number[];
	/** The address is the one of test runs, which only live while n8n waits for an event. */
	isTest: boolean;
}

export type Registrations = Record<string, Registration>;

/** What the node keeps, by address. n8n keeps other data for test runs than in production. */
interface Kept {
	registrations?: Registrations;
}

export const registrationsOf = (kept: IDataObject): Registrations => (kept as Kept).registrations ?? {};

/** What belongs to the node, of what it kept and of the postbacks in the tracker. */
export interface Own {
	/** The address that is called in this run: the one of test runs, or of production. */
	address: string;
	isTest: boolean;
	/** What was kept for it. */
	registration?: Registration;
	/** The campaigns that may hold a postback of this node. */
	campaigns: number[];
	/** Whether a postback with this address is one of them. */
	has(url: unknown): boolean;
	/** Keeps the registration of the address, and of all others of the node what is `left` in campaigns. */
	keep(registration: Registration | undefined, left: number[]): void;
}

/**
 * In a test run, only postbacks with the very address of test runs belong to the node. In production, those of an earlier address do as
 * well, and those that a test run left which was cut off: their address differs in the middle, but not in the ID of the node.
 */
export function ownOf(context: IHookFunctions): Own {
	const kept = context.getWorkflowStaticData('node');
	const registrations = registrationsOf(kept);
	const address = context.getNodeWebhookUrl('default') ?? '';
	const registration = registrations[address];
	const isTest = registration?.isTest ?? context.getMode() === 'manual';
	const earlier = Object.keys(registrations).filter((one) => one !== address && !isTest && !registrations[one].isTest);
	// When n8n takes out what it does not know of any more, it does not tell of which kind the address is.
	const isProduction = registration ? !isTest : context.getMode() === 'trigger';
	const isOfNode = isProduction ? sameNode(address, context.getNode().webhookId) : () => false;
	return {
		address,
		isTest,
		registration,
		campaigns: [...new Set([address, ...earlier].flatMap((one) => registrations[one]?.campaigns ?? []))],
		has: (url) => {
			const [called] = String(url).split('?');
			return called === address || earlier.includes(called) || isOfNode(called);
		},
		keep: (next, left) => {
			const entries = Object.entries(registrations)
				.filter(([one]) => one !== address)
				.map(([one, of]): [string, Registration] => [
					one,
					earlier.includes(one) ? { ...of, campaigns: of.campaigns.filter((campaign) => left.includes(campaign)) } : of,
				]);
			const all: Array<[string, Registration]> = [...entries, ...(next ? [[address, next] as [string, Registration]] : [])];
			Object.assign(kept, { registrations: Object.fromEntries(all.filter(([, { campaigns }]) => campaigns.length > 0)) });
		},
	};
}

function sameNode(address: string, webhookId: string | undefined): (other: string) => boolean {
	if (!webhookId || !URL.canParse(address)) return () => false;
	const { origin } = new URL(address);
	return (other) => URL.canParse(other) && new URL(other).origin === origin && other.includes(`/${webhookId}/`);
}
