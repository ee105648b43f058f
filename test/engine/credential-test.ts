import type { ICredentialDataDecryptedObject, ICredentialTestRequestData, INode, INodeType } from 'n8n-workflow';
import { engine } from './core';
import { references, withDefaults } from './credentials';
import { additionalData } from './execution';
import { credentialType, loadKeitaro } from './package-loader';
import { coreNodes } from './core-nodes';

export interface CredentialTestResult {
	status: 'OK' | 'Error';
	message: string;
}

interface RequestFailure extends Error {
	cause?: { code?: string; response?: { status: number; statusText?: string } };
}

/**
 * Presses "Test" on a credential: n8n makes its `test` request through a declarative node made for the purpose, then applies the rules.
 * Until 2.0 n8n lost the cause of a failed request, and with it the rules for response codes: the error's own message is shown.
 */
export async function testCredential(
	name: string,
	data: ICredentialDataDecryptedObject,
	packageDir?: string,
): Promise<CredentialTestResult> {
	await loadKeitaro(packageDir);
	const { test } = credentialType(name, packageDir);
	if (!test) return { status: 'Error', message: 'No testing function found for this credential.' };
	const rules = (test.rules ?? []) as NonNullable<ICredentialTestRequestData['testRequest']['rules']>;
	try {
		const json = await request(name, data, test, packageDir);
		const { get } = engine().require('lodash') as { get(object: unknown, key: string): unknown };
		for (const rule of rules) {
			if (rule.type === 'responseSuccessBody' && get(json, rule.properties.key) === rule.properties.value) {
				return { status: 'Error', message: rule.properties.message };
			}
		}
		return { status: 'OK', message: 'Connection successful!' };
	} catch (error) {
		return { status: 'Error', message: failureMessage(error as RequestFailure, rules) };
	}
}

async function request(
	name: string,
	data: ICredentialDataDecryptedObject,
	test: ICredentialTestRequestData['testRequest'],
	packageDir?: string,
): Promise<unknown> {
	const { core, workflow: lib } = engine();
	const noOp = coreNodes['n8n-nodes-base.noOp'].type;
	const type: INodeType = {
		description: {
			...noOp.description,
			credentials: [{ name, required: true }],
			properties: [{ displayName: 'Temp', name: 'temp', type: 'string', routing: { request: test.request }, default: '' }],
		},
	};
	const node: INode = {
		id: 'temp',
		name: 'Temp-Node',
		type: 'n8n-nodes-base.noOp',
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
		credentials: references({ [name]: data }),
	};
	const types = { getByName: () => type, getByNameAndVersion: () => type, getKnownTypes: () => ({}) };
	const workflow = new lib.Workflow({ nodes: [node], connections: {}, active: false, nodeTypes: types });
	const context = new core.ExecuteContext(
		workflow,
		workflow.nodes[node.name],
		additionalData({ credentials: { [name]: data }, packageDir, mode: 'internal', workflow }),
		'internal',
		lib.createRunExecutionData({}),
		0,
		[],
		{ main: [[{ json: {} }]] },
		{ node, data: {}, source: null },
		[],
	);
	const decrypted = { id: '1', name: 'Under test', type: name, data: withDefaults(data, name, packageDir) };
	const output = await new core.RoutingNode(context, type, decrypted).runNode();
	return output?.[0]?.[0]?.json;
}

function failureMessage(error: RequestFailure, rules: NonNullable<ICredentialTestRequestData['testRequest']['rules']>): string {
	const { response, code } = error.cause ?? {};
	if (!response) return code ?? error.message;
	for (const rule of rules) {
		if (rule.type === 'responseCode' && rule.properties.value === response.status) return rule.properties.message;
	}
	return response.statusText || `Received HTTP status code: ${response.status}`;
}
