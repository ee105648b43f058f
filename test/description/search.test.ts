/** The words by which people look for what the nodes do: n8n's panel finds nodes by their names and aliases, actions by their texts. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { resources } from '../../nodes/Keitaro/resources';
import { nodes } from './source';

const folder = path.join(__dirname, '../../nodes/Keitaro');
const aliases = Object.keys(nodes).flatMap(
	(name) => (JSON.parse(readFileSync(path.join(folder, `${name}.node.json`), 'utf8')) as { alias: string[] }).alias,
);

const ACTIONS =
	'block ban blacklist whitelist pause resume stop cost spend sale lead deposit rebalance split clone duplicate report statistics facebook domain';
const OTHERS = 'stats arbitrage affiliate tracker binom';
const RUSSIAN = [
	'блокировка, заблокировать, бан, чёрный список, черный список, белый список, пауза, остановить, стоп, расход, затраты, продажа, лид',
	'депозит, ребаланс, распределение, сплит, клонировать, дублировать, копия, отчёт, отчет, статистика, арбитраж, партнёрка, партнерка',
	'трекер, бином, фейсбук, домен',
]
	.join(', ')
	.split(', ');

it('all lead to a node', () => {
	const lacking = [...ACTIONS.split(' '), ...OTHERS.split(' '), ...RUSSIAN].filter(
		(word) => !aliases.some((alias) => alias.toLowerCase().includes(word)),
	);
	expect(lacking).toEqual([]);
});

it('of something to be done lead to an action', () => {
	const texts = [...resources.values()].flatMap(({ name, description, operations }) => [
		name,
		description,
		...operations.flatMap((operation) => [operation.name, operation.action, operation.description ?? '']),
	]);
	const lacking = ACTIONS.split(' ').filter((word) => !texts.some((text) => new RegExp(`\\b${word}(s|es|ed)?\\b`, 'i').test(text)));
	expect(lacking).toEqual([]);
});
