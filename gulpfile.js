const { rm } = require('node:fs/promises');
const { Transform } = require('node:stream');
const { dest, parallel, src } = require('gulp');

const options = { base: '.', encoding: false };

/** What the compiler does not bring into the package: icons (byte for byte), codex and output previews. */
const copy = () => src(['nodes/**/*.svg', 'nodes/**/*.json'], options).pipe(dest('dist'));

/** n8n looks for output previews in a folder of the node's version; version 2 puts out what version 1 does. */
const previews = () => src('nodes/**/__schema__/v1.0.0/**/*.json', options).pipe(renamed('v1.0.0', 'v2.0.0')).pipe(dest('dist'));

const renamed = (from, to) =>
	new Transform({
		objectMode: true,
		transform(file, _, done) {
			file.path = file.path.replace(from, to);
			done(null, file);
		},
	});

exports.clean = async () => await rm('dist', { recursive: true, force: true });
exports.default = parallel(copy, previews);
