import type { IDataObject } from 'n8n-workflow';
import type { Failure } from '../values/errors';

/**
 * The form in which an answer is expected.
 *
 * - `record`: an object with something in it, or an array of one (seen live where the spec has the object)
 * - `records`: the same, or several (a list of domains is created at once)
 * - `list`: an array of objects, which may come inside `data` (Facebook integrations)
 * - `texts`: an array of texts
 * - `rows`: a report or log, `{rows, total, …}`
 * - `entries`: the bot list, `{value}` with a text of lines, a list or null, or a bare array
 * - `structure`: an object or a list, whose form is not documented
 * - `file`: bytes
 * - `done`: whatever says nothing against it, nothing included: the spec has no answer, or trackers leave it out
 * - `open`: anything; the tracker's public side is not documented
 */
export type Form = 'record' | 'records' | 'list' | 'texts' | 'rows' | 'entries' | 'structure' | 'file' | 'done' | 'open';

/** Why an answer with a status of 200 to 299 is none. */
export interface Objection extends Pick<Failure, 'message' | 'advice'> {
	/** The tracker says no, in a 200: nothing was done. */
	refused: boolean;
}

/** What is made of answers; the rooms above know Keitaro's ways. */
export interface Judge {
	/** Why an answer is not what was asked for; nothing if it is. `creates`: the call creates something. */
	objectionTo(body: unknown, form: Form, status: number, creates: boolean): Objection | undefined;
	/** Takes note of how the tracker took what was sent. */
	keepReceipt(request: object, sent: IDataObject, answer: unknown): void;
}
