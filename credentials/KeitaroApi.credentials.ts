import type { IAuthenticateGeneric, Icon, ICredentialTestRequest, ICredentialType, INodeProperties } from 'n8n-workflow';

/**
 * The base address of the tracker from what was typed, or nothing where that is none; the expression twin of `transport/address.ts`, which
 * the test request needs. One step after the other, since expressions know no address as an object.
 */
const BASE_URL = `={{ ${[
	'($credentials.domain || "").trim()',
	// Backslashes, as browsers take them.
	'.replace(/\\\\/g, "/")',
	'.replace(/^(?![a-z][a-z0-9+.-]*:\\/\\/)/i, "https://")',
	'.replace(/[?#].*$/, "")',
	'.replace(/([^:\\/])\\/+/g, "$1/")',
	// The pages of Keitaro, and what stands behind them.
	'.replace(/^([a-z]+:\\/\\/[^/]*(?:\\/[^/]+)*?)\\/(?:admin|admin_api|click_api|api\\.php|click\\.php|index\\.php)(?:\\/.*)?$/i, "$1")',
	'.replace(/\\/+$/, "")',
	// Another scheme, a login, or no address at all.
	'.replace(/^(?!https?:\\/\\/[^\\s\\/@]+(?:\\/\\S*)?$)[^]*$/i, "")',
].join('')} }}`;

const answered = (value: number, message: string) => ({ type: 'responseCode' as const, properties: { value, message } });

/** Whoever knows the postback key can report conversions, so its field hides it; the name alone does not tell. */
const HIDDEN = { password: true };

/** The first bytes of a web page, which a tracker (with 200) or another server shows instead of the API: `<`, or space before it. */
const PAGE_STARTS = [0x3c, 0x0a, 0x0d, 0x20, 0xef];

/** The first byte of what a postback address answers: `Success`. */
const POSTBACK_STARTS = 0x53;

export class KeitaroApi implements ICredentialType {
	name = 'keitaroApi';

	displayName = 'Keitaro API';

	icon: Icon = { light: 'file:../nodes/Keitaro/keitaro.svg', dark: 'file:../nodes/Keitaro/keitaro.dark.svg' };

	documentationUrl = 'https://github.com/n8n-nodes-keitaro/n8n-nodes-keitaro#credentials';

	properties: INodeProperties[] = [
		{
			displayName: 'Tracker Address',
			name: 'domain',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. https://tracker.example.com',
			description: 'The address where you open the tracker panel. Copying it from the browser is fine.',
		},
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description:
				'Created in the tracker under your account, API keys (older versions: Maintenance, Users, Admin API keys). It has the rights of its user.',
		},
		{
			displayName: 'Postback Key',
			name: 'postbackKey',
			type: 'string',
			typeOptions: HIDDEN,
			default: '',
			description: 'Only for sending conversions: the part before "/postback" in the postback URL that the tracker shows in its settings',
		},
		{
			displayName: 'Ignore SSL Issues (Insecure)',
			name: 'ignoreSslIssues',
			type: 'boolean',
			default: false,
			description: 'Whether to connect even if SSL certificate validation is not possible',
		},
	];

	authenticate: IAuthenticateGeneric = {
		type: 'generic',
		properties: {
			headers: {
				'Api-Key': '={{ $credentials.apiKey.trim().replace(/^(api-key|authorization)\\s*:\\s*/i, "").replace(/^bearer\\s+/i, "") }}',
			},
		},
	};

	/** Listing groups asks for the least rights a key can have. */
	test: ICredentialTestRequest = {
		request: {
			baseURL: BASE_URL,
			url: '/admin_api/v1/groups',
			qs: { type: 'campaigns' },
			headers: { Accept: 'application/json', 'User-Agent': 'n8n-nodes-keitaro' },
			disableFollowRedirect: true,
			// As bytes: a rule can then look at the first of them, also when the list of groups is empty.
			encoding: 'arraybuffer',
			skipSslCertificateValidation: '={{ $credentials.ignoreSslIssues }}',
		},
		rules: [
			answered(401, 'The tracker does not accept this API key. Create a new one in the tracker (your account, API keys).'),
			answered(402, "The Admin API is not part of this tracker's edition. It comes with Expert, Team and Enterprise (formerly Business)."),
			answered(403, "This key's user has no rights for campaigns, or a firewall such as Cloudflare blocks this n8n server."),
			answered(
				404,
				'There is no tracker panel at this address. Enter the address where you open the panel, not a traffic domain or the postback address.',
			),
			...[301, 302, 303, 307, 308].map((status) =>
				answered(
					status,
					'This address leads elsewhere. Enter the final address of the panel (https instead of http, with or without www).',
				),
			),
			{
				type: 'responseSuccessBody',
				properties: {
					key: '0',
					value: POSTBACK_STARTS,
					message:
						'This is the postback address. Enter the address where you open the tracker panel; the part before "/postback" is the postback key, which has its own field.',
				},
			},
			...PAGE_STARTS.map((value) => ({
				type: 'responseSuccessBody' as const,
				properties: {
					key: '0',
					value,
					message:
						'A web page answered instead of the API. Enter the address where you open the tracker panel, not a traffic domain or the postback address.',
				},
			})),
		] as ICredentialTestRequest['rules'],
	};
}
