import { allStatuses } from '../../values/statuses';
import { body } from '../../fields/body';
import { extraParams, subIds } from '../../api/columns';
import { currency } from '../../fields/currency';
import { USUAL_STATUS } from '../../fields/confirm';
import { choice, number, text, type Field } from '../../fields/field';
import { groups, map } from '../../fields/groups';

const status = choice('status', 'Status', 'Status of the conversion. An expression may give one of your own.', allStatuses, {
	open: true,
	default: USUAL_STATUS,
});

const mapped = (type: string, name: string): Field =>
	text(`${type}_status`, `Statuses of ${name}`, `Your own statuses that count as ${type}, separated by commas`, {
		placeholder: 'e.g. reg,new',
	});

const added: Field[] = [
	number('revenue', 'Revenue', 'What the conversion earns. It counts when the offer takes its payout from the postback.'),
	currency('currency', 'Currency', 'Currency of revenue and cost; the tracker converts it'),
	number('cost', 'Cost', 'Cost of the conversion, for campaigns that pay by conversion'),
	text(
		'comment',
		'Comment',
		'Keitaro has no comments: it goes along as a parameter of the postback, and can be found in the log of received postbacks',
	),
	text('from', 'From', 'Name of the network that reports the conversion'),
	mapped('lead', 'Leads'),
	mapped('sale', 'Sales'),
	mapped('rejected', 'Rejections'),
	text('ignore_status', 'Statuses to Ignore', 'Your own statuses that change nothing, separated by commas'),
	map(
		groups('parameters', 'Sub IDs and Extra Parameters', 'Values of the click that the conversion overwrites', 'Value', [
			choice('name', 'Name', 'The value of the click', { ...subIds, ...extraParams }, { open: true, required: true }),
			text('value', 'Value', 'What it becomes', { required: true }),
		]),
		'name',
	),
];

export const createBody = body(
	{ dataName: 'conversionData', russian: 'Данные Конверсии' },
	[
		text('click_id', 'Click ID', 'ID of the click that converted, in Keitaro its sub ID', {
			required: true,
			placeholder: 'e.g. 2odk4rt.3.snk',
		}),
		status,
	],
	[text('transaction_id', 'Transaction ID', 'Tells several conversions of one click apart'), ...added],
);

export const updateBody = body(
	{ dataName: 'conversionData', collection: 'updateFields', russian: 'Данные Конверсии' },
	[],
	[status, ...added],
);
