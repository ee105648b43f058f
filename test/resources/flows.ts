import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { harness } from './harness';

export const id = (value: string | number) => ({ __rl: true, mode: 'id', value });
/** What the editor keeps of repeated groups. */
/** A repeated group, as n8n holds it under its name. */
export const entries = (group: string, ...list: IDataObject[]) => ({ [group]: list }) as unknown as INodeParameters;
export const offer = (offerId: number, share: number, state = 'active') => ({ offerId: id(offerId), share, state });
export const landing = (landingId: number, share: number, state = 'active') => ({ landingId: id(landingId), share, state });

/** The harness for flows, and the flows of its tracker. */
export function flowHarness() {
	const bench = harness('stream');
	return {
		...bench,
		tracker: () => bench.tracker,
		writes: () => bench.sent().filter((request) => !request.startsWith('GET')),
		flow: (flowId: number) => bench.tracker.store.streams.find((one) => one.id === flowId)!,
	};
}
