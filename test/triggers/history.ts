/** A random history: a tracker on which things happen, and an n8n that polls it while things go wrong. */
import type { IDataObject, IPollFunctions } from 'n8n-workflow';
import { poll } from '../../nodes/Keitaro/triggers/poll';
import { seeded } from '../emulator/random';
import { eventId, lastOf, secondOf, World, type Answered, type Kind, type Row } from './world';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How late a conversion is written at most. A reading may take several polls besides; together they stay below the node's two hours. */
const LATEST = 40 * MINUTE;

const NEXT: Record<string, string[]> = { lead: ['sale', 'rejected', 'lead'], sale: ['rejected', 'sale'], rejected: ['rejected'] };

const chance = (random: () => number, share: number) => random() < share;
const pick = <T>(random: () => number, list: readonly T[]): T => list[Math.floor(random() * list.length)];
const between = (random: () => number, from: number, to: number) => from + Math.floor(random() * (to - from + 1));

/** What a row's statuses amount to, for the event that is watched. */
interface Occurrence {
	/** As it is told. */
	name: string;
	/** The status in which it shows, as the place in the row's list of statuses. */
	phase: number;
	/** Whether it still shows. */
	isCurrent: boolean;
}

export interface Verdict {
	polls: number;
	requests: number;
	told: number;
	conversions: number;
	twice: string[];
	missed: string[];
	/** Told though it was there before the first look, or never happened. */
	wrong: string[];
}

export class History {
	readonly kind: Kind;
	readonly event: 'newConversion' | 'statusChanged';
	private readonly statuses: string[];
	private readonly campaigns: number[];
	/** n8n keeps the state of polls that told nothing, as newer versions do. Those also drop polls that took too long. */
	private readonly keepsAll: boolean;
	/** Milliseconds that n8n's clock is ahead of the tracker's. */
	private readonly skew: number;
	/** Milliseconds that n8n gives a poll. */
	private readonly budget?: number;
	private readonly world: World;
	private readonly random: () => number;

	private readonly told: string[] = [];
	/** How many statuses each row had when the first look began, and when it was through. */
	private atFirst: Map<Row, number> | undefined;
	private afterFirst: Map<Row, number> | undefined;
	/** The present of the tracker at the first look, if it found nothing: what is dated before is taken for what it did not get to see. */
	private emptyAt = -Infinity;
	private kept: IDataObject = {};
	private saved = '{}';
	private failsAt = Infinity;
	private whileAsked?: () => void;
	private polls = 0;
	private requests = 0;

	constructor(private readonly seed: number) {
		const random = (this.random = seeded(seed));
		this.kind = chance(random, 0.75) ? 'newer' : 'older';
		this.event = chance(random, 0.6) ? 'newConversion' : 'statusChanged';
		this.statuses = chance(random, 0.3) ? ['sale'] : [];
		this.campaigns = chance(random, 0.3) ? [1] : [];
		this.keepsAll = chance(random, 0.5);
		this.skew = pick(random, [0, 0, -90 * SECOND, -3 * HOUR, -3 * DAY, 45 * MINUTE, 3 * DAY]);
		this.budget = chance(random, 0.3) ? 40 * SECOND : undefined;
		const pageCap = pick(random, [10_000, 10_000, 20, 8]);
		this.world = new World(this.kind, pageCap, chance(random, 0.7), Date.UTC(2026, 2, 1) + between(random, 0, 300) * DAY);
	}

	/** n8n's clock. */
	now(): number {
		return this.world.now + this.skew;
	}

	async run(): Promise<Verdict> {
		const { random, world } = this;
		for (let count = between(random, 0, 8); count > 0; count--) this.somethingHappens();
		for (let count = between(random, 5, 8); count > 0; count--) {
			for (let events = pick(random, [0, 1, 1, 2, 4, 12]); events > 0; events--) this.somethingHappens();
			world.now += pick(random, [MINUTE, MINUTE, 5 * MINUTE, 40 * MINUTE, 3 * HOUR, DAY]);
			await this.n8nWorks();
		}
		// At last all works, and n8n gets as many polls as it needs.
		this.failsAt = Infinity;
		for (let quiet = 0, left = 500; quiet < 2; world.now += 11 * MINUTE) {
			if (left-- === 0) throw new Error(`History ${this.seed} does not come to an end`);
			quiet = (await this.poll()) === 0 && !this.isMidway() ? quiet + 1 : 0;
		}
		return this.verdict();
	}

