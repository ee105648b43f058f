import { InputError } from '../values/errors';
import { choice, type Field } from './field';
import { quote } from '../values/quote';

/** A currency, sent as its code. The dropdown has those that the API documents; an expression may give any other. */
export const currency = <K extends string>(
	key: K,
	displayName: string,
	description: string,
	more: Parameters<typeof choice>[4] = {},
): Field<K, string> => {
	const field = choice(
		key,
		displayName,
		`${description}. Another currency: its code by expression.`,
		{ USD: 'USD', EUR: 'EUR', GBP: 'GBP', RUB: 'RUB', UAH: 'UAH' },
		{ open: true, ...more },
	);
	return {
		...field,
		read: (entered, context, label) => {
			const code = String(field.read(entered, context, label)).toUpperCase();
			if (/^[A-Z]{3,5}$/.test(code)) return code;
			throw new InputError(
				`${label} must be the code of a currency, such as USD, but is ${quote(entered)}`,
				'Choose one from the list, or give its code by expression.',
			);
		},
	};
};
