/** A plain client for the emulator's own tests: what came back, whatever the status. */
import axios, { type AxiosRequestConfig } from 'axios';
import type { Emulator } from '.';

type Data = Record<string, unknown>;

export interface Reply {
	status: number;
	type: string;
	text: string;
	/** The body as JSON; undefined when it is none. */
	json: unknown;
	/** The body as one record. */
	data: Data;
	/** The body as a list of records. */
	list: Data[];
}

const parsed = (text: string): unknown => {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
};

/** Calls any address of the server. */
export async function fetchFrom(emulator: Emulator, path: string, config: AxiosRequestConfig = {}): Promise<Reply> {
	const response = await axios.request<string>({
		url: emulator.url + path,
		validateStatus: () => true,
		// as they are: axios would quote a body that is no JSON
		transformRequest: (data: string) => data,
		transformResponse: (data: string) => data,
		responseType: 'text',
		maxRedirects: 0,
		proxy: false,
		...config,
	});
	const json = parsed(response.data);
	const type = String(response.headers['content-type'] ?? '');
	return { status: response.status, type, text: response.data, json, data: json as Data, list: json as Data[] };
}

/** Calls the Admin API with the key: `api('POST /campaigns', { alias: 'a' })`, the query inside the path. */
export const connect =
	(emulator: Emulator) =>
	(call: string, body?: unknown, headers: Record<string, string> = {}): Promise<Reply> => {
		const [method, path] = call.split(' ');
		return fetchFrom(emulator, `/admin_api/v1${path}`, {
			method,
			headers: { 'Api-Key': emulator.apiKey, ...(body === undefined ? {} : { 'Content-Type': 'application/json' }), ...headers },
			data: typeof body === 'string' || body === undefined ? body : JSON.stringify(body),
		});
	};

export type Api = ReturnType<typeof connect>;
