import { appendFileSync } from 'node:fs';

/** With KEITARO_TRUST_REPORT=file the campaigns write down what they counted, a line of JSON each. */
export function note(campaign: string, figures: Record<string, string | number>): void {
	const file = process.env.KEITARO_TRUST_REPORT;
	if (file) appendFileSync(file, `${JSON.stringify({ campaign, ...figures })}\n`);
}
