/** Moments as the log has them, `YYYY-MM-DD HH:MM:SS` in UTC: that has no hour twice, and none left out. */
const STAMP = /\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}/;

/** The moment in a stamp, in milliseconds; `undefined` for anything else. */
export function momentOf(stamp: unknown): number | undefined {
	const [text] = (typeof stamp === 'string' && STAMP.exec(stamp)) || [];
	const moment = text === undefined ? NaN : Date.parse(`${text.replace(' ', 'T')}Z`);
	return Number.isNaN(moment) ? undefined : moment;
}

/** A moment as requests and answers write it. */
export const stampOf = (moment: number): string => new Date(moment).toISOString().slice(0, 19).replace('T', ' ');

/** A text with each stamp in it changed, such as a history of statuses. */
export const restamped = (text: string, change: (moment: number) => string): string =>
	text.replace(new RegExp(STAMP, 'g'), (stamp) => {
		const moment = momentOf(stamp);
		return moment === undefined ? stamp : change(moment);
	});
