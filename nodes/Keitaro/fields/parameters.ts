import type { IDataObject } from 'n8n-workflow';
import { InputError } from '../values/errors';
import { choice, text, type Field } from './field';
import { type Choices } from '../values/choice';
import { groups, map } from './groups';
import { quote } from '../values/quote';
import { objectOf } from '../values/scalars';

/** What a click can carry, by Keitaro's name. The published API knows 15 sub IDs, newer trackers 30. */
export const clickParameters: Choices = {
	keyword: 'Keyword',
	cost: 'Cost',
	currency: 'Currency',
	external_id: 'External ID',
	creative_id: 'Creative ID',
	ad_campaign_id: 'Ad Campaign ID',
	source: 'Source',
	...Object.fromEntries(Array.from({ length: 30 }, (_, at) => [`sub_id_${at + 1}`, `Sub ID ${at + 1}`])),
};

/** The `parameters` of a campaign or a traffic source: click value -> `{name, placeholder, alias}`. */
export const parameters: Field = map(
	groups(
		'parameters',
		'Parameters',
		'Which parameters of a link fill which values of a click. What is sent replaces all parameters.',
		'Parameter',
		[
			choice('parameter', 'Parameter', 'The value of the click that is filled', clickParameters, { open: true, required: true }),
			text('name', 'Name in Link', 'The name under which it stands in the link', { placeholder: 'e.g. utm_campaign' }),
			text('placeholder', 'Placeholder', "The traffic source's macro that stands as its value in the link", {
				placeholder: 'e.g. {{campaign.id}}',
			}),
			text('alias', 'Alias', 'Another name for it, shown in reports', { placeholder: 'e.g. Campaign' }),
		],
	),
	'parameter',
);

/** `parameters` as the tracker answers them: an object, but on some versions JSON text, or JSON text of JSON text (all seen live). */
export function parametersOf(answered: unknown, label: string): IDataObject {
	const value = objectOf(objectOf(answered, label), label) ?? {};
	// PHP writes an empty object as an empty list.
	if (Array.isArray(value) && value.length === 0) return {};
	if (typeof value === 'object' && !Array.isArray(value)) return value as IDataObject;
	throw new InputError(
		`${label} must be an object, but is ${quote(value)}`,
		'Look at the traffic source in the tracker, or enter the parameters yourself.',
	);
}
