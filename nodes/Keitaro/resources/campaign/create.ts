import { isRefused } from '../../api/unknownColumns';
import { randomInt } from 'node:crypto';
import type { IDataObject } from 'n8n-workflow';
import { wholeNumber } from '../../records/id';
import { parametersOf } from '../../fields/parameters';
import type { ItemContext } from '../../transport/itemContext';
import type { Outcome } from '../../operation';
import { unwrap } from '../../api/unwrap';
import { createBody } from './fields';

const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
const ALIAS_LENGTH = 8;
/** Further aliases that are tried when the tracker already has the one made up. */
const OTHER_ALIASES = 5;

/**
 * Creates a campaign as the panel does, where the API does less (seen live): the API demands an alias instead of making one up, and
 * leaves out the traffic source's parameters.
 */
export async function createCampaign(context: ItemContext): Promise<Outcome> {
	const { copy_source_parameters: copies, ...body } = await createBody.read(context);
	if (copies === true && isBlank(body.parameters)) Object.assign(body, await sourceParameters(context, body.traffic_source_id));
	const isOwn = !isBlank(body.alias);
	for (let tried = 0; ; tried++) {
		const answer = await context.tracker
			.request({ method: 'POST', path: '/campaigns', body: isOwn ? body : { ...body, alias: newAlias() }, idempotent: false })
			.catch((error: Error) => error);
		if (!(answer instanceof Error)) return { request: answer.request, data: unwrap(answer.data) };
		if (isOwn || tried === OTHER_ALIASES || !isAliasTaken(answer)) throw answer;
	}
}

/** Eight letters and digits, a letter first. */
export function newAlias(): string {
	const pick = (from: string) => from[randomInt(from.length)];
	return pick(LETTERS) + Array.from({ length: ALIAS_LENGTH - 1 }, () => pick(`${LETTERS}0123456789`)).join('');
}

/** The tracker complains of the alias and of nothing else; it has created nothing then. */
function isAliasTaken(error: Error): boolean {
	if (!isRefused(error)) return false;
	const { response } = error.failure;
	return typeof response === 'object' && response !== null && Object.keys(response).join() === 'alias';
}

async function sourceParameters(context: ItemContext, sourceId: unknown): Promise<{ parameters?: IDataObject }> {
	const id = isBlank(sourceId) ? 0 : wholeNumber(sourceId, 'Traffic Source', true);
	if (id === 0) return {};
	const { data } = await context.cached(
		`source:${id}`,
		async () => await context.tracker.request({ method: 'GET', path: `/traffic_sources/${encodeURIComponent(id)}` }),
	);
	const source = unwrap(data) as IDataObject | null;
	const parameters = parametersOf(source?.parameters ?? undefined, `Parameters of the traffic source ${id}`);
	return isBlank(parameters) ? {} : { parameters };
}

const isBlank = (value: unknown): boolean =>
	value === undefined ||
	value === null ||
	(typeof value === 'string' && value.trim() === '') ||
	(typeof value === 'object' && Object.keys(value).length === 0);
