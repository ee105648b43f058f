import type { IDataObject, IExecuteFunctions, INodeExecutionData, NodeApiError, NodeOperationError } from 'n8n-workflow';
import { receiptOf } from './api/receipts';
import { failure, success, unchanged, type OutputForm, type Pair } from './envelope';
import { EMPTY_VALUES, EmptyField, NothingToChange, type EmptyValues } from './transport/given';
import { quote } from './values/quote';
import { mayBeCut } from './fields/limit';
import { Hints } from './hints';
import type { ItemContext } from './transport/itemContext';
import type { Outcome } from './operation';
import { findOperation, type Found } from './resources';
import { CANCELED } from './transport/deadline';
import { toNodeError } from './transport/errors';
import { truncate } from './transport/truncate';
import { InputError } from './values/errors';
import { type Settings, type Tracker } from './transport/request';
import { openTracker } from './api/tracker';
import { yieldToEventLoop, wait, numberOr } from './transport/retry';
import type { Difference } from './values/alike';

/** Items that are served at once when the operation only reads, unless the user says otherwise. */
const READS_AT_ONCE = 5;
const MOST_AT_ONCE = 50;
/** Of a resource or an operation, in characters. */
const LONGEST_NAME = 50;
/** Milliseconds that may be waited between two items. */
const LONGEST_PAUSE = 10 * 60_000;

/** The node's Options. They hold for a whole run, and are read at its first item. */
interface Options extends Settings {
	concurrentRequests?: unknown;
	pause?: unknown;
	emptyValues?: unknown;
}

/** Runs the node: each input item's outcome, in the order of the items and paired with them. */
export async function dispatch(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const run = new Run(this);
	for (const [pair, items] of await run.pairs()) await run.serve(pair, items);
	run.hint();
	return [run.output.flat()];
}

/** Read before anything is sent: an expression may fail. */
function formOf(task: ItemContext): OutputForm {
	const form = task.parameter('output');
	return form === 'data' || form === 'records' ? form : 'full';
}

/** A difference, bounded, and under the name of its field, by which secrets are known. */
function masked({ field, sent, kept }: Difference, { mask, maskText }: Tracker, secrets?: readonly string[]): Difference {
	const name = field.replace(/^.*\./, '');
	const hide = (value: unknown) => (mask({ [name]: truncate(value, maskText) }, secrets) as IDataObject)[name];
	return { field, sent: hide(sent), kept: hide(kept) };
}

/** One execution of the node. The only loop over items is in it. */
class Run {
	readonly output: INodeExecutionData[][];
	private options: Options = {};
	private readonly signal?: AbortSignal;
	private readonly loaded = new Map<string, Promise<unknown>>();
	private opened?: Promise<Tracker>;
	private maskText?: (text: string) => string;
	private readonly hints = new Hints();
	/** The first item that ends the run, when errors are not to be continued from. */
	private fatal?: { item: number; error: NodeApiError | NodeOperationError };
	/** Whether what was run changes something in the tracker. */
	private changes = false;

	constructor(private readonly context: IExecuteFunctions) {
		this.output = new Array<INodeExecutionData[]>(context.getInputData().length);
		this.signal = context.getExecutionCancelSignal?.();
	}

	/** The items of each resource and operation: one pair for all, unless resource or operation are expressions. */
	async pairs(): Promise<Array<[Pair, number[]]>> {
		const pairs = new Map<string, [Pair, number[]]>();
		for (let item = 0; item < this.output.length; item++) {
			try {
				const pair = { resource: this.chosen('resource', item), operation: this.chosen('operation', item) };
				const key = JSON.stringify(pair);
				const known = pairs.get(key);
				if (known) known[1].push(item);
				else pairs.set(key, [pair, [item]]);
			} catch (error) {
				await this.open().catch(() => undefined); // to know what is to be masked
				this.fail(item, { resource: '', operation: '' }, error);
			}
		}
		this.end();
		return [...pairs.values()];
	}

	/** The newest n8n does not know the operation when the resource was entered as an expression. */
	private chosen(name: string, item: number): string {
		const value: unknown = this.context.getNodeParameter(name, item, '');
		return typeof value === 'string' && value.length <= LONGEST_NAME ? value : quote(value);
	}

