import type { IDataObject } from 'n8n-workflow';
import { extraParams, subIds } from '../../api/columns';
import type { Choices } from '../../values/choice';

/** What Keitaro can put into the address of an S2S postback: the name of the macro, and the text for people (docs). */
export const macros: Choices = {
	ad_campaign_id: 'Ad Campaign ID',
	browser: 'Browser',
	campaign_name: 'Campaign Name',
	city: 'City',
	connection_type: 'Connection Type',
	conversion_revenue: 'Conversion Revenue',
	cost: 'Cost',
	country: 'Country',
	creative_id: 'Creative ID',
	currency: 'Currency',
	current_domain: 'Current Domain',
	destination: 'Destination',
	device_brand: 'Device Brand',
	device_model: 'Device Model',
	device_type: 'Device Type',
	external_id: 'External ID',
	...extraParams,
	ip: 'IP',
	is_bot: 'Is Bot',
	is_using_proxy: 'Is Using Proxy',
	isp: 'ISP',
	keyword: 'Keyword',
	landing_id: 'Landing Page ID',
	offer_id: 'Offer ID',
	revenue: 'Revenue',
	source: 'Source (Site)',
	status: 'Status',
	...subIds,
	subid: 'Sub ID (of the Click)',
	tid: 'Transaction ID',
	visitor_code: 'Visitor Code',
};

/** Without these, a conversion could not be told apart from others. */
export const usualMacros = ['subid', 'tid', 'status', 'revenue', 'currency', 'campaign_name', 'offer_id', 'external_id', 'sub_id_1'];

/** Macros under other names than columns of the log have: the items of both triggers name them alike. */
const COLUMNS: Readonly<Record<string, string>> = { campaign_name: 'campaign', subid: 'sub_id' };

const NUMBERS = ['campaign_id', 'conversion_revenue', 'cost', 'landing_id', 'offer_id', 'revenue', 'stream_id'];
const FLAGS = ['is_bot', 'is_using_proxy'];

/** A macro that Keitaro left as it is, since it does not know it: `{tid}`, `{_tid}`, `{status:lead=0}`. */
const UNFILLED = /^\{_?\w+(:[^{}]*)?\}$/;

/** What Keitaro sent, under the names of columns, with numbers for what is one, and nothing for macros that it did not fill in. */
export function typed(sent: Array<[name: string, value: unknown]>): IDataObject {
	const values: Array<[string, unknown]> = [];
	const unfilled: string[] = [];
	for (const [name, value] of sent) {
		const isFilled = typeof value !== 'string' || !UNFILLED.test(value);
		if (!isFilled) unfilled.push(name);
		const column = Object.hasOwn(COLUMNS, name) ? COLUMNS[name] : name;
		values.push([sent.some(([other]) => other === column) ? name : column, typedValue(name, isFilled ? value : '')]);
	}
	if (unfilled.length > 0 && !sent.some(([name]) => name === 'hint'))
		values.push(['hint', `Keitaro did not fill in ${unfilled.join(', ')}: its version does not know these macros here.`]);
	return Object.fromEntries(values) as IDataObject;
}

function typedValue(name: string, value: unknown): unknown {
	if (typeof value !== 'string') return value;
	if (FLAGS.includes(name)) return value === '' ? null : value !== '0' && value !== 'false';
	if (!NUMBERS.includes(name)) return value;
	return value === '' ? null : /^-?\d{1,15}(\.\d+)?$/.test(value) ? Number(value) : value;
}
