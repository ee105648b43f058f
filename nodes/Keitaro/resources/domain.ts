import { body } from '../fields/body';
import { choice, flag, lines, reference, text, type Field } from '../fields/field';
import { idField, locator } from '../records/locator';
import type { Task } from '../transport/itemContext';
import { call, list, type Outcome, type Resource } from '../operation';

const domainId = idField('domain', 'The domain to work on', 'ID Домена');
const archivedId = locator('archivedDomain', 'domainId', 'Domain', 'The domain, from the archive', { required: true });

const name = (more = {}) => text('name', 'Name', 'The domain itself', { placeholder: 'e.g. go.example.com', ...more });

const campaign = reference(
	'default_campaign_id',
	'campaign',
	'Default Campaign',
	'The campaign that runs on the bare domain; ID 0 for none',
);
const catchNotFound = flag(
	'catch_not_found',
	'Catch Not Found',
	'Whether the default campaign also gets the traffic of addresses that do not exist',
);
const notes = lines('notes', 'Notes', 'Notes on the domain');
const isSsl = flag('is_ssl', 'HTTPS', 'Whether the domain is used with HTTPS', { default: true });
const group = reference(
	'group_id',
	'domainGroup',
	'Group',
	'The group it stands in; ID 0 for none. Older trackers have no groups of domains.',
);
const sslRedirect = flag('ssl_redirect', 'Redirect to HTTPS', 'Whether browsers are sent from HTTP to HTTPS');
const indexing = flag('allow_indexing', 'Allow Indexing', 'Whether robots may index what is on the domain', { default: true });

const parked: Field[] = [campaign, catchNotFound, notes, sslRedirect, indexing];

const createBody = body(
	{ dataName: 'domainData', russian: 'Данные Домена' },
	[name({ required: true }), isSsl],
	[...parked, group, flag('wildcard', 'Wildcard', 'Whether all subdomains are included. Keitaro calls this deprecated.')],
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
	[...parked, group, flag('admin_dashboard', 'Admin Dashboard', 'Whether the tracker panel can be opened on the domain')],
);

/** The API requires HTTPS to be chosen, which JSON may leave out. */
const createOne = call('POST /domains', { body: async (task) => ({ is_ssl: true, ...(await createBody.read(task)) }), expects: 'records' });

/** The answer is an array, which more than one domain would make a list. */
async function create(task: Task): Promise<Outcome> {
	const outcome = await createOne(task);
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
			...list('GET /domains'),
		},
		{
			value: 'get',
			name: 'Get',
			action: 'Get a domain',
			description: 'One domain with its status and certificate (Получить)',
			fields: [domainId],
			reads: true,
			run: call('GET /domains/{domainId}'),
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
			run: call('PUT /domains/{domainId}', { body: updateBody.read }),
		},
		{
			value: 'delete',
			name: 'Delete',
			action: 'Move a domain to the archive',
			description: 'Move a domain to the archive, from which Restore brings it back (Удалить)',
			fields: [domainId],
			run: call('DELETE /domains/{domainId}'),
		},
		{
			value: 'check',
			name: 'Check',
			action: 'Check a domain',
			description: 'Have DNS and certificate checked again. The result is seen with Get a while later.',
			fields: [domainId],
			run: call('POST /domains/{domainId}/check', { once: false }),
		},
		{
			value: 'restore',
			name: 'Restore',
			action: 'Restore a domain from the archive',
			description: 'Bring a domain back from the archive',
			fields: [archivedId],
			run: call('POST /domains/{domainId}/restore', { once: false }),
		},
		{
			value: 'getDeleted',
			name: 'Get Many Archived',
			action: 'Get many archived domains',
			description: 'The domains in the archive',
			...list('GET /domains/deleted'),
		},
		{
			value: 'getIp',
			name: 'Get Server IPs',
			action: 'Get the IP addresses of the tracker server',
			description: 'The addresses to which the DNS of a domain has to point. Older trackers do not have this function.',
			reads: true,
			run: call('GET /domains/ip'),
		},
		{
			value: 'register',
			name: 'Register',
			action: 'Register a new domain',
			description: 'Buy a domain through the registrar that is set up in the tracker. Older trackers do not have this function.',
			fields: registerBody.fields,
			run: call('POST /domains/register', { body: registerBody.read }),
		},
	],
};
