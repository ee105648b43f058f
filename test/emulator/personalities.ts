/** Kinds of trackers that are out there. Each is a table of settings, with the fact it rests on. */
import type { Settings } from './types';

/** What scripts in use send and trackers take, though the published API has it otherwise (bodies of public clients). */
const LAX = { lax: true } satisfies Partial<Settings>;

/** Words seen live, without the status that they came with. */
const NO = { error: 'You have no permission to do this', stacktrace: null };

export const personalities = {
	/** The published API of 2022, and nothing else. */
	spec: { lax: false },

	/** Trackers of 2026 whose clients were published with live answers. */
	v11: {
		...LAX,
		// Invalid fields; unknown columns are refused with the list of the valid ones.
		validationStatus: 422,
		// The old words of the log are accepted and left out of the rows.
		olderConversions: false,
		dialect: 'both',
	},

	/** A tracker of August 2026, each of whose names was probed alone. */
	dropping: {
		...LAX,
		names: 'probed',
		// A measure that it does not know is left out of the rows with 200, a dimension refused.
		unknownMeasures: 'dropped',
		dialect: 'both',
		// conversion_id, postback_datetime, previous_status and original_status come back; event_id and version are unknown.
		olderConversions: true,
		labels: 'refused',
	},

	/** A tracker of 2021. */
	old: {
		...LAX,
		validationStatus: 406,
		dialect: 'grouping',
		totals: false,
		oldColumns: true,
		olderConversions: true,
		pagedCampaigns: false,
		paged: false,
		// Records come inside an array of one: seen after clones, restores and checks, so taken for possible everywhere.
		wrapsRecords: true,
	},

	/** The key of a user with few rights: some sections closed, lists cut without a word, a no inside a 200. */
	restricted: {
		...LAX,
		restricted: true,
		refusesInside: {
			// Clients of the updating of costs take a falsy success for a failure.
			'POST /clicks/update_costs': { success: false },
			'POST /report/labels': NO,
			'POST /clicks/clean': NO,
		},
	},

	/** Behind Cloudflare and a web server of its own. */
	fronted: { ...LAX, cloudflare: true, maxUrl: 2048, hiccups: true },
} as const satisfies Record<string, Partial<Settings>>;

export type Personality = keyof typeof personalities;

export const settingsOf = (name: Personality): Partial<Settings> => structuredClone(personalities[name]);

/** A personality by its name, as a person has typed it. */
export function personality(name: string): Personality {
	if (Object.hasOwn(personalities, name)) return name as Personality;
	throw new Error(`There is no tracker "${name}": choose one of ${Object.keys(personalities).join(', ')}`);
}
