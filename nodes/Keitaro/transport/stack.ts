/** The places in the node that a stack names, without the folders of this machine. */
export const placesIn = (stack: unknown): string =>
	String(stack)
		.replaceAll('\\', '/')
		.split('\n')
		.filter((line) => line.includes(OWN))
		.slice(0, MOST_PLACES)
		.map((line) => `${line.trim().split(' ').slice(0, 2).join(' ')} (${line.slice(line.indexOf(OWN) + OWN.length).replace(')', '')})`)
		.join(' ');

const OWN = 'nodes/Keitaro/';

const MOST_PLACES = 6;
