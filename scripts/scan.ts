/**
 * What n8n's scanner says of this package before it is published: the scanner's own functions, over the sources and over what
 * `npm pack` puts into the package. The scanner only fails on errors; here warnings fail too.
 */
import { rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ESLint, Linter } from 'eslint';
import { emptyDir, installed, projectDir, run } from './scratch';

const SCANNER = '@n8n/scan-community-package';
const VERSION = '0.32.0';
/** What the scanner looks at in a published package; see analyzePackageByName in it. */
const PACKED = ['**/*.js', 'package.json'];

interface Scanner {
	SOURCE_FILE_PATTERNS: string[];
	buildScanConfig(): Promise<Linter.Config[]>;
	analyzePackage(dir: string, patterns: string[]): Promise<{ passed: boolean; message?: string; details?: string }>;
}

async function main(): Promise<void> {
	const file = createRequire(path.join(installed(SCANNER, VERSION), 'package.json')).resolve(`${SCANNER}/scanner/scanner.mjs`);
	const scanner = (await import(pathToFileURL(file).href)) as Scanner;
	const { ESLint: Linting } = createRequire(file)('eslint') as { ESLint: typeof ESLint };

	/** Both ways: the scanner's own verdict, and the same rules once more for what it does not tell, the warnings. */
	async function scan(name: string, dir: string, patterns: string[]): Promise<boolean> {
		const { passed, message, details } = await scanner.analyzePackage(dir, patterns);
		const linter = new Linting({
			cwd: dir,
			allowInlineConfig: false,
			overrideConfigFile: true,
			overrideConfig: await scanner.buildScanConfig(),
		});
		const results = await linter.lintFiles(patterns);
		const sum = (count: (result: ESLint.LintResult) => number) => results.reduce((total, result) => total + count(result), 0);
		const [errors, warnings] = [sum(({ errorCount }) => errorCount), sum(({ warningCount }) => warningCount)];
		const report = await (await linter.loadFormatter('stylish')).format(results);
		const verdict = passed ? 'passed' : `failed (${message ?? 'no reason given'})`;
		process.stdout.write(`${name}: ${verdict}, ${results.length} files, ${errors} errors, ${warnings} warnings\n`);
		process.stdout.write(passed || errors > 0 ? report : (details ?? ''));
		return passed && results.length > 0 && errors === 0 && warnings === 0;
	}

	const packed = emptyDir('packed');
	run('npm', ['pack', '--pack-destination', packed, '--loglevel=error'], projectDir);
	run('sh', ['-c', 'tar -xzf *.tgz --strip-components=1 && rm *.tgz'], packed);

	process.stdout.write(`${SCANNER} ${VERSION}\n`);
	const sources = await scan('Sources', projectDir, scanner.SOURCE_FILE_PATTERNS);
	const tarball = await scan('Packed', packed, PACKED);
	rmSync(packed, { recursive: true });
	process.exitCode = sources && tarball ? 0 : 1;
}

void main();
