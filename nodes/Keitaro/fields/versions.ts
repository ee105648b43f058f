import type { INodeProperties } from 'n8n-workflow';
import { updateDisplayOptions } from 'n8n-workflow';

/**
 * A required field that the original node (version 1) did not have. Its workflows open although the field is empty there; when they
 * run, the operation says what is missing.
 */
export const newlyRequired = (property: INodeProperties): INodeProperties[] =>
	[1, 2].flatMap((version) => updateDisplayOptions({ show: { '@version': [version] } }, [{ ...property, required: version === 2 }]));
