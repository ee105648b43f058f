import type { Personality } from './personalities';
import type { Store } from './store/types';

/** How the imitated tracker behaves; a test may change it between two requests. */
export interface Settings {
	/** Milliseconds between the effect and the answer. */
	latency: number;
	/** Trackers of 2021 answer 406 to invalid fields, those of 2026 answer 422. */
	validationStatus: 406 | 422;
	/** false: the Admin API is not in this edition, 402 everywhere. */
	edition: boolean;
	/** The key belongs to a user with few rights: 403 on some sections, others silently cut. */
	restricted: boolean;
	/** false: limit and offset of the campaign list are ignored, as older trackers do. */
	pagedCampaigns: boolean;
	/** Which names of report fields are understood. */
	dialect: 'both' | 'dimensions' | 'grouping';
	/** How `parameters` of a campaign comes out. */
	parametersAs: 'object' | 'string' | 'doubleString';
	/** How `country` of an offer comes out. */
	countriesAs: 'codes' | 'names' | 'string';
	/** conversion_id and postback_datetime come back as event_id and datetime; false: they are accepted and left out. */
	legacyConversionColumns: boolean;
	/** A tracker of 2021: no event_id, conversion_type, status_history, version, no sub ids above 15. */
	oldColumns: boolean;
	/** The log of conversions has conversion_id and postback_datetime, and does not know event_id, datetime, version and status_history. */
	olderConversions: boolean;
	/** Which dimensions, measures and columns there are: all of the published API and of newer trackers, or those probed on one. */
	names: 'all' | 'probed';
	/** What becomes of a measure that it does not know. */
	unknownMeasures: 'refused' | 'dropped';
	/** Takes what scripts in use send, though the published API has it otherwise. */
	lax: boolean;
	/** false: limit and offset of reports and logs are ignored. */
	paged: boolean;
	/** Records come inside an array of one. */
	wrapsRecords: boolean;
	/** What comes with 200 in place of what was asked for, by operation, as in `POST /clicks/clean`. */
	refusesInside: Record<string, object>;
	/** `refused`: labels can be set, and not be read. */
	labels: 'read' | 'refused';
	/** The first request is one too many (429), the second meets a restart of the web server (502 with a page). */
	hiccups: boolean;
	/** Milliseconds until costs, postbacks, cleaning and domain checks take effect. */
	asyncDelay: number;
	/** Requests with a library's own User-Agent are refused as Cloudflare does. */
	cloudflare: boolean;
	/** What the postback address says without `return`. */
	postbackAnswer: string;
	/** What a repeated pair of sub id and tid does. */
	duplicatePostbacks: 'update' | 'ignore';
	/** Where an outgoing POST postback carries its values. */
	outgoingPost: 'form' | 'url';
	/** false: the Click API answers 409, as in lesser editions. */
	clickApi: boolean;
	/** What the answer to a change of the bot list counts, which is not documented: what was sent, what has changed, or the whole list. */
	botCount: 'sent' | 'changed' | 'all';
	/** Fields of records that it keeps otherwise than they are sent, and what it makes of them. */
	keeps: Record<string, unknown>;
	/** Filters that it passes over without a word: those of measures, or all. */
	ignoresFilters: 'none' | 'measures' | 'all';
	/** It answers in the order in which it has things. */
	ignoresSort: boolean;
	/** Whether answers of reports and logs carry `total`. */
	totals: boolean;
	/** Rows that a report or a log gives at most, whatever the limit; 0: no such cut. */
	pageCap: number;
	/** Several domains may be created by one name field (not confirmed for real trackers). */
	multiDomains: boolean;
	/** Longer request addresses are refused with 414, as by the web server in front. */
	maxUrl: number;
	/** Folder in which the tracker is installed: `/tracker`. */
	folder: string;
	/** The tracker's own zone: created_at, log lines, ranges without a zone. */
	timezone: string;
	/** In which zone histories of statuses are told: that of the report, or the tracker's own. */
	historyZone: 'report' | 'own';
	/** The tracker's own currency. */
	currency: string;
}

