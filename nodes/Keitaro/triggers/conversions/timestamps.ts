/** Moments as the log has them, `YYYY-MM-DD HH:MM:SS` in UTC: that has no hour twice, and none left out. */
const STAMP = /\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}/;

/** The moment of a stamp, in milliseconds; `undefined` for anything else. */
export function timestampOf(stamp: unknown): number | undefined {
	if (typeof stamp !== 'string' || stamp.length < LENGTH) return undefined;
	const moment = Date.parse(`${stamp.slice(0, 10)}T${stamp.slice(11, LENGTH)}Z`);
	return Number.isNaN(moment) ? undefined : moment;
}

const LENGTH = 19;

/** A moment as requests and answers write it. */
export const stampOf = (moment: number): string => new Date(moment).toISOString().slice(0, 19).replace('T', ' ');

/** A text with each stamp in it changed, such as a history of statuses. */
export const restamped = (text: string, change: (moment: number) => string): string =>
	text.replace(new RegExp(STAMP, 'g'), (stamp) => {
		const moment = timestampOf(stamp);
		return moment === undefined ? stamp : change(moment);
	});
