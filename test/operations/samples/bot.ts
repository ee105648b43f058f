import type { Samples } from './sample';

export const bot: Samples = {
	getAll: { minimal: {}, full: { returnAll: true } },
	get: { minimal: { botId: '203.0.113.7' } },
	create: { minimal: { botData: '={{ "198.51.100." + $itemIndex }}' } },
	update: {
		minimal: { botId: '={{ "192.0.2." + $itemIndex }}', botData: '={{ "198.51.100." + $itemIndex }}' },
		setup: ({ store }) => ['192.0.2.0', '192.0.2.1', '192.0.2.2'].forEach((entry) => store.bots.add(entry)),
	},
	delete: { minimal: { botId: '={{ "192.0.2." + $itemIndex }}' } },
	replaceAll: { minimal: { botData: '={{ "198.51.100." + $itemIndex }}' } },
	clear: { minimal: {} },
};
