/** Whole workflows, and the stand-ins for n8n's core nodes. */
import type { IConnections, IDataObject, INode, INodeParameters, NodeParameterValueType } from 'n8n-workflow';
import { runWorkflow, type IWorkflowJson, type RunWorkflowOptions } from '.';
import { makeFixturePackage } from './fixture';

const fixture = makeFixturePackage();
afterAll(fixture.remove);

type NodeSpec = [type: string, typeVersion: number, parameters?: INodeParameters, settings?: Partial<INode>];

/** Nodes by name, one behind the other unless connections are given as "from[output]>to[input]". */
function workflow(specs: Record<string, NodeSpec>, links?: string[]): IWorkflowJson {
	const names = Object.keys(specs);
	const nodes = names.map((name, index): INode => {
		const [type, typeVersion, parameters = {}, settings = {}] = specs[name];
		const fullType = type.includes('.') ? type : `n8n-nodes-base.${type}`;
		return { id: String(index), name, type: fullType, typeVersion, position: [index * 200, 0], parameters, ...settings };
	});
	const connections: IConnections = {};
	for (const link of links ?? names.slice(1).map((name, index) => `${names[index]}>${name}`)) {
		const [, from = '', output = '0', to = '', input = '0'] = /^(\w+)(?:\[(\d)\])?>(\w+)(?:\[(\d)\])?$/.exec(link) ?? [];
		const outputs = ((connections[from] ??= {}).main ??= []);
		for (let index = outputs.length; index <= Number(output); index++) outputs[index] = [];
		outputs[Number(output)]!.push({ node: to, type: 'main', index: Number(input) });
	}
	return { name: 'Test', nodes, connections };
}

async function run(json: IWorkflowJson, options: RunWorkflowOptions = {}) {
	return await runWorkflow(json, { packageDir: fixture.dir, ...options });
}

/** The items one node makes of the given ones. */
async function through(spec: NodeSpec, items: IDataObject[]): Promise<IDataObject[][]> {
	const { nodes, error } = await run(workflow({ Start: ['manualTrigger', 1], Node: spec }), { startItems: items });
	if (error) throw new Error(error.message);
	return nodes.Node.outputs.map((output) => output.map(({ json }) => json));
}

const assign = (...fields: Array<[name: string, type: string, value: NodeParameterValueType]>): INodeParameters => ({
	assignments: { assignments: fields.map(([name, type, value], id) => ({ id: String(id), name, type, value })) },
});

const conditions = (leftValue: string, type: string, operation: string, rightValue: NodeParameterValueType): INodeParameters => ({
	conditions: {
		options: { caseSensitive: true, leftValue: '', typeValidation: 'strict', version: 2 },
		conditions: [{ id: '1', leftValue, rightValue, operator: { type, operation } }],
		combinator: 'and',
	},
});

