/** The sources with all mutants in them, each behind a switch, built into a copy of the project. */
import { transformSync } from '@swc/core';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { projectDir } from '../scratch';
import { addMutators } from './mutators';

export interface Mutant {
	/** Its switch. */
	id: string;
	/** Below the project. */
	file: string;
	line: number;
	mutator: string;
	original: string;
	/** The line it begins in, up to its end. */
	code: string;
	replacement: string;
	/** The same in the next run, as long as the code around it is. */
	key: string;
}

const git = (...args: string[]) => execFileSync('git', args, { cwd: projectDir, encoding: 'utf8' }).split('\n').filter(Boolean);

/** Copies the project, and builds its nodes with every mutant in them. */
export async function instrument(tree: string): Promise<Mutant[]> {
	rmSync(tree, { recursive: true, force: true });
	mkdirSync(tree, { recursive: true });
	const files = git('ls-files', '--cached', '--others', '--exclude-standard').filter((file) => existsSync(path.join(projectDir, file)));
	for (const file of files) cpSync(path.join(projectDir, file), path.join(tree, file));
	symlinkSync(path.join(projectDir, 'node_modules'), path.join(tree, 'node_modules'));
	cpSync(path.join(projectDir, 'dist'), path.join(tree, 'dist'), { recursive: true });

	const sources = files.filter((file) => /^(nodes|credentials)\/.*\.ts$/.test(file));
	const contents = new Map(sources.map((file) => [file, readFileSync(path.join(projectDir, file), 'utf8')]));
	await addMutators();
	const { Instrumenter } = await import('@stryker-mutator/instrumenter');
	const silent = { isDebugEnabled: () => false, debug: () => {}, info: () => {}, warn: () => {} };
	const instrumenter = new Instrumenter(silent as never);
	const options = { plugins: null, excludedMutations: [], ignorers: [], noHeader: false } as never;
	const given = [...contents].map(([name, content]) => ({ name, content, mutate: true }));
	const made = await instrumenter.instrument(given, options);

	for (const { name, content } of made.files) {
		const { code } = transformSync(content, {
			filename: name,
			jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
			module: { type: 'commonjs' },
			configFile: false,
			swcrc: false,
		});
		writeFileSync(path.join(tree, 'dist', name.replace(/\.ts$/, '.js')), code);
	}
	const seen = new Map<string, number>();
	return made.mutants.map(({ id, fileName, mutatorName, location: { start, end }, replacement }) => {
		const lines = contents.get(fileName)!.split('\n');
		const original = textOf(lines, start, end);
		const around = [fileName, mutatorName, original, replacement, lines[start.line].trim(), lines[start.line - 1]?.trim()].join('\0');
		const count = seen.get(around) ?? 0;
		seen.set(around, count + 1);
		const key = createHash('sha1').update(`${around}\0${count}`).digest('hex').slice(0, 16);
		return {
			id,
			file: fileName,
			line: start.line + 1,
			mutator: mutatorName,
			original,
			code: lines[start.line].slice(0, end.line === start.line ? end.column : undefined),
			replacement,
			key,
		};
	});
}

type Position = { line: number; column: number };

function textOf(lines: string[], start: Position, end: Position): string {
	if (start.line === end.line) return lines[start.line].slice(start.column, end.column);
	return [lines[start.line].slice(start.column), ...lines.slice(start.line + 1, end.line), lines[end.line].slice(0, end.column)].join('\n');
}
