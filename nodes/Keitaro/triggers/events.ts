import type { INodeProperties } from 'n8n-workflow';
import { updateDisplayOptions } from 'n8n-workflow';
import { quote } from '../values/quote';
import { InputError } from '../values/errors';
import { conversionEvents } from './conversions';
import { domainStatusChanged } from './domains';
import { recordChanged } from './records';
import { thresholdCrossed } from './threshold';
import type { TriggerEvent } from './triggerEvent';

/** What the polling trigger can watch. */
export const events: readonly TriggerEvent[] = [...conversionEvents, domainStatusChanged, recordChanged, thresholdCrossed];

/** The event of a value. @throws {InputError} that names what there is, for an unknown one. */
export function findEvent(value: unknown): TriggerEvent {
	const event = events.find((one) => one.value === value);
	if (event) return event;
	throw new InputError(`The event ${quote(value)} is not supported`, `Use one of: ${events.map((one) => one.value).join(', ')}.`);
}

/** The parameters of the polling trigger. */
export const eventProperties = (): INodeProperties[] => [
	{
		displayName: 'Event',
		name: 'event',
		type: 'options',
		noDataExpression: true,
		options: [...events]
			.sort((one, other) => one.name.localeCompare(other.name))
			.map(({ name, value, description }) => ({ name, value, description })),
		default: 'newConversion',
	},
	...events.flatMap(({ value, fields }) => updateDisplayOptions({ show: { event: [value] } }, fields)),
];
