import { invalid, json, missing, refuse } from '../answers';
import type { Group } from '../store/types';
import type { Handler, Tracker } from '../types';
import { required } from './entities';

const find = (tracker: Tracker, id: number): Group => tracker.store.groups.find((group) => group.id === id) ?? refuse(missing('Group', id));

/** The position is the tracker's own business, whatever was sent. */
function write(tracker: Tracker, group: Group, { position: _position, ...body }: Partial<Group>): Group {
	required(tracker, body, 'name', 'type');
	const next = { ...group, ...body };
	const taken = tracker.store.groups.some((other) => other.id !== group.id && other.type === next.type && other.name === next.name);
	if (taken) refuse(invalid(tracker, { name: ['Name has already used'] }));
	return Object.assign(group, body);
}

export const groups: Record<string, Handler> = {
	'GET /groups': (tracker, { query }) => json(tracker.store.groups.filter((group) => group.type === query.type)),
	'POST /groups': (tracker, { body }) => {
		const { store } = tracker;
		const group = write(tracker, { id: store.next('group'), name: '', type: 'campaigns', position: store.groups.length + 1 }, body);
		store.groups.push(group);
		return json(group);
	},
	'PUT /groups/{id}': (tracker, { id, body }) => json(write(tracker, find(tracker, id), body)),
	// no archive: gone for good
	'DELETE /groups/{id}/delete': (tracker, { id }) => {
		const group = find(tracker, id);
		tracker.store.groups = tracker.store.groups.filter((other) => other !== group);
		return json(group);
	},
};
