import type { IDataObject, INode } from 'n8n-workflow';

/** The parts of an n8n context that give what is kept of a workflow; polling, webhooks and their hooks have them. */
interface Keeping {
	getNode(): INode;
	getWorkflowStaticData(type: string): IDataObject;
	getChildNodes(nodeName: string): unknown[];
}

/** What a node keeps, and when (milliseconds), by which the newest is told. */
interface Entry {
	at: number;
	data: IDataObject;
}

/** By the node's ID, and under it by its name. */
type Entries = Record<string, Record<string, Entry> | undefined>;

const KEY = 'keitaro';

/** Milliseconds. What is left of nodes that were deleted goes after so long: one taken off for a while may come back. */
const FORGOTTEN = 30 * 24 * 3_600_000;

export interface NodeState {
	/** What was kept last; `undefined` before the first time. */
	data?: IDataObject;
	/** When that was, in milliseconds. */
	at?: number;
	/** What other nodes of its ID have kept. */
	ofOthers: IDataObject[];
	keep(data: IDataObject): void;
}

/**
 * What a trigger keeps from time to time, in the static data of its workflow.
 *
 * n8n keeps the data of a node under its name, and a renamed one would begin without. So it is kept by the node's ID. Old and generated
 * workflows have several nodes of one ID: what is kept under another name is that of a node which goes on living if something follows it
 * in the workflow, and else of this one before it was renamed.
 */
export function keptOf(context: Keeping, now: number): NodeState {
	const { id, name } = context.getNode();
	const ofWorkflow = context.getWorkflowStaticData('global');
	const all = (ofWorkflow[KEY] ?? {}) as unknown as Entries;
	const isOther = (other: string) => other !== name && context.getChildNodes(other).length > 0;
	const ofId = Object.entries(all[id] ?? {});
	const others = ofId.filter(([other]) => isOther(other));
	const own = ofId.filter((one) => !others.includes(one));
	const newest = own.map(([, entry]) => entry).sort((one, other) => other.at - one.at)[0] as Entry | undefined;
	return {
		...newest,
		ofOthers: others.map(([, { data }]) => data),
		keep: (data) => {
			const lasting = Object.entries(all).filter(([, byName = {}]) =>
				Object.entries(byName).some(([other, { at }]) => isOther(other) || now - at < FORGOTTEN),
			);
			const entries: Entries = { ...Object.fromEntries(lasting), [id]: { ...Object.fromEntries(others), [name]: { at: now, data } } };
			Object.assign(ofWorkflow, { [KEY]: entries });
		},
	};
}
