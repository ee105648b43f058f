import type { INodeProperties } from 'n8n-workflow';
import { boolean, number } from './field';

/** The status that the tracker takes a postback without one for (docs). */
export const USUAL_STATUS = 'sale';

export const confirm = boolean(
	'confirm',
	'Confirm',
	'Whether to look into the log of conversions until the conversion is there, and return it. Trackers take a postback at once and work it through later.',
);

export const confirmSeconds = number(
	'confirm_seconds',
	'Confirm Within (Seconds)',
	'How long to look. After that, the result says that it is not confirmed.',
	{
		default: 15,
		typeOptions: { minValue: 1 },
		displayOptions: { show: { confirm: [true] } },
	},
);

export const confirmFields: INodeProperties[] = [confirm.property, confirmSeconds.property];
