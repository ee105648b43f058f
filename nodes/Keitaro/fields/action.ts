import { InputError } from '../values/errors';
import { choice, multiline, type Field } from './field';
import { quote } from '../values/quote';

/** Where a landing page or offer is. */
export const pageType = (key: string, displayName: string): Field =>
	choice(
		key,
		displayName,
		'Where the page is',
		{ local: 'Local (Files on the Tracker)', external: 'External (Redirect)', preloaded: 'Preloaded', action: 'Action' },
		{ open: true },
	);

export const actionType = choice(
	'action_type',
	'Action Type',
	"What happens to the visitor. An expression may give another of the tracker's actions, such as meta, iframe or js.",
	{
		local_file: 'Local File',
		http: 'HTTP Redirect',
		curl: 'CURL (Load by the Tracker)',
		status404: '404 Not Found',
		show_text: 'Show Text',
		show_html: 'Show HTML',
	},
	{ open: true },
);

/** Takes a text, which is never read as JSON since it may be what is to be shown, or the object that an expression gives. */
export const payload = (field: Field): Field => ({
	...field,
	read: (entered, context, label, written) => {
		if (Array.isArray(entered))
			throw new InputError(`${label} must be a text or an object, but is ${quote(entered)}`, 'An expression must give one of the two.');
		return typeof entered === 'object' && entered !== null ? entered : field.read(entered, context, label, written);
	},
});

/** Where the visitors of an offer or landing page go. */
export const actionPayload = payload(
	multiline(
		'action_payload',
		'URL (Action Payload)',
		"The address that visitors are sent to. Keitaro calls it the action's payload: for other actions it is the text or HTML that is shown. An object by expression is sent as JSON.",
		{ placeholder: 'e.g. https://example.com/?click={subid}' },
	),
);
