import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { runNode } from '../engine';
import type { Emulator, RecordedRequest } from '../emulator';
import { registered } from './every';
import { samples } from './samples';
import type { Sample } from './samples/sample';

/** One run of an operation with one of its samples: what was asked of the tracker, and what came out. */
export interface Stop {
	/** `campaign:create` */
	name: string;
	sample: Sample;
	requests: RecordedRequest[];
	items: INodeExecutionData[];
	error?: Error;
}

/** Runs every operation of the node with its samples, with one item, of which lists come as one item, too. What has no field of its own (Other Fields) is left out. */
export async function tour(emulator: Emulator): Promise<Stop[]> {
	const stops: Stop[] = [];
	for (const one of registered) {
		const sample = samples[one.resource.value]?.[one.operation.value];
		if (sample === undefined) continue;
		for (const filled of [sample.minimal, ...(sample.full ? [sample.full] : []), ...(sample.others ?? [])]) {
			const parameters = { resource: one.resource.value, operation: one.operation.value, ...withoutOther(filled) };
			const { items, error } = await run(emulator, parameters, sample);
			stops.push({ name: one.name, sample, requests: [...emulator.requests], items, error });
		}
	}
	return stops;
}

async function run(emulator: Emulator, parameters: INodeParameters, { setup, item = { json: {} } }: Sample) {
	emulator.reset();
	setup?.(emulator);
	return await runNode({
		parameters: { output: 'full', ...parameters, options: { retries: 0 } },
		credentials: emulator.credentials(),
		items: [structuredClone(item)],
	});
}

function withoutOther({ otherFields: _, ...parameters }: INodeParameters): INodeParameters {
	const { additionalFields, updateFields } = parameters as Record<string, IDataObject | undefined>;
	return {
		...parameters,
		...(additionalFields && { additionalFields: withoutOther(additionalFields as INodeParameters) }),
		...(updateFields && { updateFields: withoutOther(updateFields as INodeParameters) }),
	};
}
