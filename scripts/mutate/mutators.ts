/** Kinds of faults that the instrumenter does not make by itself. */
import type { NodePath, types as Types } from '@babel/core';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

interface Mutator {
	name: string;
	mutate(path: NodePath): Iterable<Types.Node>;
}

const fromInstrumenter = createRequire(require.resolve('@stryker-mutator/instrumenter/package.json'));
const { types } = fromInstrumenter('@babel/core') as { types: typeof Types };

/** A size, a pause or a border that is off by one, or ten times what it should be. */
const numbers: Mutator = {
	name: 'NumericLiteral',
	*mutate({ node, parent }) {
		if (!types.isNumericLiteral(node) || types.isTSLiteralType(parent) || (types.isObjectProperty(parent) && parent.key === node)) return;
		yield types.numericLiteral(node.value + 1);
		if (node.value > 1) yield types.numericLiteral(node.value * 10);
	},
};

/** Two texts of a table that stand beside the wrong keys: what one chooses does what the other says. */
const tables: Mutator = {
	name: 'SwappedTexts',
	*mutate({ node }) {
		if (!types.isObjectExpression(node)) return;
		const { properties } = node;
		const isText = (at: number) => {
			const property = properties[at];
			return types.isObjectProperty(property) && types.isStringLiteral(property.value);
		};
		if (properties.length < 2 || !properties.every((_, at) => isText(at))) return;
		const values = properties.map((property) => (property as Types.ObjectProperty).value);
		for (let at = 0; at + 1 < properties.length; at++) {
			const swapped = [...values];
			[swapped[at], swapped[at + 1]] = [values[at + 1], values[at]];
			yield types.objectExpression(
				properties.map((property, place) =>
					types.objectProperty((property as Types.ObjectProperty).key, swapped[place] as Types.Expression),
				),
			);
		}
	},
};

/** Adds them to those that the instrumenter knows; it has no door for that. */
export async function addMutators(): Promise<void> {
	const file = path.join(path.dirname(require.resolve('@stryker-mutator/instrumenter/package.json')), 'dist/src/mutators/mutate.js');
	const { allMutators } = (await import(pathToFileURL(file).href)) as { allMutators: Mutator[] };
	allMutators.push(numbers, tables);
}
