import type { INodeProperties } from 'n8n-workflow';
import { updateDisplayOptions } from 'n8n-workflow';
import { number, recordIds, secret, text, texts, type Field } from '../../fields/field';
import { readAlone, readCollection } from '../../fields/groups';
import { postbackMethod, postbackStatuses } from '../../fields/postbacks';
import { picker } from '../../fields/report';
import type { ItemContext } from '../../transport/itemContext';
import { InputError } from '../../values/errors';
import { macros, usualMacros } from './macros';
import { SECRET } from './secret';
import { readSources } from './sources';

/** How the tracker comes to call this node. */
export type Mode = 'automatic' | 'manual';

const MODE = 'registration';

const SHORTEST_SECRET = 16;

const campaigns = recordIds('campaigns', 'campaign', 'The campaigns that call this workflow when a conversion comes in', {
	required: true,
});

const values = picker('values', 'Values', 'What the tracker sends along of a conversion', macros, usualMacros);

const ownSecret = secret(
	'own_secret',
	'Secret',
	'Any text of at least 16 letters and digits. It goes into the address, and calls without it are turned away.',
	{ required: true },
);

/** The end of the address to paste. It is an expression, so n8n shows what comes out of it under the field. */
const tail: INodeProperties = {
	displayName: 'Rest of the Address',
	name: 'addressTail',
	type: 'string',
	default: `={{ "?${SECRET}=" + encodeURIComponent($parameter["ownSecret"]) + $parameter["values"].concat((($parameter["options"] || {})["otherValues"] || "").split(/[\\s,;]+/)).filter((name) => name).map((name) => "&" + name + "={" + name + "}").join("") }}`,
	description: 'What comes behind the Production URL: leave the expression as it is, and copy its result',
};

const notice: INodeProperties = {
	displayName:
		'In the tracker, open the campaign (or the traffic source), S2S postbacks, and paste the Production URL from above with the rest of the address behind it.',
	name: 'notice',
	type: 'notice',
	default: '',
};

const otherValues = texts('other_values', 'Other Values', 'Names of further macros, separated by commas', { placeholder: 'e.g. region' });

const ignoreRepeated = number(
	'ignore_repeated',
	'Ignore Repeated (Minutes)',
	'A call with the same sub ID, transaction ID and status as one in so many minutes before does not start the workflow; 0: every call does',
	{ typeOptions: { minValue: 0 } },
);

const sources: Field<'sources', string[]> = {
	...text(
		'sources',
		'Source Addresses',
		'IP addresses, or IPv4 blocks, of the tracker, separated by commas: calls from elsewhere are turned away. Behind a proxy, n8n must be told of it (N8N_PROXY_HOPS).',
		{ placeholder: 'e.g. 203.0.113.7' },
	),
	read: (entered) => readSources(entered),
};

const options = [ignoreRepeated, otherValues, sources];

export const postbackProperties: INodeProperties[] = [
	{
		displayName: 'Postbacks Are Set Up',
		name: MODE,
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Automatically',
				value: 'automatic',
				description: 'Activating the workflow adds a postback to the campaigns, deactivating takes it out. Needs an API key.',
			},
			{ name: 'By Hand', value: 'manual', description: 'You paste an address into the tracker. Needs no API key.' },
		],
		default: 'automatic',
	},
	...updateDisplayOptions(
		{ show: { [MODE]: ['automatic'] } },
		[campaigns, postbackStatuses, postbackMethod].map(({ property }) => property),
	),
	...updateDisplayOptions({ show: { [MODE]: ['manual'] } }, [notice, ownSecret.property]),
	values.property,
	...updateDisplayOptions({ show: { [MODE]: ['manual'] } }, [tail]),
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: options.map(({ property }) => property),
	},
];

export const readMode = (parameter: ItemContext['parameter']): Mode => (parameter(MODE) === 'manual' ? 'manual' : 'automatic');

/** What is to stand in the campaigns' postbacks. */
export interface WantedPostbacks {
	campaigns: number[];
	method: string;
	statuses: string[];
	/** Names of macros. */
	values: string[];
}

export async function readWanted(context: ItemContext): Promise<WantedPostbacks> {
	const chosen = await readAlone([campaigns, postbackStatuses, postbackMethod, values], context);
	const { campaigns: ids, statuses, method, values: picked } = chosen;
	if (ids.length === 0) throw new InputError('No campaign is chosen', 'Choose the campaigns whose conversions start the workflow.');
	if (statuses.length === 0) throw new InputError('Statuses is empty', 'Choose at least one status for which the tracker calls.');
	const { other_values: other = [] } = await readOptions(context);
	const wrong = other.find((name) => !/^\w+$/.test(name));
	if (wrong !== undefined)
		throw new InputError(`Other Values: "${wrong}" is not the name of a macro`, 'Enter names without braces, such as region.');
	return { campaigns: [...new Set(ids)], statuses, method, values: [...new Set([...picked, ...other])] };
}

/** None of the options asks anything of the tracker. */
export const readOptions = async (context: ItemContext) => await readCollection(options, 'options', context);

/** The secret that the user made up, for an address pasted by hand. @throws {InputError} when it is easy to guess. */
export function readOwnSecret(parameter: ItemContext['parameter']): string {
	const entered = String(parameter('ownSecret') ?? '').trim();
	if (entered.length >= SHORTEST_SECRET) return entered;
	throw new InputError(
		`Secret must have at least ${SHORTEST_SECRET} characters`,
		'Whoever knows the address can start the workflow: make up something nobody can guess.',
	);
}
