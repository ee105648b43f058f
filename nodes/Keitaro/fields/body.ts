import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { updateDisplayOptions } from 'n8n-workflow';
import { isNothing } from '../values/nothing';
import { collectionOf, json, parameterName, type Field } from './field';
import { entriesOf, readAlone, readCollection } from './groups';
import { checkChange, EmptyField } from '../transport/given';
import { dataOf } from '../values/scalars';
import type { ItemContext } from '../transport/itemContext';

/** The fields of a request's body, and how they are read. */
export interface Body {
	fields: INodeProperties[];
	read(context: ItemContext): Promise<IDataObject>;
}

const OTHER: Field = {
	...json('otherFields', 'Other Fields (JSON)', 'Fields that the tracker takes and this list does not have, as a JSON object', {
		placeholder: '{ "uniqueness_method": "ip_ua" }',
	}),
	read: (entered, _context, label) => dataOf(entered, label),
};

/** Fields or JSON. The original node (version 1) knew only JSON, and its workflows do not say which. */
const mode: INodeProperties[] = (['json', 'fields'] as const).map((value, at) => ({
	displayName: 'Enter Data As',
	name: 'dataMode',
	type: 'options',
	noDataExpression: true,
	options: [
		{ name: 'Fields', value: 'fields', description: 'Fill in a field for each value' },
		{ name: 'JSON', value: 'json', description: 'Give all values as one JSON object, named as in the Admin API of Keitaro' },
	],
	default: value,
	displayOptions: { show: { '@version': [at + 1] } },
}));

/**
 * The body of a create or update: `always` stand on their own and are always sent, `added` are offered in a collection and sent
 * when the user adds them. The alternative is JSON in the parameter `<resource>Data`, the original's name for it.
 */
export function body(
	{
		dataName,
		collection = 'additionalFields',
		russian,
		closed = false,
	}: {
		dataName: string;
		collection?: 'additionalFields' | 'updateFields';
		russian?: string;
		/** The tracker takes nothing but these fields. */
		closed?: boolean;
	},
	always: Field[],
	added: Field[],
): Body {
	const dataLabel = 'Data (JSON)';
	const shownAs = collection === 'updateFields' ? 'Update Fields' : 'Additional Fields';
	const inFields = { show: { dataMode: ['fields'] } };
	const offered = closed ? added : [...added, OTHER];
	return {
		fields: [
			...mode,
			...updateDisplayOptions(
				inFields,
				always.map((field) => field.property),
			),
			...(offered.length === 0 ? [] : updateDisplayOptions(inFields, [collectionOf(offered, collection, shownAs)])),
			...updateDisplayOptions({ show: { dataMode: ['json'] } }, [
				{
					displayName: dataLabel,
					name: dataName,
					type: 'json',
					default: '',
					required: true,
					placeholder: '{ "name": "Summer" }',
					description: `All values as one JSON object, named as in the Admin API of Keitaro${russian ? ` (${russian})` : ''}`,
				},
			]),
		],
		async read(context) {
			if (context.parameter('dataMode') === 'json') return dataOf(context.parameter(dataName), dataLabel);
			const optional = (context.parameter(collection) ?? {}) as IDataObject;
			if (collection === 'updateFields') refuseEmptied(added, optional);
			const { otherFields, ...sent } = {
				...(await readAlone(
					always.filter(({ property }) => isShown(property, context)),
					context,
				)),
				...(await readCollection(offered, collection, context)),
			};
			const all = { ...sent, ...((otherFields ?? {}) as IDataObject) };
			checkChange(all, collection === 'updateFields' ? Object.keys(optional).length + always.length : 0, shownAs);
			return all;
		},
	};
}

/**
 * A list or group that was added to an update but left empty would take everything out of the record; n8n also leaves that of an
 * expression in place of a whole list or group.
 */
function refuseEmptied(fields: Field[], entered: IDataObject): void {
	for (const { key, property } of fields) {
		const { name, type, displayName } = property;
		const isEmpty = type === 'fixedCollection' ? entriesOf(entered[name], parameterName(key)).length === 0 : isNothing(entered[name]);
		if (!['collection', 'fixedCollection'].includes(type) || !Object.hasOwn(entered, name) || !isEmpty) continue;
		const toEmpty = type === 'collection' ? 'Or take it out.' : `To take all out, enter { "${key}": [] } as Other Fields (JSON).`;
		throw new EmptyField(name, `${displayName} is empty`, `Add at least one. ${toEmpty}`);
	}
}

/** Whether a field belongs to what was chosen in the others. n8n hides it by the same rule, but not where the choice is an expression. */
const isShown = ({ displayOptions }: INodeProperties, context: ItemContext): boolean =>
	Object.entries(displayOptions?.show ?? {}).every(([name, values]) => (values as unknown[]).includes(context.parameter(name)));
