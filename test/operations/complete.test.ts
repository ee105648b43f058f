import { lacking, known } from './every';

it('every operation has a sample, a row in the table of the API and a preview', () => {
	expect(lacking).toEqual([]);
	expect(known.length).toBeGreaterThan(100);
});
