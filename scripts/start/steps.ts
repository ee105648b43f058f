import { styleText } from 'node:util';

const coloured = process.stdout.isTTY && !process.env.NO_COLOR;

export const paint = (style: 'bold' | 'gray' | 'green' | 'red' | 'cyan', text: string) => (coloured ? styleText(style, text) : text);

export const say = (text = '') => process.stdout.write(`${text}\n`);

/** Says what is being done and how long that usually takes, then how long it took. */
export async function step<T>(what: string, usual: string, work: () => Promise<T>): Promise<T> {
	const began = Date.now();
	say(`${paint('cyan', '…')} ${what} ${paint('gray', `(usually ${usual})`)}`);
	const result = await work();
	say(`${paint('green', '✔')} ${what} ${paint('gray', spoken(Date.now() - began))}`);
	return result;
}

export function spoken(milliseconds: number): string {
	const seconds = milliseconds / 1000;
	if (seconds < 10) return `${seconds.toFixed(1)} s`;
	return seconds < 100 ? `${Math.round(seconds)} s` : `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}
