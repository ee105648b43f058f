/** What is known of something that did not succeed. All of it is masked and bounded before it gets here. */
export interface Failure {
	/** What happened, the tracker's own words in it. */
	message: string;
	/** What the user can do about it. */
	advice: string;
	/** HTTP status; absent when no answer came, or it is not about an answer. */
	status?: number;
	/** The tracker's answer, as far as it helps. */
	response?: unknown;
	/** The request that it came of, or after. */
	request?: { url: string; method: string };
	/** The tracker said no to the values, with whatever status. */
	refused?: boolean;
	/** Of what was asked for, the part that is done all the same, and the part that is not. */
	done?: unknown;
	notDone?: unknown;
}

/** What an error shows of a request. */
export const requestOf = ({ url, method }: { url: string; method: string }): Failure['request'] => ({ url, method });

/** Something that did not succeed, told in words for the user. Each cause is a class of its own; dispatch and the triggers make n8n's errors of them. */
export abstract class KeitaroError extends Error {
	constructor(readonly failure: Failure) {
		super(failure.message);
		this.name = new.target.name;
	}

	get status(): number | undefined {
		return this.failure.status;
	}

	get description(): string {
		return this.failure.advice;
	}

	/** The same with other words, or more that is known of it. */
	with(more: Partial<Failure>): KeitaroError {
		const same = Object.create(this, {
			failure: { value: { ...this.failure, ...more }, enumerable: true },
			message: { value: more.message ?? this.message, enumerable: false },
		}) as KeitaroError;
		return same;
	}
}

/** Something the user has to put right, told before anything is changed in the tracker. */
export class InputError extends KeitaroError {
	constructor(message: string, advice: string) {
		super({ message, advice });
	}
}

/** What is asked for is not there: a record (404), or a name that no record has. */
export class NotFoundError extends KeitaroError {}

/** Others change the same thing at the same time, or the tracker holds something else than was written. */
export class ConflictError extends KeitaroError {}

/** An answer came, and is not what the API sends. */
export class UnexpectedAnswerError extends KeitaroError {}

/** The tracker, or a server before it, said no. */
export class TrackerError extends KeitaroError {}

/** No whole answer came: no connection, too slow, too much, stopped. */
export class ConnectionError extends KeitaroError {}
