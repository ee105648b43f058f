/** S2S postbacks of a campaign, really sent when a conversion is made or changes; to this machine only. */
import { request } from 'node:http';
import type { CampaignPostback, Click, Conversion } from '../store/types';
import type { Tracker } from '../types';
import { fillMacros } from './macros';

interface Sending {
	method: string;
	url: URL;
	body: string;
}

function send({ method, url, body }: Sending): Promise<string> {
	const headers = { 'User-Agent': 'Keitaro', ...(body ? { 'Content-Type': 'application/x-www-form-urlencoded' } : {}) };
	return new Promise((resolve) => {
		// a connection of its own, so that nothing stays open afterwards
		const sent = request(url, { method, headers, agent: false, timeout: 5000 }, (response) => {
			let answer = '';
			response.setEncoding('utf8').on('data', (chunk: string) => (answer += chunk));
			response.on('close', () => resolve(`${response.statusCode} ${answer.slice(0, 200)}`));
		});
		sent.on('timeout', () => sent.destroy(new Error('timeout')));
		sent.on('error', (thrown) => resolve(`failed: ${thrown.message}`));
		sent.end(body);
	});
}

async function call(tracker: Tracker, method: CampaignPostback['method'], address: string): Promise<string> {
	const url = URL.canParse(address) ? new URL(address) : undefined;
	if (url?.protocol !== 'http:' || !['127.0.0.1', 'localhost'].includes(url.hostname)) return 'not sent: the emulator calls 127.0.0.1 only';
	if (method === 'GET' || tracker.settings.outgoingPost === 'url') return send({ method, url, body: '' });
	const body = url.search.slice(1);
	url.search = '';
	return send({ method, url, body });
}

export async function sendPostbacks(tracker: Tracker, click: Click, conversion: Conversion) {
	const campaign = tracker.store.campaigns.find((row) => row.id === click.campaign_id);
	const due = campaign?.postbacks.filter((row) => row.statuses.includes(conversion.conversion_type.toLowerCase())) ?? [];
	for (const { method, url } of due) {
		const address = fillMacros(tracker, { click, conversion }, url);
		const result = await call(tracker, method, address);
		tracker.store.logs.sent_postbacks.unshift({ datetime: tracker.stamp(), jid: '', message: `${method} ${address} - ${result}` });
	}
}
