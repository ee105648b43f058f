/** Devices of the generated clicks, by index. */
export interface Device {
	device_type: string;
	device_type_id: number;
	device_model: string;
	os: string;
	os_version: string;
	browser: string;
	browser_version: string;
	user_agent: string;
}

const agent = (system: string, browser: string) => `Mozilla/5.0 (${system}) ${browser}`;

const CHROME = 'AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36';
const SAFARI = 'AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1';

const row = (
	type: string,
	id: number,
	model: string,
	os: string,
	osVersion: string,
	browser: string,
	version: string,
	ua: string,
): Device => ({
	device_type: type,
	device_type_id: id,
	device_model: model,
	os,
	os_version: osVersion,
	browser,
	browser_version: version,
	user_agent: ua,
});

export const DEVICES: Device[] = [
	row('mobile', 2, 'iPhone', 'iOS', '18.1', 'Mobile Safari', '18.1', agent('iPhone; CPU iPhone OS 18_1 like Mac OS X', SAFARI)),
	row('mobile', 2, 'SM-S921B', 'Android', '15', 'Chrome Mobile', '140.0', agent('Linux; Android 15; SM-S921B', CHROME)),
	row('desktop', 1, '', 'Windows', '10', 'Chrome', '140.0', agent('Windows NT 10.0; Win64; x64', CHROME)),
	row('tablet', 3, 'iPad', 'iOS', '17.6', 'Mobile Safari', '17.6', agent('iPad; CPU OS 17_6 like Mac OS X', SAFARI)),
];

export interface Country {
	code: string;
	name: string;
	region: string;
	city: string;
	language: string;
}

export const COUNTRIES: Country[] = [
	{ code: 'US', name: 'United States', region: 'California', city: 'Los Angeles', language: 'en' },
	{ code: 'DE', name: 'Germany', region: 'Berlin', city: 'Berlin', language: 'de' },
	{ code: 'BR', name: 'Brazil', region: 'São Paulo', city: 'São Paulo', language: 'pt' },
	{ code: 'IN', name: 'India', region: 'Maharashtra', city: 'Mumbai', language: 'hi' },
	{ code: 'GB', name: 'United Kingdom', region: 'England', city: 'London', language: 'en' },
	{ code: 'RO', name: 'Romania', region: 'Bucharest', city: 'Bucharest', language: 'ro' },
];

export const countryName = (code: string) => COUNTRIES.find((country) => country.code === code)?.name ?? code;