export interface RecordedRequest {
	method: string;
	/** Full path as sent, without the query. */
	path: string;
	query: Record<string, string>;
	/** As sent. */
	url: string;
	headers: Record<string, string>;
	body: string;
	json: unknown;
	/** The status answered; 0: nothing was. */
	status: number;
	/** Requests in flight, this one included, when it arrived. */
	inFlight: number;
	/** The contract row that matched: "POST /botlist/exclude". */
	operation?: string;
}

export interface Fault {
	method?: string;
	/** Matched against the path below /admin_api/v1 (or the operation's template), on tracking addresses against the full path. */
	path?: string | RegExp;
	/** How many times it strikes; without it: every time. */
	times?: number;
	/** Chance from 0 to 1, drawn from a generator of its own. */
	rate?: number;
	seed?: number;
	/** Matching requests let through first. */
	skip?: number;
	kind:
		| 'status'
		| 'dropBefore'
		| 'dropAfter'
		| 'html'
		| 'redirect'
		| 'timeout'
		| 'truncated'
		| 'invalidJson'
		| 'plainText'
		| 'slowDrip'
		| 'echoKey'
		| 'huge'
		| 'body';
	status?: number;
	headers?: Record<string, string>;
	body?: string;
	location?: string;
	/** The request takes effect although the answer is the fault's. Always so for dropAfter, truncated and slowDrip. */
	after?: boolean;
}

export interface EmulatorOptions {
	port?: number;
	apiKey?: string;
	postbackKey?: string;
	settings?: Partial<Settings>;
	/** The kind of tracker that it is; the published API unless said otherwise. */
	as?: Personality;
	/** The tracker's clock, in milliseconds. Without one it stands still at NOON, so that tests may name dates on whatever day they run. */
	now?: () => number;
}

export type RequestListener = (request: RecordedRequest) => void | Promise<void>;

export interface Emulator {
	/** What a node needs to work on it: its address and its keys. */
	credentials(): { keitaroApi: { domain: string; apiKey: string; postbackKey: string } };
	/** http://127.0.0.1:PORT */
	url: string;
	apiKey: string;
	postbackKey: string;
	settings: Settings;
	requests: RecordedRequest[];
	/** TCP connections accepted. */
	connections: number;
	maxInFlight: number;
	/** Requests without an answer, or without the end of it. */
	readonly inFlight: number;
	/** Those of them that never get one: a fault holds them. */
	readonly hanging: number;
	store: Store;
	fault(fault: Fault): void;
	clearFaults(): void;
	/** Called before a request is handled and after it was recorded: lets a test change state between two requests. */
	onRequest(listener: RequestListener): () => void;
	/** Called when a request was answered, or was left without an answer. */
	onAnswer(listener: RequestListener): () => void;
	/** Lets delayed effects (costs, postbacks, checks) happen at once; resolves when they and outgoing postbacks are done. */
	settle(): Promise<void>;
	/** Fresh data, default settings, no faults, records, listeners or pending effects. */
	reset(): void;
	stop(): Promise<void>;
}

/** What handlers see of the emulator. */
export interface Tracker {
	readonly store: Store;
	readonly settings: Settings;
	readonly apiKey: string;
	readonly postbackKey: string;
	/** Address of the server, where tracking links point. */
	url: string;
	now(): number;
	/** The present moment as the tracker writes it. */
	stamp(at?: number): string;
	random(): number;
	/** Runs an effect after the settings' delay. */
	later(effect: () => void | Promise<void>): void;
}

export interface Call {
	method: string;
	/** Path as sent, decoded segments in `params`. */
	path: string;
	url: string;
	params: Record<string, string>;
	id: number;
	query: Record<string, string>;
	body: Record<string, unknown>;
	rawBody: string;
	headers: Record<string, string>;
}

export interface Answer {
	status: number;
	type?: string;
	body: string | Buffer;
	headers?: Record<string, string>;
}

export type Handler = (tracker: Tracker, call: Call) => Answer | Promise<Answer>;
