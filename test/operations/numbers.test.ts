/** A number means what the person meant, in every field that takes one; what can be read in two ways is refused. */
import { readNumber } from '../../nodes/Keitaro/values/number';
import { fieldsIn, withoutTwins } from '../description/places';
import { nodeType, runNode } from '../engine';
import { startEmulator, type Emulator } from '../emulator';
import { known, sampleOf } from './every';
import { withValue } from './forms';
import { SPELLINGS } from './spellings';

let emulator: Emulator;
beforeAll(async () => void (emulator = await startEmulator()));
afterAll(async () => await emulator.stop());

it.each(SPELLINGS.map(([text, number]) => ({ text, number })))('$text is $number', ({ text, number }) =>
	expect(readNumber(text).value).toBe(number),
);

it.each([
	['1,000', 'can be 1000 or 1: write 1000 or 1.000'],
	['-12,500', 'can be -12500 or -12.5: write -12500 or -12.500'],
	['1,000.50', 'has several separators: write it with digits and one point, such as 1234.56'],
	['1 000,50', 'has spaces between its digits: write it without, such as 1000.50'],
	['-1 000', 'has spaces between its digits: write it without, such as -1000'],
	['-0x10', 'is a hexadecimal number: write it in decimal digits'],
	['1e3', 'is written with an exponent: write all digits, such as 1000'],
	['0x10', 'is a hexadecimal number: write it in decimal digits'],
	['$50', 'holds more than a number: write it with digits and, before the decimals, a point, without currency or percent signs'],
	['abc', undefined],
])('%j: %s', (text, fault) => expect(readNumber(text).fault).toBe(fault));

/** A number that is given as text: the tracker takes money as it was written. */
const AS_TEXT = ['cost'];
/** n8n reads these itself, before the node does. */
const N8N = ['limit', 'concurrentRequests', 'timeout', 'retries', 'retryPause', 'pause'];
/** So long would be waited. */
const WAITS = ['confirmSeconds'];

/** What is money, or a part of it, is tried in every spelling; every other field in one of each kind. */
const MONEY = /^(click|campaign):updateCosts cost$|^offer:create .*payoutValue$|^conversion:create .*revenue$|^stream:setOffers .*share$/;
const KINDS = [' 12 ', '12.5', '1.250', '12,5', '1,000', '1.000,50', '1 000', '1e3', '0x10', '$50', 'abc', 'true'];
const TELLING = SPELLINGS.filter(([text]) => KINDS.includes(text));

const properties = withoutTwins(nodeType('keitaro').description.properties);
const places = known
	.filter((one) => !sampleOf(one).explains)
	.flatMap((one) => {
		const shown = properties.filter(
			({ displayOptions: { show } = {} }) => show?.resource?.includes(one.resource.value) && show.operation?.includes(one.operation.value),
		);
		return fieldsIn(shown)
			.filter(({ property: { type, name } }) => (type === 'number' || AS_TEXT.includes(name)) && ![...N8N, ...WAITS].includes(name))
			.map(({ path, property }) => ({ one, path, property, name: `${one.name} ${path.join('.')}` }));
	});

it('is in many fields', () => {
	expect(places.length).toBeGreaterThan(38);
	expect(places.filter(({ name }) => MONEY.test(name))).toHaveLength(5);
	expect(TELLING).toHaveLength(KINDS.length);
});

it.each(places)('$name takes numbers as they are meant', async ({ one, path, property, name }) => {
	const { minimal, full, others = [], setup, item = { json: {} } } = sampleOf(one);
	const forms = [minimal, ...(full ? [full] : []), ...others].map((form) => ({ ...minimal, ...form }));
	const form = forms.map((given) => withValue(given, path, '={{ $json.spelling }}')).find((given) => given !== undefined);
	expect(form).toBeDefined();
	const wrong: string[] = [];
	for (const [spelling, number] of MONEY.test(name) ? SPELLINGS : TELLING) {
		emulator.reset();
		setup?.(emulator);
		const { error } = await runNode({
			parameters: { resource: one.resource.value, operation: one.operation.value, ...form, options: { retries: 0 } },
			credentials: emulator.credentials(),
			items: [{ ...structuredClone(item), json: { ...item.json, spelling } }],
		});
		const isRefused = error?.message.includes(property.displayName) === true && emulator.requests.every(({ method }) => method === 'GET');
		if (number === undefined && !isRefused) wrong.push(`${spelling} is taken: ${error?.message ?? 'success'}`);
		// The field may have bounds of its own, and the tracker, too: then it is the number that they name.
		if (number !== undefined && isRefused && /must be a number/.test(error.message)) wrong.push(`${spelling} is refused: ${error.message}`);
	}
	expect(wrong).toEqual([]);
});
