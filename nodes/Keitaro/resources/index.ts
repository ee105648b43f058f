import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { updateDisplayOptions } from 'n8n-workflow';
import { outputFields } from '../fields/options';
import { variantsOf } from '../fields/variants';
import type { Operation, Resource } from '../operation';
import { InputError } from '../values/errors';
import { affiliateNetwork } from './affiliateNetwork';
import { blacklist } from './blacklist';
import { bot } from './bot';
import { campaign } from './campaign';
import { click } from './click';
import { conversion } from './conversion';
import { domain } from './domain';
import { facebookIntegration } from './facebookIntegration';
import { filter } from './filter';
import { group } from './group';
import { landing } from './landing';
import { log } from './log';
import { offer } from './offer';
import { postback } from './postback';
import { settings } from './settings';
import { source } from './source';
import { stats } from './stats';
import { stream } from './stream';
import { user } from './user';

/** Every resource of the node, by its value. */
export const resources: ReadonlyMap<string, Resource> = new Map(
	[
		affiliateNetwork,
		blacklist,
		bot,
		campaign,
		click,
		conversion,
		domain,
		facebookIntegration,
		filter,
		group,
		landing,
		log,
		offer,
		postback,
		settings,
		source,
		stats,
		stream,
		user,
	].map((resource) => [resource.value, resource]),
);

export interface Found {
	resource: Resource;
	operation: Operation;
}

/** The operation of a pair. @throws {InputError} that names what there is, for an unknown one. */
export function findOperation(pair: { resource: string; operation: string }): Found {
	for (const [name, value] of Object.entries(pair)) {
		if (!value.startsWith('{{')) continue;
		throw new InputError(
			`The ${name} is an expression, ${value}, which n8n does not evaluate in this place`,
			'Choose it from the list. If items need different ones, send them to several Keitaro nodes with a Switch node.',
		);
	}
	const resource = resources.get(pair.resource);
	if (!resource)
		throw new InputError(`The resource "${pair.resource}" is not supported`, `Use one of: ${[...resources.keys()].join(', ')}.`);
	const operation = resource.operations.find(({ value }) => value === pair.operation);
	if (operation) return { resource, operation };
	const known = resource.operations.map(({ value }) => value).join(', ');
	throw new InputError(`The operation "${pair.operation}" is not supported for the resource "${pair.resource}"`, `Use one of: ${known}.`);
}

const byName = <T extends { name: string }>(entries: T[]): T[] => [...entries].sort((a, b) => a.name.localeCompare(b.name));

/** The node's parameters, made from the registry. */
export function nodeProperties(): INodeProperties[] {
	const all = byName([...resources.values()]);
	return [
		{
			displayName: 'Resource',
			name: 'resource',
			type: 'options',
			noDataExpression: true,
			options: all.map(({ name, value, description }) => ({ name, value, description })),
			default: 'bot',
		},
		...all.map(operationProperty),
		...all.flatMap(fieldProperties),
		...outputFields(changing(all)),
	];
}

/** The values of the operations that change a record. */
const changing = (all: Resource[]): string[] => [
	...new Set(all.flatMap(({ operations }) => operations.filter(({ changes }) => changes).map(({ value }) => value))),
];

/** Behind what people look for stands what deletes at one go, and last what Keitaro has no function for. */
const place = ({ sweeps, run }: Operation): number => (run?.unsupported ? 2 : sweeps ? 1 : 0);

/** What Keitaro has no function for is there for the workflows of the original, and is marked. */
const operationProperty = ({ value: resource, operations }: Resource): INodeProperties => {
	const options: INodePropertyOptions[] = byName(operations)
		.sort((a, b) => place(a) - place(b))
		.map(({ name, value, action, description, run }) => ({
			name: run?.unsupported ? `${name} (Not in Keitaro)` : name,
			value,
			action: run?.unsupported ? `${action} (not in Keitaro)` : action,
			description,
		}));
	const { value: usual } = options.find(({ value }) => value === 'getAll') ?? options[0];
	return {
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: [resource] } },
		options,
		default: usual,
	};
};

/** The fields of a resource's operations; a field that several of them have is there once, shown for all of them. */
function fieldProperties({ value: resource, operations }: Resource): INodeProperties[] {
	const fields = new Map<string, { field: INodeProperties; operations: string[] }>();
	for (const { value, fields: own = [] } of operations) {
		for (const field of own) {
			const key = JSON.stringify(field);
			const known = fields.get(key);
			if (known) known.operations.push(value);
			else fields.set(key, { field, operations: [value] });
		}
	}
	return [...fields.values()].flatMap(({ field, operations: operation }) =>
		updateDisplayOptions({ show: { resource: [resource], operation } }, variantsOf(field)),
	);
}
