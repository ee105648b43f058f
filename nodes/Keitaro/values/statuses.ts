import type { Choices } from './choice';

/** The statuses of a conversion, as the published API has them (docs: Postback URL). */
export const statuses: Choices = { lead: 'Lead', sale: 'Sale', rejected: 'Rejected', rebill: 'Rebill' };

/** With those that newer trackers have besides (seen live). */
export const allStatuses: Choices = {
	deposit: 'Deposit (Newer Trackers)',
	lead: 'Lead',
	rebill: 'Rebill',
	registration: 'Registration (Newer Trackers)',
	rejected: 'Rejected',
	sale: 'Sale',
	trash: 'Trash (Newer Trackers)',
};
