import type { IDataObject, INodeProperties } from 'n8n-workflow';
import type { ItemContext } from '../transport/itemContext';

/** One entry of the Event dropdown. */
export interface TriggerEvent {
	value: string;
	name: string;
	description: string;
	/** The parameters it shows, in order. */
	fields: INodeProperties[];
	/** Reads and checks what the user entered, before anything is asked of the tracker. */
	prepare(context: ItemContext): Promise<PreparedEvent>;
}

/** An event, made ready by what the user entered. */
export interface PreparedEvent {
	/** What the state stands for, if not for all that the event can watch: with anything else, watching begins anew. */
	scope?: unknown;
	/**
	 * Whether the tracker is the one of which the state is, though it has another address. Absent where that cannot be told: then watching
	 * begins anew.
	 */
	recognises?(state: IDataObject, clock: Clock): Promise<boolean>;
	/**
	 * Looks once. The state is what the last look left, `undefined` before the first; it is not changed, so that a look which fails leaves
	 * everything as it was.
	 */
	look(state: IDataObject | undefined, clock: Clock): Promise<Look>;
	/** What an event looks like, for trying out; nothing is remembered of it. */
	sample(): Promise<IDataObject[]>;
}

export interface Look {
	/** What happened, in its order. */
	events: IDataObject[];
	/** Absent while there is nothing to go on from: the next look is a first one again. */
	state?: IDataObject;
}

export interface Clock {
	/** Milliseconds, by the clock of n8n. */
	now(): number;
	/** Whether a further step that takes so many milliseconds still fits into the time that n8n gives a poll. */
	fits(milliseconds: number): boolean;
}
