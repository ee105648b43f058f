/** What holds for every parameter of the nodes, whichever builder made it. */
import type { INodeParameters, INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { resources } from '../../nodes/Keitaro/resources';
import { engine } from '../engine';
import { choicesOf, inside, nameOf, places, type Place } from './places';
import { nodes } from './source';

const { description } = nodes.Keitaro;

/** Where a parameter is not as it must be. */
const wrong = (isRight: (property: INodeProperties) => boolean): string[] =>
	places.filter(({ property }) => !isRight(property)).map((place) => `${nameOf(place)}: ${JSON.stringify(place.property).slice(0, 200)}`);

it('is of a size that the editor loads at once', () => {
	expect(JSON.stringify(description).length).toBeLessThan(400_000);
});

it.each(Object.keys(nodes))('%s has parameters', (className) => {
	expect(places.filter(({ of }) => of === className).length).toBeGreaterThan(3);
});

describe('texts', () => {
	it('name every resource and operation, and say what they are', () => {
		const dropdowns = description.properties.filter(({ name }) => name === 'resource' || name === 'operation');
		expect(dropdowns).toHaveLength(1 + resources.size);
		const blank = dropdowns.flatMap(({ name: dropdown, options = [] }) =>
			(options as INodePropertyOptions[])
				.filter(({ name, description: text, action }) => !name || !text || (dropdown === 'operation' && !action))
				.map(({ value }) => value),
		);
		expect(blank).toEqual([]);
	});

	it('describe every parameter, or each of its values', () => {
		const isDescribed = (property: INodeProperties) => {
			const choices = choicesOf(property);
			return !!property.description || (choices.length > 0 && choices.every((choice) => choice.description));
		};
		expect(wrong((property) => ['collection', 'notice'].includes(property.type) || isDescribed(property))).toEqual([]);
	});

	it('are English, with the Russian label of the original node in brackets', () => {
		const texts = (property: INodeProperties) => [
			property,
			...choicesOf(property),
			...(property.modes ?? []).map(({ displayName, hint }) => ({ displayName, description: hint })),
		];
		const isEnglish = (text?: string) => !/\p{Script=Cyrillic}/u.test((text ?? '').replace(/\([^()]*\)/g, ''));
		const latin = (text?: string) => /^[\x20-\x7e]*$/.test(text ?? '');
		expect(
			wrong((property) =>
				texts(property).every(
					(one) =>
						latin('displayName' in one ? one.displayName : one.name) &&
						latin((one as INodePropertyOptions).action) &&
						isEnglish(one.description),
				),
			),
		).toEqual([]);
	});

	it('give AI tools a name of their own for every parameter', () => {
		expect(wrong(({ type, displayName }) => type === 'notice' || (/[a-z]/i.test(displayName) && displayName.length <= 64))).toEqual([]);
	});
});

describe('Russian labels of the original node', () => {
	const OPERATIONS = {
		get: 'Получить',
		getAll: 'Получить Все',
		create: 'Создать',
		update: 'Обновить',
		delete: 'Удалить',
		test: 'Тестировать',
	};

	it('stand in the description of the node', () => {
		expect(description.description).toMatch(/\(Работа с API Keitaro\)$/);
	});

	it.each([
		['campaign', 'Кампания', 'Кампании'],
		['landing', 'Лендинг', 'Лендинга'],
		['offer', 'Оффер', 'Оффера'],
		['click', 'Клик', 'Клика'],
		['settings', 'Настройки', 'Настроек'],
		['user', 'Пользователь', 'Пользователя'],
		['blacklist', 'Блэклист', 'Блэклиста'],
		['bot', 'Бот', 'Бота'],
		['postback', 'Постбэк', 'Постбэка'],
		['source', 'Источник', 'Источника'],
		['conversion', 'Конверсия', 'Конверсии'],
		['stats', 'Статистика', 'Статистики'],
		['group', 'Группа', 'Группы'],
		['stream', 'Поток', 'Потока'],
		['filter', 'Фильтр', 'Фильтра'],
		['log', 'Лог', 'Лога'],
		['domain', 'Домен', 'Домена'],
	])('%s: %s', (value, label, genitive) => {
		const resource = resources.get(value)!;
		expect(resource.description).toContain(`(${label})`);
		for (const operation of resource.operations) {
			if (Object.hasOwn(OPERATIONS, operation.value))
				expect(operation.description).toContain(`(${OPERATIONS[operation.value as keyof typeof OPERATIONS]})`);
		}
		// A postback has a form instead of data.
		const labels = { [`${value}Id`]: `(ID ${genitive})`, ...(value === 'postback' ? {} : { [`${value}Data`]: `(Данные ${genitive})` }) };
		for (const [name, inBrackets] of Object.entries(labels)) {
			const named = description.properties.filter(
				(property) =>
					property.name === name &&
					property.displayOptions?.show?.resource?.includes(value) &&
					property.displayOptions.show.operation?.some((operation) => Object.hasOwn(OPERATIONS, String(operation))),
			);
			expect(named).not.toEqual([]);
			expect(named.filter((property) => !property.description?.includes(inBrackets))).toEqual([]);
		}
	});
});

describe('values', () => {
	const isObject = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value);
	const isDynamic = ({ typeOptions }: INodeProperties) => typeOptions?.loadOptionsMethod !== undefined;
	const IS: Partial<Record<INodeProperties['type'], (value: unknown, property: INodeProperties) => boolean>> = {
		string: (value) => typeof value === 'string',
		json: (value) => typeof value === 'string',
		dateTime: (value) => typeof value === 'string',
		notice: (value) => value === '',
		number: (value) => typeof value === 'number',
		boolean: (value) => typeof value === 'boolean',
		options: (value, property) => isDynamic(property) || choicesOf(property).some((choice) => choice.value === value),
		multiOptions: (value, property) =>
			Array.isArray(value) && (isDynamic(property) || value.every((one) => choicesOf(property).some((choice) => choice.value === one))),
		collection: isObject,
		fixedCollection: isObject,
		resourceLocator: (value, { modes }) => isObject(value) && modes!.some(({ name }) => name === (value as { mode: string }).mode),
	};

	it('have a default that fits their type', () => {
		expect(wrong((property) => IS[property.type]?.(property.default, property) === true)).toEqual([]);
	});

	it('that are yes or no say "Whether"', () => {
		expect(wrong(({ type, description: text }) => type !== 'boolean' || text!.startsWith('Whether '))).toEqual([]);
	});

	it('are there once in a dropdown, with a name each', () => {
		expect(
			wrong((property) => {
				const choices = choicesOf(property);
				return ['name', 'value'].every((key) => new Set(choices.map((choice) => choice[key as 'name'])).size === choices.length);
			}),
		).toEqual([]);
	});

	const SWEEPING = ['Clean', 'Clean Archive', 'Clear', 'Replace All'];

	it('stand in the order of their letters where there are five or more', () => {
		const inOrder = (texts: string[]) =>
			texts.every((text, at) => at === 0 || texts[at - 1].localeCompare(text, 'en', { numeric: true, sensitivity: 'base' }) <= 0);
		const isSorted = (property: INodeProperties) => {
			// Behind the others stands what deletes at one go, and last what Keitaro does not have.
			const names = choicesOf(property)
				.map(({ name }) => name)
				.filter((name) => !name.endsWith('(Not in Keitaro)') && !SWEEPING.includes(name));
			const labels = inside(property).map(({ displayName }) => displayName);
			return (names.length < 5 || inOrder(names)) && (labels.length < 5 || inOrder(labels));
		};
		// Ranges go from short to long, operators from what is asked for most, and the fields of a trigger from what is checked to what is done.
		const OTHERWISE = ['interval', 'operator', 'triggers'];
		expect(wrong((property) => OTHERWISE.includes(property.name) || isSorted(property))).toEqual([]);
		expect(OTHERWISE.filter((name) => places.every(({ property }) => property.name !== name || isSorted(property)))).toEqual([]);
	});
});

