import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { updateDisplayOptions } from 'n8n-workflow';

/** Version 1 is the original node, 2 asks for typed fields. */
const ORIGINAL = { show: { '@version': [1] } };
const NEWEST = { show: { '@version': [2] } };
const NODE = { show: { '@tool': [false] } };
const TOOL = { show: { '@tool': [true] } };

/** The forms in which n8n shows a field: with its mark or without, and as a tool of an AI agent. */
export const variantsOf = (field: INodeProperties): INodeProperties[] => marked(field).flatMap(openToModels);

/**
 * A field that must be filled in has n8n's mark, and n8n does not start a workflow without it. Saved workflows of the original go on as
 * they did: there, the operations themselves say what is missing, each for its item. So they do where a field is needed only for what is
 * chosen in another one, since n8n takes every choice for made that is an expression.
 */
function marked(field: INodeProperties): INodeProperties[] {
	const { required, ...plain } = field;
	if (!required || dependsOnExpression(field)) return [plain];
	return [...updateDisplayOptions(ORIGINAL, [plain]), ...updateDisplayOptions(NEWEST, [{ ...plain, required }])];
}

/** Whether it is shown for what another field says that takes expressions; the choice between fields and JSON takes none. */
const dependsOnExpression = ({ displayOptions }: INodeProperties): boolean =>
	Object.keys(displayOptions?.show ?? {}).some((name) => name !== 'dataMode' && !name.startsWith('@'));

/** n8n lets a model fill in every kind of field but a dropdown: as a tool, that is a text which says what it takes. */
function openToModels(field: INodeProperties): INodeProperties[] {
	const options = field.options?.map((one) => ('values' in one ? { ...one, values: one.values.flatMap(openToModels) } : one));
	const inside = field.type === 'collection' ? (options as INodeProperties[]).flatMap(openToModels) : options;
	const whole = inside ? { ...field, options: inside as INodeProperties['options'] } : field;
	if (field.type !== 'options' || field.noDataExpression || field.typeOptions?.loadOptionsMethod) return [whole];
	const { options: choices, ...rest } = field;
	const values = (choices as INodePropertyOptions[]).map(({ value }) => String(value)).join(', ');
	return [
		...updateDisplayOptions(NODE, [whole]),
		...updateDisplayOptions(TOOL, [{ ...rest, type: 'string', description: `${asSentence(field.description)} One of: ${values}.` }]),
	];
}

const asSentence = (text = ''): string => (/[.?!]$/.test(text) ? text : `${text}.`);
