import type { IDataObject } from 'n8n-workflow';
import { body } from '../fields/body';
import { choice, number, required, secret, text, texts } from '../fields/field';
import { type Choices } from '../values/choice';
import { group } from '../fields/groups';
import { idField } from '../records/locator';
import { request, listRequest, type Resource } from '../operation';

const userId = idField('user', 'The user', 'ID Пользователя');

const LOGIN = 'The name with which the user logs in';
const login = text('login', 'Login', LOGIN, { placeholder: 'e.g. buyer' });
const password = secret('new_password', 'Password', 'The password with which the user logs in');
const type = choice('type', 'Type', 'Administrators may do everything; what others may do is set with Update Access', {
	USER: 'User',
	ADMIN: 'Administrator',
});
const preferences = group('preferences', 'Preferences', 'How the tracker panel shows itself to the user', [
	choice('language', 'Language', 'The language of the panel', { en: 'English', ru: 'Russian' }),
	text('timezone', 'Time Zone', 'The time zone of dates and reports', { placeholder: 'e.g. Europe/Minsk' }),
]);

const createBody = body(
	{ dataName: 'userData', russian: 'Данные Пользователя' },
	[required(login), required(password), type],
	[preferences],
);

const updateBody = body(
	{ dataName: 'userData', collection: 'updateFields', russian: 'Данные Пользователя' },
	[],
	[login, password, type, number('keyCount', 'API Keys', 'Number of API keys of the user', { whole: true }), preferences],
);

/** Keitaro wants the password twice. */
const confirmed = (data: IDataObject): IDataObject =>
	'new_password' in data ? { new_password_confirmation: data.new_password, ...data } : data;

const ACCESS: Choices = {
	full_access: 'Full Access',
	read_only: 'Read Only',
	to_groups_and_selected: 'Chosen Groups and Records',
	created_by_user_groups_and_selected: "The User's Own, Chosen Groups and Records",
};

const access = (key: string, displayName: string) => choice(`${key}_access_type`, displayName, `What the user may do with them`, ACCESS);

const accessBody = body(
	{ dataName: 'userData', collection: 'updateFields' },
	[],
	[
		access('offers', 'Offers'),
		access('campaigns', 'Campaigns'),
		access('landings', 'Landing Pages'),
		access('traffic_sources', 'Traffic Sources'),
		access('streams', 'Flows'),
		access('affiliate_networks', 'Affiliate Networks'),
		access('domains', 'Domains'),
		texts(
			'resources',
			'Sections',
			'Sections of the panel that the user sees, by the names that Get shows; one a line or separated by commas',
		),
		texts('reports', 'Reports', 'Reports that the user sees, by the names that Get shows; one a line or separated by commas'),
	],
);

export const user: Resource = {
	value: 'user',
	name: 'User',
	description: 'Users of the tracker panel and what they may see and do (Пользователь)',
	secrets: ['password', 'new_password', 'new_password_confirmation', 'api_key', 'token'],
	operations: [
		{
			value: 'getAll',
			name: 'Get Many',
			action: 'Get many users',
			description: 'The users of the tracker (Получить Все)',
			...listRequest('GET /users'),
		},
		{
			value: 'get',
			name: 'Get',
			action: 'Get a user',
			description: 'A user with preferences and access (Получить)',
			reads: true,
			fields: [userId],
			run: request('GET /users/{userId}'),
		},
		{
			value: 'create',
			name: 'Create',
			action: 'Create a user',
			description: 'Add a user; without access to anything until Update Access gives it (Создать)',
			fields: createBody.fields,
			run: request('POST /users', { body: async (context) => confirmed(await createBody.read(context)) }),
		},
		{
			value: 'update',
			name: 'Update',
			action: 'Update a user',
			description: 'Change the login, password, type or preferences of a user (Обновить)',
			changes: true,
			fields: [userId, ...updateBody.fields],
			run: request('PUT /users/{userId}', { body: async (context) => confirmed(await updateBody.read(context)) }),
		},
		{
			value: 'updateAccess',
			name: 'Update Access',
			action: 'Update the access of a user',
			description: 'Set what a user may see and do; what is not added stays as it is',
			changes: true,
			fields: [userId, ...accessBody.fields],
			run: request('PUT /users/{userId}/access', {
				body: async (context) => {
					const data = await accessBody.read(context);
					return 'access_data' in data ? data : { access_data: data };
				},
			}),
		},
		{
			value: 'delete',
			name: 'Delete',
			action: 'Delete a user',
			description: 'Remove a user for good (Удалить)',
			fields: [userId],
			run: request('DELETE /users/{userId}'),
		},
	],
};