it('asks for lists that there are, and has none that nothing asks for', () => {
	const asked = (own: Place[]) => {
		const names = (methods: Array<string | undefined>) => [...new Set(methods.filter((name) => name !== undefined))].sort();
		return {
			listSearch: names(own.flatMap(({ property: { modes = [] } }) => modes.map(({ typeOptions }) => typeOptions?.searchListMethod))),
			loadOptions: names(own.map(({ property: { typeOptions } }) => typeOptions?.loadOptionsMethod)),
		};
	};
	for (const [className, { methods }] of Object.entries(nodes)) {
		const { listSearch, loadOptions } = asked(places.filter(({ of }) => of === className));
		expect(Object.keys(methods?.listSearch ?? {})).toEqual(expect.arrayContaining(listSearch));
		expect(Object.keys(methods?.loadOptions ?? {})).toEqual(expect.arrayContaining(loadOptions));
	}
	const all = asked(places);
	expect(Object.keys(nodes.Keitaro.methods!.listSearch!).sort()).toEqual(all.listSearch);
	expect(Object.keys(nodes.Keitaro.methods!.loadOptions!).sort()).toEqual(all.loadOptions);
});

it('what Keitaro has no function for is marked, stands last and is never there by itself', () => {
	const dropdowns = description.properties.filter(({ name }) => name === 'operation');
	const marked = dropdowns.flatMap(({ displayOptions, options = [], default: usual }) => {
		const all = options as INodePropertyOptions[];
		const isMarked = ({ name }: INodePropertyOptions) => name.endsWith(' (Not in Keitaro)');
		const last = all.filter(isMarked);
		expect(all.slice(all.length - last.length)).toEqual(last);
		expect(last.map(({ value }) => value)).not.toContain(usual);
		for (const { action, description: text } of last)
			expect([action, text]).toEqual([expect.stringMatching(/\(not in Keitaro\)$/), expect.stringMatching(/^Not possible/)]);
		return last.map(({ value }) => `${String(displayOptions!.show!.resource![0])}:${String(value)}`);
	});
	expect(marked.sort()).toEqual(
		'click:delete log:create log:update settings:create settings:delete stats:create stats:delete stats:get stats:update'.split(' '),
	);
});

