import type { NodeExecutionHint } from 'n8n-workflow';
import type { CostsTold } from './api/clicksMet';
import type { Findings } from './api/received';
import { CUT } from './fields/limit';
import { operatorName } from './fields/report';
import { nearTo, quoted } from './api/unknownColumns';
import type { Difference } from './values/alike';
import type { Filter } from './values/filter';

const DIFFER = 'Names differ between trackers and their versions.';
/** Of what a filter compares with, in characters. */
const LONGEST = 60;
/** Things told one by one. */
const MOST = 5;

/** What a run tells beside its items: once each, however many items it concerns. */
export class Hints {
	/** A list may have been cut without the user wanting it. */
	isCut = false;
	/** Items whose list had no records, so that no item comes out for them. */
	withoutRecords = 0;
	/** Items of which expressions left nothing to change. */
	unchanged = 0;
	/** Sentences of single operations. */
	readonly others = new Set<string>();
	private readonly missing = new Set<string>();
	private readonly came = new Set<string>();
	private readonly passedOver = new Set<string>();
	private readonly unproven = new Set<string>();
	/** Filters on what the tracker does not have. */
	private readonly unfiltered = new Set<string>();
	private wasUnordered = false;
	private grew = false;
	private readonly notTaken = new Set<string>();
	private readonly lost: string[] = [];
	private unchecked?: string;

	add({ missing, came, passedOver, unproven, wasUnordered, grew }: Findings): void {
		for (const name of missing) this.missing.add(name);
		if (missing.length > 0) for (const name of came) this.came.add(name);
		for (const filter of passedOver) this.passedOver.add(wordsFor(filter));
		for (const filter of unproven) {
			if (missing.includes(filter.name)) this.unfiltered.add(wordsFor(filter));
			else if (passedOver.length > 0) this.unproven.add(wordsFor(filter));
		}
		this.wasUnordered ||= wasUnordered;
		this.grew ||= grew === true;
	}

	addCosts({ lost, unchecked }: CostsTold): void {
		if (lost !== undefined) this.lost.push(lost);
		this.unchecked ??= unchecked;
	}

	addNotTaken(differences: Difference[]): void {
		for (const { field } of differences) this.notTaken.add(field);
	}

	/** Secrets may stand in what the user entered: `maskText` takes them out. */
	messages(maskText = (text: string) => text): NodeExecutionHint[] {
		const hints: NodeExecutionHint[] = [];
		const tell = (type: 'info' | 'warning', ...sentences: string[]) =>
			hints.push({ message: maskText(sentences.filter((sentence) => sentence !== '').join(' ')), type, location: 'outputPane' });

		if (this.isCut) tell('info', CUT);
		for (const sentence of this.others) tell('info', sentence);
		if (this.withoutRecords > 0) {
			const it = this.withoutRecords === 1 ? 'it' : 'them';
			tell('info', `No records were found for ${counted(this.withoutRecords)}, so no item comes out for ${it}.`);
		}
		if (this.unchanged > 0) tell('info', `Nothing was sent for ${counted(this.unchanged)}: the expressions of all fields gave nothing.`);
		if (this.missing.size > 0) {
			const near = nearTo([...this.missing], this.came);
			tell(
				'warning',
				`The tracker's answer does not have ${quoted([...this.missing])}.`,
				DIFFER,
				near.length > 0 ? `Near to it, the answer has ${quoted(near)}.` : '',
				this.unfiltered.size > 0 ? `So the rows are not filtered by ${listed(this.unfiltered)}.` : '',
			);
		}
		if (this.passedOver.size > 0) {
			tell(
				'warning',
				`The tracker did not apply the filter ${listed(this.passedOver)}: rows that do not match were left out here. Totals, where there are any, still hold them.`,
				this.unproven.size > 0 ? `Whether it applied ${listed(this.unproven)} cannot be seen from the rows.` : '',
			);
		}
		if (this.grew) tell('info', 'More rows came in while these were read: what came later is not among the items.');
		if (this.wasUnordered) tell('info', 'The tracker did not sort the rows as asked: they were put in order here.');
		if (this.notTaken.size > 0)
			tell(
				'warning',
				`The tracker kept ${quoted([...this.notTaken])} otherwise than sent: notTaken in the item (but for Data Only) says what it has instead.`,
			);
		if (this.lost.length > 0) {
			const shown = this.lost.slice(0, MOST);
			const more = this.lost.length > MOST ? ` and ${this.lost.length - MOST} more` : '';
			tell('warning', `These costs met no click, so they show nowhere in the tracker: ${shown.join('; ')}${more}.`);
		}
		if (this.unchecked !== undefined)
			tell('warning', `The costs were sent, but how many clicks they meet could not be counted: ${this.unchecked}.`);
		return hints;
	}
}

const counted = (items: number): string => (items === 1 ? '1 input item' : `${items} input items`);

function wordsFor({ name, operator, expression }: Filter): string {
	const value = expression === undefined ? '' : ` ${[expression].flat().join(', ')}`;
	return `"${name} ${operatorName(operator)}${value.length > LONGEST ? `${value.slice(0, LONGEST)}…` : value}"`;
}

const listed = (all: Set<string>): string => [...all].join(', ');
