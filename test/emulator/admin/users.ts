import { empty, invalid, json, missing, refuse } from '../answers';
import { freshUser } from '../store/fresh';
import type { User } from '../store/types';
import type { Handler, Tracker } from '../types';
import { required, unique } from './entities';

const find = (tracker: Tracker, id: number): User => tracker.store.users.find((user) => user.id === id) ?? refuse(missing('User', id));

/** Never the password; the number of keys under both spellings. */
const show = ({ password: _password, key_count, ...user }: User) => ({ ...user, permissions: {}, key_count, keyCount: key_count });

function write(tracker: Tracker, user: User, body: Record<string, unknown>): User {
	required(tracker, body, 'login', 'new_password');
	unique(tracker, tracker.store.users, user, body, 'login');
	const { new_password, new_password_confirmation, keyCount, preferences, ...rest } = body;
	if (new_password !== new_password_confirmation) {
		refuse(invalid(tracker, { new_password_confirmation: ['New password confirmation does not match'] }));
	}
	return Object.assign(user, rest, {
		...(new_password === undefined ? {} : { password: String(new_password) }),
		...(keyCount === undefined ? {} : { key_count: Number(keyCount) }),
		preferences: { ...user.preferences, ...(preferences as object | undefined) },
	});
}

export const users: Record<string, Handler> = {
	'GET /users': ({ store }) => json(store.users.map(show)),
	'POST /users': (tracker, { body }) => {
		const user = write(tracker, freshUser(tracker.store), body);
		tracker.store.users.push(user);
		return json(show(user));
	},
	'GET /users/{id}': (tracker, { id }) => json(show(find(tracker, id))),
	'PUT /users/{id}': (tracker, { id, body }) => json(show(write(tracker, find(tracker, id), body))),
	'DELETE /users/{id}': (tracker, { id }) => {
		const user = find(tracker, id);
		tracker.store.users = tracker.store.users.filter((other) => other !== user);
		return empty(201);
	},
	'PUT /users/{id}/access': (tracker, { id, body }) => {
		const user = find(tracker, id);
		Object.assign(user.access_data, body.access_data);
		return json(show(user));
	},
};
