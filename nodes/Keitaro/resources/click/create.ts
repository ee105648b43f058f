import { locatorValue } from '../../values/entered';
import { KeitaroError, InputError } from '../../values/errors';
import type { IDataObject } from 'n8n-workflow';
import { body } from '../../fields/body';
import { extraParams, subIds } from '../../api/columns';
import { currency } from '../../fields/currency';
import { choice, boolean, number, reference, secret, text } from '../../fields/field';
import { groups, map } from '../../fields/groups';
import { resolveId } from '../../records/id';
import { locator } from '../../records/locator';
import { queryOf } from '../../fields/query';
import type { ItemContext } from '../../transport/itemContext';
import type { Outcome } from '../../operation';
import { unwrap } from '../../api/unwrap';

export const campaignId = locator('campaign', 'campaignId', 'Campaign', 'The campaign that gets the click, unless its token is entered');

/** What the Click API takes. Whoever calls it acts as the visitor's browser, so the visitor's address and agent come first. */
export const createBody = body(
	{ dataName: 'clickData', russian: 'Данные Клика' },
	[
		text('ip', 'IP', "The visitor's IPv4 address. Without it the click comes from this n8n server.", { placeholder: 'e.g. 203.0.113.7' }),
		text('user_agent', 'User Agent', "What the visitor's browser calls itself"),
		boolean('info', 'Return Info', 'Whether the answer tells the sub ID of the click, its flow, landing page and offer', { default: true }),
	],
	[
		text('ad_campaign_id', 'Ad Campaign ID', 'ID of the campaign in the ad network'),
		number('cost', 'Cost', 'Cost of the click'),
		text('creative_id', 'Creative ID', 'ID of the creative in the ad network'),
		currency('currency', 'Currency', 'Currency of the cost'),
		text('external_id', 'External ID', 'ID of the click in the ad network'),
		boolean('force_redirect_offer', 'Force Redirect to Offer', "Whether the answer holds the offer's address instead of a token for it", {
			default: true,
		}),
		text('keyword', 'Keyword', 'Keyword of the click'),
		reference('landing_id', 'landing', 'Landing Page', 'The landing page that the visitor sees'),
		text('language', 'Language', "Language of the visitor's browser", { placeholder: 'e.g. en' }),
		boolean('log', 'Return Log', 'Whether the answer tells how the click was handled', { default: true }),
		map(
			groups('parameters', 'Sub IDs and Extra Parameters', 'Further values of the click', 'Value', [
				choice('name', 'Name', 'The value of the click that is filled', { ...subIds, ...extraParams }, { open: true, required: true }),
				text('value', 'Value', 'What it is filled with', { required: true }),
			]),
			'name',
		),
		text('source', 'Source', 'Site that the click comes from'),
		secret('token', 'Token', 'Click API token of the campaign, if the API key may not read the campaign'),
		text('uniqueness_cookie', 'Uniqueness Cookie', 'The cookie that an earlier answer gave for this visitor'),
		text('x_requested_with', 'X-Requested-With', 'The header of that name which the browser sent'),
	],
);

/** Sends a visitor through a campaign, by the Click API. */
export async function createClick(context: ItemContext): Promise<Outcome> {
	const { token: entered, campaign_id: inData, parameters = {}, ...values } = await createBody.read(context);
	const query = queryOf({ ...values, ...(parameters as IDataObject) });
	const token = typeof entered === 'string' && entered.trim() !== '' ? entered.trim() : await tokenOf(context, inData);
	const answer = await context.tracker
		.request({
			method: 'GET',
			path: '/click_api/v3',
			query: { token, ...query },
			public: true,
			idempotent: false,
			expects: 'record',
			secrets: [token],
		})
		.catch((error: Error) => error);
	if (answer instanceof Error) throw told(answer);
	return answer;
}

/** The Click API token of the chosen campaign; read once per run. */
async function tokenOf(context: ItemContext, inData: unknown): Promise<string> {
	const chosen = context.parameter('campaignId');
	const id = await resolveId(context, (locatorValue(chosen) ?? '') === '' ? inData : chosen, 'campaign', 'Campaign ID');
	const path: `/${string}` = `/campaigns/${encodeURIComponent(id)}`;
	const { data } = await context.cached(`token:${id}`, async () => await context.tracker.request({ method: 'GET', path }));
	const { token } = (unwrap(data) ?? {}) as IDataObject;
	if (typeof token === 'string' && token !== '') return token;
	throw new InputError(
		`The tracker does not give the Click API token of the campaign ${id}`,
		"Copy it from the campaign's settings in the tracker into the field Token.",
	);
}

/** The Click API has meanings of its own for two statuses (docs). */
function told(error: Error): Error {
	if (!(error instanceof KeitaroError)) return error;
	const [message, advice] =
		{
			401: [
				'The Click API does not know the campaign by its token (HTTP 401)',
				'The campaign may be switched off or in the archive, or its token may have changed.',
			],
			409: [
				"The Click API is not part of this tracker's edition (HTTP 409)",
				'It comes with the edition Advanced and those above it (formerly Pro and Business).',
			],
		}[error.status ?? 0] ?? [];
	return message === undefined ? error : error.with({ message, advice });
}
