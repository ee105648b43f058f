import type { INode } from 'n8n-workflow';
import { aggregate } from './aggregate';
import { code } from './code';
import { filter, ifNode } from './conditions';
import { refuseUnsupported, type CoreNode } from './core-node';
import { merge } from './merge';
import { noOp } from './no-op';
import { set } from './set';
import { splitOut } from './split-out';
import { manualTrigger, scheduleTrigger } from './triggers';

export const coreNodes: Readonly<Record<string, CoreNode>> = {
	'n8n-nodes-base.aggregate': aggregate,
	'n8n-nodes-base.code': code,
	'n8n-nodes-base.filter': filter,
	'n8n-nodes-base.if': ifNode,
	'n8n-nodes-base.manualTrigger': manualTrigger,
	'n8n-nodes-base.merge': merge,
	'n8n-nodes-base.noOp': noOp,
	'n8n-nodes-base.scheduleTrigger': scheduleTrigger,
	'n8n-nodes-base.set': set,
	'n8n-nodes-base.splitOut': splitOut,
};

/** Notes on the canvas take no part in an execution. */
export function isIgnored(type: string): boolean {
	return type === 'n8n-nodes-base.stickyNote';
}

export function assertSupported(node: INode): void {
	const standIn = coreNodes[node.type];
	if (standIn && !node.disabled) refuseUnsupported(node, standIn);
}
