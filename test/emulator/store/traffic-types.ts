/** What visitors leave behind: clicks, conversions, labels of their values, log lines. */
export interface Label {
	campaign_id: number;
	ref_name: string;
	value: string;
	label: string;
}

export const LOG_TYPES = ['system', 'traffic', 'postbacks', 'ssl', 'sent_postbacks'] as const;
export type LogType = (typeof LOG_TYPES)[number];

export interface LogLine {
	datetime: string;
	jid: string;
	message: string;
}

/** Kept small, since there may be hundreds of thousands: names and user agents are worked out when read. */
export interface Click {
	id: number;
	sub_id: string;
	/** Milliseconds. */
	at: number;
	campaign_id: number;
	stream_id: number;
	landing_id: number;
	offer_id: number;
	source_id: number;
	country_code: string;
	city: string;
	/** Index of the device in the table of devices. */
	device: number;
	ip: string;
	keyword: string;
	source: string;
	referrer: string;
	language: string;
	ad_campaign_id: string;
	creative_id: string;
	external_id: string;
	/** sub_id_N and extra_param_N. */
	extra?: Record<string, string>;
	unique: boolean;
	is_bot: boolean;
	is_using_proxy: boolean;
	/** Seconds from the click to the click on the landing; 0: none. */
	landing_clicked: number;
	cost: number;
}

export interface Conversion {
	id: number;
	/** Stays while the conversion changes. */
	event_id: string;
	sub_id: string;
	tid: string;
	status: string;
	original_status: string;
	previous_status: string;
	/** Lead, Sale, Rejected, Rebill, Registration, Deposit, Trash. */
	conversion_type: string;
	revenue: number;
	cost: number;
	/** Moment of the newest postback. */
	at: number;
	sale_at: number;
	history: { type: string; at: number }[];
	version: number;
	params: Record<string, string>;
	offer_id: number;
}
