import { payload } from '../../fields/action';
import { body } from '../../fields/body';
import { choice, boolean, json, multiline, dynamicChoice, number, reference, text, type Field } from '../../fields/field';
import { type Choices } from '../../values/choice';
import { groups } from '../../fields/groups';
import { filters } from '../../fields/filters';
import { idField } from '../../records/locator';
import { triggers } from './triggers';

export const streamId = (what: string, russian?: string) => idField('stream', what, russian);

const SCHEMAS: Choices = { landings: 'Landing Pages and Offers', redirect: 'Redirect', action: 'Action' };
const TYPES: Choices = { forced: 'Forced', regular: 'Regular', default: 'Default' };
const STATES: Choices = { active: 'Active', disabled: 'Disabled', deleted: 'Archived' };
const BOUND_STATES: Choices = { active: 'Active', disabled: 'Disabled' };

const forSchema = (...schemas: string[]) => ({ displayOptions: { show: { schema: schemas } } });

const share = number('share', 'Share', 'Percentage of the visitors; the shares of all active ones sum to 100', {
	whole: true,
	default: 100,
	typeOptions: { minValue: 0, maxValue: 100 },
});
const boundState = choice('state', 'State', 'Disabled ones keep their share and get no visitors', BOUND_STATES);

export const offers = (description: string, more: Parameters<typeof groups>[5] = {}): Field =>
	groups(
		'offers',
		'Offers',
		description,
		'Offer',
		[reference('offer_id', 'offer', 'Offer', 'The offer that the visitors get', { required: true }), share, boundState],
		more,
	);

const landings = (description: string, more: Parameters<typeof groups>[5] = {}): Field =>
	groups(
		'landings',
		'Landing Pages',
		description,
		'Landing Page',
		[reference('landing_id', 'landing', 'Landing Page', 'The landing page that the visitors see', { required: true }), share, boundState],
		more,
	);

const PAYLOAD = 'What the action needs: an address, the ID of a campaign, a text, or HTML. An expression may give an object.';

const campaign = (more: { required?: true } = {}) =>
	reference('campaign_id', 'campaign', 'Campaign', 'The campaign the flow belongs to', more);
const schema = choice('schema', 'Schema', 'What the flow does with its visitors', SCHEMAS);
const type = choice(
	'type',
	'Type',
	'Forced flows come first, from the top down; then the regular ones, and the default one takes whoever is left',
	TYPES,
	{ default: 'regular' },
);
const name = (required?: true) => text('name', 'Name', 'The name of the flow', { required, placeholder: 'e.g. US offers' });
const collectClicks = boolean('collect_clicks', 'Collect Clicks', 'Whether the clicks of the flow are saved, so that reports have them', {
	default: true,
});

const common: Field[] = [
	json('action_options', 'Action Options (JSON)', 'Further settings of the action, as a JSON object', {
		placeholder: '{ "key": "value" }',
	}),
	multiline('comments', 'Comments', 'Notes on the flow'),
	boolean('filter_or', 'Filters With OR', 'Whether one matching filter is enough; otherwise all must match'),
	number('position', 'Position', 'The place of the flow among the others of its type', { whole: true, default: 1 }),
	choice('state', 'State', 'Archived flows take no visitors until Restore brings them back', STATES),
	number('weight', 'Weight', 'The weight of the flow, in campaigns that choose flows by weight', { default: 100 }),
];

export const createBody = body(
	{ dataName: 'streamData', russian: 'Данные Потока' },
	[
		campaign({ required: true }),
		name(true),
		type,
		schema,
		landings('Landing pages that visitors see first; without any they go to the offers at once', forSchema('landings')),
		offers('Offers that visitors are sent to', forSchema('landings')),
		dynamicChoice('action_type', 'Redirect Type', 'How visitors are redirected', 'getStreamActions', {
			...forSchema('redirect'),
			name: 'redirectType',
			default: 'http',
			required: true,
		}),
		payload(
			text('action_payload', 'Redirect URL', 'Where visitors are sent', {
				...forSchema('redirect'),
				name: 'redirectUrl',
				required: true,
				placeholder: 'e.g. https://example.com/?s={subid}',
			}),
		),
		dynamicChoice('action_type', 'Action', 'What is done with visitors', 'getStreamActions', { ...forSchema('action'), required: true }),
		payload(multiline('action_payload', 'Action Payload', PAYLOAD, forSchema('action'))),
		collectClicks,
	],
	[...common, filters({ known: false }), triggers({ known: false })],
);

const WHOLE_LIST = 'They replace all that the flow has.';

export const updateBody = body(
	{ dataName: 'streamData', collection: 'updateFields', russian: 'Данные Потока' },
	[],
	[
		campaign(),
		name(),
		type,
		schema,
		dynamicChoice('action_type', 'Action', 'What is done with visitors, or how they are redirected', 'getStreamActions'),
		payload(multiline('action_payload', 'Action Payload', `The redirect URL, or: ${PAYLOAD[0].toLowerCase()}${PAYLOAD.slice(1)}`)),
		landings(`Landing pages that visitors see first. ${WHOLE_LIST}`),
		offers(`Offers that visitors are sent to. ${WHOLE_LIST} Add Offer and Remove Offer change single ones.`),
		collectClicks,
		...common,
		filters({ known: true }),
		triggers({ known: true }),
	],
);
