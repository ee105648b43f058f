import { costFields, readCost } from '../../fields/costs';
import { readId } from '../../records/id';
import { idField, locator } from '../../records/locator';
import type { ItemContext } from '../../transport/itemContext';
import { request, listRequest, oneByOne, singleRequest, type Outcome, type Resource } from '../../operation';
import { checkClicks, costOutcome, type Push } from '../../records/costs';
import { clone } from './clone';
import { createCampaign } from './create';
import { createBody, updateBody } from './fields';

const campaignId = idField('campaign', 'The campaign', 'ID Кампании');
const archivedId = locator('archivedCampaign', 'campaignId', 'Campaign', 'The campaign, from the archive', { required: true });

/** The same again overwrites with the same. */
async function sendCost({ tracker }: ItemContext, push: Push): Promise<Outcome> {
	const body = { ...push.cost, only_campaign_uniques: push.onlyUniques };
	const path = `/campaigns/${push.campaigns[0]}/update_costs` as const;
	const { request } = await tracker.request({ method: 'POST', path, body, idempotent: true, expects: 'done' });
	return { request, ...costOutcome(push) };
}

export const campaign: Resource = {
	value: 'campaign',
	name: 'Campaign',
	description: 'Campaigns: what a tracking link leads to, with its flows, traffic source and costs (Кампания)',
	secrets: ['token'],
	operations: [
		{
			value: 'getAll',
			name: 'Get Many',
			action: 'Get many campaigns',
			description: 'The campaigns that the API key may see, without the archive (Получить Все)',
			...listRequest('GET /campaigns', { paged: true }),
		},
		{
			value: 'get',
			name: 'Get',
			action: 'Get a campaign',
			description: 'One campaign as the tracker answers it: some versions give "parameters" as JSON text (Получить)',
			fields: [campaignId],
			reads: true,
			run: request('GET /campaigns/{campaignId}'),
		},
		{
			value: 'create',
			name: 'Create',
			action: 'Create a campaign',
			description:
				"Create a campaign; the alias and the source's parameters are filled in as in the panel. Flows are added after it. (Создать)",
			fields: createBody.fields,
			run: createCampaign,
		},
		{
			value: 'update',
			name: 'Update',
			action: 'Update a campaign',
			description: 'Change what is sent and leave the rest as it is (Обновить)',
			changes: true,
			fields: [campaignId, ...updateBody.fields],
			run: request('PUT /campaigns/{campaignId}', { body: updateBody.read }),
		},
		{
			value: 'delete',
			name: 'Delete',
			action: 'Move a campaign to the archive',
			description: 'Move a campaign to the archive, from which Restore brings it back (Удалить)',
			fields: [campaignId],
			run: request('DELETE /campaigns/{campaignId}'),
		},
		{
			value: 'clone',
			name: 'Clone',
			action: 'Clone a campaign',
			description: 'Duplicate a campaign with its flows; the copy has its own ID, alias and token',
			fields: [campaignId],
			run: clone,
		},
		{
			value: 'enable',
			name: 'Enable',
			action: 'Enable a campaign',
			description: 'Resume a campaign: let it take traffic',
			fields: [campaignId],
			run: request('POST /campaigns/{campaignId}/enable', { idempotent: true }),
		},
		{
			value: 'disable',
			name: 'Disable',
			action: 'Disable a campaign',
			description: 'Pause a campaign: stop it from taking traffic',
			fields: [campaignId],
			run: request('POST /campaigns/{campaignId}/disable', { idempotent: true }),
		},
		{
			value: 'restore',
			name: 'Restore',
			action: 'Restore a campaign from the archive',
			description: 'Bring a campaign back from the archive',
			fields: [archivedId],
			run: request('POST /campaigns/{campaignId}/restore', { idempotent: true }),
		},
		{
			value: 'getDeleted',
			name: 'Get Many Archived',
			action: 'Get many archived campaigns',
			description: 'The campaigns in the archive',
			...listRequest('GET /campaigns/deleted'),
		},
		{
			value: 'updateCosts',
			name: 'Update Costs',
			action: 'Update the costs of a campaign',
			description:
				'Put a cost in place of what the clicks of a range cost before. This is slow in Keitaro: for many campaigns or ranges use the resource Click, operation Update Costs.',
			changes: true,
			fields: [campaignId, ...costFields],
			fold: oneByOne(
				async (context): Promise<Push> => ({ campaigns: [Number(await readId(context, 'campaignId'))], ...(await readCost(context)) }),
				sendCost,
				checkClicks,
			),
		},
		{
			value: 'cleanArchive',
			sweeps: true,
			name: 'Clean Archive',
			action: 'Delete everything in the archive for good',
			description:
				'Delete everything in the archive for good, at once for all items. This cannot be undone, and reaches beyond campaigns to whatever else is archived.',
			fold: singleRequest(
				() => null,
				() => ({ method: 'POST', path: '/campaigns/clean_archive', idempotent: true, expects: 'done' }),
			),
		},
	],
};
