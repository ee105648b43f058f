import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { body } from '../fields/body';
import { secret, text, type Field } from '../fields/field';
import { quote } from '../values/quote';
import type { ItemContext } from '../transport/itemContext';
import { unsupported, type Resource } from '../operation';
import { MASK } from '../transport/mask';
import { InputError } from '../values/errors';

/** The settings that the Admin API has: each one value, under a key of its own. */
const SETTINGS = { avscan: 'avscan_key', imklo: 'imklo_api_url' } as const;

type Setting = keyof typeof SETTINGS;

const settingsId: INodeProperties = {
	displayName: 'Setting',
	name: 'settingsId',
	type: 'options',
	options: [
		{ name: 'AVScan Key', value: 'avscan' },
		{ name: 'IMKLO Address', value: 'imklo' },
	],
	default: 'avscan',
	required: true,
	description: 'Which integration of the tracker is meant (ID Настроек)',
};

const shownFor = (setting: Setting) => ({ required: true, displayOptions: { show: { settingsId: [setting] } } });

const values: Field[] = [
	secret('avscan_key', 'AVScan Key', 'Key of the AVScan service, with which the tracker checks domains and pages', shownFor('avscan')),
	text('imklo_api_url', 'IMKLO Address', 'Address of the API of the IMKLO service, which flows can ask about visitors', {
		placeholder: 'e.g. https://imklo.example.com/api',
		...shownFor('imklo'),
	}),
];

const data = body({ dataName: 'settingsData', russian: 'Данные Настроек', closed: true }, values, []);

/** A field of the original node, so that its workflows open. */
const settingsData: INodeProperties = {
	displayName: 'Data (JSON)',
	name: 'settingsData',
	type: 'json',
	default: '',
	description: 'Not used (Данные Настроек)',
};

function readSetting(context: ItemContext): Setting {
	const entered = context.parameter('settingsId');
	const id = typeof entered === 'string' ? entered.trim().toLowerCase() : '';
	if (Object.hasOwn(SETTINGS, id)) return id as Setting;
	throw new InputError(
		id === '' ? 'Setting is empty' : `Setting must be ${Object.keys(SETTINGS).join(' or ')}, but is ${quote(entered)}`,
		'It reads and writes two: the AVScan key (avscan) and the IMKLO address (imklo). All others are set in the tracker panel.',
	);
}

/** Keitaro takes the value in the address. */
async function readValue(context: ItemContext, key: string): Promise<IDataObject> {
	const { [key]: value } = await data.read(context);
	if (typeof value === 'string') return { [key]: value };
	throw new InputError(`Data (JSON): ${key} is missing`, `Enter an object such as {"${key}": "…"}.`);
}

/** Keys of the IMKLO service that its address carries. */
const KEYS = /([?&](?:\w{0,30}key|token|password)=)([^&#\s]{1,500})/gi;

const keysIn = (address: unknown): string[] => [...String(address).matchAll(KEYS)].map(([, , key]) => key);

/** An address without the keys in it. */
const withoutKeys = (data: unknown): unknown => {
	const { imklo_api_url: address } = (data ?? {}) as IDataObject;
	return typeof address === 'string' ? { ...(data as IDataObject), imklo_api_url: address.replace(KEYS, `$1${MASK}`) } : data;
};

const FIXED = 'Keitaro has these settings from the start:';

export const settings: Resource = {
	value: 'settings',
	name: 'Integration Settings',
	description: 'The AVScan key and the IMKLO address in the settings of the tracker (Настройки)',
	secrets: ['avscan_key'],
	operations: [
		{
			value: 'get',
			name: 'Get',
			action: 'Get an integration setting',
			description: 'The value of a setting; a key is masked, so that only its presence shows (Получить)',
			reads: true,
			fields: [settingsId],
			run: async (context) => {
				const { request, data: answer } = await context.tracker.request({ method: 'GET', path: `/integrations/${readSetting(context)}` });
				return { request, data: withoutKeys(answer) };
			},
		},
		{
			value: 'update',
			name: 'Update',
			action: 'Update an integration setting',
			description: 'Put a new value in place of the old one (Обновить)',
			changes: true,
			fields: [settingsId, ...data.fields],
			run: async (context) => {
				const setting = readSetting(context);
				const query = await readValue(context, SETTINGS[setting]);
				const secrets = keysIn(query.imklo_api_url);
				const path: `/${string}` = `/integrations/${setting}`;
				const { request, data: answer } = await context.tracker.request({ method: 'PUT', path, query, secrets });
				return { request, data: withoutKeys(answer) };
			},
		},
		{
			value: 'create',
			name: 'Create',
			action: 'Create an integration setting',
			description: 'Not possible in Keitaro: Update sets the values that there are (Создать)',
			fields: [settingsData],
			run: unsupported('Settings cannot be created', `${FIXED} set their values with Update.`),
		},
		{
			value: 'delete',
			name: 'Delete',
			action: 'Delete an integration setting',
			description: 'Not possible in Keitaro: Update changes the value (Удалить)',
			fields: [settingsId],
			run: unsupported('Settings cannot be deleted', `${FIXED} change their values with Update.`),
		},
	],
};
