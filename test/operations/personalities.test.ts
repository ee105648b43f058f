/** Every operation on every kind of tracker that is known, in every way that its samples fill it in. */
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { listSearch, loadOptions, nodeType, runNode, testCredential } from '../engine';
import { startEmulator, type Emulator } from '../emulator';
import { personalities, settingsOf, type Personality } from '../emulator/personalities';
import { withoutPauses } from '../trust/impatience';
import { known, sampleOf } from './every';

/** What comes of a way to fill in an operation: `minimal`, `full`, or the place of another. Without a row, it works and names nothing. */
interface Row {
	/** `resource:operation way` */
	of: RegExp;
	/** It is refused with these words. */
	refused?: RegExp;
	/** Columns that the tracker does not have, named in the item. */
	missing?: string[];
	/** Fields that it keeps otherwise, named in the item. */
	notTaken?: string[];
}

const CLOSED = /user may not do this: You have no permission to access this page to (users|integrations|botlist|logs) \(HTTP 403\)$/;
/** The tracker decides itself where a group stands. */
const PLACES: Row = { of: /^group:(create|update) full$/, notTaken: ['position'] };
/** Newer trackers take the older words and leave them out. */
const OLDER_WORDS: Row = { of: /^conversion:(getAll|get) full$/, missing: ['postback_datetime'] };
/** Where the newer words are not known, what the node asks for by itself is renamed, and what the user chose is named. */
const newerWords = (...missing: string[]): Row[] => [
	{ of: /^conversion:(getAll|get) minimal$/, missing: ['event_id', 'datetime', ...missing] },
	{
		of: /^conversion:(getAll|get) full$/,
		refused: /does not know "status_history", "version", "conversion_type".*near to it are "status"/,
	},
];

const EXPECTED: Record<Personality, Row[]> = {
	// Groups of domains came later.
	spec: [PLACES, OLDER_WORDS, { of: /^domain:(create|update) full$/, refused: /Unknown key "group_id" \(HTTP 400\)$/ }],
	v11: [PLACES, OLDER_WORDS],
	dropping: [
		PLACES,
		// What is chosen at first and can be done without is done without.
		...newerWords('offer_id'),
		{ of: /^click:(getAll|get) full$/, refused: /does not know "event_id", "extra_param_10"/ },
		{ of: /^blacklist:get/, refused: /^The tracker refused the request: Bad request \(HTTP 400\)$/ },
		{ of: /^blacklist:delete/, refused: /^The tracker took the request, but whether the label is gone cannot be seen: / },
		{ of: /^stats:getAll full$/, missing: ['deposits', 'cpl'] },
	],
	old: [
		PLACES,
		...newerWords(),
		{ of: /^click:(getAll|get) full$/, refused: /does not know "event_id", "sub_id_30"/ },
		{ of: /^stats:getAll full$/, refused: /does not know "deposits", "cpl"; near to it are "crl"/ },
	],
	restricted: [
		PLACES,
		OLDER_WORDS,
		{ of: /^(bot|facebookIntegration|log|settings|user):/, refused: CLOSED },
		{
			of: /^blacklist:(create|update|delete)|^click:clean/,
			refused: /^The tracker refused the request: You have no .* \(HTTP 200\)$/,
		},
		{ of: /^click:updateCosts/, refused: /^The tracker refused the request \(HTTP 200\)$/ },
		// Lists are cut without a word: what is looked up in them is not found.
		{ of: /^campaign:(create|update) full$/, refused: /^No domain has the name/ },
		{ of: /^stream:(create|update) full$|^stream:(setOffers minimal|addOffer)/, refused: /^The offer \d cannot be found$/ },
	],
	fronted: [
		{ of: /^group:update full$/, notTaken: ['position'] },
		OLDER_WORDS,
		// What creates something is not sent again after an answer that leaves it open, unless something was read before.
		{
			of: /^(affiliateNetwork|facebookIntegration|group|source|user):create|^(affiliateNetwork|campaign|landing|offer|source):clone|^(campaign|conversion|domain|landing|offer|stream):create minimal$|^stream:create [23]$|^click:create full$|^domain:register minimal$|^(landing|offer):addFile minimal$|^postback:test minimal$/,
			refused: /^The tracker could not handle the request \(HTTP 502\)$/,
		},
	],
};

let emulator: Emulator;
withoutPauses();
afterEach(async () => await emulator.stop());

