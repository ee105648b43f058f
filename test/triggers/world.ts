/** A tracker's log of conversions in memory: what thousands of random histories need, and no more. Its clock is set by hand. */
import type { IDataObject } from 'n8n-workflow';

export type Kind = 'newer' | 'older';

interface Phase {
	status: string;
	at: number;
}

export interface Row {
	/** Counted up as rows are written, whatever time they carry. */
	id: number;
	campaign: number;
	/** The statuses it had, oldest first; the last moment is that of the row. */
	phases: Phase[];
}

const COLUMNS: Record<Kind, string[]> = {
	newer: ['event_id', 'datetime', 'status', 'conversion_type', 'version', 'status_history', 'sub_id', 'tid', 'campaign_id'],
	older: ['conversion_id', 'postback_datetime', 'status', 'previous_status', 'sub_id', 'tid', 'campaign_id'],
};

const stamp = (at: number) => new Date(at).toISOString().slice(0, 19).replace('T', ' ');
const moment = (text: string) => Date.parse(`${text.replace(' ', 'T')}Z`);
const type = (status: string) => status[0].toUpperCase() + status.slice(1);

export const lastOf = ({ phases }: Row) => phases[phases.length - 1];
/** Seconds are all that the log knows. */
export const secondOf = (at: number) => Math.floor(at / 1000) * 1000;

interface Body {
	range: { from?: string; to?: string; interval?: string; timezone: string };
	columns: string[];
	filters: Array<{ name: string; operator: string; expression: number[] }>;
	sort: Array<{ name: string; order: string }>;
	limit: number;
	offset: number;
}

export interface Answered {
	statusCode: number;
	headers: IDataObject;
	body: unknown;
}

export class World {
	readonly rows: Row[] = [];
	now: number;

	constructor(
		readonly kind: Kind,
		/** Rows of one answer at most; some trackers give less than they are asked for. */
		private readonly pageCap: number,
		/** Whether answers tell how many rows there are. */
		private readonly totals: boolean,
		start: number,
	) {
		this.now = start;
	}

	write(status: string, campaign: number, at: number): Row {
		const row = { id: this.rows.length + 1, campaign, phases: [{ status, at: secondOf(at) }] };
		this.rows.push(row);
		return row;
	}

	change(row: Row, status: string, at: number): void {
		row.phases = [...row.phases, { status, at: Math.max(secondOf(at), lastOf(row).at) }];
	}

	/** Every server tells its time. */
	get headers(): IDataObject {
		return { date: new Date(this.now).toUTCString() };
	}

	answer(call: string, body: Body): Answered {
		if (call !== 'POST /conversions/log' || body.range.timezone !== 'UTC') return refuse(`Unknown call "${call}"`);
		const known = COLUMNS[this.kind];
		const named = [...body.columns, ...[...body.sort, ...body.filters].map(({ name }) => name)];
		const unknown = [...new Set(named)].filter((name) => !known.includes(name));
		if (unknown.length > 0) return refuse(`Unknown column "${unknown.join('", "')}", valid: ${known.join(', ')}`);

		const { from, to, interval } = body.range;
		const [first, last] = interval === 'all_time' ? [-Infinity, Infinity] : [moment(from!), moment(to!) + 999];
		const found = this.rows
			.filter((row) => lastOf(row).at >= first && lastOf(row).at <= last)
			.filter((row) => body.filters.every(({ expression }) => expression.includes(row.campaign)))
			.map((row) => this.presented(row));
		found.sort((one, other) => {
			for (const { name, order } of body.sort) {
				const [left, right] = [one[name] as string | number, other[name] as string | number];
				if (left !== right) return (left < right ? -1 : 1) * (order === 'ASC' ? 1 : -1);
			}
			return 0;
		});
		const rows = found
			.slice(body.offset, body.offset + Math.min(body.limit, this.pageCap))
			.map((row) => Object.fromEntries(body.columns.map((name) => [name, row[name]])));
		return { statusCode: 200, headers: this.headers, body: { rows, ...(this.totals ? { total: found.length } : {}) } };
	}

	/** What is made of a row holds until it changes. */
	private presented(row: Row): IDataObject {
		const known = this.made.get(row.phases) ?? this.present(row);
		this.made.set(row.phases, known);
		return known;
	}
	private readonly made = new WeakMap<Phase[], IDataObject>();

	private present(row: Row): IDataObject {
		const { status, at } = lastOf(row);
		const common = { status, sub_id: `s${row.id}`, tid: '', campaign_id: row.campaign };
		if (this.kind === 'older') {
			return {
				...common,
				conversion_id: row.id,
				postback_datetime: stamp(at),
				previous_status: row.phases[row.phases.length - 2]?.status ?? '',
			};
		}
		const status_history = row.phases.map((phase, index) => `${index + 1}. ${type(phase.status)} (${stamp(phase.at)})`).join(', ');
		return {
			...common,
			event_id: eventId(row.id),
			datetime: stamp(at),
			conversion_type: type(status),
			version: row.phases.length,
			status_history,
		};
	}
}

export const eventId = (id: number) => `019f36c1-7a40-7002-8e3c-${id.toString(16).padStart(12, '0')}`;

const refuse = (error: string): Answered => ({ statusCode: 400, headers: {}, body: { error } });
