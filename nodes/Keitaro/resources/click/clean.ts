import type { INodeProperties } from 'n8n-workflow';
import { readSpan, readTimezone } from '../../fields/dates';
import { options } from '../../fields/field';
import { type Choices, choiceOf } from '../../values/choice';
import { readId } from '../../records/id';
import { quote } from '../../values/quote';
import { locator } from '../../records/locator';
import type { ItemContext } from '../../transport/itemContext';
import type { Outcome } from '../../operation';
import { InputError } from '../../values/errors';

/** Without a campaign Keitaro cleans all of them, so that must be said, and not come about by an empty field. */
const CLEAN_ALL = 'all';
const CLEAN_ONE = 'campaign';
const scopes: Choices = { [CLEAN_ONE]: 'One Campaign', [CLEAN_ALL]: 'All Campaigns' };

export const cleanFields: INodeProperties[] = [
	{
		displayName: 'Clean',
		name: 'scope',
		type: 'options',
		options: options(scopes),
		default: CLEAN_ONE,
		description: 'Whose clicks and conversions are deleted',
	},
	locator('campaign', 'campaignId', 'Campaign', 'The campaign whose statistics are deleted', {
		required: true,
		displayOptions: { show: { scope: [CLEAN_ONE] } },
	}),
	...[
		{
			displayName: 'Start Date',
			name: 'startDate',
			description: 'The first day that is deleted. An expression may give a moment instead.',
		},
		{
			displayName: 'End Date',
			name: 'endDate',
			description: 'The last day that is deleted, the whole of it. An expression may give a moment instead.',
		},
	].map((end): INodeProperties => ({ ...end, type: 'dateTime', typeOptions: { dateOnly: true }, default: '', required: true })),
	{
		displayName: 'Time Zone',
		name: 'timezone',
		type: 'string',
		default: '',
		placeholder: 'e.g. Europe/Berlin',
		description: "Time zone of both dates. Empty: the workflow's own time zone.",
	},
];

/** @throws {InputError} for anything that an expression gives besides the two: what is deleted must have been meant. */
function readScope(context: ItemContext): string {
	const entered = context.parameter('scope');
	const scope = choiceOf(entered, scopes);
	if (scope !== undefined) return scope;
	throw new InputError(
		`Clean must be ${CLEAN_ALL} or ${CLEAN_ONE}, but is ${quote(entered)}`,
		'Choose whether all campaigns are cleaned, or the one that is named.',
	);
}

export async function clean(context: ItemContext): Promise<Outcome> {
	const timezone = readTimezone(context.parameter('timezone'), context.timezone);
	const [start_date, end_date] = readSpan(context.parameter('startDate'), context.parameter('endDate'), timezone, [
		'Start Date',
		'End Date',
	]);
	const campaign = readScope(context) === CLEAN_ALL ? {} : { campaign_id: Number(await readId(context, 'campaignId')) };
	return await context.tracker.request({
		method: 'POST',
		path: '/clicks/clean',
		body: { start_date, end_date, timezone, ...campaign },
		idempotent: true,
		expects: 'done',
	});
}
