import { json, refuse } from '../answers';
import { freshDomain } from '../store/fresh';
import type { Domain } from '../store/types';
import type { Handler, Tracker } from '../types';
import { addRow, deletedOf, find, getOf, groupName, type Kind, listOf, required, show, stateOf, unique, updateOf } from './entities';

const HOST = /^(https?:\/\/)?([a-z0-9-]+\.)+[a-z]{2,}$/i;

const kind: Kind<Domain> = {
	model: 'Domain',
	rows: (store) => store.domains,
	fresh: (tracker) => freshDomain(tracker.store, tracker),
	check: (tracker, body, row) => {
		required(tracker, body, 'name');
		unique(tracker, tracker.store.domains, row, body, 'name');
		if (body.name !== undefined && !HOST.test(String(body.name)))
			refuse(json({ name: ['Invalid domain name'] }, tracker.settings.validationStatus));
	},
	present: (tracker, { checks, wildcard: _wildcard, ...row }) => ({
		...row,
		default_campaign: row.default_campaign_id,
		campaigns_count: tracker.store.campaigns.filter((campaign) => campaign.domain_id === row.id).length,
		group: groupName(tracker.store, row.group_id),
		ssl_data: { checks, total: checks.length },
		check_retries: checks.length,
	}),
};

/** DNS and certificate are looked at later; how that went can only be read from the domain. */
function check(tracker: Tracker, domain: Domain) {
	domain.next_check_at = tracker.stamp(tracker.now() + 60_000);
	tracker.later(() => {
		const broken = /broken|bad/.test(domain.name);
		Object.assign(domain, {
			status: broken ? 'error' : 'active',
			network_status: broken ? 'error' : 'active',
			ssl_status: broken ? 'error' : 'issued',
			error_description: broken ? 'The domain points to another server' : null,
			error_solution: broken ? 'Change the A record of the domain' : null,
		});
		domain.checks.push(Math.floor(tracker.now() / 1000));
		tracker.store.logs.ssl.unshift({
			datetime: tracker.stamp(),
			jid: '',
			message: `${domain.name}: ${broken ? 'check failed' : 'certificate issued'}`,
		});
	});
}

const create: Handler = (tracker, { body }) => {
	const names = tracker.settings.multiDomains
		? String(body.name)
				.split(/[\s,]+/)
				.filter(Boolean)
		: [body.name];
	const rows = names.map((name) => addRow(kind, tracker, { ...body, name }));
	rows.forEach((row) => check(tracker, row));
	return json(rows.map((row) => show(kind, tracker, row)));
};

const checkNow: Handler = (tracker, { id }) => {
	const row = find(kind, tracker, id);
	check(tracker, row);
	return json([show(kind, tracker, row)]);
};

/** Registers through a registrar, which may have sold the name already: 422 whatever the version. */
const register: Handler = (tracker, { body }) => {
	if (String(body.name).includes('taken')) return json({ name: ['Domain is not available'] }, 422);
	return json(show(kind, tracker, addRow(kind, tracker, body)));
};

/** A user with few rights sees no domain, and no word about it. */
const list: Handler = (tracker, call) => (tracker.settings.restricted ? json([]) : listOf(kind)(tracker, call));

export const domains: Record<string, Handler> = {
	'GET /domains': list,
	'POST /domains': create,
	'GET /domains/deleted': deletedOf(kind),
	'GET /domains/ip': () => json({ ipv4: ['192.0.2.10'], ipv6: ['2001:db8::10'] }),
	'POST /domains/register': register,
	'GET /domains/{id}': getOf(kind),
	'PUT /domains/{id}': updateOf(kind),
	'DELETE /domains/{id}': stateOf(kind, 'deleted', { status: 201 }),
	'POST /domains/{id}/check': checkNow,
	'POST /domains/{id}/restore': stateOf(kind, 'active', { answer: 'array' }),
};
