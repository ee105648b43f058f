import vm from 'node:vm';
import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { engine } from '../core';
import { ANYTHING, description, type CoreNode } from './core-node';

const ITEM_KEYS = ['json', 'binary', 'pairedItem', 'error'];

/** Code (JavaScript), run once for all items or once for each. */
export const code: CoreNode = {
	type: {
		description: description({
			displayName: 'Code',
			name: 'code',
			version: 2,
			properties: [
				{ displayName: 'Mode', name: 'mode', type: 'string', default: 'runOnceForAllItems' },
				{ displayName: 'Language', name: 'language', type: 'string', default: 'javaScript' },
				{ displayName: 'JavaScript', name: 'jsCode', type: 'string', default: '', noDataExpression: true },
			],
		}),
		async execute() {
			const source = this.getNodeParameter('jsCode', 0) as string;
			if (this.getNodeParameter('mode', 0) === 'runOnceForAllItems') return [await runForAll(this, source)];

			const output: INodeExecutionData[] = [];
			for (const item of this.getInputData().keys()) {
				try {
					const result = await evaluate(this, source, item);
					if (result) output.push(single(result, item));
				} catch (error) {
					if (!this.continueOnFail()) throw error;
					output.push({ json: { error: (error as Error).message }, pairedItem: { item } });
				}
			}
			return [output];
		},
	},
	accepts: { mode: ['runOnceForAllItems', 'runOnceForEachItem'], language: ['javaScript'], jsCode: ANYTHING, notice: ANYTHING },
};

async function runForAll(node: IExecuteFunctions, source: string): Promise<INodeExecutionData[]> {
	try {
		const result = await evaluate(node, source);
		if (typeof result !== 'object' || result === null) throw new Error("Code doesn't return items properly");
		const list = (Array.isArray(result) ? result : [result]) as INodeExecutionData[];
		if (list.some((entry) => Object.keys(entry).some((key) => ITEM_KEYS.includes(key)))) list.forEach(assertItemKeys);
		return engine().core.normalizeItems(list).map(assertJson);
	} catch (error) {
		if (!node.continueOnFail()) throw error;
		return [{ json: { error: (error as Error).message } }];
	}
}

function single(result: unknown, item: number): INodeExecutionData {
	if (typeof result !== 'object') throw new Error("Code doesn't return an object");
	if (Array.isArray(result)) throw new Error("Code doesn't return a single object");
	const [normal] = engine().core.normalizeItems([result as INodeExecutionData]);
	assertItemKeys(normal);
	return { ...assertJson(normal), pairedItem: { item } };
}

function assertItemKeys(entry: INodeExecutionData): void {
	const unknownKey = Object.keys(entry).find((key) => !ITEM_KEYS.includes(key));
	if (unknownKey !== undefined) throw new Error(`Unknown top-level item key: ${unknownKey}`);
}

function assertJson(entry: INodeExecutionData): INodeExecutionData {
	if (typeof entry.json !== 'object' || entry.json === null || Array.isArray(entry.json))
		throw new Error("A 'json' property isn't an object");
	return entry;
}

/** The code sees what n8n offers it; like n8n's task runner it gets and gives back copies. */
async function evaluate(node: IExecuteFunctions, source: string, itemIndex?: number): Promise<unknown> {
	const data = node.getWorkflowDataProxy(itemIndex ?? 0);
	const { deepCopy } = engine().workflow;
	const input = deepCopy(node.getInputData());
	const given: Record<string, unknown> = {
		...data,
		console: { log() {}, info() {}, warn() {}, error() {}, debug() {} },
		$getWorkflowStaticData: (type: string) => node.getWorkflowStaticData(type),
		...(itemIndex === undefined ? { items: input } : { item: input[itemIndex] }),
	};
	const result: unknown = await vm.runInContext(`(async () => {\n${source}\n})()`, vm.createContext(given));
	return result === undefined ? undefined : (JSON.parse(JSON.stringify(result)) as unknown);
}
