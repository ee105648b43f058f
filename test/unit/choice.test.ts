import { choiceOf } from '../../nodes/Keitaro/values/choice';

const AMONG = { off: 'Off', s: 'Flow', sl: 'Flow, Landing Page', equals_or_less: 'Less Than or Equal' };

it.each([
	['off', 'off'],
	['OFF', 'off'],
	[' Flow ', 's'],
	['flow, landing page', 'sl'],
	['Equals or less', 'equals_or_less'],
	['less-than or equal', 'equals_or_less'],
	['on', undefined],
	['', undefined],
	['constructor', undefined],
	[true, undefined],
	[null, undefined],
	[['off'], undefined],
])('%j is %j', (text, value) => expect(choiceOf(text, AMONG)).toBe(value));