const wayOf = (at: number, hasFull: boolean): string => (at === 0 ? 'minimal' : hasFull && at === 1 ? 'full' : String(at));

async function outcomeOf(
	as: Personality,
	one: (typeof known)[number],
	form: INodeParameters,
): Promise<Omit<Row, 'of' | 'refused'> & { error?: string }> {
	const { setup, item = { json: {} } } = sampleOf(one);
	emulator.reset();
	setup?.(emulator);
	Object.assign(emulator.settings, settingsOf(as));
	// Older trackers have numbers for IDs of conversions.
	const own =
		emulator.settings.olderConversions && 'conversionId' in form ? { conversionId: String(emulator.store.conversions[0].id) } : {};
	const { items, error } = await runNode({
		parameters: { resource: one.resource.value, operation: one.operation.value, ...form, ...own, options: { retryPause: 1 } },
		credentials: emulator.credentials(),
		items: [structuredClone(item)],
	});
	const { missing, notTaken } = (items[0]?.json ?? {}) as { missing?: string[]; notTaken?: IDataObject[] };
	return { error: error?.message, missing, notTaken: notTaken?.map(({ field }) => String(field)) };
}

/** Lists to choose from that a kind of tracker does not give. */
const LISTS: Partial<Record<Personality, [method: RegExp, words: RegExp]>> = {
	restricted: [/^search(FacebookIntegration|User)$/, CLOSED],
};

describe.each(Object.keys(personalities) as Personality[])('a tracker that is %s', (as) => {
	it('fills every list to choose from, and passes the test of the credential', async () => {
		emulator = await startEmulator({ as });
		const { methods } = nodeType('keitaro');
		const credentials = emulator.credentials();
		const context = { parameters: { resource: 'campaign', operation: 'get', campaignId: 1, streamId: 1 }, credentials };
		const wrong: string[] = [];
		let lists = 0;
		for (const [load, named] of [
			[listSearch, methods?.listSearch],
			[loadOptions, methods?.loadOptions],
		] as const) {
			for (const name of Object.keys(named ?? {})) {
				emulator.reset();
				lists++;
				const [refused, words] = LISTS[as] ?? [];
				const error = await load(name, context).then(
					() => undefined,
					(thrown: Error) => thrown.message,
				);
				const isDue = refused?.test(name) ? words!.test(error ?? '') : error === undefined;
				if (!isDue) wrong.push(`${name}: ${error ?? 'works, but is to be refused'}`);
			}
		}
		expect(wrong).toEqual([]);
		expect(lists).toBeGreaterThan(20);
		// Saving a credential asks once, and does not ask again when the tracker is busy.
		emulator.reset();
		emulator.settings.hiccups = false;
		const { keitaroApi } = credentials;
		expect(await testCredential('keitaroApi', { ...keitaroApi, ignoreSslIssues: false })).toMatchObject({ status: 'OK' });
	});

	it('does what is expected of it, in every operation', async () => {
		emulator = await startEmulator({ as });
		const rows = EXPECTED[as];
		const used = new Set<Row>();
		const wrong: string[] = [];
		let cells = 0;
		for (const one of known) {
			const { minimal, full, others = [], explains } = sampleOf(one);
			for (const [at, form] of [minimal, ...(full ? [full] : []), ...others].entries()) {
				const cell = `${one.name} ${wayOf(at, full !== undefined)}`;
				const row = rows.find(({ of }) => of.test(cell));
				if (row && !explains) used.add(row);
				const words = explains ? /./ : row?.refused;
				const { error, missing = [], notTaken = [] } = await outcomeOf(as, one, form);
				cells++;
				if (words ? !words.test(error ?? '') : error !== undefined) wrong.push(`${cell}: ${error ?? 'works, but is to be refused'}`);
				if (error !== undefined) continue;
				if (String(missing) !== String(row?.missing ?? [])) wrong.push(`${cell}: names as missing ${missing.join(', ')}`);
				if (String(notTaken) !== String(row?.notTaken ?? [])) wrong.push(`${cell}: names as not taken ${notTaken.join(', ')}`);
			}
		}
		expect(wrong).toEqual([]);
		expect(rows.filter((row) => !used.has(row)).map(({ of }) => String(of))).toEqual([]);
		expect(cells).toBeGreaterThan(known.length);
	});
});