	/** A conversion, often several in a second, some of them late; or a change. */
	private somethingHappens(): void {
		const { random, world } = this;
		const late = chance(random, 0.15) ? between(random, 0, LATEST) : 0;
		if (world.rows.length > 0 && chance(random, 0.4)) {
			const row = pick(random, chance(random, 0.2) ? world.rows : world.rows.slice(-20));
			world.change(row, pick(random, NEXT[lastOf(row).status]), world.now - late);
		} else {
			// n8n's clock is what bounds times that lie in the future.
			const early = this.skew <= 0 && chance(random, 0.01) ? pick(random, [HOUR, 30 * DAY]) : 0;
			world.write(pick(random, ['lead', 'lead', 'sale']), between(random, 1, 2), world.now - late + early);
		}
		if (chance(random, 0.6)) world.now += between(random, 0, 90 * SECOND);
	}

	/** A poll after which n8n may be restarted, that may fail or overlap with another, while the tracker goes on. */
	private async n8nWorks(): Promise<void> {
		const { random } = this;
		if (this.atFirst && chance(random, 0.15)) this.kept = JSON.parse(this.saved) as IDataObject;
		this.failsAt = chance(random, 0.2) ? between(random, 1, 3) : Infinity;
		const others: Array<Promise<number>> = [];
		this.whileAsked = () => {
			// A tracker without a history cannot tell all that happens while it is read.
			if (this.kind === 'newer' && chance(random, 0.2)) this.somethingHappens();
			if (others.length === 0 && chance(random, 0.1)) others.push(this.poll());
		};
		await this.poll(this.keepsAll && chance(random, 0.1));
		this.whileAsked = undefined;
		await Promise.all(others);
	}

	/** Polls as n8n does. Returns how many events came. */
	private async poll(isDropped = false): Promise<number> {
		this.polls++;
		const kept = isDropped || this.failsAt < Infinity ? JSON.stringify(this.kept) : '';
		const begun = this.atFirst ?? this.snapshot();
		const began = this.world.now;
		const result = await poll.call(this.context()).catch((error: Error) => error);
		if (result instanceof Error) {
			if (!/HTTP 500/.test(result.message)) throw result;
			if (JSON.stringify(this.kept) !== kept) throw new Error('A poll that failed left something behind');
			return 0;
		}
		if (isDropped) {
			this.kept = JSON.parse(kept) as IDataObject;
			return 0;
		}
		const events = (result?.[0] ?? []).map(({ json }) => this.nameOf(json));
		if (this.state === undefined) return 0;
		this.told.push(...events);
		if (!this.atFirst || this.keepsAll || events.length > 0) this.saved = JSON.stringify(this.kept);
		if (!this.atFirst && begun.size === 0) this.emptyAt = began;
		this.atFirst ??= begun;
		if (!this.isMidway()) this.afterFirst ??= this.snapshot();
		return events.length;
	}

	private get state(): IDataObject | undefined {
		const { Trigger } = ((this.kept.keitaro as IDataObject | undefined)?.trigger ?? {}) as Record<
			string,
			{ data: { state: IDataObject } } | undefined
		>;
		return Trigger?.data.state;
	}

	private isMidway(): boolean {
		return this.state?.next !== undefined;
	}

	private snapshot(): Map<Row, number> {
		return new Map(this.world.rows.map((row) => [row, row.phases.length]));
	}

	private nameOf({ event_id, conversion_id, status }: IDataObject): string {
		const id = String(event_id ?? eventId(Number(conversion_id)));
		return this.event === 'newConversion' ? id : `${id} ${String(status)}`;
	}