	async serve(pair: Pair, items: number[]): Promise<void> {
		try {
			const found = findOperation(pair);
			this.changes ||= !found.operation.reads;
			const tracker = await this.open();
			const emptyValues = this.emptyValues(found);
			const tasks = items.map((item) => this.task(item, tracker, emptyValues));
			await (found.operation.fold
				? this.fold(tasks, pair, found)
				: this.each(tasks, pair, this.atOnce(found), async (task) => {
						const form = formOf(task);
						this.finish(task, pair, found, await found.operation.run!(task), form);
					}));
		} catch (error) {
			for (const item of items) if (this.output[item] === undefined) this.fail(item, pair, error);
		}
		this.end();
	}

	/** Tells, under the output, what the items do not show. */
	hint(): void {
		for (const hint of this.hints.messages(this.maskText)) this.context.addExecutionHints(hint);
	}

	/** Ends the run where it is not to go on. */
	private end(): void {
		if (this.signal?.aborted) throw toNodeError(this.context.getNode(), new Error(CANCELED));
		if (!this.fatal) return;
		const { error } = this.fatal;
		const done = this.output.filter((items) => items !== undefined).length;
		if (done > 0 && this.changes) {
			const words = `${done === 1 ? '1 item of this run is' : `${done} items of this run are`} done: run it again only for the others.`;
			error.description = [error.description, words].filter(Boolean).join(' ');
		}
		throw error;
	}

	/** All items are read and checked first; then those that are right are sent together. */
	private async fold(tasks: ItemContext[], pair: Pair, found: Found): Promise<void> {
		const { prepare, check, send, sendOne, whole } = found.operation.fold!;
		let ready: Array<{ task: ItemContext; prepared: unknown; form: OutputForm }> = [];
		await this.each(tasks, pair, 1, async (task) => {
			const [form, prepared] = [formOf(task), await prepare(task)];
			ready.push({ task, prepared, form });
		});
		if (ready.length === 0 || this.stopped()) return;
		if (whole && ready.length < tasks.length) {
			const wrong = tasks.filter(({ item }) => this.output[item] !== undefined).map(({ item }) => item);
			const error = new InputError(
				`Nothing was sent, since ${wrong.length === 1 ? 'another item is' : `${wrong.length} other items are`} wrong (the first is item ${wrong[0]})`,
				'All items make one list: correct the others first.',
			);
			for (const { task } of ready) this.fail(task.item, pair, error);
			return;
		}
		const parts = (): [ItemContext[], unknown[]] => [ready.map(({ task }) => task), ready.map(({ prepared }) => prepared)];
		if (check) {
			const errors = await check(...parts());
			ready.forEach(({ task }, at) => errors[at] && this.fail(task.item, pair, errors[at]));
			ready = ready.filter((_, at) => !errors[at]);
			if (ready.length === 0 || this.stopped()) return;
		}
		if (send) {
			const outcomes = await send(...parts());
			ready.forEach(({ task, form }, at) => this.finish(task, pair, found, outcomes[at], form));
			return;
		}
		const of = new Map(ready.map((one) => [one.task, one]));
		await this.each([...of.keys()], pair, this.atOnce(found), async (task) => {
			const { prepared, form } = of.get(task)!;
			this.finish(task, pair, found, await sendOne!(task, prepared), form);
		});
	}

	private async each(tasks: ItemContext[], pair: Pair, atOnce: number, work: (task: ItemContext) => Promise<void>): Promise<void> {
		let next = 0;
		const takeBreath = yieldToEventLoop();
		const worker = async () => {
			while (next < tasks.length && !this.stopped()) {
				const task = tasks[next++];
				try {
					await work(task);
				} catch (error) {
					if (error instanceof NothingToChange) this.leave(task, pair);
					else this.fail(task.item, pair, error);
				}
				await takeBreath();
				if (next < tasks.length) await wait(numberOr(this.options.pause, 0, LONGEST_PAUSE), this.signal);
			}
		};
		await Promise.all(Array.from({ length: Math.min(atOnce, tasks.length) }, worker));
	}

