const { LegacyFakeTimers, ModernFakeTimers } = require('@jest/fake-timers');
const { ModuleMocker } = require('jest-mock');
const { beginAgainAtClock } = require('../engine/clock.ts');

/** What the test framework leaves in the global object; the next file starts with its own. */
const isOfFramework = (symbol) => /jest|expect|event_handlers|retry|retries|timeout/i.test(symbol.description ?? '');

/**
 * Test files share the globals of the process: so that n8n-core, which Node itself loads once for all of them (see runtime.js), and the
 * tests agree on what an Error, a Date and a timer are, and what a test puts in their place holds for both.
 */
module.exports = class SharedGlobals {
	global = globalThis;
	moduleMocker = new ModuleMocker(globalThis);
	fakeTimers;
	fakeTimersModern;
	console = globalThis.console;
	exit = process.exit;

	constructor({ projectConfig: config }) {
		beginAgainAtClock();
		const timerConfig = { idToRef: (id) => id, refToId: (timer) => timer };
		this.fakeTimers = new LegacyFakeTimers({ config, global: globalThis, moduleMocker: this.moduleMocker, timerConfig });
		this.fakeTimersModern = new ModernFakeTimers({ config, global: globalThis });
	}

	async setup() {}

	async teardown() {
		this.fakeTimers.dispose();
		this.fakeTimersModern.dispose();
		globalThis.console = this.console;
		process.exit = this.exit;
		for (const symbol of Object.getOwnPropertySymbols(globalThis)) if (isOfFramework(symbol)) Reflect.deleteProperty(globalThis, symbol);
	}

	exportConditions() {
		return ['node', 'node-addons'];
	}

	/** Jest asks for one; runtime.js does without. */
	getVmContext() {
		return globalThis;
	}
};
