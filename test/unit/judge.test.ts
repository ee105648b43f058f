/** Which answers are what was asked for. */
import { objectionTo } from '../../nodes/Keitaro/api/judge';
import { type Form } from '../../nodes/Keitaro/transport/form';

const record = { id: 1, name: 'x' };

it.each<[Form, unknown[], unknown[]]>([
	['record', [record, [record], { count: 0 }], [null, [], {}, [{}], [record, record], [1], 'x', 5, true]],
	['records', [record, [record], [record, record]], [null, [], {}, [{}], 'x']],
	['list', [[], [record], { data: [] }, { data: [record] }], [null, {}, record, { data: {} }, [1], ['x'], [[]], [{}], 5, true]],
	['texts', [[], ['a', 'b']], [null, {}, [1], [record], { data: [] }]],
	['rows', [{ rows: [] }, { rows: [{}], total: 1 }, [], [record]], [null, {}, { rows: null }, { rows: {} }, { rows: [1] }, [1], record]],
	[
		'entries',
		[{ value: '1.2.3.4\n' }, { value: '' }, { value: null }, { value: ['1.2.3.4'] }, [], ['1.2.3.4']],
		[null, {}, { value: 5 }, [5], 'x'],
	],
	['structure', [{}, [], record, [record]], [null, 5, true]],
	['file', [Buffer.from([0, 1])], [null, 'x', {}, [], record]],
	['done', [null, {}, [], true, record, { success: true }, 5], []],
	['open', [null, 'x', { success: false }, { error: 'x' }], []],
])('%s', (form, right, wrong) => {
	for (const body of right) expect([body, objectionTo(body, form, 200, false)]).toEqual([body, undefined]);
	for (const body of wrong)
		expect([body, objectionTo(body, form, 200, false)]).toEqual([body, expect.objectContaining({ refused: false })]);
});

it.each<[unknown, string]>([
	[{ success: false }, 'The tracker refused the request (HTTP 200)'],
	[{ success: false, error: 'No rights' }, 'The tracker refused the request: No rights (HTTP 200)'],
	[{ success: false, id: 5, message: 'No rights' }, 'The tracker refused the request: No rights (HTTP 200)'],
	[
		{ success: false, error: null, errors: { alias: ['is taken', 'is short'] } },
		'The tracker refused the request: alias: is taken, is short (HTTP 200)',
	],
	[{ success: false, errors: ['No', { error: 'rights' }] }, 'The tracker refused the request: No; rights (HTTP 200)'],
	[{ error: 'No rights', code: 5 }, 'The tracker refused the request: No rights (HTTP 200)'],
	[[{ error: 'No rights' }], 'The tracker refused the request: No rights (HTTP 200)'],
])('a no inside a 200: %j', (body, message) => {
	for (const form of ['record', 'list', 'rows', 'structure', 'done'] as const) {
		expect(objectionTo(body, form, 200, true)).toEqual({
			refused: true,
			message,
			advice: expect.not.stringContaining('carried out') as string,
		});
	}
});

it.each([
	{ id: 1, error: 'the domain does not resolve' },
	{ success: true, error: '' },
	{ success: true, error: null },
	{ success: null, name: 'x' },
	{ name: 'x', error: { code: 1 } },
	{ name: 'x', errors: ['x'], message: 'x' },
	[{ error: 'x' }, { error: 'y' }],
])('is no refusal: %j', (body) => expect(objectionTo(body, 'done', 200, false)).toBeUndefined());

it.each<[Form, unknown, string]>([
	['list', {}, 'The tracker answered with an empty object where a list of records should come (HTTP 200)'],
	[
		'list',
		{ items: [], page: 1, pages: 2, size: 3 },
		'The tracker answered with an object with "items", "page", "pages", … where a list of records should come (HTTP 200)',
	],
	['record', [], 'The tracker answered with an empty list where a record should come (HTTP 200)'],
	['record', [1, 2], 'The tracker answered with another list where a record should come (HTTP 200)'],
	['rows', null, 'The tracker answered with nothing where rows should come (HTTP 200)'],
	['entries', 5, 'The tracker answered with a number where the bot list should come (HTTP 200)'],
	['structure', true, 'The tracker answered with "true" where an object or a list should come (HTTP 200)'],
	['texts', [{}], 'The tracker answered with another list where a list of names should come (HTTP 200)'],
	['records', 'x', 'The tracker answered with a text where records should come (HTTP 200)'],
])('where a %s should come, %j is told as what it is', (form, body, message) => {
	expect(objectionTo(body, form, 200, false)?.message).toBe(message);
});

it('tells of something that may have been created', () => {
	expect(objectionTo(null, 'record', 201, true)?.advice).toContain('It may have been carried out all the same');
	expect(objectionTo(null, 'record', 201, false)?.advice).toMatch(/up to date\.$/);
	expect(objectionTo([], 'list', 200, false)).toBeUndefined();
});

it('names are bounded', () => expect(objectionTo({ ['k'.repeat(100)]: 1 }, 'list', 200, false)?.message).toContain(`"${'k'.repeat(40)}"`));
