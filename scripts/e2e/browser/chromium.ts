/** Chromium by playwright-core, which is installed with n8n; here are its types. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import type Playwright from 'playwright-core';
import type { Locator, Page } from 'playwright-core';
import { n8nDir } from '../../start/paths';

export type { Locator, Page };

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
	const { chromium } = createRequire(path.join(n8nDir, 'package.json'))('playwright-core') as typeof Playwright;
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
