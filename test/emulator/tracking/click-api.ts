import { error, json } from '../answers';
import { newClick } from '../store/clicks';
import type { Click, Stream } from '../store/types';
import type { Answer, Tracker } from '../types';
import { fillMacros } from './macros';
import { bound, chooseStream } from './rotation';

const base64 = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Not a real signature, but as opaque and as long as one. */
const jwt = (payload: object) => `${base64({ alg: 'HS256', typ: 'JWT' })}.${base64(payload)}.${base64({ signed: true }).slice(0, 43)}`;

const isBot = ({ store }: Tracker, parameters: Record<string, string>) =>
	store.bots.has(parameters.ip ?? '') || /bot|crawler|spider/i.test(parameters.user_agent ?? '');

function addressOf(tracker: Tracker, stream: Stream, click: Click): string {
	const offer = tracker.store.offers.find((row) => row.id === click.offer_id);
	const payload = stream.schema === 'landings' ? offer?.action_payload : stream.action_payload;
	return fillMacros(tracker, { click }, typeof payload === 'string' ? payload : '');
}

/** Without `force_redirect_offer` an offer is not given away: only a token to go to it with. */
function result(tracker: Tracker, parameters: Record<string, string>, stream: Stream | undefined, click: Click) {
	const address = stream ? addressOf(tracker, stream, click) : '';
	const shown = stream?.schema === 'action' && stream.action_type.startsWith('show_') ? String(stream.action_payload) : '';
	const open = stream?.schema === 'redirect' || parameters.force_redirect_offer === '1';
	if (open && address) return { headers: [`Location: ${address}`], status: 302, body: '', type: 'location' };
	return { headers: ['Content-Type: text/html; charset=utf-8'], status: 200, body: shown, type: stream?.action_type ?? '' };
}

function passing(parameters: Record<string, string>): Partial<Click> {
	const extra = Object.entries(parameters).filter(([name]) => /^(sub_id|extra_param)_\d+$/.test(name));
	const {
		keyword = '',
		source = '',
		external_id = '',
		creative_id = '',
		ad_campaign_id = '',
		ip = '127.0.0.1',
		language = 'en',
	} = parameters;
	return {
		keyword,
		source,
		external_id,
		creative_id,
		ad_campaign_id,
		ip,
		language,
		extra: Object.fromEntries(extra),
		cost: Number(parameters.cost ?? 0) || 0,
	};
}

export function clickApi(tracker: Tracker, parameters: Record<string, string>): Answer {
	const { store, settings } = tracker;
	if (!settings.clickApi) return error(409, 'Click API is not available in that edition');
	const campaign = store.campaigns.find((row) => row.token === parameters.token && row.state === 'active');
	if (!campaign) return error(401, 'Campaign not found');

	const click = newClick(store, tracker, { campaign_id: campaign.id, ...passing(parameters), is_bot: isBot(tracker, parameters) });
	Object.assign(click, { unique: parameters.uniqueness_cookie === undefined, is_using_proxy: false, landing_clicked: 0, referrer: '' });
	const stream = chooseStream(tracker, click, campaign.type === 'weight');
	const landing = stream && bound(tracker, stream.landings)?.landing_id;
	Object.assign(click, {
		stream_id: stream?.id ?? 0,
		landing_id: Number(parameters.landing_id ?? landing ?? 0),
		offer_id: (stream && bound(tracker, stream.offers)?.offer_id) ?? 0,
	});
	// a flow that does not collect clicks leaves no trace in reports
	if (stream?.collect_clicks) store.clicks.push(click);

	const { headers, status, body, type } = result(tracker, parameters, stream, click);
	const token = jwt({ sub_id: click.sub_id });
	const info = {
		sub_id: click.sub_id,
		campaign_id: campaign.id,
		stream_id: click.stream_id,
		landing_id: click.landing_id,
		offer_id: [click.offer_id],
		token,
		type,
		url: headers[0].startsWith('Location') ? headers[0].slice(10) : '',
		uniqueness: { campaign: click.unique, stream: click.unique, global: click.unique },
		is_bot: click.is_bot,
	};
	const log = [`Campaign "${campaign.name}"`, `Flow "${stream?.name ?? 'none'}"`, `Click ${click.sub_id}`];
	return json({
		headers,
		status,
		body,
		contentType: 'text/html',
		uniqueness_cookie: jwt({ campaign: campaign.id }),
		cookies_ttl: campaign.cookies_ttl,
		cookies: {},
		...(parameters.log === '1' ? { log } : {}),
		...(parameters.info === '1' ? { info } : {}),
	});
}
