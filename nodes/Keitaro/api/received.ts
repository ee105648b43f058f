import type { IDataObject } from 'n8n-workflow';
import { fits, isPlain, type Filter } from '../values/filter';
import { isMisplaced, sortRows, type SortRule } from '../values/sorted';

/** What the rows of a report or log show of how the tracker took the request. Trackers pass over what they do not know (seen live). */
export interface Findings {
	/** Dimensions, measures and columns that were asked for, and that no row has. */
	missing: string[];
	/** Names that the rows have. */
	came: string[];
	/** Filters that the tracker passed over: rows that do not match were left out here. */
	passedOver: Filter[];
	/** Filters that no row could prove or disprove. */
	unproven: Filter[];
	/** The rows did not come in the order asked for, and were put in order. */
	wasUnordered: boolean;
	/** Rows came in while the others were read, and are not among them. */
	grew?: true;
}

export interface Wanted {
	/** Names that the user asked for, in whatever place. */
	names: string[];
	filters?: IDataObject[];
	sort?: IDataObject[];
	/** The first and the last day of a report, `YYYY-MM-DD`, where its rows carry the day. */
	days?: [string, string];
}

/** A filter, and what the rows have shown of it. */
interface Checked extends Filter {
	isProven: boolean;
	/** A row came that certainly does not match. */
	isPassedOver: boolean;
	/** A row came that matches. */
	fitting: boolean;
	/** Rows that do not match, unless the tracker tells and compares by different names. */
	doubtful: Set<IDataObject>;
}

/**
 * Holds the rows of an answer against what was asked for, one by one as they come.
 *
 * A row that a filter leaves out does not count. Some columns are told by name and compared by code: of those a row is only left out if
 * another row fits.
 */
export class Received {
	private readonly lacking: Set<string>;
	private readonly filters: Checked[];
	private readonly rules: SortRule[];
	private before?: IDataObject;
	/** The names of the first row; nothing as long as none came. */
	private came?: string[];
	/** A row came that does not stand where the order asked for has it. */
	isUnordered = false;

	constructor({ names, filters = [], sort = [], days }: Wanted) {
		this.lacking = new Set(names);
		const range = days ? [{ name: 'day', operator: 'BETWEEN', expression: days }] : [];
		this.rules = sort as unknown as SortRule[];
		this.filters = [...(filters as unknown as Filter[]), ...range].map((filter) => ({
			...filter,
			isProven: false,
			isPassedOver: false,
			fitting: false,
			doubtful: new Set(),
		}));
	}

	/** Takes the next row; returns it, `shaped`, if it is one that was asked for. */
	take(row: IDataObject, shaped: (row: IDataObject) => IDataObject): IDataObject | undefined {
		for (const name of this.lacking) if (Object.hasOwn(row, name)) this.lacking.delete(name);
		const doubting: Array<Set<IDataObject>> = [];
		let isIn = true;
		for (const filter of this.filters) {
			const value = row[filter.name];
			const fitting = value === undefined ? undefined : fits(filter, value);
			if (fitting === undefined) continue;
			filter.isProven = true;
			if (fitting) filter.fitting = true;
			else if (!isPlain(filter, value)) doubting.push(filter.doubtful);
			else isIn = !(filter.isPassedOver = true);
		}
		this.came ??= Object.keys(row);
		if (!isIn) return undefined;
		const kept = shaped(row);
		for (const doubtful of doubting) doubtful.add(kept);
		if (this.before && !this.isUnordered) this.isUnordered = isMisplaced(this.before, kept, this.rules);
		this.before = kept;
		return kept;
	}

	/** What is to be left of the rows once all are there, and what they show. Without any row, nothing is known. */
	settle(rows: IDataObject[]): { rows: IDataObject[]; findings: Findings } {
		const disproved = this.filters.filter(({ doubtful, fitting }) => fitting && doubtful.size > 0);
		const kept = disproved.length === 0 ? rows : rows.filter((row) => !disproved.some(({ doubtful }) => doubtful.has(row)));
		if (this.isUnordered) sortRows(kept, this.rules);
		return {
			rows: kept,
			findings: {
				missing: this.came ? [...this.lacking] : [],
				came: this.came ?? [],
				passedOver: this.filters.filter((filter) => filter.isPassedOver || disproved.includes(filter)).map(plain),
				unproven: this.came
					? this.filters.filter(({ isProven, fitting, isPassedOver }) => !isPassedOver && !(isProven && fitting)).map(plain)
					: [],
				wasUnordered: this.isUnordered,
			},
		};
	}
}

const plain = ({ name, operator, expression }: Filter): Filter => ({ name, operator, expression });
