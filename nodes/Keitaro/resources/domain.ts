import { body } from '../fields/body';
import { choice, boolean, multiline, reference, text, type Field } from '../fields/field';
import { idField, locator } from '../records/locator';
import type { ItemContext } from '../transport/itemContext';
import { request, listRequest, type Outcome, type Resource } from '../operation';

const domainId = idField('domain', 'The domain to work on', 'ID Домена');
const archivedId = locator('archivedDomain', 'domainId', 'Domain', 'The domain, from the archive', { required: true });

const name = (more = {}) => text('name', 'Name', 'The domain itself', { placeholder: 'e.g. go.example.com', ...more });

const campaign = reference(
	'default_campaign_id',
	'campaign',
	'Default Campaign',
	'The campaign that runs on the bare domain; ID 0 for none',
);
const catchNotFound = boolean(
	'catch_not_found',
	'Catch Not Found',
	'Whether the default campaign also gets the traffic of addresses that do not exist',
);
const notes = multiline('notes', 'Notes', 'Notes on the domain');
const isSsl = boolean('is_ssl', 'HTTPS', 'Whether the domain is used with HTTPS', { default: true });
const group = reference(
	'group_id',
	'domainGroup',
	'Group',
	'The group it stands in; ID 0 for none. Older trackers have no groups of domains.',
);
const sslRedirect = boolean('ssl_redirect', 'Redirect to HTTPS', 'Whether browsers are sent from HTTP to HTTPS');
const indexing = boolean('allow_indexing', 'Allow Indexing', 'Whether robots may index what is on the domain', { default: true });

const parked: Field[] = [campaign, catchNotFound, notes, sslRedirect, indexing];

const createBody = body(
	{ dataName: 'domainData', russian: 'Данные Домена' },
	[name({ required: true }), isSsl],
	[...parked, group, boolean('wildcard', 'Wildcard', 'Whether all subdomains are included. Keitaro calls this deprecated.')],
);

const updateBody = body(
	{ dataName: 'domainData', collection: 'updateFields', russian: 'Данные Домена' },
	[],
	[
		name(),
		campaign,
		catchNotFound,
		notes,
		isSsl,
		sslRedirect,
		indexing,
		group,
		choice('state', 'State', 'Whether it is in use', { active: 'Active', disabled: 'Disabled', deleted: 'Archived' }, { open: true }),
	],
);

const registerBody = body(
	{ dataName: 'domainData' },
	[name({ required: true, description: 'The domain to buy' })],
	[...parked, group, boolean('admin_dashboard', 'Admin Dashboard', 'Whether the tracker panel can be opened on the domain')],
);

/** The API requires HTTPS to be chosen, which JSON may leave out. */
const createOne = request('POST /domains', {
	body: async (context) => ({ is_ssl: true, ...(await createBody.read(context)) }),
	expects: 'records',
});

/** The answer is an array, which more than one domain would make a list. */
async function create(context: ItemContext): Promise<Outcome> {
	const outcome = await createOne(context);
	return Array.isArray(outcome.data) ? { ...outcome, list: true } : outcome;
}

export const domain: Resource = {
	value: 'domain',
	name: 'Domain',
	description: 'Domains that are parked on the tracker (Домен)',
	operations: [
		{
			value: 'getAll',
			name: 'Get Many',
			action: 'Get many domains',
			description: 'The domains, without the archive. A key whose user may see none gets an empty list. (Получить Все)',
			...listRequest('GET /domains'),
		},
		{
			value: 'get',
			name: 'Get',
			action: 'Get a domain',
			description: 'One domain with its status and certificate (Получить)',
			fields: [domainId],
			reads: true,
			run: request('GET /domains/{domainId}'),
		},
		{
			value: 'create',
			name: 'Create',
			action: 'Add a domain',
			description: 'Park a domain whose DNS already points to the tracker; see Get Server IPs (Создать)',
			fields: createBody.fields,
			run: create,
		},
		{
			value: 'update',
			name: 'Update',
			action: 'Update a domain',
			description: 'Change what is sent and leave the rest as it is (Обновить)',
			changes: true,
			fields: [domainId, ...updateBody.fields],
			run: request('PUT /domains/{domainId}', { body: updateBody.read }),
		},
		{
			value: 'delete',
			name: 'Delete',
			action: 'Move a domain to the archive',
			description: 'Move a domain to the archive, from which Restore brings it back (Удалить)',
			fields: [domainId],
			run: request('DELETE /domains/{domainId}'),
		},
		{
			value: 'check',
			name: 'Check',
			action: 'Check a domain',
			description: 'Have DNS and certificate checked again. The result is seen with Get a while later.',
			fields: [domainId],
			run: request('POST /domains/{domainId}/check', { idempotent: true }),
		},
		{
			value: 'restore',
			name: 'Restore',
			action: 'Restore a domain from the archive',
			description: 'Bring a domain back from the archive',
			fields: [archivedId],
			run: request('POST /domains/{domainId}/restore', { idempotent: true }),
		},
		{
			value: 'getDeleted',
			name: 'Get Many Archived',
			action: 'Get many archived domains',
			description: 'The domains in the archive',
			...listRequest('GET /domains/deleted'),
		},
		{
			value: 'getIp',
			name: 'Get Server IPs',
			action: 'Get the IP addresses of the tracker server',
			description: 'The addresses to which the DNS of a domain has to point. Older trackers do not have this function.',
			reads: true,
			run: request('GET /domains/ip'),
		},
		{
			value: 'register',
			name: 'Register',
			action: 'Register a new domain',
			description: 'Buy a domain through the registrar that is set up in the tracker. Older trackers do not have this function.',
			fields: registerBody.fields,
			run: request('POST /domains/register', { body: registerBody.read }),
		},
	],
};