it('a locator has a list at once where the tracker has one, and finds by what is unique', () => {
	const locators = places.map(({ property }) => property).filter(({ type }) => type === 'resourceLocator');
	const ways = new Map(
		locators.map(({ modes = [] }) => {
			const { searchListMethod = '', searchFilterRequired = false } = modes[0].typeOptions ?? {};
			return [searchListMethod, [...modes.map(({ name }) => name), ...(searchFilterRequired ? ['after typing'] : [])].join(' ')];
		}),
	);
	expect(Object.fromEntries(ways)).toEqual({
		searchAffiliateNetwork: 'list id name',
		searchArchivedCampaign: 'list id',
		searchArchivedDomain: 'list id',
		searchArchivedStream: 'list id',
		searchCampaign: 'list id alias name',
		searchCampaignGroup: 'list id name',
		searchDomain: 'list id name',
		searchDomainGroup: 'list id name',
		searchFacebookIntegration: 'list id',
		searchFilter: 'list id',
		searchLanding: 'list id name',
		searchLandingGroup: 'list id name',
		searchOffer: 'list id name',
		searchOfferGroup: 'list id name',
		searchPostback: 'list id',
		searchSource: 'list id name',
		searchStream: 'list id',
		searchUser: 'list id name',
	});
});

describe('what is shown at the same time', () => {
	const { NodeHelpers } = engine().workflow;
	const shown = (parameters: INodeParameters, typeVersion: number, among: INodeProperties[], name: string) =>
		among.filter((property) => NodeHelpers.displayParameter(parameters, property, { typeVersion }, { ...description, name }));

	/** Every state that parameters which show or hide others can be in. */
	function states(own: INodeProperties[]): INodeParameters[] {
		const steering = new Set(
			own.flatMap(({ displayOptions }) => [displayOptions?.show, displayOptions?.hide].flatMap((by) => Object.keys(by ?? {}))),
		);
		let all: INodeParameters[] = [{}];
		for (const name of [...steering].filter((one) => !['resource', 'operation', '@version', '@tool'].includes(one))) {
			const of = own.filter((property) => property.name === name);
			const values = new Set(
				of.flatMap((property) => (property.type === 'boolean' ? [true, false] : choicesOf(property).map(({ value }) => value))),
			);
			expect([name, values.size]).not.toEqual([name, 0]);
			all = all.flatMap((state) => [...values].map((value) => ({ ...state, [name]: value })));
		}
		return all;
	}

	const pairs = [...resources.values()].flatMap(({ value: resource, operations }) =>
		operations.map(({ value: operation }) => ({ resource, operation })),
	);

	it.each(pairs)('$resource:$operation shows no parameter twice', ({ resource, operation }) => {
		const own = description.properties.filter(({ displayOptions }) => {
			const { resource: of = [resource], operation: by = [operation] } = displayOptions?.show ?? {};
			return of.includes(resource) && by.includes(operation);
		});
		for (const typeVersion of [1, 2]) {
			for (const [state, node] of states(own).flatMap((one) => ['keitaro', 'keitaroTool'].map((as) => [one, as] as const))) {
				const visible = shown({ resource, operation, ...state }, typeVersion, own, node);
				for (const key of ['name', 'displayName'] as const) {
					const texts = visible.map((property) => property[key]);
					expect({ state, twice: texts.filter((text, at) => texts.indexOf(text) < at) }).toEqual({ state, twice: [] });
				}
			}
		}
	});

	it('is there once inside every collection', () => {
		expect(wrong((property) => new Set(inside(property).map(({ name }) => name)).size === inside(property).length)).toEqual([]);
	});
});
