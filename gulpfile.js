const { rm } = require('node:fs/promises');
const { dest, src } = require('gulp');

/** What the compiler does not bring into the package: icons (byte for byte), codex and output previews. */
const copy = () => src(['nodes/**/*.svg', 'nodes/**/*.json'], { base: '.', encoding: false }).pipe(dest('dist'));

exports.clean = async () => await rm('dist', { recursive: true, force: true });
exports.default = copy;
