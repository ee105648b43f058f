/**
 * The life of a polling trigger on an emulated tracker: conversions come in and change, early and late, while people and machines do to the
 * workflow what they do. What has to be told is worked out beside it, from what happened alone.
 */
import * as fc from 'fast-check';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import type { Conversion, Settings } from '../emulator';
import type { bench } from './bench';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

const STATUSES = ['lead', 'sale', 'rejected'];

/** What can be wanted of the log. */
const WISHES: Array<{ campaigns: number[]; statuses: string[]; more: INodeParameters }> = [
	{ campaigns: [], statuses: [], more: {} },
	{ campaigns: [1], statuses: [], more: { columns: ['event_id', 'status', 'sub_id'] } },
	{ campaigns: [2], statuses: ['sale'], more: { timezone: 'Asia/Tokyo' } },
	{ campaigns: [], statuses: ['sale', 'rejected'], more: { options: { lookBack: 600 } } },
];

/** How an address can be spelt. */
const SPELLINGS = [
	(url: string) => url,
	(url: string) => `${url}/`,
	(url: string) => `${url}/admin/#!/campaigns`,
	(url: string) => url.replace('http', 'HTTP'),
];

export type Step =
	| { do: 'write'; status: number; campaign: number; late: number }
	| { do: 'change'; which: number; status: number; late: number }
	| { do: 'wait'; minutes: number }
	| { do: 'poll' }
	| { do: 'fail'; at: number }
	| { do: 'rename'; name: number }
	| { do: 'wish'; wish: number }
	| { do: 'spell'; spelling: number }
	| { do: 'crash' }
	| { do: 'setBack'; hours: number };

export interface Life {
	event: 'newConversion' | 'statusChanged';
	/** When it begins; around changes of clocks, too. */
	start: number;
	/** Milliseconds that the tracker's clock is ahead of n8n's. */
	ahead: number;
	zone: string;
	/** Rows that the tracker gives at once; 0: as many as wanted. */
	pageCap: number;
	/** At the first look the tracker gives nothing of what it has. */
	beginsEmpty: boolean;
	steps: Step[];
}

const late = fc.oneof({ weight: 6, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.integer({ min: 0, max: 100 }) });
const status = fc.nat(STATUSES.length - 1);
const step: fc.Arbitrary<Step> = fc.oneof(
	{ weight: 8, arbitrary: fc.record({ do: fc.constant('write' as const), status, campaign: fc.integer({ min: 1, max: 2 }), late }) },
	{ weight: 4, arbitrary: fc.record({ do: fc.constant('change' as const), which: fc.nat(99), status, late: fc.constant(0) }) },
	{ weight: 6, arbitrary: fc.record({ do: fc.constant('wait' as const), minutes: fc.constantFrom(0, 1, 1, 5, 40, 180, 1500) }) },
	{ weight: 8, arbitrary: fc.constant({ do: 'poll' as const }) },
	{ weight: 1, arbitrary: fc.record({ do: fc.constant('fail' as const), at: fc.nat(2) }) },
	{ weight: 1, arbitrary: fc.record({ do: fc.constant('rename' as const), name: fc.nat(2) }) },
	{ weight: 2, arbitrary: fc.record({ do: fc.constant('wish' as const), wish: fc.nat(WISHES.length - 1) }) },
	{ weight: 1, arbitrary: fc.record({ do: fc.constant('spell' as const), spelling: fc.nat(SPELLINGS.length - 1) }) },
	{ weight: 1, arbitrary: fc.constant({ do: 'crash' as const }) },
	{ weight: 1, arbitrary: fc.record({ do: fc.constant('setBack' as const), hours: fc.integer({ min: 1, max: 20 }) }) },
);

export const life = (noon: number): fc.Arbitrary<Life> =>
	fc.record({
		event: fc.constantFrom('newConversion', 'statusChanged'),
		// Noon of a day; an hour before clocks in Berlin are put back, and before they are put forward.
		start: fc.constantFrom(noon, Date.UTC(2026, 9, 25, 0), Date.UTC(2026, 2, 29, 0)),
		ahead: fc.constantFrom(0, 0, 3 * HOUR, -3 * HOUR, 72 * HOUR),
		zone: fc.constantFrom('UTC', 'Europe/Berlin'),
		pageCap: fc.constantFrom(0, 0, 7),
		beginsEmpty: fc.boolean(),
		steps: fc.array(step, { minLength: 5, maxLength: 30 }),
	});

