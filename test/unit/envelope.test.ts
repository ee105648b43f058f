import { NodeApiError, NodeOperationError, type INode } from 'n8n-workflow';
import { failure, success } from '../../nodes/Keitaro/envelope';
import { toNodeError } from '../../nodes/Keitaro/transport/errors';
import { TrackerError, InputError } from '../../nodes/Keitaro/values/errors';

const request = { url: 'https://t/admin_api/v1/campaigns', method: 'GET', headers: { 'Api-Key': '<masked>' } };
const pair = { resource: 'campaign', operation: 'get' };
const pairedItem = { item: 3 };
const node: INode = { id: '1', name: 'Keitaro', type: 'keitaro', typeVersion: 2, position: [0, 0], parameters: {} };

describe('the item of a success', () => {
	const head = { request, ...pair, success: true };
	it.each([
		['a record', { data: { id: 1 } }, { ...head, data: { id: 1 } }],
		['a list', { data: [{ id: 1 }, { id: 2 }], list: true }, { ...head, data: [{ id: 1 }, { id: 2 }], count: 2 }],
		['an empty list', { data: [], list: true }, { ...head, data: [], count: 0 }],
		['an array that is one value', { data: [1, 2] }, { ...head, data: [1, 2] }],
		['an empty answer', { data: null }, { ...head, data: null }],
		['no answer', { data: undefined }, { ...head, data: null }],
		['a text', { data: 'done' }, { ...head, data: 'done' }],
	])('full: %s', (_, outcome, json) => expect(success({ request, ...outcome }, pair, 'full', 3)).toEqual([{ json, pairedItem }]));

	it.each([
		['a record', { data: { id: 1 } }, [{ id: 1 }]],
		['a list', { data: [{ id: 1 }, { id: 2 }], list: true }, [{ id: 1 }, { id: 2 }]],
		['an empty list', { data: [], list: true }, []],
		['a list of texts', { data: ['a', 'b'], list: true }, [{ value: 'a' }, { value: 'b' }]],
		['an array that is one value', { data: [1, 2] }, [{ value: [1, 2] }]],
		['an empty answer', { data: null }, [{ success: true }]],
		['a text', { data: 'done' }, [{ value: 'done' }]],
	])('data only: %s', (_, outcome, jsons) =>
		expect(success({ request, ...outcome }, pair, 'data', 3)).toEqual(jsons.map((json) => ({ json, pairedItem }))),
	);

	it('carries a file', () => {
		const binary = { data: { data: '', mimeType: 'application/zip' } };
		for (const form of ['full', 'data'] as const)
			expect(success({ request, data: { fileName: 'x.zip' }, binary }, pair, form, 3)[0].binary).toEqual(binary);
	});
});

const tracker = new TrackerError({
	message: 'The tracker does not know it: Campaign #9 not found (HTTP 404)',
	advice: 'Check the ID.',
	status: 404,
	response: 'Campaign #9 not found',
	request: { url: request.url, method: 'GET' },
});

describe('the item of a failure', () => {
	it.each([
		[
			'the tracker',
			tracker,
			{
				error: 'The tracker does not know it: Campaign #9 not found (HTTP 404)',
				message: 'Check the ID.',
				details: { status: 404, ...pair, request: { url: request.url, method: 'GET' }, response: 'Campaign #9 not found' },
			},
		],
		[
			'the input',
			new InputError('Campaign ID is empty', 'Enter the ID.'),
			{ error: 'Campaign ID is empty', message: 'Enter the ID.', details: pair },
		],
		['anything else', new Error('x went wrong'), { error: 'x went wrong', details: pair }],
		[
			'the node itself',
			new TypeError('x is not a function'),
			{
				error: 'The Keitaro node made a mistake of its own (keitaro, version 1.0.0)',
				message: expect.stringMatching(/^This is a fault of the node.* report it with these words: x is not a function$/) as string,
				details: pair,
			},
		],
	])('from %s', (_, thrown, json) => {
		const error = toNodeError(node, thrown, 3);
		expect(failure(error, pair, 3, { apart: false })).toEqual({ json, pairedItem });
		const { details: _details, ...bare } = json;
		expect(failure(error, pair, 3, { apart: true })).toEqual({ json: bare, pairedItem });
		const { details } = failure(error, pair, 3, { apart: false, field: 'url' }).json;
		expect(details).toMatchObject({ field: 'url' });
	});
});

describe("n8n's own error", () => {
	it('of the tracker names the status', () => {
		const error = toNodeError(node, tracker, 3);
		expect(error).toBeInstanceOf(NodeApiError);
		expect(error).toMatchObject({ httpCode: '404', description: 'Check the ID.', context: { itemIndex: 3 } });
	});

	it('of the input is an operation error', () => {
		const error = toNodeError(node, new InputError('Bad', 'Good'), 3);
		expect(error).toBeInstanceOf(NodeOperationError);
		expect(error).toMatchObject({ message: 'Bad', description: 'Good', context: { itemIndex: 3 } });
	});

	it('keeps what n8n itself says', () => {
		const error = toNodeError(node, new NodeOperationError(node, 'From an expression', { description: 'Look at the field' }), 3);
		expect(error).toBeInstanceOf(NodeOperationError);
		expect(error).toMatchObject({ message: 'From an expression', description: 'Look at the field' });
	});

	it('keeps the words even where they hold the code of a network error', () => {
		const failureOf = (message: string) => new TrackerError({ message, advice: 'Look.', status: 400, request });
		expect(toNodeError(node, failureOf('The tracker said ECONNREFUSED')).message).toBe('The tracker said ECONNREFUSED');
		expect(toNodeError(node, new InputError('File ENOENT', 'x')).message).toBe('File ENOENT');
	});
});
