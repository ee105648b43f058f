import type { IDataObject, INodeProperties } from 'n8n-workflow';
import type { Task } from '../fields/task';

/** One entry of the Event dropdown. */
export interface TriggerEvent {
	value: string;
	name: string;
	description: string;
	/** The parameters it shows, in order. */
	fields: INodeProperties[];
	/** Reads and checks what the user entered, before anything is asked of the tracker. */
	prepare(task: Task): Promise<Watch>;
}

/** An event, made ready by what the user entered. */
export interface Watch {
	/** What the state stands for: with anything else, watching begins anew. */
	scope: unknown;
	/** What is looked for in it. With something else, watching goes on: what is there by then is not told, if it was there at the last look. */
	filters?: unknown;
	/**
	 * Looks once. The state is what the last look left, `undefined` before the first; it is not changed, so that a look which fails leaves
	 * everything as it was. `isOther`: it was left by a look for something else.
	 */
	look(state: IDataObject | undefined, clock: Clock, isOther: boolean): Promise<Look>;
	/** The state in little: what is needed to go on. */
	digest?(state: IDataObject): IDataObject;
	/** What an event looks like, for trying out; nothing is remembered of it. */
	sample(): Promise<IDataObject[]>;
}

export interface Look {
	/** What happened, in its order. */
	events: IDataObject[];
	state: IDataObject;
}

export interface Clock {
	/** Milliseconds, by the clock of n8n. */
	now(): number;
	/** Whether a further step that takes so many milliseconds still fits into the time that n8n gives a poll. */
	fits(milliseconds: number): boolean;
}
