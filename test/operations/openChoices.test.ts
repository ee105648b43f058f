/** An expression may give a choice that the panel does not have: where trackers may know more than this list, it is sent; elsewhere refused. */
import type { INodePropertyOptions } from 'n8n-workflow';
import { fieldsIn } from '../description/places';
import { nodeType, runNode } from '../engine';
import { startEmulator, type Emulator } from '../emulator';
import { known, sampleOf } from './every';
import { withValue } from './forms';

/** By hand: columns, statuses, kinds of pages and the like grow with the versions of Keitaro. */
const OPEN = [
	'actionType',
	'columns',
	'costCurrency',
	'currency',
	'dimensions',
	'landingType',
	'measures',
	'mode',
	'name',
	'offerType',
	'parameter',
	'payoutCurrency',
	'payoutType',
	'refName',
	'state',
	'status',
	'statuses',
	'postbackStatuses',
];

let emulator: Emulator;
beforeAll(async () => void (emulator = await startEmulator()));
afterAll(async () => await emulator.stop());

/** These are closed although others of the name are open: what they are for is known. */
const CLOSED = /^(campaign|stream):.*\.state$|^click:update .*\.name$/;
/** Anything but JSON means the fields. */
const EITHER = ['offersMode'];

const OTHER = 'zz_other';

it('is as the table says, for every choice of every operation', async () => {
	const { properties } = nodeType('keitaro').description;
	const [sent, refused, odd] = [new Set<string>(), new Set<string>(), [] as string[]];
	for (const one of known.filter((each) => !sampleOf(each).explains)) {
		const { minimal, full, others = [], setup, item } = sampleOf(one);
		const forms = [minimal, ...(full ? [full] : []), ...others].map((form) => ({ ...minimal, ...form }));
		const shown = properties.filter(
			({ displayOptions: { show } = {} }) => show?.resource?.includes(one.resource.value) && show.operation?.includes(one.operation.value),
		);
		const choices = fieldsIn(shown).filter(
			({ property: { type, options, name } }) =>
				['options', 'multiOptions'].includes(type) && (options as INodePropertyOptions[] | undefined)?.length && name !== 'operation',
		);
		for (const { path, property } of choices) {
			const other = /currency$/i.test(property.name) ? 'ZZZ' : OTHER;
			const value = property.type === 'multiOptions' ? `={{ ["${other}"] }}` : `={{ "${other}" }}`;
			const form = forms.map((given) => withValue(given, path, value)).find((given) => given !== undefined);
			if (form === undefined) continue;
			emulator.reset();
			setup?.(emulator);
			const { error } = await runNode({
				parameters: { resource: one.resource.value, operation: one.operation.value, ...form, options: { retries: 0 } },
				credentials: emulator.credentials(),
				items: [item ?? { json: {} }],
			});
			const isSent = emulator.requests.some(({ url, body }) => `${url} ${body}`.includes(other));
			(isSent ? sent : refused).add(property.name);
			// What is not sent must be refused in words that name the field, or have been no part of the request.
			if (EITHER.includes(property.name)) continue;
			if (!isSent && error === undefined) odd.push(`${one.name} ${path.join('.')}: success, and nothing of it was sent`);
			if (isSent !== (OPEN.includes(property.name) && !CLOSED.test(`${one.name} ${path.join('.')}`)))
				odd.push(`${one.name} ${path.join('.')}: ${isSent ? 'sent' : `refused: ${error?.message}`}`);
		}
	}
	expect(odd).toEqual([]);
	expect([...sent].sort()).toEqual([...OPEN].sort());
	expect(refused.size).toBeGreaterThan(20);
});
