/** Chromium by playwright-core, which is installed with n8n; the little of its interface that is used here. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { n8nDir } from '../../start/paths';

export interface Box {
	x: number;
	y: number;
	width: number;
	height: number;
}

export interface Locator {
	click(): Promise<void>;
	dblclick(): Promise<void>;
	fill(text: string): Promise<void>;
	innerText(): Promise<string>;
	inputValue(): Promise<string>;
	allInnerTexts(): Promise<string[]>;
	all(): Promise<Locator[]>;
	boundingBox(): Promise<Box | null>;
	first(): Locator;
	last(): Locator;
	filter(options: { hasText: string | RegExp }): Locator;
	locator(selector: string): Locator;
	or(other: Locator): Locator;
	isVisible(): Promise<boolean>;
	waitFor(options?: { state?: 'visible' | 'hidden'; timeout?: number }): Promise<void>;
}

export interface Page {
	goto(url: string): Promise<unknown>;
	locator(selector: string): Locator;
	getByText(text: string | RegExp): Locator;
	waitForURL(matches: (url: URL) => boolean): Promise<void>;
	waitForTimeout(milliseconds: number): Promise<void>;
	screenshot(options: { path: string; style?: string; animations?: 'disabled'; clip?: Box }): Promise<unknown>;
	setDefaultTimeout(milliseconds: number): void;
	setViewportSize(size: { width: number; height: number }): Promise<void>;
	on(event: 'pageerror', listener: (error: Error) => void): void;
}

interface Context {
	newPage(): Promise<Page>;
	pages(): Page[];
	close(): Promise<void>;
}

interface Playwright {
	chromium: { launchPersistentContext(userData: string, options: object): Promise<Context> };
}

const ARGUMENTS = [
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
];

export interface Browser {
	page: Page;
	close: () => Promise<void>;
}

export async function openChromium(): Promise<Browser> {
	const executablePath = process.env.CHROMIUM || '/usr/bin/chromium';
	if (!existsSync(executablePath)) throw new Error('The browser part needs Chromium: apt-get install chromium, or its path in CHROMIUM.');
	const { chromium } = createRequire(path.join(n8nDir, 'package.json'))('playwright-core') as Playwright;
	const userData = mkdtempSync(path.join(os.tmpdir(), 'keitaro-chromium-'));
	const viewport = { width: 1440, height: 900 };
	const context = await chromium.launchPersistentContext(userData, { executablePath, headless: true, args: ARGUMENTS, viewport });
	const page = context.pages()[0] ?? (await context.newPage());
	page.setDefaultTimeout(30_000);
	return {
		page,
		close: async () => {
			await context.close();
			rmSync(userData, { recursive: true, force: true });
		},
	};
}
