/** A node package of a few lines, written to a temporary folder: the engine is tested with it, not with the Keitaro node. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const packageJson = {
	name: 'n8n-nodes-fixture',
	version: '1.2.3',
	n8n: {
		n8nNodesApiVersion: 1,
		nodes: ['dist/Demo.node.js', 'dist/DemoTrigger.node.js', 'dist/DemoHookTrigger.node.js'],
		credentials: ['dist/DemoApi.credentials.js', 'dist/OtherApi.credentials.js'],
	},
};

const demoNode = `
const { NodeApiError, NodeOperationError, sleep } = require('n8n-workflow');
class Demo {
	description = {
		displayName: 'Demo', name: 'demo', group: ['transform'], version: [1, 2], description: '', defaults: { name: 'Demo' },
		inputs: ['main'], outputs: ['main'],
		credentials: [{ name: 'demoApi', required: true }, { name: 'otherApi' }],
		properties: [
			{ displayName: 'Operation', name: 'operation', type: 'options', default: 'echo', options:
				['echo', 'request', 'hint', 'log', 'wait', 'file'].map((value) => ({ name: value, value })) },
			{ displayName: 'Text', name: 'text', type: 'string', default: '', required: true },
			{ displayName: 'Auth', name: 'auth', type: 'string', default: 'demoApi', displayOptions: { show: { operation: ['request'] } } },
		],
	};
	methods = {
		loadOptions: {
			async colours() {
				const { baseUrl } = await this.getCredentials('demoApi');
				return [{ name: baseUrl + ' ' + this.getCurrentNodeParameter('text'), value: 'red' }];
			},
		},
		listSearch: {
			async things(filter, paginationToken) {
				return { results: [{ name: String(filter), value: String(paginationToken) }], paginationToken: 'next' };
			},
		},
	};
	async execute() {
		const output = [];
		for (let i = 0; i < this.getInputData().length; i++) {
			const operation = this.getNodeParameter('operation', i);
			try {
				const text = this.getNodeParameter('text', i);
				if (text === 'bad') throw new NodeOperationError(this.getNode(), 'Bad text', { itemIndex: i });
				if (operation === 'hint') this.addExecutionHints({ message: text, location: 'outputPane' });
				if (operation === 'log') { this.logger.debug('logged ' + text, { also: text }); console.info('printed', text); }
				if (operation === 'wait') await sleep(400);
				const json = { text, version: this.getNode().typeVersion };
				if (operation === 'request') {
					const { baseUrl } = await this.getCredentials('demoApi');
					const options = { method: 'GET', url: baseUrl + text, json: true };
					json.answer = await this.helpers.httpRequestWithAuthentication.call(this, this.getNodeParameter('auth', i), options);
				}
				let binary = {};
				if (operation === 'file') {
					const given = this.getInputData()[i].binary ? await this.helpers.getBinaryDataBuffer(i, 'data') : Buffer.from(text);
					binary = { binary: { data: await this.helpers.prepareBinaryData(given, 'file.txt', 'text/plain') } };
				}
				output.push({ json, ...binary, pairedItem: { item: i } });
			} catch (error) {
				if (!this.continueOnFail()) throw operation === 'request' ? new NodeApiError(this.getNode(), error) : error;
				output.push({ json: { error: error.message }, pairedItem: { item: i } });
			}
		}
		return [output];
	}
}
exports.Demo = Demo;`;

const pollingTrigger = `
class DemoTrigger {
	description = {
		displayName: 'Demo Trigger', name: 'demoTrigger', group: ['trigger'], version: 1, description: '', defaults: { name: 'Demo Trigger' },
		polling: true, inputs: [], outputs: ['main'], properties: [],
	};
	async poll() {
		const data = this.getWorkflowStaticData('node');
		if (this.getMode() === 'manual') return [[{ json: { sample: true } }]];
		data.count = (data.count ?? 0) + 1;
		return data.count > 2 ? null : [[{ json: { count: data.count } }]];
	}
}
exports.DemoTrigger = DemoTrigger;`;

const webhookTrigger = `
class DemoHookTrigger {
	description = {
		displayName: 'Demo Hook Trigger', name: 'demoHookTrigger', group: ['trigger'], version: 1, description: '',
		defaults: { name: 'Demo Hook Trigger' }, inputs: [], outputs: ['main'],
		webhooks: [
			{ name: 'default', httpMethod: 'GET', responseMode: 'onReceived', path: '={{$parameter["path"]}}' },
			{ name: 'default', httpMethod: 'POST', responseMode: 'onReceived', path: '={{$parameter["path"]}}' },
		],
		properties: [{ displayName: 'Path', name: 'path', type: 'string', default: 'in' }],
	};
	webhookMethods = { default: {
		async checkExists() { return this.getWorkflowStaticData('node').registered === this.getNodeWebhookUrl('default'); },
		async create() { this.getWorkflowStaticData('node').registered = this.getNodeWebhookUrl('default'); return true; },
		async delete() { delete this.getWorkflowStaticData('node').registered; return true; },
	} };
	async webhook() {
		const request = this.getRequestObject();
		if (this.getQueryData().refuse) {
			this.getResponseObject().status(403).json({ refused: true });
			return { noWebhookResponse: true };
		}
		const json = { query: this.getQueryData(), body: this.getBodyData(), agent: this.getHeaderData()['x-agent'], method: request.method };
		return { workflowData: [[{ json }]], ...(json.query.answer ? { webhookResponse: { status: json.query.answer } } : {}) };
	}
}
exports.DemoHookTrigger = DemoHookTrigger;`;

const genericCredential = `
exports.DemoApi = class DemoApi {
	name = 'demoApi'; displayName = 'Demo API';
	properties = [
		{ displayName: 'Base URL', name: 'baseUrl', type: 'string', default: '' },
		{ displayName: 'Key', name: 'key', type: 'string', typeOptions: { password: true }, default: '' },
		{ displayName: 'Tenant', name: 'tenant', type: 'string', default: 'main' },
	];
	authenticate = { type: 'generic', properties: { headers: { 'X-Key': '={{$credentials.key}}' }, qs: { '={{"ten" + "ant"}}': '={{$credentials.tenant}}' } } };
	test = {
		request: { baseURL: '={{$credentials.baseUrl}}', url: '/me' },
		rules: [
			{ type: 'responseCode', properties: { value: 401, message: 'The key is wrong' } },
			{ type: 'responseSuccessBody', properties: { key: 'ok', value: false, message: 'Not ok' } },
		],
	};
}`;

const functionCredential = `
exports.OtherApi = class OtherApi {
	name = 'otherApi'; displayName = 'Other API';
	properties = [{ displayName: 'Key', name: 'key', type: 'string', default: '' }];
	async authenticate(credentials, options) { return { ...options, headers: { ...options.headers, 'X-Key': 'from function ' + credentials.key } }; }
}`;

export function makeFixturePackage(): { dir: string; remove(): void } {
	const dir = mkdtempSync(path.join(os.tmpdir(), 'keitaro-fixture-'));
	mkdirSync(path.join(dir, 'dist'));
	const files: Record<string, string> = {
		'package.json': JSON.stringify(packageJson),
		'dist/Demo.node.js': demoNode,
		'dist/DemoTrigger.node.js': pollingTrigger,
		'dist/DemoHookTrigger.node.js': webhookTrigger,
		'dist/DemoApi.credentials.js': genericCredential,
		'dist/OtherApi.credentials.js': functionCredential,
	};
	for (const [name, content] of Object.entries(files)) writeFileSync(path.join(dir, name), content);
	return { dir, remove: () => rmSync(dir, { recursive: true, force: true }) };
}
