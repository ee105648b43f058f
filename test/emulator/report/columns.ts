/** Columns of events, which are also the dimensions of reports. */
import { PROBED_DIMENSIONS } from './probed';
import { COUNTRIES, DEVICES } from '../store/devices';
import { eventId, scatter } from '../store/clicks';
import type { Settings } from '../types';
import { conversionsOf, earned, localOf, nameOf, stampOf, type View } from './view';

export type Value = string | number | boolean | null | object;
export type Column = (view: View) => Value;

const two = (value: number) => String(value).padStart(2, '0');
const day = (view: View) => localOf(view).toISOString().slice(0, 10);
const device = (view: View) => DEVICES[view.click.device];
const campaign = (view: View) => view.scene.campaigns.get(view.click.campaign_id);
const has = (type: string) => (view: View) => conversionsOf(view).some((conversion) => conversion.conversion_type === type);
const offerId = ({ click, conversion }: View) => conversion?.offer_id ?? click.offer_id;
const country = ({ click }: View) => COUNTRIES.find((row) => row.code === click.country_code);

function week(view: View) {
	const date = localOf(view);
	const thursday = new Date(date.getTime() + (3 - ((date.getUTCDay() + 6) % 7)) * 86_400_000);
	const number = Math.ceil(((thursday.getTime() - Date.UTC(thursday.getUTCFullYear(), 0, 1)) / 86_400_000 + 1) / 7);
	return `${thursday.getUTCFullYear()}-${two(number)}`;
}

function label({ scene, click }: View) {
	return scene.store.labels.find((row) => row.campaign_id === click.campaign_id && row.value === click.source)?.label ?? '';
}

const numbered = (prefix: string, from: number, to: number): Record<string, Column> =>
	Object.fromEntries(
		Array.from({ length: to - from + 1 }, (_, index) => `${prefix}_${from + index}`).map((name) => [
			name,
			({ click }: View) => click.extra?.[name] ?? '',
		]),
	);

/** What a tracker of 2021 knows. */
const BASE: Record<string, Column> = {
	click_id: ({ click }) => click.id,
	sub_id: ({ click }) => click.sub_id,
	visitor_code: ({ click }) => scatter(click.id).toString(36),
	campaign_id: ({ click }) => click.campaign_id,
	campaign_group_id: (view) => campaign(view)?.group_id ?? 0,
	parent_campaign_id: () => 0,
	landing_id: ({ click }) => click.landing_id,
	offer_id: offerId,
	ts_id: ({ click }) => click.source_id,
	stream_id: ({ click }) => click.stream_id,
	language_id: ({ click }) => click.language.charCodeAt(0),
	device_type_id: (view) => device(view).device_type_id,
	campaign: (view) => campaign(view)?.name ?? '',
	campaign_group: (view) => nameOf(view, 'group', campaign(view)?.group_id ?? 0),
	parent_campaign: () => '',
	landing: (view) => nameOf(view, 'landing', view.click.landing_id),
	landing_clicked_datetime: (view) =>
		view.click.landing_clicked ? stampOf(view, view.click.at + view.click.landing_clicked * 1000) : null,
	landing_clicked_period: ({ click }) => click.landing_clicked,
	offer: (view) => nameOf(view, 'offer', offerId(view)),
	ts: (view) => nameOf(view, 'source', view.click.source_id),
	stream: (view) => nameOf(view, 'stream', view.click.stream_id),
	language: ({ click }) => click.language,
	device_type: (view) => device(view).device_type,
	connection_type: (view) => (device(view).device_type === 'desktop' ? 'wifi' : 'cellular'),
	ip: ({ click }) => click.ip,
	country_code: ({ click }) => click.country_code,
	country: (view) => country(view)?.name ?? '',
	region: (view) => country(view)?.region ?? '',
	city: ({ click }) => click.city,
	user_agent: (view) => device(view).user_agent,
	operator: () => '',
	os: (view) => device(view).os,
	os_version: (view) => device(view).os_version,
	browser: (view) => device(view).browser,
	browser_version: (view) => device(view).browser_version,
	device_model: (view) => device(view).device_model,
	isp: () => 'Example Net',
	source: ({ click }) => click.source,
	referrer: ({ click }) => click.referrer,
	search_engine: () => '',
	keyword: ({ click }) => click.keyword,
	destination: (view) => (view.click.offer_id ? `https://offers.example.com/${view.click.offer_id}` : ''),
	...numbered('sub_id', 1, 15),
	...numbered('extra_param', 1, 10),
	ad_campaign_id: ({ click }) => click.ad_campaign_id,
	external_id: ({ click }) => click.external_id,
	creative_id: ({ click }) => click.creative_id,
	is_unique_stream: ({ click }) => click.unique,
	is_unique_campaign: ({ click }) => click.unique,
	is_lead: has('Lead'),
	is_sale: has('Sale'),
	is_rejected: has('Rejected'),
	is_bot: ({ click }) => click.is_bot,
	is_using_proxy: ({ click }) => click.is_using_proxy,
	datetime: (view) => stampOf(view, view.conversion?.at ?? view.click.at),
	year: (view) => localOf(view).getUTCFullYear(),
	month: (view) => day(view).slice(0, 7),
	week,
	weekday: (view) => localOf(view).getUTCDay() || 7,
	day,
	hour: (view) => localOf(view).getUTCHours(),
	day_hour: (view) => `${day(view)} ${two(localOf(view).getUTCHours())}:00`,
	ip_mask1: ({ click }) => click.ip.replace(/\.\d+$/, '.*'),
	ip_mask2: ({ click }) => click.ip.replace(/\.\d+\.\d+$/, '.*.*'),
	label,
};

/** What newer trackers know besides. */
const NEWER: Record<string, Column> = {
	event_id: ({ click, conversion }) => conversion?.event_id ?? eventId(click.at, click.id, 1),
	affiliate_network: (view) => nameOf(view, 'network', view.scene.networkOf.get(offerId(view)) ?? 0),
	landing_clicked: ({ click }) => click.landing_clicked > 0,
	country_flag: ({ click }) => click.country_code.toLowerCase(),
	os_icon: (view) => device(view).os.toLowerCase(),
	browser_icon: (view) => device(view).browser.toLowerCase().replaceAll(' ', '-'),
	...numbered('sub_id', 16, 30),
};

/** Money of a single event: columns of logs, but measures of reports. */
const MONEY: Record<string, Column> = {
	revenue: (view) => earned(view),
	cost: ({ click }) => click.cost,
	profit: (view) => earned(view) - view.click.cost,
};

type Columns = Record<string, Column>;

const PROBED: Columns = Object.fromEntries(Object.entries({ ...BASE, ...NEWER }).filter(([name]) => PROBED_DIMENSIONS.includes(name)));

export const dimensions = (settings: Settings): Columns =>
	settings.names === 'probed' ? PROBED : settings.oldColumns ? BASE : { ...BASE, ...NEWER };
export const clickColumns = (settings: Settings): Columns => ({ ...dimensions(settings), ...MONEY });
