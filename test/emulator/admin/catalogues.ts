/** Lists the tracker hands out of what flows may hold. */
import { json } from '../answers';
import type { Handler } from '../types';

const ACTIONS: [key: string, name: string, field: string, type: string][] = [
	['http', 'HTTP redirect', 'url', 'redirect'],
	['meta', 'Meta redirect', 'url', 'redirect'],
	['double_meta', 'Double meta redirect', 'url', 'redirect'],
	['blank_referrer', 'Redirect without referrer', 'url', 'redirect'],
	['js', 'JS redirect', 'url', 'redirect'],
	['formsubmit', 'Form submit', 'url', 'redirect'],
	['iframe', 'Open in an iframe', 'url', 'redirect'],
	['js_for_iframe', 'JS for an iframe', 'url', 'redirect'],
	['js_for_script', 'JS for a script', 'url', 'redirect'],
	['remote', 'Address from a remote answer', 'url', 'redirect'],
	['curl', 'Page fetched by the tracker', 'url', 'other'],
	['frame', 'Frame', 'url', 'other'],
	['local_file', 'Local file', 'upload', 'other'],
	['campaign', 'Send to campaign', 'campaigns', 'other'],
	['show_text', 'Show text', 'text', 'other'],
	['show_html', 'Show HTML', 'text', 'other'],
	['status404', 'Status 404', 'nothing', 'other'],
	['do_nothing', 'Do nothing', 'nothing', 'other'],
];

const FILTERS: [value: string, group: string, tooltip: string][] = [
	['country', 'geo', 'Country of the visitor'],
	['region', 'geo', 'Region of the visitor'],
	['city', 'geo', 'City of the visitor'],
	['bot', 'other', 'Visitors recognised as bots'],
	['proxy', 'other', 'Visitors behind a proxy'],
	['ip', 'network', 'Address of the visitor'],
	['isp', 'network', 'Provider'],
	['operator', 'network', 'Mobile operator'],
	['connection_type', 'network', 'Type of connection'],
	['device_type', 'device', 'Type of the device'],
	['device_model', 'device', 'Model of the device'],
	['os', 'device', 'Operating system'],
	['os_version', 'device', 'Version of the operating system'],
	['browser', 'device', 'Browser'],
	['browser_version', 'device', 'Version of the browser'],
	['user_agent', 'device', 'User agent'],
	['language', 'device', 'Language of the browser'],
	['keyword', 'parameters', 'Keyword'],
	['source', 'parameters', 'Source'],
	['referrer', 'parameters', 'Referrer'],
	['search_engine', 'parameters', 'Search engine'],
	['uniqueness', 'limits', 'Unique visitors'],
	['limit', 'limits', 'Limit of clicks'],
	['interval', 'limits', 'Between two dates'],
	['schedule', 'limits', 'By days and hours'],
	['imklo_detect', 'integrations', 'Answer of IMKLO'],
	...Array.from({ length: 30 }, (_, index): [string, string, string] => [`sub_id_${index + 1}`, 'parameters', `Sub ID ${index + 1}`]),
];

const MODES: Record<string, object> = { imklo_detect: { accept: 'white', reject: 'black' } };

/** Rows of schemas and types say `value` where those of actions say `key`. */
const valued = (...rows: [value: string, name: string][]) => rows.map(([value, name]) => ({ value, name }));

const actions = ACTIONS.map(([key, name, field, type]) => ({ key, name, field, type, description: name }));
const filters = FILTERS.map(([value, group, tooltip]) => ({
	value,
	tooltip,
	modes: MODES[value] ?? { accept: 'Accept', reject: 'Reject' },
	group,
	template: null,
	header_template: null,
	defaults: null,
}));
const schemas = valued(['landings', 'Landings and offers'], ['redirect', 'Direct URL'], ['action', 'Action']);
const types = valued(['forced', 'Forced'], ['regular', 'Regular'], ['default', 'Default']);

export const catalogues: Record<string, Handler> = {
	'GET /streams_actions': () => json(actions),
	'GET /stream_filters': () => json(filters),
	'GET /stream_schemas': () => json(schemas),
	'GET /stream_types': () => json(types),
};
