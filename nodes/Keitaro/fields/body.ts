import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { updateDisplayOptions } from 'n8n-workflow';
import { Refusal } from '../transport/refusal';
import { json, readFields, type Field } from './field';
import { dataOf } from './parse';
import type { Task } from './task';

/** The fields of a request's body, and how they are read. */
export interface Body {
	fields: INodeProperties[];
	read(task: Task): Promise<IDataObject>;
}

const OTHER: Field = {
	...json('otherFields', 'Other Fields (JSON)', 'Fields that the tracker takes and this list does not have, as a JSON object', {
		placeholder: '{ "uniqueness_method": "ip_ua" }',
	}),
	read: (entered, _task, label) => dataOf(entered, label),
};

/** Fields or JSON. The original node (version 1) knew only JSON, and its workflows do not say which. */
const mode: INodeProperties[] = (['json', 'fields'] as const).map((value, at) => ({
	displayName: 'Enter Data As',
	name: 'dataMode',
	type: 'options',
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
	}: { dataName: string; collection?: 'additionalFields' | 'updateFields'; russian?: string },
	always: Field[],
	added: Field[],
): Body {
	const dataLabel = 'Data (JSON)';
	const shownAs = collection === 'updateFields' ? 'Update Fields' : 'Additional Fields';
	const inFields = { show: { dataMode: ['fields'] } };
	const offered = [...added].sort((a, b) => a.property.displayName.localeCompare(b.property.displayName));
	return {
		fields: [
			...mode,
			...updateDisplayOptions(
				inFields,
				always.map((field) => field.property),
			),
			...updateDisplayOptions(inFields, [
				{
					displayName: shownAs,
					name: collection,
					type: 'collection',
					placeholder: 'Add Field',
					default: {},
					options: [...offered.map((field) => field.property), OTHER.property],
				},
			]),
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
		async read(task) {
			if (task.parameter('dataMode') === 'json') return dataOf(task.parameter(dataName), dataLabel);
			const entered = Object.fromEntries(always.map(({ property: { name } }) => [name, task.parameter(name)]));
			const optional = (task.parameter(collection) ?? {}) as IDataObject;
			const empty = always.find(({ property: { name, required } }) => required && (entered[name] === '' || entered[name] === undefined));
			if (empty) throw new Refusal(`${empty.property.displayName} is empty`, 'The tracker needs this value.');
			const { otherFields, ...sent } = {
				...(await readFields(always, entered as IDataObject, task)),
				...(await readFields([...added, OTHER], optional, task)),
			};
			const all = { ...sent, ...((otherFields ?? {}) as IDataObject) };
			if (Object.keys(all).length === 0) throw new Refusal(`${shownAs}: no data to send`, 'Add at least one field to change.');
			return all;
		},
	};
}