/** What came of it: nothing that is lost, told twice or told wrongly, if all is well. */
export interface Verdict {
	told: number;
	polls: number;
	faults: string[];
}

/** A status that a conversion got. */
interface Turn {
	status: string;
	/** When it was written, by n8n's clock. */
	written: number;
	/** Whether what it is dated was over by then. */
	isLate: boolean;
}

interface Known {
	conversion: Conversion;
	campaign: number;
	turns: Turn[];
}

/** The wish at a poll that succeeded, and how many turns each conversion had by then. */
interface Look {
	at: number;
	wish: (typeof WISHES)[number];
	turns: Map<Known, number>;
}

export class Living {
	private readonly known: Known[] = [];
	private readonly looks: Look[] = [];
	/** By conversion: how often it was told, and how often it may be told again, since n8n died before it kept that it was. */
	private readonly told = new Map<string, number>();
	private readonly again = new Map<string, number>();
	private readonly faults: string[] = [];
	private wish = WISHES[0];
	private spelling = SPELLINGS[0];
	private name = 'Trigger';
	private ahead: number;
	private newest = -Infinity;

	constructor(
		private readonly b: ReturnType<typeof bench>,
		private readonly life: Life,
		private readonly settings: Partial<Settings>,
		/** Whether the tracker tells which statuses a conversion had. */
		private readonly hasHistory: boolean,
		/** What it calls the ID of a conversion. */
		private readonly idOf: (conversion: Conversion) => string,
	) {
		this.ahead = life.ahead;
	}

	async run(): Promise<Verdict> {
		const { b, life } = this;
		b.beginAt(life.start);
		b.setClock(life.ahead);
		Object.assign(b.tracker.settings, this.settings, { timezone: life.zone, historyZone: 'own', pageCap: life.pageCap });
		b.tracker.store.conversions = [];
		for (let at = 0; at < 4; at++) this.write(at % 3, 1 + (at % 2), 1 + 30 * at);
		const before = b.tracker.store.conversions;
		if (life.beginsEmpty) b.tracker.store.conversions = [];
		await this.poll();
		b.tracker.store.conversions = before;
		// What it had before is not seen before the next look.
		b.wait(MINUTE);
		if (life.beginsEmpty) await this.poll();
		for (const one of life.steps) await this.take(one);
		for (let more = 0; more < 3; more++) {
			b.wait(11 * MINUTE);
			await this.poll();
		}
		this.judge();
		return { told: [...this.told.values()].reduce((sum, count) => sum + count, 0), polls: this.looks.length, faults: this.faults };
	}

	private async take(one: Step): Promise<void> {
		const { b } = this;
		if (one.do === 'write') return this.write(one.status, one.campaign, one.late);
		if (one.do === 'change') return this.change(one.which, one.status);
		if (one.do === 'wait') return b.wait(one.minutes * MINUTE + SECOND);
		if (one.do === 'rename') return void (this.name = ['Trigger', 'Sales', 'Umsätze'][one.name]);
		if (one.do === 'wish') return void (this.wish = WISHES[one.wish]);
		if (one.do === 'spell') return void (this.spelling = SPELLINGS[one.spelling]);
		if (one.do === 'setBack') {
			// Once a day at most: nobody sets a clock back more than by what is remembered.
			if (this.ahead !== this.life.ahead) return;
			this.ahead -= one.hours * HOUR;
			return b.setClock(this.ahead);
		}
		if (one.do === 'fail') b.tracker.fault({ kind: 'status', status: 500, skip: one.at, times: 1 });
		const kept = structuredClone(b.kept);
		const looks = this.looks.length;
		const events = await this.poll();
		b.tracker.clearFaults();
		if (one.do !== 'crash') return;
		b.kept = kept;
		this.looks.length = looks;
		for (const id of events) this.again.set(id, (this.again.get(id) ?? 0) + 1);
	}

