import { body } from '../fields/body';
import { choice, boolean, multiline, number, text, type Field } from '../fields/field';
import { idField } from '../records/locator';
import { parameters } from '../fields/parameters';
import { postbackStatuses } from '../fields/postbacks';
import { request, listRequest, type Resource } from '../operation';

const sourceId = idField('source', 'The traffic source to work on', 'ID Источника');

const name = (more = {}) => text('name', 'Name', 'Name of the traffic source', { placeholder: 'e.g. Facebook', ...more });

const added: Field[] = [
	text('postback_url', 'Postback URL', 'The address of the source that the tracker calls when a conversion comes in, with macros', {
		placeholder: 'e.g. https://ads.example.com/postback?id={external_id}&payout={revenue}',
	}),
	{
		...postbackStatuses,
		key: 'postback_statuses',
		property: { ...postbackStatuses.property, displayName: 'Postback Statuses', name: 'postbackStatuses' },
	},
	parameters,
	boolean('accept_parameters', 'Accept Parameters', 'Whether the tracker accepts the parameters that the source sends', { default: true }),
	number('traffic_loss', 'Traffic Loss (%)', 'Percentage of the clicks that is lost on the way from the source'),
	text('template_name', 'Template Name', "The tracker's template that the source is made after", { placeholder: 'e.g. facebook.com' }),
	choice('state', 'State', 'Whether it is in use', { active: 'Active', deleted: 'Archived' }, { open: true }),
	multiline('notes', 'Notes', 'Notes on the traffic source'),
];

const createBody = body({ dataName: 'sourceData', russian: 'Данные Источника' }, [name({ required: true })], added);
const updateBody = body({ dataName: 'sourceData', collection: 'updateFields', russian: 'Данные Источника' }, [], [name(), ...added]);

export const source: Resource = {
	value: 'source',
	name: 'Traffic Source',
	description: 'Traffic sources: ad networks, and the parameters that their links carry (Источник)',
	operations: [
		{
			value: 'getAll',
			name: 'Get Many',
			action: 'Get many traffic sources',
			description: 'The traffic sources, without the archive (Получить Все)',
			...listRequest('GET /traffic_sources'),
		},
		{
			value: 'get',
			name: 'Get',
			action: 'Get a traffic source',
			description: 'One traffic source with its parameters (Получить)',
			fields: [sourceId],
			reads: true,
			run: request('GET /traffic_sources/{sourceId}'),
		},
		{
			value: 'create',
			name: 'Create',
			action: 'Create a traffic source',
			description: 'Add a traffic source (Создать)',
			fields: createBody.fields,
			run: request('POST /traffic_sources', { body: createBody.read }),
		},
		{
			value: 'update',
			name: 'Update',
			action: 'Update a traffic source',
			description: 'Change what is sent and leave the rest as it is (Обновить)',
			changes: true,
			fields: [sourceId, ...updateBody.fields],
			run: request('PUT /traffic_sources/{sourceId}', { body: updateBody.read }),
		},
		{
			value: 'delete',
			name: 'Delete',
			action: 'Move a traffic source to the archive',
			description: 'Move a traffic source to the archive; the tracker answers with nothing (Удалить)',
			fields: [sourceId],
			run: request('DELETE /traffic_sources/{sourceId}'),
		},
		{
			value: 'clone',
			name: 'Clone',
			action: 'Clone a traffic source',
			description: 'Copy a traffic source; the copy is named "Copy of …"',
			fields: [sourceId],
			run: request('POST /traffic_sources/{sourceId}/clone'),
		},
	],
};
