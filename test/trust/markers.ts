import { inspect } from 'node:util';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { engineLog } from '../engine';
import type { Emulator, Fault, RecordedRequest } from '../emulator';
import { changed, placesOf } from './walk';

/** Secrets that cannot turn up by chance; some hold signs that addresses, JSON and web pages write in another way. */
export const SECRETS = {
	apiKey: 'a+/=&"<mkapi5f0c9d27e1b84a63',
	postbackKey: 'mkpbk93d1c7',
	clickToken: 'mktok4e8a1b90c2',
	avscanKey: '"&mkavs7d20f3b6',
	facebookToken: 'mkfbt81ce05aa94',
	facebookProxy: 'mkfbp6b3f9de172',
	loginOfAddress: 'mkadr2c7e80b5d1',
	proxyOfServer: 'mkprx05d9e4c7b8',
	/** Of a postback trigger, in the postbacks of campaigns. */
	trigger: 'mktrg5b8e0c7d1f2a3946b7c8d9e0f1a',
	/** Entered in the node's own fields for secrets. */
	entered: '<"&mkentc1f8a2d5e6',
};

/** How much of a secret is too much. */
const TELLING = 10;
/** The beginnings of secrets, after the signs that can be written in many ways, and what login headers make of them. */
const traces = Object.entries(SECRETS).flatMap(([name, value]): Array<[string, string]> => [
	[name, value.slice(value.indexOf('mk')).slice(0, TELLING)],
	...[value, `user:${value}`].map((text): [string, string] => [`${name} in base64`, Buffer.from(text).toString('base64').slice(0, 16)]),
]);

/** The secrets that can be found in anything that n8n shows, logs or stores. */
export function leaks(places: Record<string, unknown>): string[] {
	return Object.entries({ ...places, log: engineLog().join('\n') }).flatMap(([place, value]) => {
		const text = typeof value === 'string' ? value : everythingIn(value);
		return traces
			.filter(([, trace]) => text.includes(trace))
			.map(([name, trace]) => {
				const at = text.indexOf(trace);
				return `${name} in ${place}: ${text.slice(Math.max(0, at - 150), at + 50)}`;
			});
	});
}

/** Also what is hidden: stacks, causes, properties that are not enumerated. */
const everythingIn = (value: unknown): string =>
	inspect(value, { depth: 30, showHidden: true, maxStringLength: Infinity, maxArrayLength: Infinity, breakLength: Infinity });

/** Puts the secrets of a tracker where a tracker has them, and its keys where careless people write them. */
export function plant({ store }: Emulator): void {
	store.campaigns.forEach((campaign, at) => {
		campaign.token = `${SECRETS.clickToken}${at}`;
		const url = `https://n8n.example.com/webhook/1/keitaro?secret=${SECRETS.trigger}&campaign_id=${campaign.id}&subid={subid}`;
		campaign.postbacks.push({ id: 900 + at, campaign_id: campaign.id, url, method: 'GET', statuses: ['sale'] });
	});
	store.integrations.avscan_key = SECRETS.avscanKey;
	for (const integration of store.facebook) {
		integration.token = SECRETS.facebookToken;
		Object.assign(integration, { proxy: { ...(integration.proxy as object), password: SECRETS.facebookProxy } });
	}
	const noted = `Key: ${SECRETS.apiKey}, postbacks: http://tracker.example.com/${SECRETS.postbackKey}/postback`;
	for (const rows of [store.campaigns, store.offers, store.landings, store.sources, store.domains] as unknown as IDataObject[][]) {
		for (const row of rows) if ('notes' in row) row.notes = noted;
	}
}

/** The form with secrets in all of its fields for them. */
export function withSecrets(form: INodeParameters): INodeParameters {
	const secret = placesOf(form).filter((path) => /^(token|newPassword|password|avscanKey)$/.test(String(path.at(-1))));
	const isClick = 'campaignId' in form;
	return changed(form, secret, (_, at) =>
		isClick && secret[at].at(-1) === 'token' ? `={{ "${SECRETS.clickToken}" + $itemIndex }}` : SECRETS.entered,
	);
}

/** What an indiscreet server prints into its answer: all that it was sent. */
export function everythingSent({ method, url, headers, body }: RecordedRequest): string {
	const decoded = decodeURIComponent(url.replaceAll('+', ' ').replace(/%(?![0-9a-f]{2})/gi, ''));
	return `${method} ${url} ${decoded} ${JSON.stringify(headers)} Api-Key: ${headers['api-key']} ${body}`;
}

/** Spoils the answer to each request from now on, as the request itself says. */
export function spoil(emulator: Emulator, fault: (request: RecordedRequest) => Fault): void {
	emulator.onRequest((request) => {
		emulator.clearFaults();
		emulator.fault(fault(request));
	});
}

export const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
