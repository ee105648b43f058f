import { actionPayload, actionType, pageType } from '../fields/action';
import { archive } from '../fields/archive';
import { body } from '../fields/body';
import { choice, multiline, reference, text, type Field } from '../fields/field';
import { idField } from '../records/locator';
import { fileOperations } from './localFiles';
import { request, listRequest, type Resource } from '../operation';

const landingId = idField('landing', 'The landing page to work on', 'ID Лендинга');

const name = (more = {}) => text('name', 'Name', 'Name of the landing page', { placeholder: 'e.g. Slim prelander', ...more });

const added: Field[] = [
	pageType('landing_type', 'Landing Page Type'),
	actionType,
	actionPayload,
	archive,
	text('url', 'URL', 'Address of the page, where it is not on the tracker', { placeholder: 'e.g. https://example.com/' }),
	reference('group_id', 'landingGroup', 'Group', 'The group it stands in; ID 0 for none'),
	choice('state', 'State', 'Whether it is in use', { active: 'Active', disabled: 'Disabled', deleted: 'Archived' }, { open: true }),
	multiline('notes', 'Notes', 'Notes on the landing page'),
];

const createBody = body({ dataName: 'landingData', russian: 'Данные Лендинга' }, [name({ required: true })], added);
const updateBody = body({ dataName: 'landingData', collection: 'updateFields', russian: 'Данные Лендинга' }, [], [name(), ...added]);

export const landing: Resource = {
	value: 'landing',
	name: 'Landing Page',
	description: 'Landing pages: what a visitor sees before the offer (Лендинг)',
	operations: [
		{
			value: 'getAll',
			name: 'Get Many',
			action: 'Get many landing pages',
			description: 'The landing pages, without the archive (Получить Все)',
			...listRequest('GET /landing_pages'),
		},
		{
			value: 'get',
			name: 'Get',
			action: 'Get a landing page',
			description: 'One landing page with its type and action (Получить)',
			fields: [landingId],
			reads: true,
			run: request('GET /landing_pages/{landingId}'),
		},
		{
			value: 'create',
			name: 'Create',
			action: 'Create a landing page',
			description: 'Add a landing page: an address, or files from a ZIP in binary data (Создать)',
			fields: createBody.fields,
			run: request('POST /landing_pages', { body: createBody.read }),
		},
		{
			value: 'update',
			name: 'Update',
			action: 'Update a landing page',
			description: 'Change what is sent and leave the rest as it is (Обновить)',
			changes: true,
			fields: [landingId, ...updateBody.fields],
			run: request('PUT /landing_pages/{landingId}', { body: updateBody.read }),
		},
		{
			value: 'delete',
			name: 'Delete',
			action: 'Move a landing page to the archive',
			description: 'Move a landing page to the archive (Удалить)',
			fields: [landingId],
			run: request('DELETE /landing_pages/{landingId}'),
		},
		{
			value: 'clone',
			name: 'Clone',
			action: 'Clone a landing page',
			description: 'Copy a landing page with its files; the copy is named "Copy of …"',
			fields: [landingId],
			// Unlike the clones of all other records this one is a PUT (spec); it creates all the same.
			run: request('PUT /landing_pages/{landingId}/clone', { idempotent: false }),
		},
		...fileOperations({ path: '/landing_pages', kind: 'landing', one: 'a landing page' }, landingId),
	],
};
