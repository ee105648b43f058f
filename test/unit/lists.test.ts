/** What of a change is still in a list that others change, too. */
import type { IDataObject } from 'n8n-workflow';
import { isLost } from '../../nodes/Keitaro/values/lists';

const [a, b, c] = ['a', 'b', 'c'].map((name): IDataObject => ({ name, mode: 'accept' }));
const stored = (...entries: IDataObject[]) => entries.map((entry, at) => ({ ...entry, id: 10 + at, updated_at: 'now' }));
const offer = (offer_id: number, share: number): IDataObject => ({ offer_id, share, state: 'active' });

it.each<[string, IDataObject[], IDataObject[], IDataObject[], boolean]>([
	['an entry that was added is there', [a], [a, b], [a, b], false],
	['an entry that was added is there, beside one of others', [a], [a, b], [c, b, a], false],
	['an entry that was added is there, and one of others is gone', [a], [a, b], [b], false],
	['an entry that was added is gone', [a], [a, b], [a], true],
	['an entry that was added is gone, and one of others there', [a], [a, b], [a, c], true],
	['a second entry of a kind is there', [a], [a, a], [a, a], false],
	['a second entry of a kind is gone', [a], [a, a], [a], true],
	['an entry that was taken out is gone', [a, b], [a], [a], false],
	['an entry that was taken out is there again', [a, b], [a], [a, b], true],
	['the last entry is gone', [a], [], [], false],
	['the last entry is there again', [a], [], [a], true],
	['one of several of a kind is gone', [a, a, a], [a, a], [a, a], false],
	['one of several of a kind is there again', [a, a, a], [a, a], [a, a, a], true],
	['a changed entry is as it was', [a], [{ ...a, mode: 'reject' }], [a], true],
	['a changed entry is as it became', [a], [{ ...a, mode: 'reject' }], [{ ...a, mode: 'reject' }], false],
	['a share is as it was', [offer(1, 50)], [offer(1, 40)], [offer(1, 50)], true],
	['a share is as others have set it since', [offer(1, 50)], [offer(1, 40)], [offer(1, 30)], false],
	[
		'an offer that was added is there with another share',
		[offer(1, 100)],
		[offer(1, 50), offer(2, 50)],
		[offer(1, 70), offer(2, 30)],
		false,
	],
	['an offer that was added is gone', [offer(1, 100)], [offer(1, 50), offer(2, 50)], [offer(1, 100)], true],
	['others have taken out what was to change', [offer(1, 50)], [offer(1, 40), offer(2, 60)], [offer(2, 100)], false],
	['a landing page that was added is there with another share', [], [{ landing_id: 7, share: 100 }], [{ landing_id: 7, share: 40 }], false],
	['nothing was to change', [a], [a], [a, b], false],
])('%s', (_, before, wanted, now, lost) => {
	expect(isLost(stored(...before), wanted, stored(...now))).toBe(lost);
});