	private write(status: number, campaign: number, minutesAgo: number): void {
		const { b } = this;
		const click = b.tracker.store.clicks.findIndex(({ campaign_id, offer_id }) => campaign_id === campaign && offer_id > 0);
		const conversion = b.convert({ click, status: STATUSES[status], minutesAgo });
		this.known.push({ conversion, campaign, turns: [this.turn(STATUSES[status], conversion.at)] });
	}

	private change(which: number, status: number): void {
		const one = this.known.at(which % this.known.length)!;
		// No conversion changes before it came in, nor twice in a second.
		if (this.b.now + this.ahead <= one.conversion.at + SECOND) return;
		this.b.change(one.conversion, STATUSES[status]);
		one.turns.push(this.turn(STATUSES[status], one.conversion.at));
	}

	private turn(status: string, at: number): Turn {
		const isLate = at < this.newest - 9 * MINUTE;
		this.newest = Math.max(this.newest, at);
		return { status, written: this.b.now, isLate };
	}

	/** Polls; what was told, by ID. */
	private async poll(): Promise<string[]> {
		const { b, wish } = this;
		const { keitaroApi } = b.credentials();
		const look = { at: b.now, wish, turns: new Map(this.known.map((one) => [one, one.turns.length])) };
		const parameters = {
			event: this.life.event,
			columns: ['event_id', 'status'],
			...wish.more,
			campaigns: wish.campaigns,
			statuses: wish.statuses,
		};
		const credentials = { keitaroApi: { ...keitaroApi, domain: this.spelling(keitaroApi.domain) } };
		const items = await b.poll(parameters, { name: this.name, credentials }).catch((error: Error) => error);
		if (items instanceof Error) {
			if (!/HTTP 500/.test(items.message)) throw items;
			return [];
		}
		this.looks.push(look);
		const ids = items.map(({ event_id, conversion_id }) => String(event_id ?? conversion_id));
		for (const id of ids) this.told.set(id, (this.told.get(id) ?? 0) + 1);
		return ids;
	}

	/** Whether a look tells the turn, if it has not been seen before. */
	private tells({ wish, turns }: Look, one: Known, place: number): boolean {
		const had = one.turns.slice(0, turns.get(one) ?? 0);
		const isWanted = (status: string) => wish.statuses.length === 0 || wish.statuses.includes(status);
		const present = had.at(-1);
		if (!present || !isWanted(present.status)) return false;
		if (wish.campaigns.length > 0 && !wish.campaigns.includes(one.campaign)) return false;
		if (this.life.event === 'newConversion') return had.findIndex(({ status }) => isWanted(status)) === place;
		let last = had.length - 1;
		while (last > 0 && had[last - 1].status === had[last].status) last--;
		return last > 0 && last === place;
	}

	/** Whether the rows of a tracker without a history still tell of the turn. */
	private isShownBy({ wish, turns }: Look, one: Known, place: number): boolean {
		if (this.hasHistory || (this.life.event === 'newConversion' && wish.statuses.length === 0)) return true;
		return place === (turns.get(one) ?? 0) - 1;
	}

	private judge(): void {
		// What was there at the first look, or the tracker did not give then, is taken for known.
		const first = this.looks[0];
		for (const one of this.known) {
			let must = 0;
			let may = this.again.get(this.idOf(one.conversion)) ?? 0;
			for (const [place, turn] of one.turns.entries()) {
				if (place < (first.turns.get(one) ?? 0)) continue;
				const possible = this.looks.filter(({ turns }) => (turns.get(one) ?? 0) > place);
				const through = possible.findIndex(({ at }) => !turn.isLate || at >= turn.written + 10 * MINUTE);
				const until = possible.slice(0, through < 0 ? undefined : through + 1);
				if (until.every((look) => this.tells(look, one, place) && this.isShownBy(look, one, place))) must++;
				if (until.some((look) => this.tells(look, one, place))) may++;
			}
			const told = this.told.get(this.idOf(one.conversion)) ?? 0;
			if (told < must) this.faults.push(`${this.idOf(one.conversion)}: lost, told ${told} of ${must} times`);
			if (told > may) this.faults.push(`${this.idOf(one.conversion)}: told ${told} times, ${may} would be right`);
		}
	}
}

/** Parts of a failing life, to be read, and to be given to the test again. */
export const written = ({ steps, ...life }: Life): string => JSON.stringify({ ...life, steps } satisfies IDataObject | Life, null, 1);