describe('runWorkflow', () => {
	it('runs node after node and tells what each took in and gave out', async () => {
		const json = workflow({
			Start: ['manualTrigger', 1],
			List: ['set', 3.4, assign(['ips', 'array', '["1.1.1.1", "2.2.2.2"]'])],
			Split: ['splitOut', 1, { fieldToSplitOut: 'ips' }],
			Demo: ['n8n-nodes-fixture.demo', 2, { text: '={{ $json.ips }}' }],
			Note: ['stickyNote', 1, { content: 'About it' }],
		});
		json.connections = workflow({}, ['Start>List', 'List>Split', 'Split>Demo']).connections;
		const { status, nodes, error } = await run(json);
		expect({ status, error }).toEqual({ status: 'success', error: undefined });
		expect(Object.keys(nodes)).toEqual(['Start', 'List', 'Split', 'Demo']);
		expect(nodes.Split).toMatchObject({ inputCount: 1, runs: 1, error: undefined });
		expect(nodes.Demo.inputCount).toBe(2);
		expect(nodes.Demo.outputs[0].map(({ json: { text } }) => text)).toEqual(['1.1.1.1', '2.2.2.2']);
	});

	it('goes on along the error output', async () => {
		const json = workflow(
			{
				Start: ['manualTrigger', 1],
				Demo: ['n8n-nodes-fixture.demo', 2, { text: '={{ $json.word }}' }, { onError: 'continueErrorOutput' }],
				Good: ['noOp', 1],
				Bad: ['noOp', 1],
			},
			['Start>Demo', 'Demo>Good', 'Demo[1]>Bad'],
		);
		const { nodes } = await run(json, { startItems: [{ word: 'good' }, { word: 'bad' }] });
		expect(nodes.Good.outputs[0].map(({ json: { text } }) => text)).toEqual(['good']);
		expect(nodes.Bad.outputs[0].map((item) => item.json)).toEqual([{ word: 'bad', error: 'Bad text' }]);
	});

	it('stops at a failing node', async () => {
		const json = workflow({ Start: ['manualTrigger', 1], Demo: ['n8n-nodes-fixture.demo', 2, { text: 'bad' }], After: ['noOp', 1] });
		const { status, error, nodes } = await run(json);
		expect(status).toBe('error');
		expect(error?.message).toBe('Bad text');
		expect(nodes.Demo.error?.message).toBe('Bad text');
		expect(nodes.After).toBeUndefined();
	});

	it('uses pinned data, polls polling triggers, and takes what a trigger emits', async () => {
		const trigger = workflow({ Trigger: ['n8n-nodes-fixture.demoTrigger', 1], After: ['noOp', 1] });
		const first = async (options: RunWorkflowOptions) => (await run(trigger, options)).nodes.After.outputs[0][0].json;
		expect(await first({})).toEqual({ sample: true });
		expect(await first({ startItems: [{ given: 1 }] })).toEqual({ given: 1 });
		expect(await first({ pinData: { Trigger: [{ json: { pinned: true } }] } })).toEqual({ pinned: true });
	});

	it('wants to be told the start node when there are several', async () => {
		const json = workflow({ One: ['manualTrigger', 1], Two: ['scheduleTrigger', 1.2], After: ['noOp', 1] }, ['One>After', 'Two>After']);
		await expect(run(json)).rejects.toThrow('2 start nodes: say which with startNode');
		const { nodes } = await run(json, { startNode: 'Two' });
		expect(nodes.After.outputs[0][0].json).toMatchObject({ timestamp: expect.stringMatching(/^\d{4}-/), Timezone: expect.any(String) });
	});
});

