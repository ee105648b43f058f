import { html, json } from './answers';
import type { Answer, RecordedRequest, Tracker } from './types';

/** Signatures of bare HTTP libraries, banned by default in front of many trackers. */
const LIBRARIES = /^(axios|node|undici|got|python|curl|wget|go-http|java|okhttp)\b|^$/i;

export function blockedByCloudflare(tracker: Tracker, request: RecordedRequest): Answer | undefined {
	if (!tracker.settings.cloudflare || !LIBRARIES.test(request.headers['user-agent'] ?? '')) return undefined;
	return json(
		{
			title: 'Error 1010: Access denied',
			status: 403,
			error_code: 1010,
			error_name: 'browser_signature_banned',
			cloudflare_error: true,
		},
		403,
	);
}

/** What a busy server in front answers now and then: to the first request since it was reset, and to the second. */
export function hiccup({ settings }: Tracker, earlier: number): Answer | undefined {
	if (!settings.hiccups || earlier > 1) return undefined;
	if (earlier === 1) return html('<html><h1>502 Bad Gateway</h1><hr>nginx</html>', 502);
	return { ...json({ error: 'Too many requests' }, 429), headers: { 'Retry-After': '0' } };
}
