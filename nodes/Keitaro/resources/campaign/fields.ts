import { body } from '../../fields/body';
import { currency } from '../../fields/currency';
import { choice, boolean, multiline, number, reference, secret, text, type Field } from '../../fields/field';
import { parameters } from '../../fields/parameters';
import { postbacks } from '../../fields/postbacks';

const NAME = 'Name of the campaign';
const ALIAS = 'The part of its links that names the campaign: https://domain.com/ALIAS. Every campaign has its own.';
const COST_AUTO = 'Whether the cost of each click is read from the link, as ad networks fill it in';

const binding = choice('bind_visitors', 'Bind Visitors', 'What returning visitors get again', {
	off: 'Off',
	s: 'Flow',
	sl: 'Flow and Landing Page',
	slo: 'Flow, Landing Page and Offer',
});
/** Keitaro says `null` where visitors are not bound, which no dropdown can hold. */
const bindVisitors: Field = {
	...binding,
	read: (...given) => {
		const value = binding.read(...given);
		return value === 'off' ? null : value;
	},
};

const added: Field[] = [
	choice('type', 'Rotation', 'How a click finds its flow', {
		position: 'By Position (the First Flow That Fits)',
		weight: 'By Weight (Split Test)',
	}),
	number('cookies_ttl', 'Uniqueness (Hours)', 'Hours after which a visitor counts as unique again', { default: 24, whole: true }),
	choice('state', 'State', 'Whether it takes traffic', { active: 'Active', disabled: 'Disabled', deleted: 'Archived' }),
	choice('cost_type', 'Cost Model', 'What the cost is paid for', {
		CPC: 'CPC (per Click)',
		CPUC: 'CPUC (per Unique Click)',
		CPM: 'CPM (per Thousand Clicks)',
	}),
	number('cost_value', 'Cost', 'Cost in the cost model, where it is not read from the link'),
	currency('cost_currency', 'Cost Currency', "Currency of the cost; the tracker's own unless it is sent"),
	reference('group_id', 'campaignGroup', 'Group', 'The group it stands in; ID 0 for none'),
	bindVisitors,
	reference('traffic_source_id', 'source', 'Traffic Source', 'Where its traffic comes from; ID 0 for none'),
	parameters,
	secret('token', 'Click API Token', 'Token with which the Click API is called; the tracker makes one up unless it is sent'),
	reference('domain_id', 'domain', 'Domain', 'The domain of its links; ID 0 for none'),
	multiline('notes', 'Notes', 'Notes on the campaign'),
];

/** Not sent: it decides whether the parameters are read from the traffic source. */
const copySourceParameters = boolean(
	'copy_source_parameters',
	'Copy Source Parameters',
	'Whether the campaign gets the parameters of its traffic source when none are entered, as in the tracker panel',
	{ default: true },
);

/** The API leaves `cost_auto` off where the panel turns it on (seen live), so it is always sent. */
export const createBody = body(
	{ dataName: 'campaignData', russian: 'Данные Кампании' },
	[
		text('name', 'Name', NAME, { required: true, placeholder: 'e.g. Facebook US' }),
		text('alias', 'Alias', `${ALIAS} Leave it empty to have one made up.`, { placeholder: 'e.g. a1B2c3D4' }),
		boolean('cost_auto', 'Automatic Cost', COST_AUTO, { default: true }),
		copySourceParameters,
	],
	[...added, postbacks('What the tracker calls when a conversion of the campaign comes in')],
);

export const updateBody = body(
	{ dataName: 'campaignData', collection: 'updateFields', russian: 'Данные Кампании' },
	[],
	[
		text('name', 'Name', NAME),
		text('alias', 'Alias', ALIAS),
		boolean('cost_auto', 'Automatic Cost', COST_AUTO),
		...added,
		postbacks(
			'What the tracker calls when a conversion of the campaign comes in. These take the place of all its postbacks; to change single ones, use the resource S2S Postback.',
		),
	],
);
