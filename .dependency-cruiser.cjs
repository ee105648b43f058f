/**
 * The house of nodes/Keitaro: every room uses only those below it, none uses what uses it, and resources do not know each other.
 * What each room is for stands in docs/architecture.md.
 */
const ROOMS = [
	['\\w+\\.node', 'the nodes'],
	['dispatch', 'the loop over items'],
	['hints', 'what a run tells beside its items'],
	['(resources|triggers)/', 'resources and triggers'],
	['envelope', 'the output item'],
	['operation', 'what an operation is'],
	['fields/', "n8n's inputs"],
	['records/', 'what finds a record'],
	['api/', "Keitaro's ways"],
	['transport/', 'one HTTP request'],
	['values/', 'pure values'],
];
const place = (room) => `^nodes/Keitaro/${room}`;

module.exports = {
	forbidden: [
		...ROOMS.slice(1).map(([room, name], at) => ({
			name: `${name}: uses only what is below`,
			severity: 'error',
			from: { path: place(room) },
			to: { path: ROOMS.slice(0, at + 1).map(([above]) => place(above)) },
		})),
		{
			name: 'resources and triggers do not know each other',
			severity: 'error',
			from: { path: '^nodes/Keitaro/(resources|triggers)/' },
			to: { path: '^nodes/Keitaro/(resources|triggers)/', pathNot: '^nodes/Keitaro/$1/' },
		},
		{
			name: 'resources do not know each other',
			comment: 'What two share is a field, a record or one of the ways of the API; the registry knows them all.',
			severity: 'error',
			from: { path: '^nodes/Keitaro/resources/([^/.]+)', pathNot: '^nodes/Keitaro/resources/index' },
			to: { path: '^nodes/Keitaro/resources/', pathNot: '^nodes/Keitaro/resources/($1|localFiles)' },
		},
		{ name: 'no circles', severity: 'error', from: {}, to: { circular: true } },
		{
			name: 'no strangers',
			comment: 'n8n-workflow is the one peer.',
			severity: 'error',
			from: {},
			to: { path: 'node_modules', pathNot: 'node_modules/(n8n-workflow|axios|@types)/' },
		},
		{ name: 'no orphans', severity: 'error', from: { orphan: true }, to: {} },
	],
	options: { doNotFollow: { path: 'node_modules' }, tsPreCompilationDeps: true, tsConfig: { fileName: 'tsconfig.json' } },
};
