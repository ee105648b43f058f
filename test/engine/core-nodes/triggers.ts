import { ANYTHING, description, type CoreNode } from './core-node';
import { engine } from '../core';

/** When clicking "Execute workflow": emits what the run is started with, one empty item if nothing. */
export const manualTrigger: CoreNode = {
	type: {
		description: description({ displayName: 'Manual Trigger', name: 'manualTrigger', version: 1, group: ['trigger'], inputs: [] }),
		async execute() {
			return [this.getInputData()];
		},
	},
	accepts: { notice: ANYTHING },
};

interface Moment {
	toISO(): string;
	toFormat(format: string): string;
	day: number;
}

/** Schedule Trigger, started by hand: one item that tells the time. The rule is n8n's business when the workflow is active. */
export const scheduleTrigger: CoreNode = {
	type: {
		description: description({
			displayName: 'Schedule Trigger',
			name: 'scheduleTrigger',
			version: [1.2, 1.3],
			group: ['trigger'],
			inputs: [],
		}),
		async execute() {
			const { DateTime } = engine().require('luxon') as { DateTime: { now(): { setZone(zone: string): Moment } } };
			const zone = this.getTimezone();
			const now = DateTime.now().setZone(zone);
			const json = {
				timestamp: now.toISO(),
				'Readable date': `${now.toFormat('MMMM')} ${ordinal(now.day)} ${now.toFormat('yyyy, h:mm:ss a').toLowerCase()}`,
				'Readable time': now.toFormat('h:mm:ss a').toLowerCase(),
				'Day of week': now.toFormat('cccc'),
				Year: now.toFormat('yyyy'),
				Month: now.toFormat('MMMM'),
				'Day of month': now.toFormat('dd'),
				Hour: now.toFormat('HH'),
				Minute: now.toFormat('mm'),
				Second: now.toFormat('ss'),
				Timezone: `${zone} (UTC${now.toFormat('ZZ')})`,
			};
			return [[{ json }]];
		},
	},
	accepts: { rule: ANYTHING, notice: ANYTHING },
};

function ordinal(day: number): string {
	const ending = day > 10 && day < 14 ? 'th' : (['th', 'st', 'nd', 'rd'][day % 10] ?? 'th');
	return `${day}${ending}`;
}
