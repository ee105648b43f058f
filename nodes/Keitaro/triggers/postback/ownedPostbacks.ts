import type { IDataObject, IHookFunctions } from 'n8n-workflow';
import { keptOf } from '../kept';
import { markOf, secretIn } from './secret';

/** What the node put into the tracker for one of its addresses. */
export interface Registration {
	/** It begins with the mark of the node, of its workflow and of its n8n. */
	secret: string;
	/** The campaigns it may stand in: kept before it is written, and as long as it could not be taken out. */
	campaigns: number[];
	/** The address is the one of test runs, which only live while n8n waits for an event. */
	isTest: boolean;
}

export type Registrations = Record<string, Registration>;

/** What the node keeps: registrations by address. n8n keeps other data for test runs than in production. */
interface KeptRegistrations {
	registrations?: Registrations;
}

const registrationsIn = (data: IDataObject | undefined): Registrations => (data as KeptRegistrations | undefined)?.registrations ?? {};

/** Registrations of this very node: what a copy of the workflow brought along is of another. */
export function registrationsOf(mark: string, data: IDataObject | undefined): Registrations {
	return Object.fromEntries(Object.entries(registrationsIn(data)).filter(([, { secret }]) => secret.startsWith(mark)));
}

/** What belongs to the node, of what it kept and of the postbacks in the tracker. */
export interface OwnedPostbacks {
	/** The address that is called in this run: the one of test runs, or of production. */
	address: string;
	isTest: boolean;
	/** With which its secrets begin. */
	mark: string;
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
 * A postback belongs to the node whose mark its secret bears: that of another node, workflow or n8n is left alone, whatever its address. In
 * a test run, it also must have the very address of test runs. In production, those of an earlier address do as well, and those that a
 * test run left which was cut off.
 */
export function ownedPostbacksOf(context: IHookFunctions): OwnedPostbacks {
	const kept = keptOf(context, Date.now());
	const mark = markOf(context);
	const registrations = registrationsOf(mark, kept.data);
	const address = context.getNodeWebhookUrl('default') ?? '';
	const registration = registrations[address];
	const isTest = registration?.isTest ?? context.getMode() === 'manual';
	const earlier = Object.keys(registrations).filter((one) => one !== address && !isTest && !registrations[one].isTest);
	// When n8n takes out what it does not know of any more, it does not tell of which kind the address is.
	const isProduction = registration ? !isTest : context.getMode() === 'trigger';
	const ofTwins = kept.ofOthers.flatMap((data) => Object.values(registrationsIn(data)).map(({ secret }) => secret));
	return {
		address,
		isTest,
		mark,
		registration,
		campaigns: [...new Set([address, ...earlier].flatMap((one) => registrations[one]?.campaigns ?? []))],
		has: (url) => {
			const secret = secretIn(url);
			const [called] = String(url).split('?');
			return secret.startsWith(mark) && !ofTwins.includes(secret) && (isProduction || called === address || earlier.includes(called));
		},
		keep: (next, left) => {
			const entries = Object.entries(registrations)
				.filter(([one]) => one !== address)
				.map(([one, of]): [string, Registration] => [
					one,
					earlier.includes(one) ? { ...of, campaigns: of.campaigns.filter((campaign) => left.includes(campaign)) } : of,
				]);
			const all: Array<[string, Registration]> = [...entries, ...(next ? [[address, next] as [string, Registration]] : [])];
			kept.keep({ ...kept.data, registrations: Object.fromEntries(all.filter(([, { campaigns }]) => campaigns.length > 0)) });
		},
	};
}
