import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { runNode, type RunNodeOptions } from '../engine';
import { startEmulator, type Emulator } from '../emulator';

const API = '/admin_api/v1';

/** An emulator for a test file, fresh for each test, and what its tests do with one resource of the node. */
export function harness(resource: string) {
	let tracker: Emulator;
	beforeAll(async () => void (tracker = await startEmulator()));
	beforeEach(() => tracker.reset());
	afterAll(async () => await tracker.stop());

	/** A list comes as one item. */
	const usual = { output: 'full', options: { retryPause: 1 } };
	const credentials = () => ({ keitaroApi: { domain: tracker.url, apiKey: tracker.apiKey } });
	return {
		get tracker() {
			return tracker;
		},
		credentials,
		async run(operation: string, parameters: INodeParameters = {}, options: Partial<RunNodeOptions> = {}) {
			const result = await runNode({
				parameters: { resource, operation, ...usual, ...parameters },
				credentials: credentials(),
				...options,
			});
			return { ...result, data: result.items.map(({ json }) => json.data as IDataObject) };
		},
		/** The requests made, as `POST /offers`. */
		sent: () => tracker.requests.map(({ method, path }) => `${method} ${path.replace(API, '')}`),
		bodies: (method: string) => tracker.requests.filter((request) => request.method === method).map(({ json }) => json as IDataObject),
		/** What a locator holds. */
		id: (value: string | number, mode = 'id') => ({ __rl: true, mode, value }),
	};
}

/** IDs that are none; the node refuses them before any request. */
export const WRONG_IDS = ['0', '-1', '1.5', 'abc', '1/../2', '../offers', '1?x=1', '%2e%2e', '9007199254740993'];
