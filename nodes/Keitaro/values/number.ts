/** What a person meant by a text that is to be a number; money depends on it. */

export interface Reading {
	value?: number;
	/** Why it is refused though there is a number in it, in words that follow the quoted text. */
	fault?: string;
}

const HOW = 'write it with digits and, before the decimals, a point';

/**
 * The number a text stands for. A point is always the decimal point, and a single comma is one too, unless it may just as well stand between
 * thousands. What can be read in two ways, or is no plain number, is refused with what it could be.
 */
export function readNumber(entered: string): Reading {
	const text = entered.trim().replace(/^[−–]/, '-');
	if (/^[+-]?(\d+(\.\d*)?|\.\d+)$/.test(text)) return { value: Number(text) };
	const [, sign, whole, decimals] = /^([+-]?)(\d+),(\d+)$/.exec(text) ?? [];
	if (whole !== undefined) {
		if (decimals.length !== 3 || /^0+$/.test(whole)) return { value: Number(`${sign}${whole}.${decimals}`) };
		const [thousands, fraction] = [`${sign}${whole}${decimals}`, String(Number(`${sign}${whole}.${decimals}`))];
		return { fault: `can be ${thousands} or ${fraction}: write ${thousands} or ${sign}${whole}.${decimals}` };
	}
	if (/^[+-]?\d[\d.,'’]*$/.test(text)) return { fault: 'has several separators: write it with digits and one point, such as 1234.56' };
	if (/^[+-]?\d+(\s\d+)+([.,]\d+)?$/.test(text))
		return { fault: `has spaces between its digits: write it without, such as ${text.replace(/\s/g, '').replace(',', '.')}` };
	if (/^[+-]?\d+(\.\d+)?e[+-]?\d+$/i.test(text)) return { fault: 'is written with an exponent: write all digits, such as 1000' };
	if (/^[+-]?0x/i.test(text)) return { fault: 'is a hexadecimal number: write it in decimal digits' };
	if (/^[^\d\s]{0,4}\s*[+-]?\d[\d.,]*\s*\D{0,4}$/.test(text))
		return { fault: `holds more than a number: ${HOW}, without currency or percent signs` };
	return {};
}