	/** What happened to a row, whoever saw it. */
	private occurrences(row: Row): Occurrence[] {
		const { statuses } = this;
		const isWanted = (status: string) => statuses.length === 0 || statuses.includes(status);
		if (this.campaigns.length > 0 && !this.campaigns.includes(row.campaign)) return [];
		const { status: present } = lastOf(row);
		if (this.event === 'newConversion') {
			const phase = row.phases.findIndex(({ status }) => isWanted(status));
			return phase < 0 ? [] : [{ name: eventId(row.id), phase, isCurrent: isWanted(present) }];
		}
		return row.phases.flatMap(({ status }, phase) =>
			phase > 0 && row.phases[phase - 1].status !== status && isWanted(status)
				? [{ name: `${eventId(row.id)} ${status}`, phase, isCurrent: status === present }]
				: [],
		);
	}

	/** Whether the row still tells it. One of an older tracker only tells of its last change. */
	private isToldBy(row: Row, { phase, isCurrent }: Occurrence): boolean {
		if (this.kind === 'newer' || (this.event === 'newConversion' && this.statuses.length === 0)) return isCurrent;
		return isCurrent && phase === row.phases.length - 1;
	}

	private verdict(): Verdict {
		const count = new Map<string, number>();
		for (const name of this.told) count.set(name, (count.get(name) ?? 0) + 1);
		const right = new Set<string>();
		const missed: string[] = [];
		for (const row of this.world.rows) {
			for (const occurrence of this.occurrences(row)) {
				const isOld = occurrence.phase < (this.atFirst?.get(row) ?? 0);
				// What was there, but with another status by then, may be told when it gets one of those wanted again.
				const wasHidden = isOld && !this.statuses.every((status) => row.phases[(this.atFirst?.get(row) ?? 1) - 1].status === status);
				if (!isOld || wasHidden) right.add(occurrence.name);
				const isNew = occurrence.phase >= (this.afterFirst?.get(row) ?? 0);
				const isSeen = row.phases[occurrence.phase].at >= secondOf(this.emptyAt);
				if (isNew && isSeen && this.isToldBy(row, occurrence) && !count.has(occurrence.name)) missed.push(occurrence.name);
			}
		}
		return {
			polls: this.polls,
			requests: this.requests,
			told: this.told.length,
			conversions: this.world.rows.length,
			twice: [...count].filter(([, times]) => times > 1).map(([name]) => name),
			missed,
			wrong: [...count.keys()].filter((name) => !right.has(name)),
		};
	}

	private context(): IPollFunctions {
		const { event, statuses, campaigns, kind, budget } = this;
		const parameters: IDataObject = { event, statuses, campaigns, columns: ['event_id', 'status'] };
		let asked = 0;
		const answer = async (_type: string, { method, url, body }: IDataObject): Promise<Answered> => {
			this.requests++;
			this.world.now += between(this.random, 0, 8) * SECOND;
			this.whileAsked?.();
			if (++asked >= this.failsAt) return { statusCode: 500, headers: this.world.headers, body: { error: 'out of order' } };
			return this.world.answer(`${String(method)} ${String(url).split('/admin_api/v1')[1]}`, JSON.parse(String(body)) as never);
		};
		const context = {
			getNode: () => ({ id: 'trigger', name: 'Trigger', parameters: {}, credentials: { keitaroApi: { id: '1', name: 'Keitaro' } } }),
			getWorkflow: () => ({ id: `w${this.seed}` }),
			getMode: () => 'trigger',
			getTimezone: () => 'UTC',
			getNodeParameter: (name: string, fallback: unknown) => parameters[name] ?? fallback,
			getWorkflowStaticData: () => this.kept,
			getChildNodes: () => [],
			getCredentials: async () => ({ domain: `https://${kind}-${this.seed}.example.com`, apiKey: 'key' }),
			...(budget === undefined ? {} : { getPollBudgetMs: () => budget }),
			helpers: { httpRequestWithAuthentication: answer },
		};
		return context as unknown as IPollFunctions;
	}
}
