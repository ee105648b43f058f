import { statuses } from '../values/statuses';
import { choice, choices, text, type Field } from './field';
import { groups } from './groups';
import { wholeNumber } from '../records/id';

/** The fields of one S2S postback of a campaign: what the tracker calls when a conversion comes in. */
export const postbackUrl = text(
	'url',
	'Postback URL',
	'The address that the tracker calls. It may hold macros such as {subid}, {external_id}, {status}, {revenue} and {sub_id_1}.',
	{ placeholder: 'e.g. https://ads.example.com/postback?id={external_id}&payout={revenue}', required: true },
);

export const postbackMethod = choice('method', 'HTTP Method', 'How the tracker calls the address', { GET: 'GET', POST: 'POST' });

export const postbackStatuses = choices(
	'statuses',
	'Statuses',
	"The conversion statuses for which it is sent. An expression may give a newer tracker's other statuses.",
	statuses,
	{ default: ['lead', 'sale'], open: true },
);

/** An entry that keeps its ID stays the same postback; n8n fills in numbers of a repeated group, so this one is a text. */
const postbackId: Field = {
	...text('id', 'ID', 'ID of a postback that the campaign already has. Leave it empty for a new one.'),
	read: (entered, _context, label) => wholeNumber(entered, label),
};

/** The `postbacks` of a campaign. */
export const postbacks = (description: string): Field =>
	groups('postbacks', 'S2S Postbacks', description, 'Postback', [postbackUrl, postbackMethod, postbackStatuses, postbackId]);
