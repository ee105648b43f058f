import type { Samples } from './sample';

export const settings: Samples = {
	get: { minimal: { settingsId: 'avscan' }, full: { settingsId: 'imklo' } },
	update: {
		minimal: { settingsId: 'avscan', avscanKey: '={{ "avscan-key-" + $itemIndex }}' },
		full: { settingsId: 'imklo', imkloApiUrl: '={{ "https://imklo.example.com/" + $itemIndex }}' },
	},
	create: { minimal: { settingsData: '{ "avscan_key": "a" }' }, explains: /Update/ },
	delete: { minimal: { settingsId: 'imklo' }, explains: /Update/ },
};
