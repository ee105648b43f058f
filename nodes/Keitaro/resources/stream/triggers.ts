import { choice, boolean, multiline, number, text, type Field } from '../../fields/field';
import { type Choices } from '../../values/choice';
import { groups } from '../../fields/groups';
import { entryId } from '../../fields/filters';
import { plainText } from '../../values/quote';

const CONDITIONS: Choices = {
	always: 'Always',
	av_detected: 'Antivirus Detected Something',
	not_contains: 'Page Does Not Contain a Text',
	not_respond: 'Page Does Not Respond',
};
const TARGETS: Choices = { stream: 'Flow', landings: 'Landing Pages', offers: 'Offers', selected_page: 'Selected Page' };
const ACTIONS: Choices = {
	disable: 'Disable',
	grab_from_page: 'Take New URL From a Page',
	replace_url: 'Replace URL',
	webhook: 'Webhook',
};

const when = (name: string, ...values: string[]) => ({ displayOptions: { show: { [name]: values } } });

const urls = multiline('alternative_urls', 'Alternative URLs', 'URLs to replace with, one a line', when('action', 'replace_url'));
const alternativeUrls: Field = {
	...urls,
	read: (entered, context, label) => urls.read(Array.isArray(entered) ? entered.map(plainText).join('\n') : entered, context, label),
};

const triggerFields: Field[] = [
	choice('target', 'Target', 'What is checked', TARGETS),
	text('selected_page', 'Page', 'The URL of the page to check', when('target', 'selected_page')),
	choice('condition', 'Condition', 'When the action is carried out', CONDITIONS),
	text('pattern', 'Text', 'The text that the page must contain', when('condition', 'not_contains')),
	text('av_settings', 'Antivirus Settings', 'Settings of the antivirus scanners', when('condition', 'av_detected')),
	boolean('scan_page', 'Scan Page', 'Whether the scanners also look at the content of the page', when('condition', 'av_detected')),
	choice('action', 'Action', 'What is done; the webhook needs a tracker that knows it', ACTIONS),
	alternativeUrls,
	text(
		'grab_from_page',
		'Page With URL',
		'The URL of the page that holds the new URL, or of the webhook',
		when('action', 'grab_from_page', 'webhook'),
	),
	number('interval', 'Interval', 'The time between two checks, as in the tracker', {
		whole: true,
		default: 10,
		typeOptions: { minValue: 0 },
	}),
	boolean('reverse', 'Reverse', 'Whether the action is taken back when the condition no longer holds'),
];

/** All triggers of a flow. `known` offers the IDs of those it already has. */
export function triggers({ known }: { known: boolean }): Field {
	const description = `What the tracker checks by itself, and does when it fails${known ? '. They replace all triggers that the flow has.' : ''}`;
	return groups('triggers', 'Triggers', description, 'Trigger', known ? [...triggerFields, entryId('trigger')] : triggerFields);
}
