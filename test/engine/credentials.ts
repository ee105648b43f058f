import type {
	ICredentialDataDecryptedObject,
	ICredentialsHelper,
	IHttpRequestOptions,
	INode,
	INodeCredentials,
	INodeParameters,
	Workflow,
} from 'n8n-workflow';
import { engine } from './core';
import { packageLoader } from './package-loader';

/** Credential data by type. `undefined`: the node names a credential which does not exist (was deleted). */
export type Credentials = Record<string, ICredentialDataDecryptedObject | undefined>;

/** What a node stores about its credentials: never their data. */
export function references(credentials: Credentials): INodeCredentials {
	return Object.fromEntries(Object.keys(credentials).map((type, index) => [type, { id: String(index + 1), name: `${type} account` }]));
}

/** Does what n8n's own CredentialsHelper does for nodes, with the given data instead of a database. */
export function credentialsHelper(credentials: Credentials, packageDir?: string): ICredentialsHelper {
	const { loader } = packageLoader(packageDir);
	const unavailable = async () => {
		throw new Error('Stored credentials cannot be read or changed here');
	};
	const helper: Partial<Record<keyof ICredentialsHelper | 'runPreAuthentication' | 'isCredentialUsableByNode', unknown>> = {
		getParentTypes: () => [],
		isCredentialUsableByNode: () => true,
		getCredentialsProperties: (type: string) => loader.getCredential(type).type.properties,
		getDecrypted: async (_additional: unknown, reference: { id?: string }, type: string) => {
			const data = credentials[type];
			if (data === undefined) throw new Error(`Credential with ID "${reference.id}" does not exist for type "${type}".`);
			return withDefaults(data, type, packageDir);
		},
		preAuthentication: async () => undefined,
		runPreAuthentication: async () => undefined,
		getCredentials: unavailable,
		updateCredentials: unavailable,
		updateCredentialsOauthTokenData: unavailable,
		authenticate: async (
			data: ICredentialDataDecryptedObject,
			type: string,
			request: IHttpRequestOptions,
			workflow: Workflow,
			node: INode,
		) => await authenticate(data, type, request, workflow, node, packageDir),
	};
	return helper as unknown as ICredentialsHelper;
}

/** Fields the user never touched come with the default of the credential form. */
export function withDefaults(data: ICredentialDataDecryptedObject, type: string, packageDir?: string): ICredentialDataDecryptedObject {
	const { properties } = packageLoader(packageDir).loader.getCredential(type).type;
	const { NodeHelpers, deepCopy } = engine().workflow;
	const filled = NodeHelpers.getNodeParameters(properties, deepCopy(data) as INodeParameters, true, false, null, null);
	return { ...deepCopy(data), ...(filled as ICredentialDataDecryptedObject) };
}

async function authenticate(
	data: ICredentialDataDecryptedObject,
	type: string,
	request: IHttpRequestOptions,
	workflow: Workflow,
	node: INode,
	packageDir?: string,
): Promise<IHttpRequestOptions> {
	const { authenticate: rule } = packageLoader(packageDir).loader.getCredential(type).type;
	if (typeof rule === 'function') return await rule(data, request);
	if (rule?.type !== 'generic') return request;

	const resolved = (value: unknown): string => {
		if (typeof value !== 'string' || !value.startsWith('=')) return value as string;
		const found = workflow.expression.getSimpleParameterValue(node, value, 'internal', { $credentials: data }, undefined, '');
		return found ? String(found) : '';
	};
	const sections = request as unknown as Record<string, Record<string, unknown>>;
	sections.headers ??= {};
	for (const [section, entries] of Object.entries(rule.properties)) {
		const target = (sections[section] ??= {});
		for (const [key, value] of Object.entries(entries as Record<string, unknown>)) target[resolved(key)] = resolved(value);
	}
	return request;
}