describe('stand-ins', () => {
	it('Edit Fields sets typed fields, alone or beside the others', async () => {
		const fields = assign(['a.b', 'number', '={{ $json.n }}'], ['s', 'string', '={{ [1] }}'], ['gone', 'string', '={{ null }}']);
		expect(await through(['set', 3.4, fields], [{ n: 5 }])).toEqual([[{ a: { b: 5 }, s: '[1]', gone: null }]]);
		const flat = { ...fields, includeOtherFields: true, options: { dotNotation: false } };
		expect(await through(['set', 3.4, flat], [{ n: 5 }])).toEqual([[{ n: 5, 'a.b': 5, s: '[1]', gone: null }]]);
		await expect(through(['set', 3.4, assign(['n', 'number', 'x'])], [{}])).rejects.toThrow("'n' expects a number but we got 'x'");
	});

	it('Edit Fields takes JSON with expressions in it', async () => {
		const raw = { mode: 'raw', jsonOutput: '={ "list": {{ [$json.n, 2] }}, "text": "n is {{ $json.n }}" }' };
		expect(await through(['set', 3.4, raw], [{ n: 5 }])).toEqual([[{ list: [5, 2], text: 'n is 5' }]]);
		await expect(through(['set', 3.4, { mode: 'raw', jsonOutput: '[1]' }], [{}])).rejects.toThrow('is not a valid JSON object');
		await expect(through(['set', 3.4, { mode: 'raw', jsonOutput: '{' }], [{}])).rejects.toThrow('contains invalid JSON');
	});

	it('Split Out spreads objects, or puts entries in a field', async () => {
		const items = [{ id: 1, data: { rows: [{ a: 1 }, { a: 2 }] } }];
		expect(await through(['splitOut', 1, { fieldToSplitOut: 'data.rows' }], items)).toEqual([[{ a: 1 }, { a: 2 }]]);
		const beside = { fieldToSplitOut: 'data.rows', include: 'allOtherFields', options: { destinationFieldName: 'row' } };
		expect((await through(['splitOut', 1, beside], items))[0][1]).toEqual({ id: 1, data: {}, row: { a: 2 } });
		expect(await through(['splitOut', 1, { fieldToSplitOut: 'none' }], items)).toEqual([[]]);
	});

	it('If and Filter evaluate conditions as n8n does', async () => {
		const items = [{ n: 1 }, { n: 3 }];
		const rule = conditions('={{ $json.n }}', 'number', 'gt', 2);
		expect(await through(['if', 2.2, rule], items)).toEqual([[{ n: 3 }], [{ n: 1 }]]);
		expect((await through(['filter', 2.2, rule], items))[0]).toEqual([{ n: 3 }]);
		await expect(through(['if', 2.2, rule], [{ n: 'x' }])).rejects.toThrow(/Wrong type/);
	});

	it('Code runs once for all items or for each', async () => {
		const items = [{ n: 1 }, { n: 2 }];
		const all = {
			jsCode: 'const sum = $input.all().reduce((s, i) => s + i.json.n, 0);\nreturn [{ json: { sum, first: items[0].json.n } }, { sum }];',
		};
		await expect(through(['code', 2, all], items)).rejects.toThrow('Unknown top-level item key: sum');
		expect(await through(['code', 2, { jsCode: 'return items.map((i) => ({ twice: i.json.n * 2 }));' }], items)).toEqual([
			[{ twice: 2 }, { twice: 4 }],
		]);
		const each = {
			mode: 'runOnceForEachItem',
			jsCode: 'if ($json.n === 1) return null;\nreturn { json: { n: $json.n, at: $itemIndex, same: $input.item.json.n } };',
		};
		expect(await through(['code', 2, each], items)).toEqual([[{ n: 2, at: 1, same: 2 }]]);
		await expect(through(['code', 2, { jsCode: 'return 5' }], items)).rejects.toThrow("Code doesn't return items properly");
		await expect(through(['code', 2, { jsCode: 'require("fs")' }], items)).rejects.toThrow('require is not defined');
	});

	it('Code reads other nodes and leaves its input as it was', async () => {
		const json = workflow({
			Start: ['manualTrigger', 1],
			Change: ['code', 2, { jsCode: 'items[0].json.n = 9; return items;' }],
			Look: ['code', 2, { jsCode: "return [{ json: { was: $('Start').first().json.n, is: $json.n } }];" }],
		});
		const { nodes } = await run(json, { startItems: [{ n: 1 }] });
		expect(nodes.Look.outputs[0][0].json).toEqual({ was: 1, is: 9 });
		expect(nodes.Look.outputs[0][0].pairedItem).toEqual({ item: 0 });
	});

	it('Merge appends and Aggregate collects', async () => {
		const json = workflow(
			{
				Start: ['manualTrigger', 1],
				A: ['set', 3.4, assign(['n', 'number', 1])],
				B: ['set', 3.4, assign(['n', 'number', 2])],
				C: ['set', 3.4, assign(['n', 'number', 3])],
				Merge: ['merge', 3, { numberInputs: 3 }],
				Aggregate: ['aggregate', 1, { aggregate: 'aggregateAllItemData', options: {} }],
			},
			['Start>A', 'Start>B', 'Start>C', 'A>Merge[0]', 'B>Merge[1]', 'C>Merge[2]', 'Merge>Aggregate'],
		);
		const { nodes } = await run(json);
		expect(nodes.Merge.inputCount).toBe(3);
		expect(nodes.Aggregate.outputs[0].map((item) => item.json)).toEqual([{ data: [{ n: 1 }, { n: 2 }, { n: 3 }] }]);
	});

	it.each([
		['splitOut', 1, { fieldToSplitOut: 'a', include: 'selectedOtherFields' }, 'include = "selectedOtherFields"'],
		['set', 3.4, { ...assign(['a', 'binary', '']) }, 'assignments.assignments[0].type = "binary"'],
		['merge', 3, { mode: 'combine' }, 'mode = "combine"'],
		['code', 2, { language: 'python' }, 'language = "python"'],
		['aggregate', 1, { fieldsToAggregate: {} }, 'parameter fieldsToAggregate'],
		['if', 2, {}, 'only version 2.2, 2.3 of If runs here, not 2'],
	])('%s v%d refuses what it cannot do: %j', async (type, version, parameters, message) => {
		await expect(through([type, version, parameters], [{}])).rejects.toThrow(message);
	});

	it('refuse for node types nobody stands in for', async () => {
		await expect(through(['httpRequest', 4.2], [{}])).rejects.toThrow('No node type "n8n-nodes-base.httpRequest" here');
	});
});