	private finish(task: ItemContext, pair: Pair, { resource }: Found, outcome: Outcome | Error, form: OutputForm): void {
		if (outcome instanceof Error) return this.fail(task.item, pair, outcome);
		if (outcome.list && mayBeCut(task, (outcome.data as unknown[]).length)) this.hints.isCut = true;
		if (outcome.findings) this.hints.add(outcome.findings);
		if (outcome.costs) this.hints.addCosts(outcome.costs);
		if (outcome.hint) this.hints.others.add(outcome.hint);
		const data = task.tracker.mask(outcome.data, resource.secrets);
		const notTaken = receiptOf(outcome.request).map((difference) => masked(difference, task.tracker, resource.secrets));
		if (notTaken.length > 0) this.hints.addNotTaken(notTaken);
		this.output[task.item] = success({ ...outcome, data, notTaken }, pair, form, task.item);
		if (this.output[task.item].length === 0) this.hints.withoutRecords++;
	}

	private leave(task: ItemContext, pair: Pair): void {
		this.hints.unchanged++;
		this.output[task.item] = [unchanged(pair, formOf(task), task.item)];
	}

	private fail(item: number, pair: Pair, error: unknown): void {
		const node = this.context.getNode();
		const told = toNodeError(node, error, item, this.maskText);
		if (this.context.continueOnFail()) {
			const field = error instanceof EmptyField ? error.field : undefined;
			this.output[item] = [failure(told, pair, item, { apart: node.onError === 'continueErrorOutput', field })];
		} else if (this.fatal === undefined || item < this.fatal.item) this.fatal = { item, error: told };
	}

	private stopped(): boolean {
		return this.fatal !== undefined || this.signal?.aborted === true;
	}

	private atOnce({ operation }: Found): number {
		const usual = operation.reads && !operation.heavy ? READS_AT_ONCE : 1;
		return Math.max(1, Math.floor(numberOr(this.options.concurrentRequests, usual, MOST_AT_ONCE)));
	}

	/**
	 * What becomes of fields whose expression gives nothing. What is created does without them; of what is changed the user decides. An
	 * AI model has to fill in every argument, so as a tool the node leaves what it gets nothing for.
	 */
	private emptyValues({ operation }: Found): EmptyValues | undefined {
		if (operation.reads) return undefined;
		if (!operation.changes) return 'leave';
		const usual = this.context.getNode().type.endsWith('Tool') ? 'leave' : 'refuse';
		const chosen = this.options.emptyValues ?? usual;
		const known = EMPTY_VALUES.find((value) => value === chosen);
		if (known) return known;
		throw new InputError(
			`Empty Values must be one of ${EMPTY_VALUES.join(', ')}, but is ${quote(chosen)}`,
			'Choose one of these under Options.',
		);
	}

	private async open(): Promise<Tracker> {
		this.opened ??= this.openNow();
		const tracker = await this.opened;
		this.maskText = tracker.maskText;
		return tracker;
	}

	private async openNow(): Promise<Tracker> {
		const options: unknown = this.context.getNodeParameter('options', 0, {});
		if (typeof options === 'object' && options !== null) this.options = options;
		return await openTracker(this.context, this.options);
	}

	private task(item: number, tracker: Tracker, emptyValues: EmptyValues | undefined): ItemContext {
		const { context, loaded } = this;
		return {
			item,
			tracker,
			timezone: context.getTimezone(),
			emptyValues,
			json: context.getInputData()[item].json,
			// Without a fallback, n8n throws for a parameter that is hidden or that the operation does not have.
			parameter: (name) => context.getNodeParameter(name, item, null) ?? undefined,
			raw: (name) => context.getNodeParameter(name, item, null, { rawExpressions: true }),
			cached: async <T>(key: string, load: () => Promise<T>) => {
				const known = loaded.get(key) ?? load();
				loaded.set(key, known);
				// What failed once may be there for the next item.
				known.catch(() => loaded.delete(key));
				return (await known) as T;
			},
			file: async (property) => {
				// n8n would find what every object has, such as "valueOf".
				if (property in {})
					throw new InputError(`The item has no file in "${property}"`, 'Enter the name of a binary field of the input item.');
				context.helpers.assertBinaryData(item, property);
				return await context.helpers.getBinaryDataBuffer(item, property);
			},
			attach: async (content, name, mimeType) => await context.helpers.prepareBinaryData(content, name, mimeType),
		};
	}
}
