import type { AssignmentValue, FieldType, IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { engine } from '../core';
import { ANYTHING, description, type CoreNode } from './core-node';

interface SetOptions {
	dotNotation?: boolean;
	ignoreConversionErrors?: boolean;
}

/** Edit Fields (Set): fields set one by one, or the whole item given as JSON. */
export const set: CoreNode = {
	type: {
		description: description({
			displayName: 'Edit Fields (Set)',
			name: 'set',
			version: 3.4,
			properties: [
				{ displayName: 'Mode', name: 'mode', type: 'string', default: 'manual' },
				{ displayName: 'JSON', name: 'jsonOutput', type: 'json', default: '{}', displayOptions: { show: { mode: ['raw'] } } },
				{ displayName: 'Fields to Set', name: 'assignments', type: 'assignmentCollection', default: {} },
				{ displayName: 'Include Other Input Fields', name: 'includeOtherFields', type: 'boolean', default: false },
				{
					displayName: 'Options',
					name: 'options',
					type: 'collection',
					default: {},
					options: [
						{ displayName: 'Support Dot Notation', name: 'dotNotation', type: 'boolean', default: true },
						{ displayName: 'Ignore Type Conversion Errors', name: 'ignoreConversionErrors', type: 'boolean', default: false },
					],
				},
			],
		}),
		async execute() {
			const { deepCopy, NodeOperationError } = engine().workflow;
			const { set: setPath } = engine().require('lodash') as { set(object: object, path: string, value: unknown): void };
			const raw = this.getNodeParameter('mode', 0) === 'raw';
			const output = this.getInputData().map((input, item): INodeExecutionData => {
				try {
					const options = this.getNodeParameter('options', item, {}) as SetOptions;
					const keep = this.getNodeParameter('includeOtherFields', item, false) as boolean;
					const fields = raw ? Object.entries(wholeItem(this, item)) : assigned(this, item, options);
					const json: IDataObject = keep ? deepCopy(input.json) : {};
					for (const [name, value] of fields) {
						if (options.dotNotation === false) json[name] = value as IDataObject;
						else setPath(json, name, value);
					}
					return { json, pairedItem: { item }, ...(keep && input.binary ? { binary: { ...input.binary } } : {}) };
				} catch (error) {
					if (this.continueOnFail()) return { json: { error: (error as Error).message }, pairedItem: { item } };
					throw new NodeOperationError(this.getNode(), error as Error, { itemIndex: item });
				}
			});
			return [output];
		},
	},
	accepts: {
		mode: ['manual', 'raw'],
		jsonOutput: ANYTHING,
		assignments: {
			assignments: { id: ANYTHING, name: ANYTHING, value: ANYTHING, type: ['string', 'number', 'boolean', 'array', 'object'] },
		},
		includeOtherFields: ANYTHING,
		include: ['all'],
		options: { dotNotation: ANYTHING, ignoreConversionErrors: ANYTHING },
	},
};

function assigned(node: IExecuteFunctions, item: number, { ignoreConversionErrors = false }: SetOptions): Array<[string, unknown]> {
	const { assignments = [] } = node.getNodeParameter('assignments', item) as { assignments?: AssignmentValue[] };
	return assignments.map(({ name, type, value }) => {
		if (value === undefined || value === null) return [name, null];
		const given: unknown = type === 'string' ? (typeof value === 'object' ? JSON.stringify(value) : String(value)) : value;
		const checked = engine().workflow.validateFieldType(name, given, type as FieldType);
		if (checked.valid) return [name, checked.newValue ?? null];
		if (ignoreConversionErrors) return [name, value];
		throw new Error(`${checked.errorMessage} [item ${item}]`);
	});
}

function wholeItem(node: IExecuteFunctions, item: number): IDataObject {
	const given = node.getNodeParameter('jsonOutput', item, '', { rawExpressions: true }) as unknown;
	const text = typeof given === 'string' && given.startsWith('=') ? resolved(node, given.replace(/^=+/, ''), item) : given;
	const value: unknown = typeof text === 'string' ? parsed(text, item) : text;
	if (typeof value !== 'object' || value === null || Array.isArray(value)) {
		throw new Error(`'JSON Output' in item ${item + 1} is not a valid JSON object`);
	}
	return value as IDataObject;
}

/** Each {{ }} by itself, objects as JSON, so that expressions can stand inside JSON text. */
function resolved(node: IExecuteFunctions, template: string, item: number): string {
	return template.replace(/\{\{[\s\S]*?\}\}/g, (expression) => {
		const value: unknown = node.evaluateExpression(expression, item);
		return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
	});
}

function parsed(text: string, item: number): unknown {
	try {
		return JSON.parse(text);
	} catch {
		throw new Error(`The item ${item + 1} contains invalid JSON`);
	}
}
